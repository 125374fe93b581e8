using Orleans;
using Payments.Domain.Identity;

namespace Payments.Contracts.Wallets;

/// <summary>Whose an address is and what happens there.</summary>
[GenerateSerializer, Immutable, Alias("address-status")]
public sealed record AddressStatus
{
    /// <summary>The owner, or null.</summary>
    [Id(0)] public MerchantId? Owner { get; init; }

    /// <summary>Since when it is watched.</summary>
    [Id(1)] public required DateTimeOffset RegisteredAt { get; init; }

    /// <summary>Amounts that orders have reserved there.</summary>
    [Id(2)] public required int OpenAmounts { get; init; }

    /// <summary>Whether money lies there that fits no order.</summary>
    [Id(3)] public required bool HasUnmatched { get; init; }
}
