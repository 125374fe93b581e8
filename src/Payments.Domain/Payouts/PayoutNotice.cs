using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;

namespace Payments.Domain.Payouts;

/// <summary>An event of a payout that one endpoint of its merchant is still to be told.</summary>
[GenerateSerializer, Immutable, Alias("payout-notice")]
public sealed record PayoutNotice
{
    /// <summary>The id in the place of an order's (<see cref="PayoutReference.PlaceOf"/>).</summary>
    [Id(0)] public required string Place { get; init; }

    /// <summary>Its number among the payout's events to all endpoints, from 1.</summary>
    [Id(1)] public required int Number { get; init; }

    /// <summary>A name of <see cref="Callbacks.WebhookEvents.All"/>.</summary>
    [Id(2)] public required string Event { get; init; }

    /// <summary>The endpoint.</summary>
    [Id(3)] public required string Endpoint { get; init; }

    /// <summary>The payout as it stood then, a JSON object.</summary>
    [Id(4)] public required string Data { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }
}
