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

    /// <summary>Withdraws a payout that the provider has not heard of.</summary>
    /// <param name="number">Its number among the merchant's.</param>
    /// <param name="reason">Why.</param>
    [Alias("cancel"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<PayoutChanged> CancelAsync(int number, string reason);

    /// <summary>Takes a person's word of what became of a payout that the provider did not tell.</summary>
    [Alias("resolve"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<PayoutChanged> ResolveAsync(ResolvePayout command);

    /// <summary>Lets a payout go that a rule of risk control holds, or refuses it.</summary>
    /// <param name="number">Its number among the merchant's.</param>
    /// <param name="isApproved">Whether it is sent.</param>
    /// <param name="reason">Why.</param>
    /// <param name="isOperator">Whether an operator decides; otherwise the merchant.</param>
    [Alias("review"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<PayoutChanged> ReviewAsync(int number, bool isApproved, string reason, bool isOperator);
}
