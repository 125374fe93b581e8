using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;
using Payments.Domain.Orders;

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

    /// <summary>When it was withdrawn before the provider heard of it; its status is <see cref="PayoutStatus.Failed"/> then.</summary>
    [Id(15)] public DateTimeOffset? CancelledAt { get; init; }

    /// <summary>What risk control decided of it; null where no rule took it. While its review is open it is not sent.</summary>
    [Id(16)] public OrderRisk? Risk { get; init; }

    /// <summary>
    /// Since when the provider is asked no more and a person is to say what became of it; null otherwise. Its money counts towards the
    /// limit all the while.
    /// </summary>
    [Id(17)] public DateTimeOffset? DoubtSince { get; init; }

    /// <summary>Since when the provider is asked again because a person said so; null where nobody did.</summary>
    [Id(18)] public DateTimeOffset? AskingSince { get; init; }

    /// <summary>What events and decisions of it have in the place of an order's id (<see cref="PayoutReference.PlaceOf"/>).</summary>
    [Id(19)] public string? Place { get; init; }

    /// <summary>How many events of it were told, to all endpoints together.</summary>
    [Id(20)] public int Told { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>Whether nothing more is to come.</summary>
    [JsonIgnore] public bool IsOver => Status is PayoutStatus.Succeeded or PayoutStatus.Failed;

    /// <summary>How it stands, for people and for answers.</summary>
    [JsonIgnore]
    public PayoutStanding Standing => this switch
    {
        { CancelledAt: not null } => PayoutStanding.Cancelled,
        { Status: PayoutStatus.Succeeded } => PayoutStanding.Succeeded,
        { Status: PayoutStatus.Failed } => PayoutStanding.Failed,
        { Risk.Review: ReviewState.Open } => PayoutStanding.Review,
        { DoubtSince: not null } => PayoutStanding.Unknown,
        { Status: PayoutStatus.Processing } => PayoutStanding.Processing,
        { Status: PayoutStatus.Requested } => PayoutStanding.Requested,
        _ => throw new InvalidOperationException($"Unknown status {Status} of a payout."),
    };
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

/// <summary>
/// How a payout stands, as answers and the table <c>payouts</c> say it in lower case (schema script 0078). It follows from what is stored,
/// where an older version goes on reading its own four words.
/// </summary>
public enum PayoutStanding
{
    /// <summary>It waits for a person, because a rule of risk control says so; the provider has not heard of it.</summary>
    Review,

    /// <summary>Asked for; whether the provider took it on is not known.</summary>
    Requested,

    /// <summary>The provider has taken it on.</summary>
    Processing,

    /// <summary>The provider did not say what became of it; a person must. It counts as if it were sent.</summary>
    Unknown,

    /// <summary>The money is sent.</summary>
    Succeeded,

    /// <summary>It was not sent and will not be.</summary>
    Failed,

    /// <summary>Withdrawn before the provider heard of it.</summary>
    Cancelled,
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
