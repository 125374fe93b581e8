using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;

namespace Payments.Domain.People;

/// <summary>A browser in which a person signed in, known by a cookie that every sign-in replaces. It opens nothing.</summary>
[GenerateSerializer, Immutable, Alias("person-browser")]
public sealed record PersonBrowser
{
    /// <summary>Lower-case hex SHA-256 of the token that the cookie holds.</summary>
    [Id(0)] public required string TokenHash { get; init; }

    /// <summary>When the person last signed in there.</summary>
    [Id(1)] public required DateTimeOffset SeenAt { get; init; }

    /// <summary>Whether the person was told of it, or need not be: the account was made in it.</summary>
    [Id(2)] public bool IsTold { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }
}
