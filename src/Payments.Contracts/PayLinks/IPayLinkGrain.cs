using Orleans;
using Orleans.Concurrency;
using Payments.Domain.PayLinks;

namespace Payments.Contracts.PayLinks;

/// <summary>Key <c>lnk-{merchant}-{code}</c>. A payment link of a shop. It may call orders; no order calls it.</summary>
[Alias("pay-link-grain")]
public interface IPayLinkGrain : IGrainWithStringKey
{
    /// <summary>The link, or null.</summary>
    [Alias("get"), AlwaysInterleave, Repeatable]
    Task<PayLink?> GetAsync();

    /// <summary>Makes the link; one that is there stays as it is, so that the same request may come again.</summary>
    [Alias("make"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<PayLink> MakeAsync(MakePayLink command);

    /// <summary>Changes the link; null where there is none.</summary>
    [Alias("change"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<PayLink?> ChangeAsync(PayLinkTerms terms);

    /// <summary>Finds the number of the order that a visit opens. The same visit again gets the same number.</summary>
    /// <param name="visit">Lower-case hex SHA-256 of the form that was sent.</param>
    [Alias("take"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<PayLinkVisit> TakeAsync(string visit);
}
