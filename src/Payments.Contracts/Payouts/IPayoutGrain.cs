using Orleans;
using Orleans.Concurrency;
using Payments.Domain.Identity;
using Payments.Domain.Payouts;

namespace Payments.Contracts.Payouts;

/// <summary>Key <c>pyo-{merchant}</c>. What a merchant has its provider send to addresses, within the limits of its own account.</summary>
[Alias("payout-grain")]
public interface IPayoutGrain : IGrainWithStringKey
{
    /// <summary>How much of each coin may be paid out, and what is left of it now; empty while payouts are off.</summary>
    [Alias("limits"), AlwaysInterleave, Repeatable]
    Task<IReadOnlyList<PayoutAllowance>> GetLimitsAsync();

    /// <summary>
    /// Takes a payout on: stored before the provider hears of it. The same id again with the same wish is the same payout.
    /// </summary>
    [Alias("request"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<PayoutResult> RequestAsync(RequestPayout command);

    /// <summary>Takes what the provider says of a payout. Durable when it is answered; news that do not fit change nothing.</summary>
    /// <param name="news">What the provider says.</param>
    /// <param name="owner">Whose account it came to; null for the installation's.</param>
    /// <returns>False where there is no such payout of this account.</returns>
    [Alias("take"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<bool> TakeAsync(PayoutNews news, MerchantId? owner);
}
