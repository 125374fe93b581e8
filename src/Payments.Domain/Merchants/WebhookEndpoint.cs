using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;

namespace Payments.Domain.Merchants;

/// <summary>An address of a merchant's that is told of chosen events of all its orders, whatever face they came through.</summary>
[GenerateSerializer, Immutable, Alias("webhook-endpoint")]
public sealed record WebhookEndpoint
{
    /// <summary>16 hex digits, unique within the merchant; never given again.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>
    /// Where webhooks go; from <see cref="NextUrlFrom"/> on they go to <see cref="NextUrl"/>. Read by <see cref="UrlAt"/>.
    /// </summary>
    [Id(1)] public required string Url { get; init; }

    /// <summary>Names of <see cref="Callbacks.WebhookEvents.All"/>.</summary>
    [Id(2)] public required IReadOnlyList<string> Events { get; init; }

    /// <summary>The endpoint's own secret, sealed as the merchant's is, under the same master key.</summary>
    [Id(3)] public required string SealedSecret { get; init; }

    /// <summary>The secret before it, sealed likewise, while a rotation overlaps; null otherwise.</summary>
    [Id(7)] public string? SealedFormerSecret { get; init; }

    /// <summary>Until when the former secret is in force.</summary>
    [Id(8)] public DateTimeOffset? FormerSecretUntil { get; init; }

    /// <summary>When it was added.</summary>
    [Id(4)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was switched off, by the merchant or after days of nothing but failures; null while it is on.</summary>
    [Id(5)] public DateTimeOffset? OffSince { get; init; }

    /// <summary>Why it is off, in words for the merchant; null while it is on.</summary>
    [Id(6)] public string? OffReason { get; init; }

    /// <summary>From when on it is told of events, where it had to wait; null for from the beginning.</summary>
    [Id(9)] public DateTimeOffset? ActiveFrom { get; init; }

    /// <summary>The address that it was changed to, which waits or has waited; null where none does.</summary>
    [Id(10)] public string? NextUrl { get; init; }

    /// <summary>From when on the next address counts.</summary>
    [Id(11)] public DateTimeOffset? NextUrlFrom { get; init; }

    /// <summary>When its address was last changed; null for never, or before that was noted.</summary>
    [Id(12)] public DateTimeOffset? MovedAt { get; init; }

    /// <summary>When its secret was last replaced; null for never, or before that was noted.</summary>
    [Id(13)] public DateTimeOffset? SecretChangedAt { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>
    /// Whether an event is kept for it. While it is off, events are kept and not sent, so that they can be sent once it is on again; not
    /// longer than <see cref="EndpointRules.KeptWhileOff"/>. Of what happens before <see cref="ActiveFrom"/> it is never told.
    /// </summary>
    public bool Takes(string name, DateTimeOffset now) =>
        IsActive(now) && !(now - OffSince > EndpointRules.KeptWhileOff) && Events.Contains(name);

    /// <summary>Whether it waits no more.</summary>
    public bool IsActive(DateTimeOffset now) => !(now < ActiveFrom);

    /// <summary>Where webhooks go at a time.</summary>
    public string UrlAt(DateTimeOffset now) => NextUrl is { } next && now >= NextUrlFrom ? next : Url;

    /// <summary>The address that waits at a time, or null.</summary>
    public string? WaitingUrl(DateTimeOffset now) => now < NextUrlFrom ? NextUrl : null;
}
