using Orleans;

namespace Payments.Contracts.Chains;

/// <summary>One node of a chain.</summary>
[GenerateSerializer, Immutable, Alias("node-status")]
public sealed record NodeStatus
{
    /// <summary>The node's URL with credentials and keys masked.</summary>
    [Id(0)] public required string Url { get; init; }

    /// <summary>Whether it is used at present.</summary>
    [Id(1)] public required bool IsHealthy { get; init; }

    /// <summary>The newest block it reported.</summary>
    [Id(2)] public long? Head { get; init; }

    /// <summary>Latency of the last call in milliseconds.</summary>
    [Id(3)] public int? LatencyMs { get; init; }

    /// <summary>Its last error, or null.</summary>
    [Id(4)] public string? LastError { get; init; }

    /// <summary>Until when it is left alone, or null.</summary>
    [Id(5)] public DateTimeOffset? BackOffUntil { get; init; }

    /// <summary>
    /// Why it is set aside: other nodes contradict it, it serves another chain, or its chain has less work. Null for no reason.
    /// </summary>
    [Id(6)] public string? SetAside { get; init; }
}
