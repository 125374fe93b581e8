namespace Payments.Storage.States;

/// <summary>The tables of states.</summary>
public enum StateTable
{
    /// <summary>State name <c>order</c>.</summary>
    Orders,

    /// <summary>State name <c>delivery</c>.</summary>
    Deliveries,

    /// <summary>State name <c>merchant</c>.</summary>
    Merchants,

    /// <summary>State name <c>wallet-address</c>.</summary>
    WalletAddresses,

    /// <summary>Every other state name.</summary>
    GrainStates,

    /// <summary>State name <c>user-wallet</c>.</summary>
    UserWallets,
}
