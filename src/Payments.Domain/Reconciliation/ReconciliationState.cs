using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;

namespace Payments.Domain.Reconciliation;

/// <summary>Which days of an account's statements are to be compared next. What was found lies in tables.</summary>
[GenerateSerializer, Immutable, Alias("reconciliation-state")]
public sealed record ReconciliationState
{
    /// <summary>The version of this stored form.</summary>
    [Id(0), JsonPropertyName("v")] public int Version { get; init; } = 1;

    /// <summary>The first day that the daily comparison has not dealt with.</summary>
    [Id(1)] public required DateOnly NextDay { get; init; }

    /// <summary>Days that an operator asked for, in the order in which they are compared.</summary>
    [Id(2)] public IReadOnlyList<DateOnly> Asked { get; init => field = value ?? []; } = [];

    /// <summary>How often <see cref="NextDay"/> was tried in vain.</summary>
    [Id(3)] public int Tries { get; init; }

    /// <summary>Before when <see cref="NextDay"/> is not tried again; null for no such time.</summary>
    [Id(4)] public DateTimeOffset? TryAt { get; init; }

    /// <summary>When a comparison last came to its end; null before the first.</summary>
    [Id(5)] public DateTimeOffset? DoneAt { get; init; }

    /// <summary>Why the last try was in vain; null where it was not.</summary>
    [Id(6)] public string? Trouble { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }
}
