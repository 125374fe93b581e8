using System.Text.Json;
using Payments.Providers.Common;

namespace Payments.Providers.Cryptomus.Answers;

/// <summary>A payout, as <c>payout</c>, <c>payout/info</c> and <c>payout/list</c> give it.</summary>
public sealed record CryptomusPayout
{
    /// <summary>Cryptomus' id.</summary>
    public required string Uuid { get; init; }

    /// <summary>Our number; null where the answer does not repeat it.</summary>
    public string? OrderId { get; init; }

    /// <summary>How much.</summary>
    public required decimal Amount { get; init; }

    /// <summary>Its currency.</summary>
    public required string Currency { get; init; }

    /// <summary>Where it stands.</summary>
    public required CryptomusPayoutStatus Status { get; init; }

    /// <summary>The word for it.</summary>
    public required string StatusWord { get; init; }

    /// <summary>Whether it will not change any more. Money of a failed payout must not be given back before.</summary>
    public required bool IsFinal { get; init; }

    /// <summary>The network.</summary>
    public string? Network { get; init; }

    /// <summary>The receiver.</summary>
    public string? Address { get; init; }

    /// <summary>The transaction.</summary>
    public string? Txid { get; init; }

    /// <summary>What the balance has afterwards.</summary>
    public decimal? Balance { get; init; }

    /// <summary>The coin that the balance pays with.</summary>
    public string? PayerCurrency { get; init; }

    /// <summary>How much of it.</summary>
    public decimal? PayerAmount { get; init; }

    internal static CryptomusPayout Read(JsonElement element)
    {
        var fields = new JsonFields(element);
        var word = fields.Required("status");
        var status = CryptomusStatuses.OfPayout(word);
        return new CryptomusPayout
        {
            Uuid = fields.Required("uuid"),
            OrderId = fields.Text("order_id"),
            Amount = fields.RequiredNumber("amount"),
            Currency = fields.Required("currency"),
            Status = status,
            StatusWord = word,
            IsFinal = fields.Flag("is_final") && status != CryptomusPayoutStatus.Unknown,
            Network = fields.Text("network"),
            Address = fields.Text("address"),
            Txid = fields.Text("txid"),
            Balance = fields.Number("balance"),
            PayerCurrency = fields.Text("payer_currency"),
            PayerAmount = fields.Number("payer_amount"),
        };
    }
}
