using Orleans;
using Payments.Domain.Orders;
using Payments.Domain.Refunds;

namespace Payments.Contracts.Refunds;

/// <summary>What became of a request for a refund.</summary>
[GenerateSerializer, Immutable, Alias("refund-result")]
public sealed record RefundResult
{
    /// <summary>The outcome.</summary>
    [Id(0)] public required RefundOutcome Outcome { get; init; }

    /// <summary>The order as it stands; null where there is none.</summary>
    [Id(1)] public Order? Order { get; init; }

    /// <summary>The refund as it stands; null for a refusal.</summary>
    [Id(2)] public Refund? Refund { get; init; }

    /// <summary>For a refusal: what was wrong, in words fit for the caller.</summary>
    [Id(3)] public string? Detail { get; init; }
}

/// <summary>Named outcomes of withdrawing a refund.</summary>
[GenerateSerializer, Alias("cancel-refund-outcome")]
public enum CancelRefundOutcome
{
    /// <summary>It is withdrawn.</summary>
    Cancelled = 0,

    /// <summary>It was withdrawn before.</summary>
    AlreadyCancelled = 1,

    /// <summary>No order has such a refund.</summary>
    NotFound = 2,

    /// <summary>Its transfer was seen, its provider was asked, or it is over: it stays as it is.</summary>
    UnderWay = 3,
}
