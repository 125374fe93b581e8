using Orleans;

namespace Payments.Domain.Merchants;

/// <summary>Who takes the money of recharges. Numbers are append-only; in storage and JSON the camelCase names are used.</summary>
[GenerateSerializer, Alias("recharge-source")]
public enum RechargeSource
{
    /// <summary>Cryptomus, by the merchant's account or the installation's.</summary>
    Cryptomus = 0,

    /// <summary>The merchant's own wallets, on the chains that the gateway reads.</summary>
    Wallets = 1,
}
