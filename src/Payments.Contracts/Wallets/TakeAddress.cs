using Orleans;
using Payments.Domain.Identity;
using Payments.Domain.Wallets;

namespace Payments.Contracts.Wallets;

/// <summary>An extended key's wish to give one of its addresses to an order.</summary>
[GenerateSerializer, Immutable, Alias("take-address")]
public sealed record TakeAddress
{
    /// <summary>The key's owner.</summary>
    [Id(0)] public required MerchantId Merchant { get; init; }

    /// <summary>The token's symbol.</summary>
    [Id(1)] public required string Token { get; init; }

    /// <summary>The allotment.</summary>
    [Id(2)] public required Allotment Allotment { get; init; }

    /// <summary>Orders whose time was over before this have nothing to come any more: the chain was read so far.</summary>
    [Id(3)] public required DateTimeOffset FreeBefore { get; init; }
}
