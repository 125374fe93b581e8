using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;

namespace Payments.Domain.Merchants;

/// <summary>
/// Rate limits that an operator gave a merchant in place of the installation's; null keeps the installation's, 0 is no limit.
/// </summary>
[GenerateSerializer, Immutable, Alias("merchant-limits")]
public sealed record MerchantLimits
{
    /// <summary>Requests a second of one API key.</summary>
    [Id(0)] public int? ApiPerSecond { get; init; }

    /// <summary>Requests a second of one API key to webhook endpoints.</summary>
    [Id(1)] public int? WebhooksPerSecond { get; init; }

    /// <summary>Requests an hour from one address.</summary>
    [Id(2)] public int? NetworkPerHour { get; init; }

    /// <summary>Requests a second on each of the EPay and 188Pay faces.</summary>
    [Id(3)] public int? ShopPerSecond { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }
}
