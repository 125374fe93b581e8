using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;

namespace Payments.Domain.Notices;

/// <summary>A message that waits to be sent, as stored.</summary>
[GenerateSerializer, Immutable, Alias("notice-letter")]
public sealed record Letter
{
    /// <summary>Unique within its book; the Message-ID follows from it.</summary>
    [Id(0)] public required string Key { get; init; }

    /// <summary>What it is about.</summary>
    [Id(1)] public required NoticeEvent Event { get; init; }

    /// <summary>The shop's target that it is for; null where it goes to a person.</summary>
    [Id(2)] public string? Target { get; init; }

    /// <summary>By what it goes.</summary>
    [Id(3)] public required NoticeChannel Channel { get; init; }

    /// <summary>To whom.</summary>
    [Id(4)] public required string Recipient { get; init; }

    /// <summary>One line.</summary>
    [Id(5)] public required string Subject { get; init; }

    /// <summary>The text of a notice; null where somebody asked for the letter.</summary>
    [Id(6)] public string? Body { get; init; }

    /// <summary>
    /// The text of a letter that somebody asked for, sealed under the installation's key, because it may hold a link that opens something;
    /// null of a notice.
    /// </summary>
    [Id(7)] public string? SealedBody { get; init; }

    /// <summary>When it was made.</summary>
    [Id(8)] public required DateTimeOffset MadeAt { get; init; }

    /// <summary>When it is sent next.</summary>
    [Id(9)] public required DateTimeOffset SendAt { get; init; }

    /// <summary>How often it was tried.</summary>
    [Id(10)] public int Tries { get; init; }

    /// <summary>Since when it is being sent; null while it is not. One that a process left so may have been sent.</summary>
    [Id(11)] public DateTimeOffset? BegunAt { get; init; }

    /// <summary>Why the last try failed.</summary>
    [Id(12)] public string? Reason { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>Whether somebody asked for it and waits: it is not counted towards the hour's limit, and stays by itself.</summary>
    [JsonIgnore] public bool IsDirect => SealedBody is not null;

    /// <inheritdoc />
    public override string ToString() => $"Letter {{ {Key} }}";
}

/// <summary>What became of a letter. Numbers are append-only; in storage the camelCase name is used.</summary>
[GenerateSerializer, Alias("letter-outcome")]
public enum LetterOutcome
{
    /// <summary>The server took it.</summary>
    Sent = 0,

    /// <summary>The server refused it for good.</summary>
    Refused = 1,

    /// <summary>It could not be sent for a day.</summary>
    GivenUp = 2,

    /// <summary>Whether the server took it is not known; it is not sent again.</summary>
    Unconfirmed = 3,

    /// <summary>It was not sent because too many waited.</summary>
    Dropped = 4,
}

/// <summary>A letter that is over, as the page of notices shows it. Its text is gone.</summary>
[GenerateSerializer, Immutable, Alias("past-letter")]
public sealed record PastLetter
{
    /// <summary>When it ended.</summary>
    [Id(0)] public required DateTimeOffset At { get; init; }

    /// <summary>What it was about.</summary>
    [Id(1)] public required NoticeEvent Event { get; init; }

    /// <summary>By what it went.</summary>
    [Id(2)] public required NoticeChannel Channel { get; init; }

    /// <summary>To whom.</summary>
    [Id(3)] public required string Recipient { get; init; }

    /// <summary>What became of it.</summary>
    [Id(4)] public required LetterOutcome Outcome { get; init; }

    /// <summary>Why; null where it was sent.</summary>
    [Id(5)] public string? Reason { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }
}
