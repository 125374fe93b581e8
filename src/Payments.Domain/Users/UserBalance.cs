using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;

namespace Payments.Domain.Users;

/// <summary>The accounts of a user in one currency, as the entries up to <see cref="Entries"/> make them.</summary>
[GenerateSerializer, Immutable, Alias("user-balance")]
public sealed record UserBalance
{
    private const JsonNumberHandling AsText = JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString;

    /// <summary>The currency; upper-case letters and digits.</summary>
    [Id(0)] public required string Currency { get; init; }

    /// <summary>How many entries there are: the last one's sequence.</summary>
    [Id(1)] public long Entries { get; init; }

    /// <summary>See <see cref="UserAccount.Available"/>.</summary>
    [Id(2), JsonNumberHandling(AsText)] public decimal Available { get; init; }

    /// <summary>See <see cref="UserAccount.Held"/>.</summary>
    [Id(3), JsonNumberHandling(AsText)] public decimal Held { get; init; }

    /// <summary>See <see cref="UserAccount.Deposits"/>.</summary>
    [Id(4), JsonNumberHandling(AsText)] public decimal Deposits { get; init; }

    /// <summary>See <see cref="UserAccount.Spending"/>.</summary>
    [Id(5), JsonNumberHandling(AsText)] public decimal Spending { get; init; }

    /// <summary>See <see cref="UserAccount.Refunds"/>.</summary>
    [Id(6), JsonNumberHandling(AsText)] public decimal Refunds { get; init; }

    /// <summary>See <see cref="UserAccount.Reversals"/>.</summary>
    [Id(7), JsonNumberHandling(AsText)] public decimal Reversals { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>What an account holds.</summary>
    public decimal Of(UserAccount account) => account switch
    {
        UserAccount.Available => Available,
        UserAccount.Held => Held,
        UserAccount.Deposits => Deposits,
        UserAccount.Spending => Spending,
        UserAccount.Refunds => Refunds,
        UserAccount.Reversals => Reversals,
        _ => throw new ArgumentOutOfRangeException(nameof(account), account, "Unknown account."),
    };

    /// <summary>The same with another amount in one account.</summary>
    public UserBalance With(UserAccount account, decimal amount) => account switch
    {
        UserAccount.Available => this with { Available = amount },
        UserAccount.Held => this with { Held = amount },
        UserAccount.Deposits => this with { Deposits = amount },
        UserAccount.Spending => this with { Spending = amount },
        UserAccount.Refunds => this with { Refunds = amount },
        UserAccount.Reversals => this with { Reversals = amount },
        _ => throw new ArgumentOutOfRangeException(nameof(account), account, "Unknown account."),
    };
}
