using Payments.Domain.Identity;
using Payments.Domain.Merchants;
using Payments.Domain.Providers;

namespace Payments.Providers.Common;

/// <summary>
/// Which account a merchant's charges at a provider go by: the merchant's own, else the installation's, where the operator has one and
/// lends
/// it.
/// </summary>
public sealed class ProviderAccounts(ProviderCatalog catalog, InstallationAccounts installation, IOwnAccounts owned)
{
    /// <summary>The account at a provider that a merchant's charges go by; null where there is none.</summary>
    public async ValueTask<ProviderAccount?> FindAsync(MerchantId merchant, string provider)
    {
        var own = await owned.FindAsync(merchant, provider);
        if (!own.IsListed) return installation.For(merchant, provider);
        return own.Settings is not { } settings
            ? null
            : new ProviderAccount(provider, settings, own.FormerSettings, merchant, installation.AllowsSandbox);
    }

    /// <summary>What the operator lets merchants share of payments by an account; null where the account is a merchant's own.</summary>
    /// <param name="provider">The provider.</param>
    /// <param name="owner">Whose account it is; null for the installation's.</param>
    public LentSharing? LentSharingOf(string provider, MerchantId? owner) => owner is null ? installation.SharingOf(provider) : null;

    /// <summary>The ways to pay at providers that a merchant's payers are offered for a currency, own accounts first.</summary>
    public IReadOnlyList<ProviderMethod> MethodsFor(Merchant merchant, string currency)
    {
        var own = merchant.Providers.SelectMany(provider => provider.Methods).Select(catalog.FindMethod);
        var lent = installation.MethodsFor(merchant.Id)
            .Where(found => !merchant.Providers.Any(provider => provider.Name == found.Provider.Name));
        return [.. own.OfType<(IPaymentProvider Provider, ProviderMethod Method)>().Concat(lent)
            .Select(found => found.Method).Where(method => method.Takes(currency))];
    }
}
