using Orleans;
using Payments.Domain.Orders;

namespace Payments.Contracts.Orders;

/// <summary>What became of a wish for an order.</summary>
[GenerateSerializer, Immutable, Alias("create-order-result")]
public sealed record CreateOrderResult
{
    /// <summary>The outcome.</summary>
    [Id(0)] public required CreateOutcome Outcome { get; init; }

    /// <summary>The order as it stands now; null where the outcome is a refusal and none exists.</summary>
    [Id(1)] public Order? Order { get; init; }

    /// <summary>For a refusal: what was wrong, in words fit for the caller.</summary>
    [Id(2)] public string? Detail { get; init; }

    /// <summary>For a refusal that ends by itself: after how long the same request may be taken; null where that is not known.</summary>
    [Id(3)] public TimeSpan? RetryAfter { get; init; }
}
