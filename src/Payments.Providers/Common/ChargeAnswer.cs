using Payments.Domain.Charges;

namespace Payments.Providers.Common;

/// <summary>How a call to a provider ended.</summary>
public enum ProviderOutcome
{
    /// <summary>The provider did it, or says how it stands.</summary>
    Done,

    /// <summary>The provider refused for good: the same again will be refused again.</summary>
    Refused,

    /// <summary>It has no such charge or refund.</summary>
    NotFound,

    /// <summary>
    /// Whether it was done is not known: no answer, a torn one, an error of the provider's own. Never taken for a failure; the same is
    /// asked
    /// again later.
    /// </summary>
    Unknown,
}

/// <summary>A provider's answer about a charge.</summary>
/// <param name="Outcome">How the call ended.</param>
/// <param name="News">How the charge stands; set where <see cref="ProviderOutcome.Done"/>.</param>
/// <param name="Reason">For all others: why, in words fit for an operator, without secrets.</param>
public sealed record ChargeAnswer(ProviderOutcome Outcome, ChargeNews? News, string? Reason)
{
    /// <summary>It was done, or the charge stands so.</summary>
    public static ChargeAnswer Done(ChargeNews news) => new(ProviderOutcome.Done, news, null);

    /// <summary>Refused for good.</summary>
    public static ChargeAnswer Refused(string reason) => new(ProviderOutcome.Refused, null, reason);

    /// <summary>There is no such charge.</summary>
    public static ChargeAnswer NotFound(string reason) => new(ProviderOutcome.NotFound, null, reason);

    /// <summary>Not known.</summary>
    public static ChargeAnswer Unknown(string reason) => new(ProviderOutcome.Unknown, null, reason);
}
