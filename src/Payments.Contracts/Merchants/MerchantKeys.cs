using Orleans;
using Payments.Domain.Merchants;

namespace Payments.Contracts.Merchants;

/// <summary>Freshly made credentials, shown once.</summary>
[GenerateSerializer, Immutable, Alias("merchant-keys")]
public sealed record MerchantKeys
{
    /// <summary>The merchant they belong to.</summary>
    [Id(0)] public required Merchant Merchant { get; init; }

    /// <summary>Sent as <c>X-API-Key</c>.</summary>
    [Id(1)] public required string ApiKey { get; init; }

    /// <summary>The signing secret.</summary>
    [Id(2)] public required string ApiSecret { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"MerchantKeys {{ {Merchant.Id} }}";
}
