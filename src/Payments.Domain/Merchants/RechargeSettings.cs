using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;

namespace Payments.Domain.Merchants;

/// <summary>How the recharge face serves a merchant's end users.</summary>
[GenerateSerializer, Immutable, Alias("recharge-settings")]
public sealed record RechargeSettings
{
    /// <summary>Most return origins of one merchant.</summary>
    public const int MaxOrigins = 20;

    /// <summary>Who takes the money.</summary>
    [Id(0)] public required RechargeSource Source { get; init; }

    /// <summary>
    /// Origins (<c>https://shop.example</c>) beside the gateway's own that payers may be sent back to: an end user names the address, so a
    /// payment must not lead just anywhere.
    /// </summary>
    [Id(1)] public IReadOnlyList<string> ReturnOrigins { get; init => field = value ?? []; } = [];

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>Whether this says what holds for a merchant who never set it.</summary>
    [JsonIgnore] public bool IsUsual => Source == RechargeSource.Cryptomus && ReturnOrigins.Count == 0;
}
