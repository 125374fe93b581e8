using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;

namespace Payments.Domain.Orders;

/// <summary>What the shop said about an order beside its money: kept as sent, returned in callbacks.</summary>
[GenerateSerializer, Immutable, Alias("order-terms")]
public sealed record OrderTerms
{
    /// <summary>The face the order came through.</summary>
    [Id(0)] public required Face Face { get; init; }

    /// <summary>Absolute http or https URL for callbacks, or null where none was given anywhere.</summary>
    [Id(1)] public string? NotifyUrl { get; init; }

    /// <summary>Where the payer goes afterwards.</summary>
    [Id(2)] public string? ReturnUrl { get; init; }

    /// <summary>The title shown to the payer; EPay's <c>name</c>, 188Pay's <c>subject</c>.</summary>
    [Id(3)] public string? Subject { get; init; }

    /// <summary>The coin type as the shop wrote it; null where it sent none or an empty one. Callbacks repeat it.</summary>
    [Id(4)] public string? Type { get; init; }

    /// <summary>EPay's free <c>param</c>, which must come back.</summary>
    [Id(5)] public string? Param { get; init; }

    /// <summary>The digest the shop signed with, <c>MD5</c> or <c>SHA256</c>; callbacks use the same.</summary>
    [Id(6)] public string SignType { get; init; } = "MD5";

    /// <summary>The amount exactly as the shop wrote it (<c>100</c>, <c>100.50</c>), for callbacks that must repeat it.</summary>
    [Id(7)] public required string MoneyText { get; init; }

    /// <summary>
    /// The merchant's end user whose wallet is credited with the order's money once it is completed, in the merchant's own words; null for
    /// an order that credits nobody.
    /// </summary>
    [Id(8)] public string? User { get; init; }

    /// <summary>
    /// The merchant's end user who asked for the order himself, with a token of the merchant's: he sees it among his own, whether or not it
    /// credits him. Null where the merchant's server asked.
    /// </summary>
    [Id(10)] public string? Customer { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }
}
