using Orleans;

namespace Payments.Contracts.Merchants;

/// <summary>Named outcomes of changing wallets.</summary>
[GenerateSerializer, Alias("wallet-outcome")]
public enum WalletOutcome
{
    /// <summary>Added, changed or removed.</summary>
    Saved = 0,

    /// <summary>No such merchant.</summary>
    UnknownMerchant = 1,

    /// <summary>No such wallet.</summary>
    NotFound = 2,

    /// <summary>The merchant has this chain, token and address already.</summary>
    Duplicate = 3,

    /// <summary>The merchant has as many wallets as one may.</summary>
    TooMany = 4,

    /// <summary>Chain, token and address of a wallet cannot change: remove it and add another.</summary>
    FixedFields = 5,

    /// <summary>The address or extended key belongs to another merchant.</summary>
    AddressTaken = 6,

    /// <summary>The address is one that an extended key of the same merchant gives to orders.</summary>
    AddressDerived = 7,

    /// <summary>The API key that the caller used was replaced since it was checked.</summary>
    KeyReplaced = 8,

    /// <summary>Callbacks may never reach the callback URL that the wallet names.</summary>
    ForbiddenCallback = 9,
}
