using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;

namespace Payments.Domain.Users;

/// <summary>Money that is set aside and not settled whole.</summary>
[GenerateSerializer, Immutable, Alias("user-hold")]
public sealed record UserHold
{
    /// <summary>The key of the entry that made it.</summary>
    [Id(0)] public required string Key { get; init; }

    /// <summary>The currency.</summary>
    [Id(1)] public required string Currency { get; init; }

    /// <summary>How much was set aside.</summary>
    [Id(2), JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
    public required decimal Amount { get; init; }

    /// <summary>How much of it was neither captured nor released; above zero.</summary>
    [Id(3), JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
    public required decimal Remaining { get; init; }

    /// <summary>When it was made.</summary>
    [Id(4)] public required DateTimeOffset At { get; init; }

    /// <summary>When what remains is released by itself; null for never.</summary>
    [Id(5)] public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }
}
