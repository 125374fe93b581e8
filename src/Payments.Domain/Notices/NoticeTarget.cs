using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;

namespace Payments.Domain.Notices;

/// <summary>By what a notice goes. Numbers are append-only; in storage the camelCase name is used.</summary>
[GenerateSerializer, Alias("notice-channel")]
public enum NoticeChannel
{
    /// <summary>Mail.</summary>
    Mail = 0,

    /// <summary>A message of the installation's Telegram bot.</summary>
    Telegram = 1,
}

/// <summary>
/// An address to which a shop's notices go, with the events that it takes. Nothing but the question is sent to one that was not confirmed.
/// </summary>
[GenerateSerializer, Immutable, Alias("notice-target")]
public sealed record NoticeTarget
{
    /// <summary>16 hex digits, unique within the merchant; it opens nothing.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>By what.</summary>
    [Id(1)] public required NoticeChannel Channel { get; init; }

    /// <summary>An e-mail address in lower case, or the id of a Telegram chat.</summary>
    [Id(2)] public required string Recipient { get; init; }

    /// <summary>The language of its notices: <c>zh</c> or <c>en</c>.</summary>
    [Id(3)] public required string Language { get; init; }

    /// <summary>The events that it takes.</summary>
    [Id(4)] public required IReadOnlyList<NoticeEvent> Events { get; init; }

    /// <summary>Lower-case hex SHA-256 of the token of the link that confirms it; null once it was confirmed.</summary>
    [Id(5)] public string? ConfirmHash { get; init; }

    /// <summary>Until when the link works.</summary>
    [Id(6)] public DateTimeOffset? ConfirmUntil { get; init; }

    /// <summary>When it was confirmed; null before. What happened earlier is not told.</summary>
    [Id(7)] public DateTimeOffset? ConfirmedAt { get; init; }

    /// <summary>Since when it takes none for a while; null where it does. What happens meanwhile is not told later.</summary>
    [Id(8)] public DateTimeOffset? PausedSince { get; init; }

    /// <summary>When it was added.</summary>
    [Id(9)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>Whether notices go to it.</summary>
    [JsonIgnore] public bool IsOn => ConfirmedAt is not null && PausedSince is null;

    /// <summary>Whether it takes what happened at a time.</summary>
    public bool Takes(NoticeEvent happened, DateTimeOffset at) => IsOn && Events.Contains(happened) && at >= ConfirmedAt;
}
