using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;

namespace Payments.Domain.Merchants;

/// <summary>A provider at which a merchant has an account of its own, and the ways to pay there that its payers are offered.</summary>
[GenerateSerializer, Immutable, Alias("merchant-provider")]
public sealed record MerchantProvider
{
    /// <summary>The provider's name.</summary>
    [Id(0)] public required string Name { get; init; }

    /// <summary>The names of the ways to pay that are on, in the order in which payers see them; none where the account is off.</summary>
    [Id(1)] public required IReadOnlyList<string> Methods { get; init; }

    /// <summary>
    /// A fingerprint of the account's settings, which lie in the account's own state: lower-case hex HMAC-SHA256 under a key of the
    /// installation. Null where they were saved last by a version before it.
    /// </summary>
    [Id(2)] public string? SettingsHash { get; init; }

    /// <summary>Until when the settings before them still verify notices; null where the last change ended them at once.</summary>
    [Id(3)] public DateTimeOffset? FormerUntil { get; init; }

    /// <summary>When any of this changed last; null as for <see cref="SettingsHash"/>.</summary>
    [Id(4)] public DateTimeOffset? SavedAt { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }
}
