using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;

namespace Payments.Domain.Users;

/// <summary>Which tokens of its end users a merchant has the gateway take.</summary>
[GenerateSerializer, Immutable, Alias("user-token-settings")]
public sealed record UserTokenSettings
{
    /// <summary>The largest key set, in bytes of UTF-8.</summary>
    public const int JwksLimit = 16 << 10;

    /// <summary>How they are signed.</summary>
    [Id(0)] public required UserTokenMode Mode { get; init; }

    /// <summary>The key set itself, as JSON; null where <see cref="JwksUrl"/> has it.</summary>
    [Id(1)] public string? Jwks { get; init; }

    /// <summary>Where the key set is fetched from; null where it is stored here.</summary>
    [Id(2)] public string? JwksUrl { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }
}
