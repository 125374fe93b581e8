using Orleans;

namespace Payments.Domain.Users;

/// <summary>
/// The accounts of a user's ledger in one currency. Each entry moves an amount from one to another, so that their sum is always zero.
/// Numbers are append-only; in storage the camelCase names are used.
/// </summary>
[GenerateSerializer, Alias("user-account")]
public enum UserAccount
{
    /// <summary>What the user may spend. Never negative.</summary>
    Available = 0,

    /// <summary>What is set aside for something that is not settled yet. Never negative.</summary>
    Held = 1,

    /// <summary>Where credits come from: minus all that was ever credited.</summary>
    Deposits = 2,

    /// <summary>Where debits and captures go: all that was ever spent.</summary>
    Spending = 3,

    /// <summary>Where spending comes back from: minus all that was given back.</summary>
    Refunds = 4,

    /// <summary>Where credits that were taken back went.</summary>
    Reversals = 5,
}
