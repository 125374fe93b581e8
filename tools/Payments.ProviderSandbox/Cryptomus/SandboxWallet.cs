using System.Text.Json.Nodes;

namespace Payments.ProviderSandbox.Cryptomus;

/// <summary>A static wallet of the stand-in.</summary>
internal sealed record SandboxWallet(string WalletUuid, string Uuid, string OrderId, string Address, string Network, string Currency,
    string? CallbackUrl)
{
    public string Status { get; set; } = "active";

    public int Deposits { get; set; }

    /// <summary>What came while it was blocked.</summary>
    public decimal Held { get; set; }

    public JsonObject ToAnswer() => new()
    {
        ["wallet_uuid"] = WalletUuid,
        ["uuid"] = Uuid,
        ["address"] = Address,
        ["network"] = Network,
        ["currency"] = Currency,
        ["url"] = null,
    };
}

/// <summary>A payout of the stand-in.</summary>
internal sealed record SandboxPayout(string Uuid, string OrderId, decimal Amount, string Currency, string Network, string Address,
    string? CallbackUrl)
{
    public string Status { get; set; } = "process";

    public decimal Balance { get; init; }

    public JsonObject ToAnswer() => new()
    {
        ["uuid"] = Uuid,
        ["order_id"] = OrderId,
        ["amount"] = SandboxInvoice.Text(Amount),
        ["currency"] = Currency,
        ["network"] = Network,
        ["address"] = Address,
        ["txid"] = Txid,
        ["status"] = Status,
        ["is_final"] = IsFinal,
        ["balance"] = SandboxInvoice.Text(Balance),
        ["payer_currency"] = Currency,
        ["payer_amount"] = SandboxInvoice.Text(Amount),
    };

    public JsonObject ToWebhook() => new()
    {
        ["type"] = "payout",
        ["uuid"] = Uuid,
        ["order_id"] = OrderId,
        ["amount"] = SandboxInvoice.Text(Amount),
        ["merchant_amount"] = SandboxInvoice.Text(Amount),
        ["commission"] = "0.00000000",
        ["is_final"] = IsFinal,
        ["status"] = Status,
        ["txid"] = Txid,
        ["currency"] = Currency,
        ["network"] = Network,
        ["payer_currency"] = Currency,
        ["payer_amount"] = SandboxInvoice.Text(Amount),
        ["fail_reason"] = Status == "fail" ? "the network refused the transaction" : null,
    };

    /// <summary>A failed one may be sent again by hand, so it is not final.</summary>
    private bool IsFinal => Status is "paid" or "cancel" or "system_fail";

    private string? Txid => Status == "paid" ? InvoiceBook.AddressOf($"payout {Uuid}", 0) : null;
}
