using Orleans;

namespace Payments.Contracts.Sharing;

/// <summary>Says how a return of a share ended, of which its provider does not.</summary>
[GenerateSerializer, Immutable, Alias("decide-return")]
public sealed record DecideReturn
{
    /// <summary>The return's number within the order.</summary>
    [Id(0)] public required int Number { get; init; }

    /// <summary>Whether the receiver gave the money back.</summary>
    [Id(1)] public required bool IsReturned { get; init; }

    /// <summary>How the person knows.</summary>
    [Id(2)] public required string Reason { get; init; }
}
