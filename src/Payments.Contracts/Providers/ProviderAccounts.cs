using System.Collections.Concurrent;
using Orleans;
using Payments.Contracts.Merchants;
using Payments.Domain.Identity;
using Payments.Domain.Merchants;
using Payments.Domain.Providers;
using Payments.Providers.Common;

namespace Payments.Contracts.Providers;

/// <summary>
/// Which account a merchant's charges at a provider go by: the merchant's own, else the installation's, where the operator has one and lends
/// it. Accounts whose grain is active in this process are read from what it published, without a call.
/// </summary>
public sealed class ProviderAccounts(
    ProviderCatalog catalog, InstallationAccounts installation, MerchantReader merchants, IGrainFactory grains, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, ProviderAccess> published = new();

    /// <summary>Makes what is stored readable here. Called by the account's grain alone.</summary>
    public void Publish(ProviderAccess access) => published[new ProviderKey(access.Merchant, access.Provider).GrainKey] = access;

    /// <summary>Takes back what was published; what a newer activation published stays.</summary>
    public void Withdraw(ProviderAccess access) =>
        published.TryRemove(KeyValuePair.Create(new ProviderKey(access.Merchant, access.Provider).GrainKey, access));

    /// <summary>The account at a provider that a merchant's charges go by; null where there is none.</summary>
    public async ValueTask<ProviderAccount?> FindAsync(MerchantId merchant, string provider)
    {
        var own = (await merchants.FindAsync(merchant))?.Merchant.Providers.Any(candidate => candidate.Name == provider) ?? false;
        return own ? await OwnAsync(merchant, provider) : installation.For(merchant, provider);
    }

    /// <summary>The ways to pay at providers that a merchant's payers are offered for a currency, own accounts first.</summary>
    public IReadOnlyList<ProviderMethod> MethodsFor(Merchant merchant, string currency)
    {
        var own = merchant.Providers.SelectMany(provider => provider.Methods).Select(catalog.FindMethod);
        var lent = installation.MethodsFor(merchant.Id)
            .Where(found => !merchant.Providers.Any(provider => provider.Name == found.Provider.Name));
        return [.. own.OfType<(IPaymentProvider Provider, ProviderMethod Method)>().Concat(lent)
            .Select(found => found.Method).Where(method => method.Takes(currency))];
    }

    private async ValueTask<ProviderAccount?> OwnAsync(MerchantId merchant, string provider)
    {
        var key = new ProviderKey(merchant, provider).GrainKey;
        var access = published.TryGetValue(key, out var known) ? known : await grains.Find<IProviderGrain>(key).GetAsync();
        if (access is null) return null;
        var former = access.FormerUntil > time.GetUtcNow() ? access.FormerSettings : NoSettings;
        return new ProviderAccount(provider, access.Settings, former, merchant, installation.AllowsSandbox);
    }

    private static IReadOnlyDictionary<string, string> NoSettings { get; } = new Dictionary<string, string>();
}
