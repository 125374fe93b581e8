using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;

namespace Payments.Domain.People;

/// <summary>One browser in which a person is signed in, as stored: never the session's token itself.</summary>
[GenerateSerializer, Immutable, Alias("person-session")]
public sealed record PersonSession
{
    /// <summary>16 hex digits, unique within the person; it opens nothing.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>Lower-case hex SHA-256 of the token that the browser's cookie holds.</summary>
    [Id(1)] public required string TokenHash { get; init; }

    /// <summary>When the person signed in.</summary>
    [Id(2)] public required DateTimeOffset BegunAt { get; init; }

    /// <summary>When it was last used, to within <see cref="PersonRules.SeenRest"/>.</summary>
    [Id(3)] public required DateTimeOffset SeenAt { get; init; }

    /// <summary>The address that it was last used from; null where that is not known.</summary>
    [Id(4)] public string? SeenFrom { get; init; }

    /// <summary>
    /// What the browser says that it is; null where it says nothing. At most <see cref="PersonRules.BrowserLimit"/> characters.
    /// </summary>
    [Id(5)] public string? Browser { get; init; }

    /// <summary>The browser among <see cref="Person.Browsers"/>, by its hash; null in sessions from before those were kept.</summary>
    [Id(6)] public string? BrowserHash { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }
}
