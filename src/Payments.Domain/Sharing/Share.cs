using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;

namespace Payments.Domain.Sharing;

/// <summary>What one receiver gets of one charge.</summary>
[GenerateSerializer, Immutable, Alias("share")]
public sealed record Share
{
    /// <summary>Its number within the order, from 1.</summary>
    [Id(0)] public required int Number { get; init; }

    /// <summary>The charge, by our number.</summary>
    [Id(1)] public required string Charge { get; init; }

    /// <summary>The charge's provider.</summary>
    [Id(2)] public required string Provider { get; init; }

    /// <summary>The rule's id.</summary>
    [Id(3)] public required string Rule { get; init; }

    /// <summary>The kind of the receiver's account, in the provider's word.</summary>
    [Id(4)] public required string Kind { get; init; }

    /// <summary>The receiver's account there.</summary>
    [Id(5)] public required string Account { get; init; }

    /// <summary>Why, for the receiver.</summary>
    [Id(6)] public required string Description { get; init; }

    /// <summary>The charge's currency.</summary>
    [Id(7)] public required string Currency { get; init; }

    /// <summary>How much, in <see cref="Currency"/>.</summary>
    [Id(8), JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
    public required decimal Amount { get; init; }

    /// <summary>The money that it is a part of: what was paid and not refunded when it was shared.</summary>
    [Id(9), JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
    public required decimal Of { get; init; }

    /// <summary>How many refunds the order had then; these are none of <see cref="Of"/>.</summary>
    [Id(10)] public required int AfterRefunds { get; init; }

    /// <summary>Whether the receiver can be made to give it back.</summary>
    [Id(11)] public required bool GivesBack { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(12)] public required ShareStatus Status { get; init; }

    /// <summary>When it was stored.</summary>
    [Id(13)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it succeeded or failed.</summary>
    [Id(14)] public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The provider's own number of it; null until known.</summary>
    [Id(15)] public string? ProviderId { get; init; }

    /// <summary>The provider's last word, or why it failed; for people.</summary>
    [Id(16)] public string? Word { get; init; }

    /// <summary>What the receiver has given back of it, for certain.</summary>
    [Id(17), JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
    public decimal Returned { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>Whether it may still change by itself.</summary>
    [JsonIgnore] public bool IsOpen => Status is ShareStatus.Requested or ShareStatus.Processing;
}
