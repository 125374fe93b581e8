using System.Text.Json;
using Payments.Providers.Common;

namespace Payments.Providers.Cryptomus.Webhooks;

/// <summary>What a verified webhook says. Amounts keep the zeros that Cryptomus writes.</summary>
public sealed record CryptomusWebhook
{
    /// <summary>What it is about.</summary>
    public required CryptomusWebhookType Type { get; init; }

    /// <summary>Cryptomus' id of the invoice, payment or payout.</summary>
    public required string Uuid { get; init; }

    /// <summary>Our number; many payments to one static wallet share it.</summary>
    public string? OrderId { get; init; }

    /// <summary>The word for the status; a payout's has words of its own.</summary>
    public required string StatusWord { get; init; }

    /// <summary>The status of a payment; <see cref="CryptomusPaymentStatus.Unknown"/> for a payout.</summary>
    public CryptomusPaymentStatus PaymentStatus { get; init; }

    /// <summary>The status of a payout; <see cref="CryptomusPayoutStatus.Unknown"/> for payments.</summary>
    public CryptomusPayoutStatus PayoutStatus { get; init; }

    /// <summary>Whether the status will not change any more; false for a status that is not known here.</summary>
    public required bool IsFinal { get; init; }

    /// <summary>The price, or the payout's amount.</summary>
    public decimal? Amount { get; init; }

    /// <summary>Its currency, upper case.</summary>
    public string? Currency { get; init; }

    /// <summary>What came, in the payer's coin.</summary>
    public decimal? PaymentAmount { get; init; }

    /// <summary>What came, in dollars.</summary>
    public decimal? PaymentAmountUsd { get; init; }

    /// <summary>What the merchant's balance gets.</summary>
    public decimal? MerchantAmount { get; init; }

    /// <summary>Cryptomus' fee.</summary>
    public decimal? Commission { get; init; }

    /// <summary>What the payer was to pay, in the payer's coin.</summary>
    public decimal? PayerAmount { get; init; }

    /// <summary>The payer's coin.</summary>
    public string? PayerCurrency { get; init; }

    /// <summary>Payer's coins for one unit of the price's currency.</summary>
    public decimal? PayerAmountExchangeRate { get; init; }

    /// <summary>The network.</summary>
    public string? Network { get; init; }

    /// <summary>The payer's address.</summary>
    public string? From { get; init; }

    /// <summary>The static wallet's address id.</summary>
    public string? WalletAddressUuid { get; init; }

    /// <summary>A transfer within Cryptomus.</summary>
    public string? TransferId { get; init; }

    /// <summary>Our note.</summary>
    public string? AdditionalData { get; init; }

    /// <summary>The transaction; absent when nothing was paid, or within Cryptomus.</summary>
    public string? Txid { get; init; }

    /// <summary>Why a payout failed.</summary>
    public string? FailReason { get; init; }

    /// <summary>What the money was changed into; null without automatic conversion.</summary>
    public CryptomusConversion? Convert { get; init; }

    /// <summary>
    /// What makes a payment one payment: of a static wallet the payment's id and its transaction, since its number is that of all
    /// of them; of others the id.
    /// </summary>
    public string PaymentKey => Type == CryptomusWebhookType.Wallet ? $"{Uuid}:{Txid}" : Uuid;

    internal static CryptomusWebhook Read(JsonElement element, CryptomusWebhookType type)
    {
        var fields = new JsonFields(element);
        // The recharge document's own sample says payment_status.
        var word = fields.Text("status") ?? fields.Required("payment_status");
        var payment = type == CryptomusWebhookType.Payout ? CryptomusPaymentStatus.Unknown : CryptomusStatuses.OfPayment(word);
        var payout = type == CryptomusWebhookType.Payout ? CryptomusStatuses.OfPayout(word) : CryptomusPayoutStatus.Unknown;
        return new CryptomusWebhook
        {
            Type = type,
            Uuid = fields.Required("uuid"),
            OrderId = fields.Text("order_id"),
            StatusWord = word,
            PaymentStatus = payment,
            PayoutStatus = payout,
            IsFinal = fields.Flag("is_final") && (payment != CryptomusPaymentStatus.Unknown || payout != CryptomusPayoutStatus.Unknown),
            Amount = fields.Number("amount"),
            Currency = fields.Text("currency")?.ToUpperInvariant(),
            PaymentAmount = fields.Number("payment_amount"),
            PaymentAmountUsd = fields.Number("payment_amount_usd"),
            MerchantAmount = fields.Number("merchant_amount"),
            Commission = fields.Number("commission"),
            PayerAmount = fields.Number("payer_amount"),
            PayerCurrency = fields.Text("payer_currency"),
            PayerAmountExchangeRate = fields.Number("payer_amount_exchange_rate"),
            Network = fields.Text("network"),
            From = fields.Text("from"),
            WalletAddressUuid = fields.Text("wallet_address_uuid"),
            TransferId = fields.Text("transfer_id"),
            AdditionalData = fields.Text("additional_data"),
            Txid = fields.Text("txid"),
            FailReason = fields.Text("fail_reason"),
            Convert = fields.Object("convert") is { } convert ? CryptomusConversion.Read(convert) : null,
        };
    }
}

/// <summary>What a payment was changed into.</summary>
/// <param name="ToCurrency">The coin.</param>
/// <param name="Amount">How much.</param>
/// <param name="Rate">At which rate.</param>
/// <param name="Commission">The fee, or null.</param>
public sealed record CryptomusConversion(string ToCurrency, decimal? Amount, decimal? Rate, decimal? Commission)
{
    internal static CryptomusConversion Read(JsonFields fields) =>
        new(fields.Required("to_currency"), fields.Number("amount"), fields.Number("rate"), fields.Number("commission"));
}
