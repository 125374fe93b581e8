using Payments.Domain.Merchants;
using Payments.Providers.Common;
using Payments.Providers.Cryptomus;
using Payments.Providers.Simulated;

namespace Payments.Http.Faces.Recharge;

/// <summary>How recharges of a merchant are paid.</summary>
internal enum RechargeWay
{
    /// <summary>At Cryptomus.</summary>
    Cryptomus,

    /// <summary>By nobody: the operator switched simulated payments on.</summary>
    Simulated,

    /// <summary>To the merchant's own wallets.</summary>
    Wallets,

    /// <summary>Not at all: there is no account at Cryptomus that serves the merchant.</summary>
    None,
}

/// <summary>Chooses how recharges are paid: by settings alone, never by whether a provider answers.</summary>
internal sealed class RechargeWays(ProviderAccounts accounts)
{
    /// <summary>What the recharge document calls an account that is missing.</summary>
    public const string NotConfigured = "Cryptomus not configured";

    /// <summary>The way of a merchant, for a currency.</summary>
    public RechargeWay Of(Merchant merchant, string currency)
    {
        if (merchant.Recharge is { Source: RechargeSource.Wallets }) return RechargeWay.Wallets;
        var offered = accounts.MethodsFor(merchant, currency);
        if (offered.Any(method => method.Name == SimulatedProvider.MethodName)) return RechargeWay.Simulated;
        return offered.Any(method => method.Name == CryptomusProvider.MethodName) ? RechargeWay.Cryptomus : RechargeWay.None;
    }

    /// <summary>The account at Cryptomus that a merchant's recharges go by; null where there is none.</summary>
    public ValueTask<ProviderAccount?> AccountAsync(Merchant merchant) => accounts.FindAsync(merchant.Id, CryptomusProvider.ProviderName);
}
