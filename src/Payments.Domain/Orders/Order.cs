using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;
using Payments.Domain.Audit;
using Payments.Domain.Charges;
using Payments.Domain.Identity;
using Payments.Domain.Refunds;
using Payments.Domain.Sharing;
using Payments.Domain.Transfers;

namespace Payments.Domain.Orders;

/// <summary>One order: everything that is stored of it. Changed only by <see cref="OrderRules"/>.</summary>
[GenerateSerializer, Immutable, Alias("order")]
public sealed record Order
{
    /// <summary>The version of this stored form.</summary>
    [Id(0), JsonPropertyName("v")] public int Version { get; init; } = 1;

    /// <summary>The order's id.</summary>
    [Id(1)] public required OrderId Id { get; init; }

    /// <summary>The merchant.</summary>
    [Id(2)] public required MerchantId Merchant { get; init; }

    /// <summary>The merchant's EPay number, repeated in callbacks.</summary>
    [Id(3)] public required long Pid { get; init; }

    /// <summary>The merchant's own order number.</summary>
    [Id(4)] public required string Number { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(5)] public required OrderStatus Status { get; init; }

    /// <summary>
    /// The pricing currency, <c>CNY</c>, <c>USD</c> or <c>USDT</c>; of an order over an amount of a token (WoPay) that token's symbol.
    /// </summary>
    [Id(6)] public required string Currency { get; init; }

    /// <summary>The order's money in that currency.</summary>
    [Id(7), JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
    public required decimal Money { get; init; }

    /// <summary>What the shop said beside the money.</summary>
    [Id(8)] public required OrderTerms Terms { get; init; }

    /// <summary>First creation.</summary>
    [Id(9)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the present quotes run out.</summary>
    [Id(10)] public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When a full payment became final.</summary>
    [Id(11)] public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>When an alarm must wake the order next.</summary>
    [Id(12)] public DateTimeOffset? WakeAt { get; init; }

    /// <summary>Quotes given since the order was last opened; the last is the one on show: what the payer chose, or what was paid. Empty until the payer chose a coin.</summary>
    [Id(13)] public IReadOnlyList<Quote> Quotes { get; init; } = [];

    /// <summary>The amount held in the database for the last quote.</summary>
    [Id(14)] public Reservation? Reservation { get; init; }

    /// <summary>Transfers that count.</summary>
    [Id(15)] public IReadOnlyList<OrderTransfer> Transfers { get; init; } = [];

    /// <summary>The lowest block that holds an unconfirmed transfer, by which the chain's watcher finds the order; the highest number there is while transfers were only sighted. Further chains are in <see cref="PendingElsewhere"/>.</summary>
    [Id(16)] public long? PendingBlock { get; init; }

    /// <summary>The chain of <see cref="PendingBlock"/>.</summary>
    [Id(17)] public ChainId? PendingChain { get; init; }

    /// <summary>Callbacks still to be handed over.</summary>
    [Id(18)] public IReadOnlyList<OutboxEntry> Outbox { get; init; } = [];

    /// <summary>How many callbacks this order ever had.</summary>
    [Id(19)] public int Deliveries { get; init; }

    /// <summary>What happened, newest last, at most <see cref="OrderRules.HistoryLimit"/> lines.</summary>
    [Id(20)] public IReadOnlyList<HistoryEntry> History { get; init; } = [];

    /// <summary>When the order was last opened: transfers in older blocks are somebody else's.</summary>
    [Id(21)] public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>Transfers that wait for a block: shown, never counted. At most <see cref="OrderRules.SightingLimit"/>.</summary>
    /// <remarks>Rows from before it was kept have none.</remarks>
    [Id(22)] public IReadOnlyList<Sighting> Sightings { get; init => field = value ?? []; } = [];

    /// <summary>The same of every further chain with an unconfirmed transfer, where the payer changed the coin while money was on its way; null while there is none.</summary>
    [Id(23)] public IReadOnlyList<PendingChain>? PendingElsewhere { get; init; }

    /// <summary>The trace of the request that created the order, as W3C <c>traceparent</c>; null where it was not traced.</summary>
    [Id(24)] public string? TraceParent { get; init; }

    /// <summary>
    /// When it was archived: the whole order is in a file, and this is its tombstone (<see cref="OrderRules.Tombstone"/>), which only keeps
    /// the number taken. Null for all others.
    /// </summary>
    [Id(25)] public DateTimeOffset? ArchivedAt { get; init; }

    /// <summary>That a person decided what became of it, and why; null where payments and time did.</summary>
    [Id(26)] public ManualMark? Manual { get; init; }

    /// <summary>Its payments at providers, in the order in which they were begun; at most <see cref="ChargeReference.Last"/>.</summary>
    [Id(27)] public IReadOnlyList<Charge> Charges { get; init => field = value ?? []; } = [];

    /// <summary>
    /// The end user whose wallet must still be credited, written with the completion; null where there is none, or it was.
    /// </summary>
    [Id(28)] public string? CreditDue { get; init; }

    /// <summary>How many events this order ever had for webhook endpoints of its merchant.</summary>
    [Id(30)] public int Events { get; init; }

    /// <summary>The newest event of each endpoint that was told of one; null while there is none.</summary>
    [Id(31)] public IReadOnlyList<ToldEndpoint>? Told { get; init; }

    /// <summary>
    /// The newest lines of the log of its payments at providers, at most <see cref="OrderRules.LogKept"/>; null while there is none.
    /// </summary>
    [Id(32)] public IReadOnlyList<PaymentLogEntry>? Log { get; init; }

    /// <summary>
    /// Who pays, sealed under a key that follows from the installation's; null where nobody said. A JSON object with the names of
    /// <see cref="Payer"/>.
    /// </summary>
    [Id(34)] public string? SealedPayer { get; init; }

    /// <summary>What risk control knows of it; null where there are no rules.</summary>
    [Id(40)] public OrderRisk? Risk { get; init; }

    /// <summary>
    /// Its refunds, in the order in which they were asked for; at most <see cref="RefundReference.Last"/>. None is ever taken out.
    /// </summary>
    [Id(35)] public IReadOnlyList<Refund> Refunds { get; init => field = value ?? []; } = [];

    /// <summary>
    /// What was shared of its charges, in the order in which it was decided. None is ever taken out; those of one charge stand together.
    /// </summary>
    [Id(41)] public IReadOnlyList<Share> Shares { get; init => field = value ?? []; } = [];

    /// <summary>What receivers gave back of <see cref="Shares"/>, in the order in which it was decided. None is ever taken out.</summary>
    [Id(42)] public IReadOnlyList<ReturnedShare> ShareReturns { get; init => field = value ?? []; } = [];

    /// <summary>The newest entry of the audit log about it; null before a person decided anything.</summary>
    [Id(50)] public AuditMark? Audit { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>The last change.</summary>
    [JsonIgnore] public DateTimeOffset UpdatedAt => ArchivedAt ?? (History.Count == 0 ? CreatedAt : History[^1].At);

    /// <summary>The quote on show, or null until the payer chose a coin.</summary>
    [JsonIgnore] public Quote? Quote => Quotes.Count == 0 ? null : Quotes[^1];
}
