using Orleans;

namespace Payments.Domain.Limits;

/// <summary>A front's request for tokens.</summary>
[GenerateSerializer, Immutable, Alias("token-ask")]
public sealed record TokenAsk
{
    /// <summary>Which front asks.</summary>
    [Id(0)] public required long Front { get; init; }

    /// <summary>Tokens of a window in force now; fronts may see a change of it at different times.</summary>
    [Id(1)] public required int Tokens { get; init; }

    /// <summary>How long a window is.</summary>
    [Id(2)] public required TimeSpan Window { get; init; }

    /// <summary>Requests that the front let pass in this window without having asked.</summary>
    [Id(3)] public int Spent { get; init; }
}
