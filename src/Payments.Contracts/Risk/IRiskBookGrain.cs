using Orleans;
using Orleans.Concurrency;
using Payments.Domain.Risk;

namespace Payments.Contracts.Risk;

/// <summary>Key <see cref="Key"/>, and no other. The installation's rules of risk control; a merchant's own are in its profile.</summary>
[Alias("risk-book-grain")]
public interface IRiskBookGrain : IGrainWithStringKey
{
    /// <summary>The one key.</summary>
    const string Key = "rsk-installation";

    /// <summary>The rules and lists, or null where there never were any.</summary>
    [Alias("get"), AlwaysInterleave, Repeatable]
    Task<RiskBook?> GetAsync();

    /// <summary>Changes a rule or a list. Silos follow within some seconds.</summary>
    [Alias("change"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<RiskChangeResult> ChangeAsync(RiskChange change);
}
