using Orleans;
using Orleans.Concurrency;
using Payments.Domain.Reconciliation;

namespace Payments.Contracts.Reconciliation;

/// <summary>Key <c>rec-{provider}-{account}</c>. Compares the statements of one account at a provider, a day at a time.</summary>
[Alias("reconciliation-grain")]
public interface IReconciliationGrain : IGrainWithStringKey
{
    /// <summary>
    /// Begins what is due beside its calls: a day whose statement can be had, or one that was asked for. While one runs nothing happens.
    /// </summary>
    [Alias("look")]
    Task LookAsync();

    /// <summary>Has a day compared, again where it was before; the same day again is the same request.</summary>
    [Alias("ask"), Repeatable]
    Task<AskOutcome> AskAsync(DateOnly day);

    /// <summary>Which days are next; null where the account was never looked at.</summary>
    [Alias("get"), AlwaysInterleave, Repeatable]
    Task<ReconciliationState?> GetAsync();
}
