using Orleans;

namespace Payments.Contracts.Merchants;

/// <summary>A new signing secret beside which the former one stays in force for a while. Shown once.</summary>
[GenerateSerializer, Immutable, Alias("rotated-secret")]
public sealed record RotatedSecret
{
    /// <summary>The new secret.</summary>
    [Id(0)] public required string Secret { get; init; }

    /// <summary>Until when the former one is in force.</summary>
    [Id(1)] public required DateTimeOffset FormerUntil { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"RotatedSecret {{ {FormerUntil} }}";
}
