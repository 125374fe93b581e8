using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;

namespace Payments.Domain.Users;

/// <summary>What a comparison of all users' ledgers with their balances and with the orders that credit them found.</summary>
[GenerateSerializer, Immutable, Alias("user-check")]
public sealed record UserCheck
{
    /// <summary>The version of this stored form.</summary>
    [Id(0), JsonPropertyName("v")] public int Version { get; init; } = 1;

    /// <summary>When it began.</summary>
    [Id(1)] public DateTimeOffset At { get; init; }

    /// <summary>Wallets that were looked at.</summary>
    [Id(2)] public long Wallets { get; init; }

    /// <summary>Entries that were looked at.</summary>
    [Id(3)] public long Entries { get; init; }

    /// <summary>How many differences there are.</summary>
    [Id(4)] public long Differences { get; init; }

    /// <summary>The first of them in words, each with the key of its wallet.</summary>
    [Id(5)] public IReadOnlyList<string> Examples { get; init => field = value ?? []; } = [];

    /// <summary>Orders that credit a user, which were looked at.</summary>
    [Id(6)] public long Orders { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }
}
