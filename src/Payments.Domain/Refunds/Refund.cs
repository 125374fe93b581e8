using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;
using Payments.Domain.Identity;
using Payments.Domain.Money;
using Payments.Domain.Transfers;

namespace Payments.Domain.Refunds;

/// <summary>Money of an order that goes back to its payer.</summary>
[GenerateSerializer, Immutable, Alias("refund")]
public sealed record Refund
{
    /// <summary>The merchant's own id of it, one within the order.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>Its number within the order, from 1: by it a provider knows it for ever (<see cref="RefundReference"/>).</summary>
    [Id(1)] public required int Number { get; init; }

    /// <summary>By whom the money is returned.</summary>
    [Id(2)] public required RefundKind Kind { get; init; }

    /// <summary>The charge's currency, or the token that was paid.</summary>
    [Id(3)] public required string Currency { get; init; }

    /// <summary>How much, in units of 10 to the power of minus <see cref="Decimals"/>; on a chain the token's atomic units.</summary>
    [Id(4)] public required UInt128 Units { get; init; }

    /// <summary>The decimals of <see cref="Units"/>.</summary>
    [Id(5)] public required int Decimals { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(6)] public required RefundStatus Status { get; init; }

    /// <summary>What was asked for.</summary>
    [Id(7)] public required RefundWish Wish { get; init; }

    /// <summary>Who asked: the name of an API key, or a face.</summary>
    [Id(8)] public required string By { get; init; }

    /// <summary>When it was asked for.</summary>
    [Id(9)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The charge whose money is returned, by our number; null on a chain.</summary>
    [Id(10)] public string? Charge { get; init; }

    /// <summary>The provider of that charge; null on a chain.</summary>
    [Id(11)] public string? Provider { get; init; }

    /// <summary>The chain; null at a provider.</summary>
    [Id(12)] public ChainId? Chain { get; init; }

    /// <summary>The order's address, in canonical form, that the money came to and is sent back from; null at a provider.</summary>
    [Id(13)] public string? From { get; init; }

    /// <summary>Where it goes: on a chain in canonical form; at a provider as it was asked for, null for where it came from.</summary>
    [Id(14)] public string? To { get; init; }

    /// <summary>Where the provider sends notices of it, the same for every try; null on a chain.</summary>
    [Id(15)] public string? NotifyUrl { get; init; }

    /// <summary>The provider's own number of it; null until known.</summary>
    [Id(16)] public string? ProviderId { get; init; }

    /// <summary>The provider's last word, or why it failed; for people.</summary>
    [Id(17)] public string? Word { get; init; }

    /// <summary>When something is to be done about it next; null while nothing is.</summary>
    [Id(18)] public DateTimeOffset? AskAt { get; init; }

    /// <summary>How often the provider was asked since the status last changed.</summary>
    [Id(19)] public int Asked { get; init; }

    /// <summary>When it succeeded, failed or was withdrawn.</summary>
    [Id(20)] public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What of the end user's credit goes with it, in the order's currency; null where no user was credited with it.</summary>
    [Id(21), JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
    public decimal? Reversed { get; init; }

    /// <summary>What became of that credit.</summary>
    [Id(22)] public RefundReversal Reversal { get; init; }

    /// <summary>What the provider kept for it, in <see cref="Currency"/>; null where it does not say.</summary>
    [Id(23), JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
    public decimal? Fee { get; init; }

    /// <summary>The transfer that returned the money; null until one was seen, and at a provider.</summary>
    [Id(24)] public Transfer? Transfer { get; init; }

    /// <summary>What becomes of the shares of the money that it returns.</summary>
    [Id(25)] public RefundShares Shares { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>How much, as a decimal text.</summary>
    [JsonIgnore] public string AmountText => TokenAmount.Format(Units, Decimals);

    /// <summary>How much, in <see cref="Currency"/>. For providers alone: tokens may have more digits than a decimal holds.</summary>
    [JsonIgnore] public decimal Amount => decimal.Parse(AmountText, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    /// <summary>Our number of it at its provider; null on a chain.</summary>
    /// <param name="order">The order that it is of.</param>
    public string? ReferenceIn(OrderId order) => Kind == RefundKind.Provider ? new RefundReference(order, Number).ToString() : null;

    /// <summary>Whether it may still change by itself.</summary>
    [JsonIgnore] public bool IsOpen => Status is RefundStatus.Requested or RefundStatus.Processing;

    /// <summary>Whether its money counts as returned, or is to be: what failed or was withdrawn does not.</summary>
    [JsonIgnore] public bool TakesMoney => Status is not (RefundStatus.Failed or RefundStatus.Cancelled);
}
