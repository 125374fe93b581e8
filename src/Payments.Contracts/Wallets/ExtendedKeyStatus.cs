using Orleans;
using Payments.Domain.Identity;

namespace Payments.Contracts.Wallets;

/// <summary>Whose an extended key is and how far its addresses are used.</summary>
[GenerateSerializer, Immutable, Alias("extended-key-status")]
public sealed record ExtendedKeyStatus
{
    /// <summary>The owner, or null.</summary>
    [Id(0)] public MerchantId? Owner { get; init; }

    /// <summary>Since when it is known.</summary>
    [Id(1)] public required DateTimeOffset RegisteredAt { get; init; }

    /// <summary>The index of the next fresh address, which is how many were given out.</summary>
    [Id(2)] public required long NextIndex { get; init; }

    /// <summary>The highest index that was ever paid, or null. A wallet must look ahead from here to <see cref="NextIndex"/>.</summary>
    [Id(3)] public long? LastPaidIndex { get; init; }

    /// <summary>Addresses that orders have now.</summary>
    [Id(4)] public required int OpenAddresses { get; init; }
}
