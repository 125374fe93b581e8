using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;
using Payments.Domain.Identity;

namespace Payments.Domain.Transfers;

/// <summary>A transfer that waits for a block. It may be replaced or spent otherwise any time, so it never counts as paid.</summary>
[GenerateSerializer, Immutable, Alias("sighting")]
public sealed record Sighting
{
    /// <summary>The name of the transfer that it becomes with a block.</summary>
    [Id(0)] public required TransferId Id { get; init; }

    /// <summary>The chain.</summary>
    [Id(1)] public required ChainId Chain { get; init; }

    /// <summary>The token's upper-case symbol on that chain.</summary>
    [Id(2)] public required string Token { get; init; }

    /// <summary>The amount in the token's atomic units on that chain.</summary>
    [Id(3)] public required UInt128 Units { get; init; }

    /// <summary>The receiver in the chain's canonical form.</summary>
    [Id(4)] public required string To { get; init; }

    /// <summary>The transaction's hash as the chain prints it.</summary>
    [Id(5)] public required string Transaction { get; init; }

    /// <summary>When it was seen first.</summary>
    [Id(6)] public required DateTimeOffset SeenAt { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }
}
