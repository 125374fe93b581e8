using Orleans;

namespace Payments.Domain.Refunds;

/// <summary>What a provider says of a refund, in a verified notice or an answer. Says nothing of what it leaves null.</summary>
[GenerateSerializer, Immutable, Alias("refund-news")]
public sealed record RefundNews
{
    /// <summary>Our number of the refund.</summary>
    [Id(0)] public required string Reference { get; init; }

    /// <summary>
    /// Where it stands: <see cref="RefundStatus.Processing"/>, <see cref="RefundStatus.Succeeded"/> or <see cref="RefundStatus.Failed"/>.
    /// </summary>
    [Id(1)] public required RefundStatus Status { get; init; }

    /// <summary>Our number of the charge.</summary>
    [Id(2)] public string? Charge { get; init; }

    /// <summary>The provider's own number of it.</summary>
    [Id(3)] public string? ProviderId { get; init; }

    /// <summary>How much, in the charge's currency.</summary>
    [Id(4)] public decimal? Amount { get; init; }

    /// <summary>When the money was with the payer, by the provider's clock.</summary>
    [Id(5)] public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The provider's word for it, for people.</summary>
    [Id(6)] public string? Word { get; init; }
}
