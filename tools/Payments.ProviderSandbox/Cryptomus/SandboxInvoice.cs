using System.Globalization;
using System.Text.Json.Nodes;

namespace Payments.ProviderSandbox.Cryptomus;

/// <summary>An invoice of the stand-in.</summary>
internal sealed class SandboxInvoice
{
    public required string Uuid { get; init; }

    public required string OrderId { get; init; }

    public required decimal Amount { get; init; }

    public required string Currency { get; init; }

    public required decimal PayerAmount { get; init; }

    public required string PayerCurrency { get; init; }

    public required string Network { get; init; }

    public required string Address { get; set; }

    public required string Url { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required int LifetimeSeconds { get; init; }

    public required DateTimeOffset ExpiresAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    public string? CallbackUrl { get; init; }

    public string? ReturnUrl { get; init; }

    public string? SuccessUrl { get; init; }

    public string? AdditionalData { get; init; }

    public string Status { get; set; } = "process";

    public decimal Paid { get; set; }

    public string? Txid { get; set; }

    public ITimer? Expiry { get; set; }

    public bool IsFinal => Status is "paid" or "paid_over" or "wrong_amount" or "fail" or "cancel" or "system_fail" or "refund_paid"
        or "refund_fail";

    /// <summary>What the API answers.</summary>
    public JsonObject ToAnswer() => new()
    {
        ["uuid"] = Uuid,
        ["order_id"] = OrderId,
        ["amount"] = Text(Amount),
        ["payment_amount"] = Paid > 0 ? Text(Paid) : null,
        ["payer_amount"] = Text(PayerAmount),
        ["discount_percent"] = 0,
        ["discount"] = "0.00000000",
        ["payer_currency"] = PayerCurrency,
        ["currency"] = Currency,
        ["merchant_amount"] = Text(Paid - Commission),
        ["commission"] = Text(Commission),
        ["network"] = Network,
        ["address"] = Address,
        ["from"] = Paid > 0 ? "TLa2f6VPqDgRE67v1736s7bJ8Ray5wYjU7" : null,
        ["txid"] = Txid,
        ["payment_status"] = Status,
        ["status"] = Status,
        ["url"] = Url,
        ["expired_at"] = ExpiresAt.ToUnixTimeSeconds(),
        ["is_final"] = IsFinal,
        ["additional_data"] = AdditionalData,
        ["payment_amount_usd"] = Paid > 0 ? Text(Paid * SandboxRates.MarketOf(PayerCurrency), "0.00") : null,
        ["payer_amount_exchange_rate"] = Text(PayerAmount / Amount),
        ["created_at"] = Time(CreatedAt),
        ["updated_at"] = Time(UpdatedAt),
    };

    /// <summary>What a webhook says, before it is signed.</summary>
    public JsonObject ToWebhook() => new()
    {
        ["type"] = "payment",
        ["uuid"] = Uuid,
        ["order_id"] = OrderId,
        ["amount"] = Text(Amount),
        ["payment_amount"] = Text(Paid),
        ["payment_amount_usd"] = Text(Paid * SandboxRates.MarketOf(PayerCurrency), "0.00"),
        ["merchant_amount"] = Text(Paid - Commission),
        ["commission"] = Text(Commission),
        ["is_final"] = IsFinal,
        ["status"] = Status,
        ["from"] = Paid > 0 ? "TLa2f6VPqDgRE67v1736s7bJ8Ray5wYjU7" : null,
        ["wallet_address_uuid"] = null,
        ["network"] = Network,
        ["currency"] = Currency,
        ["payer_currency"] = PayerCurrency,
        ["payer_amount"] = Text(PayerAmount),
        ["payer_amount_exchange_rate"] = Text(PayerAmount / Amount),
        ["additional_data"] = AdditionalData,
        ["txid"] = Txid,
    };

    public static string Text(decimal amount, string form = "0.00000000") => amount.ToString(form, CultureInfo.InvariantCulture);

    public static string Time(DateTimeOffset at) =>
        at.ToOffset(TimeSpan.FromHours(3)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    private decimal Commission => decimal.Round(Paid * 0.02m, 8);
}
