using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;
using Payments.Domain.Identity;
using Payments.Domain.Sharing;

namespace Payments.Domain.Charges;

/// <summary>One payment of an order at a provider.</summary>
[GenerateSerializer, Immutable, Alias("charge")]
public sealed record Charge
{
    /// <summary>The provider's name.</summary>
    [Id(0)] public required string Provider { get; init; }

    /// <summary>The way to pay there.</summary>
    [Id(1)] public required string Method { get; init; }

    /// <summary>Our number of it there, <see cref="ChargeReference"/>.</summary>
    [Id(2)] public required string Reference { get; init; }

    /// <summary>Money that the provider is asked to take: the order's, when it was begun.</summary>
    [Id(3), JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
    public required decimal Amount { get; init; }

    /// <summary>Its currency, upper case.</summary>
    [Id(4)] public required string Currency { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(5)] public required ChargeState State { get; init; }

    /// <summary>When it was begun.</summary>
    [Id(6)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Until when the provider lets it be paid.</summary>
    [Id(7)] public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The provider's own id of it; null until it is known.</summary>
    [Id(8)] public string? ProviderId { get; init; }

    /// <summary>What the payer needs; null until the provider said.</summary>
    [Id(9)] public ChargeFront? Front { get; init; }

    /// <summary>What came so far, in <see cref="Currency"/>; null where the provider did not say.</summary>
    [Id(10), JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
    public decimal? Paid { get; init; }

    /// <summary>What came, in the payer's coin, decimal as the provider wrote it.</summary>
    [Id(11)] public string? PayerAmount { get; init; }

    /// <summary>The payer's coin.</summary>
    [Id(12)] public string? PayerCurrency { get; init; }

    /// <summary>The transaction: a hash on a chain, or the provider's payment number.</summary>
    [Id(13)] public string? Transaction { get; init; }

    /// <summary>When it was paid.</summary>
    [Id(14)] public DateTimeOffset? PaidAt { get; init; }

    /// <summary>When the provider is asked next; null while nobody asks.</summary>
    [Id(15)] public DateTimeOffset? AskAt { get; init; }

    /// <summary>How often it was asked since the state last changed.</summary>
    [Id(16)] public int Asked { get; init; }

    /// <summary>The provider's last word on the state, or why it is held or not known; for people.</summary>
    [Id(17)] public string? Word { get; init; }

    /// <summary>What the payer's return brought and a query must say again, by name.</summary>
    [Id(18)] public IReadOnlyDictionary<string, string>? Hints { get; init; }

    /// <summary>The coin that the payer chose beforehand; null where none was.</summary>
    [Id(19)] public string? WishedCurrency { get; init; }

    /// <summary>The network of that coin.</summary>
    [Id(20)] public string? WishedNetwork { get; init; }

    /// <summary>Tells payers apart where a method wants their id at the provider: a digest of it; null where it wants none.</summary>
    [Id(21)] public string? Payer { get; init; }

    /// <summary>
    /// What the provider gives for one payment alone, with the account that it belongs to: the database lets it pay one charge. Null until
    /// it is paid, and where a provider has no such number.
    /// </summary>
    [Id(22)] public string? Receipt { get; init; }

    /// <summary>The merchant whose own account at the provider it goes by; null for the installation's.</summary>
    [Id(28)] public MerchantId? Account { get; init; }

    /// <summary>
    /// How far its sharing is; null where it was not made to be shared, so that its provider does not hold the money back.
    /// </summary>
    [Id(41)] public ChargeSharing? Sharing { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>Whether it may still bring money by itself.</summary>
    [JsonIgnore] public bool IsLive => State is ChargeState.Opening or ChargeState.Open or ChargeState.Seen or ChargeState.Underpaid;

    /// <summary>Whether money was seen that is not certain, or not enough, or does not fit.</summary>
    [JsonIgnore] public bool HasMoneyUnderWay => State is ChargeState.Seen or ChargeState.Underpaid or ChargeState.Held;
}
