using System.Collections.Concurrent;
using Orleans;
using Payments.Contracts.Merchants;
using Payments.Domain.Identity;
using Payments.Domain.Providers;

namespace Payments.Contracts.Providers;

/// <summary>
/// Reads merchants' own accounts at payment providers. One whose grain is active in this process is read from what it published, without a
/// call.
/// </summary>
public sealed class ProviderReader(MerchantReader merchants, IGrainFactory grains, TimeProvider time) : IOwnAccounts
{
    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>();

    private readonly ConcurrentDictionary<string, ProviderAccess> published = new();

    /// <summary>Makes what is stored readable here. Called by the account's grain alone.</summary>
    public void Publish(ProviderAccess access) => published[new ProviderKey(access.Merchant, access.Provider).GrainKey] = access;

    /// <summary>Takes back what was published; what a newer activation published stays.</summary>
    public void Withdraw(ProviderAccess access) =>
        published.TryRemove(KeyValuePair.Create(new ProviderKey(access.Merchant, access.Provider).GrainKey, access));

    /// <inheritdoc />
    public async ValueTask<OwnAccount> FindAsync(MerchantId merchant, string provider)
    {
        var access = await merchants.FindAsync(merchant);
        if (access is null || !access.Merchant.Providers.Any(candidate => candidate.Name == provider)) return OwnAccount.None;
        var key = new ProviderKey(merchant, provider).GrainKey;
        var own = published.TryGetValue(key, out var known) ? known : await grains.Find<IProviderGrain>(key).GetAsync();
        if (own is null) return OwnAccount.Missing;
        return new OwnAccount(true, own.Settings, own.FormerUntil > time.GetUtcNow() ? own.FormerSettings : Nothing);
    }
}
