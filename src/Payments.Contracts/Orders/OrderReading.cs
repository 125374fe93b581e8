using Orleans;
using Payments.Domain.Orders;

namespace Payments.Contracts.Orders;

/// <summary>An order and the name of its version.</summary>
[GenerateSerializer, Immutable, Alias("order-reading")]
public sealed record OrderReading
{
    /// <summary>Another one whenever the order has changed; says nothing else.</summary>
    [Id(0)] public required string Version { get; init; }

    /// <summary>The order, or null where there is none.</summary>
    [Id(1)] public required Order? Order { get; init; }
}
