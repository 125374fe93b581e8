using Orleans;
using Orleans.Concurrency;
using Payments.Domain.Users;

namespace Payments.Contracts.Users;

/// <summary>Key <see cref="Key"/>, one for all. Compares every user's ledger with its balances once a day.</summary>
[Alias("user-check-grain")]
public interface IUserCheckGrain : IGrainWithStringKey
{
    /// <summary>The key of the one grain.</summary>
    const string Key = "audit-users";

    /// <summary>Has it compare once a day from now on, and at once where that is due; starting again changes nothing.</summary>
    [Alias("start")]
    Task StartAsync();

    /// <summary>What the last comparison found; null before the first.</summary>
    [Alias("get"), AlwaysInterleave, Repeatable]
    Task<UserCheck?> GetAsync();
}
