using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;
using Payments.Domain.Audit;
using Payments.Domain.Identity;

namespace Payments.Domain.PayLinks;

/// <summary>
/// A payment link of a shop: an address at which anybody opens an order, over a fixed amount or one of his choice. Changed only by
/// <see cref="PayLinkRules"/>.
/// </summary>
[GenerateSerializer, Immutable, Alias("pay-link")]
public sealed record PayLink
{
    /// <summary>The version of this stored form.</summary>
    [Id(0), JsonPropertyName("v")] public int Version { get; init; } = 1;

    /// <summary>The merchant.</summary>
    [Id(1)] public required MerchantId Merchant { get; init; }

    /// <summary>The link's id, 12 hex digits, unique within the merchant.</summary>
    [Id(2)] public required string Code { get; init; }

    /// <summary>What is paid for, as payers read it.</summary>
    [Id(3)] public required string Title { get; init; }

    /// <summary>More about it; null for nothing.</summary>
    [Id(4)] public string? Description { get; init; }

    /// <summary>The currency of its orders: one that a wallet is priced in, or a token's symbol.</summary>
    [Id(5)] public required string Currency { get; init; }

    /// <summary>The amount of each order; null where the payer names it.</summary>
    [Id(6), JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
    public decimal? Money { get; init; }

    /// <summary>Where payers go afterwards; null for nowhere.</summary>
    [Id(7)] public string? ReturnUrl { get; init; }

    /// <summary>How many orders may be paid by it, up to <see cref="PayLinkRules.MostPayments"/>; null for any number.</summary>
    [Id(8)] public int? MaxPayments { get; init; }

    /// <summary>From when on it opens no order; null for never.</summary>
    [Id(9)] public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Whether it is switched off.</summary>
    [Id(10)] public bool IsOff { get; init; }

    /// <summary>When it was made.</summary>
    [Id(11)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was changed last, not counting its uses.</summary>
    [Id(12)] public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Its uses where <see cref="MaxPayments"/> limits them, at most so many; empty where nothing does.</summary>
    [Id(13)] public IReadOnlyList<PayLinkUse> Uses { get; init => field = value ?? []; } = [];

    /// <summary>How many numbers of orders its uses were given.</summary>
    [Id(14)] public int NumbersGiven { get; init; }

    /// <summary>The newest entry of the audit log about it; null before its first since links have one.</summary>
    [Id(15)] public AuditMark? Audit { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>One of the payments that a link may have. It is one order, which is paid at most once.</summary>
[GenerateSerializer, Immutable, Alias("pay-link-use")]
public sealed record PayLinkUse
{
    /// <summary>The digest of who has it: of the form that was sent, see <see cref="PayLinkRules.Take"/>.</summary>
    [Id(0)] public required string Visit { get; init; }

    /// <summary>The merchant's number of the order.</summary>
    [Id(1)] public required string Number { get; init; }

    /// <summary>Whether the order was seen paid, so that it is not asked any more.</summary>
    [Id(2)] public bool IsPaid { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }
}
