using Microsoft.AspNetCore.Http;
using Payments.Contracts.Merchants;
using Payments.Domain.Merchants;
using Payments.Http.Common;
using Payments.Storage;

namespace Payments.Http.Merchants;

/// <summary>
/// Takes logos of shops. The file is stored first, then the merchant names it: a crash between them leaves a file that nobody asks for.
/// </summary>
internal sealed class Logos(LogoStore store)
{
    /// <summary>Sets a shop's logo.</summary>
    /// <param name="grain">The merchant's grain.</param>
    /// <param name="merchant">The merchant.</param>
    /// <param name="file">The file as it was sent.</param>
    /// <param name="keyHash">The caller's API key, or null.</param>
    /// <returns>The merchant afterwards; null where the caller's key was replaced.</returns>
    /// <exception cref="InputException">It is no logo, or there were too many of late.</exception>
    public async Task<Merchant?> SaveAsync(IMerchantGrain grain, Merchant merchant, ReadOnlyMemory<byte> file, string? keyHash = null)
    {
        var (logo, error) = LogoImage.Read(file.Span);
        if (logo is null) throw new InputException("logo", error!);
        if (!await store.StoreAsync(merchant.Id, logo.File, file, merchant.Branding?.Logo))
            throw new InputException("logo", $"at most {LogoStore.Most} within an hour", StatusCodes.Status429TooManyRequests)
            {
                RetryAfter = LogoStore.Rest,
            };
        var shown = new Branding { Logo = logo.File, LogoWidth = logo.Width, LogoHeight = logo.Height };
        return await grain.UpdateAsync(new UpdateMerchant { Logo = shown }, keyHash);
    }

    /// <summary>Takes a shop's logo away.</summary>
    public static Task<Merchant?> RemoveAsync(IMerchantGrain grain, string? keyHash = null) =>
        grain.UpdateAsync(new UpdateMerchant { Logo = new Branding() }, keyHash);
}
