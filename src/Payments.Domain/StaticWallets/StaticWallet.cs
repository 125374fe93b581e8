using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;
using Payments.Domain.Identity;
using Payments.Domain.Users;

namespace Payments.Domain.StaticWallets;

/// <summary>All static wallets of an end user. Changed only by <see cref="StaticWalletRules"/>.</summary>
[GenerateSerializer, Immutable, Alias("static-wallets")]
public sealed record UserStaticWallets
{
    /// <summary>The version of this stored form.</summary>
    [Id(0), JsonPropertyName("v")] public int Version { get; init; } = 1;

    /// <summary>The merchant.</summary>
    [Id(1)] public required MerchantId Merchant { get; init; }

    /// <summary>The end user.</summary>
    [Id(2)] public required UserId User { get; init; }

    /// <summary>The wallets, oldest first; at most <see cref="StaticWalletRules.MostWallets"/>.</summary>
    [Id(3)] public IReadOnlyList<StaticWallet> Wallets { get; init => field = value ?? []; } = [];

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>The wallet in a coin on a network; null where there is none.</summary>
    public StaticWallet? Find(string coin, string network) =>
        Wallets.FirstOrDefault(wallet => wallet.Coin == coin && wallet.Network == network);
}

/// <summary>An address at a provider that is one end user's for good: whatever comes there is credited to that user.</summary>
[GenerateSerializer, Immutable, Alias("static-wallet")]
public sealed record StaticWallet
{
    /// <summary>The coin, upper case.</summary>
    [Id(0)] public required string Coin { get; init; }

    /// <summary>The network as the provider names it.</summary>
    [Id(1)] public required string Network { get; init; }

    /// <summary>What the user is credited in: the coin itself, or <c>USD</c> at the provider's own figure.</summary>
    [Id(2)] public required string Currency { get; init; }

    /// <summary>When it was asked for first.</summary>
    [Id(3)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The address; null until the provider has told it.</summary>
    [Id(4)] public string? Address { get; init; }

    /// <summary>The provider's id of the address; null likewise.</summary>
    [Id(5)] public string? ProviderId { get; init; }

    /// <summary>When it was blocked; null while it takes money.</summary>
    [Id(6)] public DateTimeOffset? BlockedAt { get; init; }

    /// <summary>
    /// Payments that came and were not credited, oldest first, at most <see cref="StaticWalletRules.MostHeld"/>: a person decides what they
    /// are worth.
    /// </summary>
    [Id(7)] public IReadOnlyList<HeldDeposit> Held { get; init => field = value ?? []; } = [];

    /// <summary>
    /// Held payments of which the merchant decided that they are not the user's, the last <see cref="StaticWalletRules.MostDismissed"/>;
    /// older ones are in the table <c>dismissed_deposits</c>.
    /// </summary>
    [Id(8)] public IReadOnlyList<DismissedDeposit> Dismissed { get; init => field = value ?? []; } = [];

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>A payment to a static wallet that was not credited.</summary>
[GenerateSerializer, Immutable, Alias("held-deposit")]
public sealed record HeldDeposit
{
    /// <summary>The payment.</summary>
    [Id(0)] public required StaticDeposit Deposit { get; init; }

    /// <summary>Why it was not credited, in words for the merchant.</summary>
    [Id(1)] public required string Reason { get; init; }

    /// <summary>When it was heard of first.</summary>
    [Id(2)] public required DateTimeOffset At { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>A held payment that the merchant decided to credit to nobody. It can still be settled.</summary>
[GenerateSerializer, Immutable, Alias("dismissed-deposit")]
public sealed record DismissedDeposit
{
    /// <summary>The payment, and why it was held.</summary>
    [Id(0)] public required HeldDeposit Held { get; init; }

    /// <summary>Why it was dismissed, in the merchant's words.</summary>
    [Id(1)] public required string Reason { get; init; }

    /// <summary>When it was dismissed.</summary>
    [Id(2)] public required DateTimeOffset At { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }
}
