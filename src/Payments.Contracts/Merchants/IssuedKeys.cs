using Orleans;
using Payments.Domain.Merchants;

namespace Payments.Contracts.Merchants;

/// <summary>New credentials of a merchant, shown once.</summary>
[GenerateSerializer, Immutable, Alias("issued-keys")]
public sealed record IssuedKeys
{
    /// <summary>The merchant they belong to.</summary>
    [Id(0)] public required Merchant Merchant { get; init; }

    /// <summary>Sent as <c>X-API-Key</c>.</summary>
    [Id(1)] public required string ApiKey { get; init; }

    /// <summary>The new signing secret; null where the old one stays.</summary>
    [Id(2)] public string? ApiSecret { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"IssuedKeys {{ {Merchant.Id} }}";
}
