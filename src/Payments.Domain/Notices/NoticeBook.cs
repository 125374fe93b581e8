using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;

namespace Payments.Domain.Notices;

/// <summary>
/// What is told to a shop's targets and people, or to one person: what waits to be sent, and what was told already. Changed only by
/// <see cref="NoticeBookRules"/>.
/// </summary>
[GenerateSerializer, Immutable, Alias("notice-book")]
public sealed record NoticeBook
{
    /// <summary>The version of this stored form.</summary>
    [Id(0), JsonPropertyName("v")] public int Version { get; init; } = 1;

    /// <summary>What waits, oldest first.</summary>
    [Id(1)] public IReadOnlyList<Letter> Letters { get; init => field = value ?? []; } = [];

    /// <summary>Keys of what was told, each with when: nothing is told twice.</summary>
    [Id(2)]
    public IReadOnlyDictionary<string, DateTimeOffset> Told { get; init => field = value ?? new Dictionary<string, DateTimeOffset>(); } =
        new Dictionary<string, DateTimeOffset>();

    /// <summary>The last letters that are over, newest last.</summary>
    [Id(3)] public IReadOnlyList<PastLetter> Past { get; init => field = value ?? []; } = [];

    /// <summary>When notices were sent within the last hour.</summary>
    [Id(4)] public IReadOnlyList<SentNotice> SentLately { get; init => field = value ?? []; } = [];

    /// <summary>The number of the last entry of the merchant's audit log that was looked at; null before the first look.</summary>
    [Id(5)] public long? AuditNumber { get; init; }

    /// <summary>
    /// Mail addresses of the shop's people and targets at the last look: changes are told to whoever was there before them, too.
    /// </summary>
    [Id(6)] public IReadOnlyList<string> Recipients { get; init => field = value ?? []; } = [];

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>That a notice was sent.</summary>
[GenerateSerializer, Immutable, Alias("sent-notice")]
public sealed record SentNotice
{
    /// <summary>To whom.</summary>
    [Id(0)] public required string Recipient { get; init; }

    /// <summary>When.</summary>
    [Id(1)] public required DateTimeOffset At { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }
}
