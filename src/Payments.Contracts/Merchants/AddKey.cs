using Orleans;
using Payments.Domain.Merchants;

namespace Payments.Contracts.Merchants;

/// <summary>An API key as the merchant wants it; the face has checked the fields.</summary>
[GenerateSerializer, Immutable, Alias("add-key")]
public sealed record AddKey
{
    /// <summary>The merchant's own name for it.</summary>
    [Id(0)] public required string Name { get; init; }

    /// <summary>What it may do.</summary>
    [Id(1)] public required KeyScopes Scopes { get; init; }

    /// <summary>The networks that it may be used from, as CIDR blocks with commas between; null for everywhere.</summary>
    [Id(2)] public string? Network { get; init; }
}
