using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;

namespace Payments.Domain.Refunds;

/// <summary>What a request for a refund says, by which a repeat is told from another request of the same id.</summary>
[GenerateSerializer, Immutable, Alias("refund-wish")]
public sealed record RefundWish
{
    /// <summary>How much, a plain decimal without zeros at its end; null for all that can be returned.</summary>
    [Id(0)] public string? Amount { get; init; }

    /// <summary>Whether only what was paid above the order's money is meant.</summary>
    [Id(1)] public bool OverpaidOnly { get; init; }

    /// <summary>The charge, by our number of it; null where the order has one alone, or money of a chain is meant.</summary>
    [Id(2)] public string? Charge { get; init; }

    /// <summary>The chain's canonical name; null where the order was paid on one alone.</summary>
    [Id(3)] public string? Chain { get; init; }

    /// <summary>The currency or token; null where the order was paid in one alone.</summary>
    [Id(4)] public string? Currency { get; init; }

    /// <summary>The order's address that the money came to; null where it came to one alone.</summary>
    [Id(5)] public string? From { get; init; }

    /// <summary>Where the money is to go; null where the provider knows, or the merchant did not say.</summary>
    [Id(6)] public string? Destination { get; init; }

    /// <summary>Why, for the payer; null for no word. At most <see cref="RefundRules.ReasonLimit"/> characters.</summary>
    [Id(7)] public string? Reason { get; init; }

    /// <summary>Whether receivers keep their shares of the money, so that the merchant's own balance pays for them.</summary>
    [Id(8)] public bool KeepsShares { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>The request's fields, as the API names them, in which another wish differs.</summary>
    public IEnumerable<string> DifferingFrom(RefundWish other)
    {
        if (Amount != other.Amount) yield return "amount";
        if (OverpaidOnly != other.OverpaidOnly) yield return "overpaid_only";
        if (Charge != other.Charge) yield return "charge";
        if (Chain != other.Chain) yield return "chain";
        if (Currency != other.Currency) yield return "currency";
        if (From != other.From) yield return "from";
        if (Destination != other.Destination) yield return "destination";
        if (KeepsShares != other.KeepsShares) yield return "keep_shares";
        if (Reason != other.Reason) yield return "reason";
    }
}
