using Orleans;

namespace Payments.Contracts.Rates;

/// <summary>A price of one token.</summary>
[GenerateSerializer, Immutable, Alias("rate-value")]
public sealed record RateValue
{
    /// <summary>Fiat for one token.</summary>
    [Id(0)] public required decimal Rate { get; init; }

    /// <summary>The source's name, or <c>configured</c>.</summary>
    [Id(1)] public required string Source { get; init; }

    /// <summary>When the source gave it.</summary>
    [Id(2)] public required DateTimeOffset At { get; init; }
}
