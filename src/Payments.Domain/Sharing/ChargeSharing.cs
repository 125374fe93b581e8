using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;

namespace Payments.Domain.Sharing;

/// <summary>How far the sharing of a charge is that was made to be shared.</summary>
[GenerateSerializer, Immutable, Alias("charge-sharing")]
public sealed record ChargeSharing
{
    /// <summary>Where it stands.</summary>
    [Id(0)] public required SharingStage Stage { get; init; }

    /// <summary>How long after the payment the provider takes shares.</summary>
    [Id(1)] public required TimeSpan Wait { get; init; }

    /// <summary>When something is to be done about it next; null while nothing is.</summary>
    [Id(2)] public DateTimeOffset? AskAt { get; init; }

    /// <summary>How often that was tried since the stage changed.</summary>
    [Id(3)] public int Asked { get; init; }

    /// <summary>Why it waits, or the provider's last word; for people.</summary>
    [Id(4)] public string? Word { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>Whether something is still to be done about it.</summary>
    [JsonIgnore] public bool IsOpen => Stage is SharingStage.Waiting or SharingStage.Sharing or SharingStage.Releasing;
}
