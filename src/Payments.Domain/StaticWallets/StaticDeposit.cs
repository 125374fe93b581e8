using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;

namespace Payments.Domain.StaticWallets;

/// <summary>What a provider says of one payment to a static wallet.</summary>
[GenerateSerializer, Immutable, Alias("static-deposit")]
public sealed record StaticDeposit
{
    /// <summary>Our number of the wallet.</summary>
    [Id(0)] public required string Reference { get; init; }

    /// <summary>
    /// The provider's name of the payment: with many payments to one wallet, its id and its transaction (facts, <c>uuid</c>+<c>txid</c>).
    /// </summary>
    [Id(1)] public required string Payment { get; init; }

    /// <summary>Whether the money is the merchant's; else <see cref="Word"/> says why it is held, or that it is to come.</summary>
    [Id(2)] public required StaticDepositState State { get; init; }

    /// <summary>What came, in the coin; null where the provider does not say.</summary>
    [Id(3), JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
    public decimal? Amount { get; init; }

    /// <summary>What that was worth in US dollars by the provider's word; null where it does not say.</summary>
    [Id(4), JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
    public decimal? Dollars { get; init; }

    /// <summary>The coin that came, upper case.</summary>
    [Id(5)] public string? Coin { get; init; }

    /// <summary>The network it came on, as the provider names it.</summary>
    [Id(6)] public string? Network { get; init; }

    /// <summary>The transaction; null for a payment within the provider.</summary>
    [Id(7)] public string? Transaction { get; init; }

    /// <summary>The provider's word for the state.</summary>
    [Id(8)] public required string Word { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>What the merchant names the payment by: 64 hex digits, a digest of <see cref="Payment"/>.</summary>
    [JsonIgnore] public string Digest => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Payment)));

    /// <summary>
    /// The key of the ledger's entry: one for each payment, whatever it is long. Callers' keys have no colon, so nobody can take its place.
    /// </summary>
    [JsonIgnore] public string EntryKey => KeyOf(Digest);

    /// <summary>The key of the ledger's entry of a payment, by its <see cref="Digest"/>.</summary>
    public static string KeyOf(string digest) => "static:" + digest;
}

/// <summary>Where a payment to a static wallet stands.</summary>
[GenerateSerializer, Alias("static-deposit-state")]
public enum StaticDepositState
{
    /// <summary>It is being confirmed, or came to nothing: no money is there.</summary>
    NoMoney,

    /// <summary>The money is there.</summary>
    Paid,

    /// <summary>The provider keeps it back.</summary>
    Held,
}
