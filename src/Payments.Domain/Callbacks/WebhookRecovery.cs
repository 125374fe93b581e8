using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;

namespace Payments.Domain.Callbacks;

/// <summary>One recovery of an endpoint: what it has not heard since a time is sent to it again, oldest first and paced.</summary>
[GenerateSerializer, Immutable, Alias("webhook-recovery")]
public sealed record WebhookRecovery
{
    /// <summary>The version of this stored form.</summary>
    [Id(0), JsonPropertyName("v")] public int Version { get; init; } = 1;

    /// <summary>Callbacks that were created at this time or later, and before the recovery began, are sent again.</summary>
    [Id(1)] public required DateTimeOffset Since { get; init; }

    /// <summary>Whether those are sent as well of which a newer one tells what is so by now.</summary>
    [Id(2)] public bool WithSuperseded { get; init; }

    /// <summary>How many there were when it began.</summary>
    [Id(3)] public required long Total { get; init; }

    /// <summary>How many were sent again; may be more than <see cref="Total"/> after a process died.</summary>
    [Id(4)] public long Resent { get; init; }

    /// <summary>The time of the last one that was sent again, in Unix milliseconds; 0 before the first.</summary>
    [Id(5)] public long AfterAt { get; init; }

    /// <summary>Its key; null before the first.</summary>
    [Id(6)] public string? AfterKey { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(7)] public RecoveryStatus Status { get; init; }

    /// <summary>The beginning.</summary>
    [Id(8)] public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The end; null while it runs.</summary>
    [Id(9)] public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>Where a recovery stands.</summary>
[GenerateSerializer, Alias("recovery-status")]
public enum RecoveryStatus
{
    /// <summary>Callbacks are being sent again.</summary>
    Running = 0,

    /// <summary>All of them were.</summary>
    Done = 1,

    /// <summary>The merchant stopped it.</summary>
    Stopped = 2,

    /// <summary>The endpoint was removed or is off.</summary>
    EndpointOff = 3,
}
