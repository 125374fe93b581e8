using System.Text.Json;
using Payments.Providers.Common;
using Payments.Providers.Cryptomus.Requests;

namespace Payments.Providers.Cryptomus.Answers;

/// <summary>
/// An invoice, as <c>payment</c>, <c>payment/info</c> and <c>payment/list</c> give it. Amounts keep the zeros that Cryptomus writes.
/// </summary>
public sealed record CryptomusPayment
{
    /// <summary>Cryptomus' id.</summary>
    public required string Uuid { get; init; }

    /// <summary>Our number.</summary>
    public required string OrderId { get; init; }

    /// <summary>The price.</summary>
    public required decimal Amount { get; init; }

    /// <summary>The price's currency, upper case.</summary>
    public required string Currency { get; init; }

    /// <summary>Where it stands.</summary>
    public required CryptomusPaymentStatus Status { get; init; }

    /// <summary>The word for it.</summary>
    public required string StatusWord { get; init; }

    /// <summary>Whether it will not change any more; false for a status that is not known here.</summary>
    public required bool IsFinal { get; init; }

    /// <summary>What came, in the payer's coin.</summary>
    public decimal? PaymentAmount { get; init; }

    /// <summary>What came, in dollars.</summary>
    public decimal? PaymentAmountUsd { get; init; }

    /// <summary>What the payer is to pay, in the payer's coin.</summary>
    public decimal? PayerAmount { get; init; }

    /// <summary>The payer's coin.</summary>
    public string? PayerCurrency { get; init; }

    /// <summary>Payer's coins for one unit of the price's currency.</summary>
    public decimal? PayerAmountExchangeRate { get; init; }

    /// <summary>What the merchant's balance gets.</summary>
    public decimal? MerchantAmount { get; init; }

    /// <summary>Cryptomus' fee.</summary>
    public decimal? Commission { get; init; }

    /// <summary>The discount's amount; negative for a surcharge.</summary>
    public decimal? Discount { get; init; }

    /// <summary>The discount in percent.</summary>
    public decimal? DiscountPercent { get; init; }

    /// <summary>The network.</summary>
    public string? Network { get; init; }

    /// <summary>The receiving address.</summary>
    public string? Address { get; init; }

    /// <summary>The payer's address.</summary>
    public string? From { get; init; }

    /// <summary>The transaction.</summary>
    public string? Txid { get; init; }

    /// <summary>The pay page.</summary>
    public string? Url { get; init; }

    /// <summary>Our note.</summary>
    public string? AdditionalData { get; init; }

    /// <summary>Until when it may be paid.</summary>
    public DateTimeOffset? ExpiredAt { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it changed last.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>
    /// Whether this is the invoice of a request: Cryptomus gives a used number's old invoice back, whatever the amount.
    /// </summary>
    public bool Answers(CryptomusPaymentRequest request) =>
        OrderId == request.OrderId && Amount == request.Amount &&
            string.Equals(Currency, request.Currency, StringComparison.OrdinalIgnoreCase);

    internal static CryptomusPayment Read(JsonElement element)
    {
        var fields = new JsonFields(element);
        var word = fields.Text("payment_status") ?? fields.Required("status");
        var status = CryptomusStatuses.OfPayment(word);
        return new CryptomusPayment
        {
            Uuid = fields.Required("uuid"),
            OrderId = fields.Required("order_id"),
            Amount = fields.RequiredNumber("amount"),
            Currency = fields.Required("currency").ToUpperInvariant(),
            Status = status,
            StatusWord = word,
            IsFinal = fields.Flag("is_final") && status != CryptomusPaymentStatus.Unknown,
            PaymentAmount = fields.Number("payment_amount"),
            PaymentAmountUsd = fields.Number("payment_amount_usd"),
            PayerAmount = fields.Number("payer_amount"),
            PayerCurrency = fields.Text("payer_currency"),
            PayerAmountExchangeRate = fields.Number("payer_amount_exchange_rate"),
            MerchantAmount = fields.Number("merchant_amount"),
            Commission = fields.Number("commission"),
            Discount = fields.Number("discount"),
            DiscountPercent = fields.Number("discount_percent"),
            Network = fields.Text("network"),
            Address = fields.Text("address"),
            From = fields.Text("from"),
            Txid = fields.Text("txid"),
            Url = fields.Text("url"),
            AdditionalData = fields.Text("additional_data"),
            ExpiredAt = fields.UnixTime("expired_at"),
            CreatedAt = fields.Time("created_at"),
            UpdatedAt = fields.Time("updated_at"),
        };
    }
}
