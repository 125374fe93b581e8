using Orleans;

namespace Payments.Domain.Refunds;

/// <summary>A request to refund money of an order. The face has authenticated it.</summary>
[GenerateSerializer, Immutable, Alias("refund-request")]
public sealed record RefundRequest
{
    /// <summary>The merchant's id of the refund, by which it may be asked for again.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>What is asked for.</summary>
    [Id(1)] public required RefundWish Wish { get; init; }

    /// <summary>Who asks: the name of an API key, or a face.</summary>
    [Id(2)] public required string By { get; init; }

    /// <summary>The gateway's own address as providers see it, without a slash at its end.</summary>
    [Id(3)] public required string PublicUrl { get; init; }
}
