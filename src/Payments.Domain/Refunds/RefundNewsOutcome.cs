using Orleans;

namespace Payments.Domain.Refunds;

/// <summary>What became of a provider's news of a refund.</summary>
[GenerateSerializer, Alias("refund-news-outcome")]
public enum RefundNewsOutcome
{
    /// <summary>It changed the refund.</summary>
    Taken = 0,

    /// <summary>It says what was known, or less.</summary>
    Known = 1,

    /// <summary>No order has such a refund, or it is another provider's.</summary>
    NotFound = 2,

    /// <summary>It does not fit the refund that it names: another amount or charge, or money moved after a failure.</summary>
    Mismatch = 3,
}
