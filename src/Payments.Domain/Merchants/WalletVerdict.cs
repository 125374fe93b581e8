namespace Payments.Domain.Merchants;

/// <summary>Named outcomes of a change to a merchant's wallets, in the order in which they are looked for.</summary>
public enum WalletVerdict
{
    /// <summary>The merchant has no wallet with this id.</summary>
    NotFound,

    /// <summary>Chain, token, address or extended key differ from the wallet's own.</summary>
    FixedFields,

    /// <summary>The merchant has this chain, token and address or extended key already.</summary>
    Duplicate,

    /// <summary>The merchant has <see cref="MerchantRules.MaxWallets"/> wallets.</summary>
    TooMany,

    /// <summary>Nothing differs from what is stored; there is nothing to write.</summary>
    Unchanged,

    /// <summary>The merchant changed and must be stored.</summary>
    Changed,
}
