using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;
using Payments.Domain.Identity;

namespace Payments.Domain.Users;

/// <summary>One entry of a user's ledger. Entries are never changed and never removed.</summary>
[GenerateSerializer, Immutable, Alias("user-entry")]
public sealed record UserEntry
{
    /// <summary>The key by which whoever asked for it may ask again; unique for the user. See <see cref="UserKeys"/>.</summary>
    [Id(0)] public required string Key { get; init; }

    /// <summary>What it is.</summary>
    [Id(1)] public required UserEntryKind Kind { get; init; }

    /// <summary>The currency; upper-case letters and digits.</summary>
    [Id(2)] public required string Currency { get; init; }

    /// <summary>Its number in the ledger of this currency, from 1, without gaps.</summary>
    [Id(3)] public required long Sequence { get; init; }

    /// <summary>How much was moved; above zero, exact.</summary>
    [Id(4), JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
    public required decimal Amount { get; init; }

    /// <summary>The account that it left.</summary>
    [Id(5)] public required UserAccount From { get; init; }

    /// <summary>The account that it went to.</summary>
    [Id(6)] public required UserAccount To { get; init; }

    /// <summary>The account <see cref="UserAccount.Available"/> after it.</summary>
    [Id(7), JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
    public required decimal Available { get; init; }

    /// <summary>The account <see cref="UserAccount.Held"/> after it.</summary>
    [Id(8), JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
    public required decimal Held { get; init; }

    /// <summary>When it was made.</summary>
    [Id(9)] public required DateTimeOffset At { get; init; }

    /// <summary>The order that the money came from; null where there is none.</summary>
    [Id(10)] public OrderId? Order { get; init; }

    /// <summary>
    /// The key of the entry that this one is about: the hold of a capture or release, what a reversal takes back; else null.
    /// </summary>
    [Id(11)] public string? About { get; init; }

    /// <summary>When a hold ends by itself; null for never, and of other kinds.</summary>
    [Id(12)] public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Why, in the words of whoever asked for it; null for none.</summary>
    [Id(13)] public string? Text { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }
}
