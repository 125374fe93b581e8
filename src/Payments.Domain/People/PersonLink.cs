using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;

namespace Payments.Domain.People;

/// <summary>A link of an operator's by which a person sets a password, once. Stored by its hash alone.</summary>
[GenerateSerializer, Immutable, Alias("person-link")]
public sealed record PersonLink
{
    /// <summary>Lower-case hex SHA-256 of the link's token.</summary>
    [Id(0)] public required string TokenHash { get; init; }

    /// <summary>Until when it may be used.</summary>
    [Id(1)] public required DateTimeOffset Until { get; init; }

    /// <summary>Whether its user becomes one of the installation's operators.</summary>
    [Id(2)] public bool MakesOperator { get; init; }

    /// <summary>Whether it takes the second factor away, for who lost the device and the recovery codes.</summary>
    [Id(3)] public bool DropsSecondFactor { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }
}
