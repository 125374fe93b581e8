using Orleans;

namespace Payments.Domain.Charges;

/// <summary>
/// What a provider says of a charge, in a verified notice or in an answer to a query. Says nothing of what it leaves null.
/// </summary>
[GenerateSerializer, Immutable, Alias("charge-news")]
public sealed record ChargeNews
{
    /// <summary>Our number of the charge.</summary>
    [Id(0)] public required string Reference { get; init; }

    /// <summary>Where it stands. Never <see cref="ChargeState.Opening"/>.</summary>
    [Id(1)] public required ChargeState State { get; init; }

    /// <summary>The provider's own id of it.</summary>
    [Id(2)] public string? ProviderId { get; init; }

    /// <summary>What the provider says was asked for; null where it does not repeat it.</summary>
    [Id(3)] public decimal? Amount { get; init; }

    /// <summary>The currency of <see cref="Amount"/>, upper case.</summary>
    [Id(4)] public string? Currency { get; init; }

    /// <summary>What came so far, in the currency that was asked for; null where that is not said.</summary>
    [Id(5)] public decimal? Paid { get; init; }

    /// <summary>What came, in the payer's coin, decimal as the provider wrote it.</summary>
    [Id(6)] public string? PayerAmount { get; init; }

    /// <summary>The payer's coin.</summary>
    [Id(7)] public string? PayerCurrency { get; init; }

    /// <summary>The transaction: a hash on a chain, or the provider's payment number.</summary>
    [Id(8)] public string? Transaction { get; init; }

    /// <summary>When it was paid, by the provider's clock.</summary>
    [Id(9)] public DateTimeOffset? PaidAt { get; init; }

    /// <summary>What the payer needs, where the answer says it anew.</summary>
    [Id(10)] public ChargeFront? Front { get; init; }

    /// <summary>The provider's word for the state, for people.</summary>
    [Id(11)] public string? Word { get; init; }

    /// <summary>See <see cref="Charge.Receipt"/>; only of what is paid.</summary>
    [Id(12)] public string? Receipt { get; init; }
}
