using Orleans;

namespace Payments.Domain.Limits;

/// <summary>Tokens that a front may spend until the window ends; those that it does not spend lapse.</summary>
[GenerateSerializer, Immutable, Alias("token-lease")]
public sealed record TokenLease
{
    /// <summary>Tokens for the front; 0 where the window has none left.</summary>
    [Id(0)] public required int Granted { get; init; }

    /// <summary>Tokens that are left for everybody.</summary>
    [Id(1)] public required int Left { get; init; }

    /// <summary>How long after the answer was given the window ends.</summary>
    [Id(2)] public required TimeSpan EndsIn { get; init; }
}
