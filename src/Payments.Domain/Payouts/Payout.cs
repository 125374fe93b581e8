using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;

namespace Payments.Domain.Payouts;

/// <summary>Money that a merchant has its provider send to an address.</summary>
[GenerateSerializer, Immutable, Alias("payout")]
public sealed record Payout
{
    /// <summary>The merchant's own id of it, one for each payout of the merchant.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>Its number among the merchant's, from 1: by it the provider knows it for ever (<see cref="PayoutReference"/>).</summary>
    [Id(1)] public required int Number { get; init; }

    /// <summary>What was asked for.</summary>
    [Id(2)] public required PayoutWish Wish { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(3)] public required PayoutStatus Status { get; init; }

    /// <summary>Who asked: the name of an API key.</summary>
    [Id(4)] public required string By { get; init; }

    /// <summary>When it was asked for.</summary>
    [Id(5)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Where the provider sends notices of it, the same for every try.</summary>
    [Id(6)] public required string NotifyUrl { get; init; }

    /// <summary>Stored before the provider first hears of it: from then on a refusal alone does not prove that nothing was sent.</summary>
    [Id(7)] public DateTimeOffset? SentAt { get; init; }

    /// <summary>The provider's own id; null until known.</summary>
    [Id(8)] public string? ProviderId { get; init; }

    /// <summary>The transaction; null until the provider says it.</summary>
    [Id(9)] public string? Transaction { get; init; }

    /// <summary>The provider's last word, or why it failed; for people.</summary>
    [Id(10)] public string? Word { get; init; }

    /// <summary>When the provider is asked next; null once it is over.</summary>
    [Id(11)] public DateTimeOffset? AskAt { get; init; }

    /// <summary>How often the provider was asked since the status last changed.</summary>
    [Id(12)] public int Asked { get; init; }

    /// <summary>When it succeeded or failed.</summary>
    [Id(13)] public DateTimeOffset? EndedAt { get; init; }

    /// <summary>
    /// Which account the provider heard of it by (<c>IPaysOut.AccountOf</c>), stored with <see cref="SentAt"/>: by another account its
    /// number is another payout's.
    /// </summary>
    [Id(14)] public string? Account { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>Whether nothing more is to come.</summary>
    [JsonIgnore] public bool IsOver => Status is PayoutStatus.Succeeded or PayoutStatus.Failed;
}

/// <summary>What a payout is to be.</summary>
[GenerateSerializer, Immutable, Alias("payout-wish")]
public sealed record PayoutWish
{
    /// <summary>How much, in the coin.</summary>
    [Id(0), JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
    public required decimal Amount { get; init; }

    /// <summary>The coin, upper case.</summary>
    [Id(1)] public required string Coin { get; init; }

    /// <summary>The network as the provider names it.</summary>
    [Id(2)] public required string Network { get; init; }

    /// <summary>Where it goes.</summary>
    [Id(3)] public required string Address { get; init; }

    /// <summary>The receiver's memo, on networks that have one.</summary>
    [Id(4)] public string? Memo { get; init; }

    /// <summary>Whether the provider's fee is taken out of the amount; else the merchant's balance pays it on top.</summary>
    [Id(5)] public bool IsFeeIncluded { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>Whether another wish asks for the same.</summary>
    public bool IsSame(PayoutWish other) => this with { Unknown = null } == other with { Unknown = null };
}

/// <summary>Where a payout stands. Its JSON name is stored.</summary>
[GenerateSerializer, Alias("payout-status")]
public enum PayoutStatus
{
    /// <summary>Asked for; whether the provider took it on is not known.</summary>
    Requested,

    /// <summary>The provider has taken it on.</summary>
    Processing,

    /// <summary>The money is sent.</summary>
    Succeeded,

    /// <summary>It was not sent and will not be.</summary>
    Failed,
}

/// <summary>What a provider says of a payout.</summary>
[GenerateSerializer, Immutable, Alias("payout-news")]
public sealed record PayoutNews
{
    /// <summary>Our number of it.</summary>
    [Id(0)] public required string Reference { get; init; }

    /// <summary>Where it stands there, never <see cref="PayoutStatus.Requested"/>.</summary>
    [Id(1)] public required PayoutStatus Status { get; init; }

    /// <summary>The provider's id.</summary>
    [Id(2)] public required string ProviderId { get; init; }

    /// <summary>How much; null where it is not said.</summary>
    [Id(3)] public decimal? Amount { get; init; }

    /// <summary>The coin, upper case; null likewise.</summary>
    [Id(4)] public string? Coin { get; init; }

    /// <summary>The transaction.</summary>
    [Id(5)] public string? Transaction { get; init; }

    /// <summary>The provider's word for the status, with its reason for a failure.</summary>
    [Id(6)] public required string Word { get; init; }
}
