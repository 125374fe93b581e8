using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;
using Payments.Domain.Identity;

namespace Payments.Domain.Users;

/// <summary>
/// An end user's wallet as stored: its balances, its open holds, and the entries of the last change. The database copies these into the
/// ledger's table in the same transaction, so that no balance is without the entries that explain it.
/// </summary>
[GenerateSerializer, Immutable, Alias("user-wallet")]
public sealed record UserWallet
{
    /// <summary>The version of this stored form.</summary>
    [Id(0), JsonPropertyName("v")] public int Version { get; init; } = 1;

    /// <summary>Whose user it is.</summary>
    [Id(1)] public required MerchantId Merchant { get; init; }

    /// <summary>The user.</summary>
    [Id(2)] public required UserId User { get; init; }

    /// <summary>
    /// One for each currency that ever had an entry, in the order in which they came; at most <see cref="UserRules.MaxCurrencies"/>.
    /// </summary>
    [Id(3)] public IReadOnlyList<UserBalance> Balances { get; init => field = value ?? []; } = [];

    /// <summary>Open holds, the oldest first; at most <see cref="UserRules.MaxHolds"/>.</summary>
    [Id(4)] public IReadOnlyList<UserHold> Holds { get; init => field = value ?? []; } = [];

    /// <summary>The entries of the last change, in their order. Schema script 0044 copies them.</summary>
    [Id(5)] public IReadOnlyList<UserEntry> Entries { get; init => field = value ?? []; } = [];

    /// <summary>When an alarm must wake it: the end of the hold that ends first; null for never.</summary>
    [Id(6)] public DateTimeOffset? WakeAt { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>The balance in a currency, or null where it never had an entry.</summary>
    public UserBalance? BalanceIn(string currency) => Balances.FirstOrDefault(balance => balance.Currency == currency);
}
