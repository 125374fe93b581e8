using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;

namespace Payments.Domain.Sharing;

/// <summary>What a receiver gives back of a share, because the payment is refunded.</summary>
[GenerateSerializer, Immutable, Alias("returned-share")]
public sealed record ReturnedShare
{
    /// <summary>Its number within the order, from 1: by it a provider knows it for ever (<see cref="ShareNumbers"/>).</summary>
    [Id(0)] public required int Number { get; init; }

    /// <summary>The share's number.</summary>
    [Id(1)] public required int Share { get; init; }

    /// <summary>The number of the refund that it is for.</summary>
    [Id(2)] public required int Refund { get; init; }

    /// <summary>The provider.</summary>
    [Id(3)] public required string Provider { get; init; }

    /// <summary>The charge, by our number.</summary>
    [Id(4)] public required string Charge { get; init; }

    /// <summary>The charge's currency.</summary>
    [Id(5)] public required string Currency { get; init; }

    /// <summary>How much, in <see cref="Currency"/>.</summary>
    [Id(6), JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
    public required decimal Amount { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(7)] public required ShareStatus Status { get; init; }

    /// <summary>When it was stored.</summary>
    [Id(8)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it succeeded or failed.</summary>
    [Id(9)] public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The provider's own number of it; null until known.</summary>
    [Id(10)] public string? ProviderId { get; init; }

    /// <summary>The provider's last word, or why it failed; for people.</summary>
    [Id(11)] public string? Word { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>Whether it may still change by itself.</summary>
    [JsonIgnore] public bool IsOpen => Status is ShareStatus.Requested or ShareStatus.Processing;
}
