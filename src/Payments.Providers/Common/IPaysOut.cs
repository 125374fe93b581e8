using Payments.Domain.Payouts;

namespace Payments.Providers.Common;

/// <summary>A provider that sends a merchant's money to addresses.</summary>
public interface IPaysOut
{
    /// <summary>What an account may pay out; <see cref="PayoutLimits.None"/> where payouts are off.</summary>
    PayoutLimits LimitsOf(ProviderAccount account);

    /// <summary>What tells an account from another one of the provider's, the same for ever; no secret.</summary>
    string AccountOf(ProviderAccount account);

    /// <summary>Has the payout made. The same number is paid once, whatever this answers.</summary>
    Task<PayoutAnswer> PayOutAsync(ProviderAccount account, PayoutOrder payout, CancellationToken cancellationToken);

    /// <summary>Asks where a payout stands, by our number.</summary>
    Task<PayoutAnswer> QueryPayoutAsync(ProviderAccount account, string reference, CancellationToken cancellationToken);
}

/// <summary>A payout to be made.</summary>
/// <param name="Reference">Our number of it, the same for every try.</param>
/// <param name="Wish">What it is to be.</param>
/// <param name="NotifyUrl">Where notices go, an absolute URL of ours.</param>
public sealed record PayoutOrder(string Reference, PayoutWish Wish, string NotifyUrl);

/// <summary>A provider's answer about a payout.</summary>
/// <param name="Outcome">How the call ended.</param>
/// <param name="News">Where it stands; set where <see cref="ProviderOutcome.Done"/>.</param>
/// <param name="Reason">Why it is not done, without secrets.</param>
public sealed record PayoutAnswer(ProviderOutcome Outcome, PayoutNews? News, string? Reason);
