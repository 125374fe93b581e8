using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Payments.ProviderSandbox.Cryptomus;

/// <summary>Static wallets, payouts and the balance.</summary>
public sealed partial class CryptomusSandbox
{
    private readonly List<SandboxWallet> wallets = [];
    private readonly List<SandboxPayout> payouts = [];
    private decimal balance = 1000m;

    private IResult CreateWallet(JsonObject request)
    {
        if ((string?)request["currency"] is not { } currency || !SandboxRates.IsCoin(currency, null))
            return Fields(("currency", "validation.in"));
        if ((string?)request["network"] is not { } network || !SandboxRates.IsCoin(currency, network))
            return Fields(("network", "validation.in"));
        if ((string?)request["order_id"] is not { Length: > 0 and <= 100 } orderId) return Fields(("order_id", "validation.required"));
        if (FindWallet(null, orderId) is { } known) return Done(known.ToAnswer());
        var wallet = new SandboxWallet(InvoiceBook.IdOf("wallet", wallets.Count), InvoiceBook.IdOf("wallet address", wallets.Count),
            orderId,
            InvoiceBook.AddressOf("wallet", wallets.Count), network, currency, (string?)request["url_callback"]);
        wallets.Add(wallet);
        return Done(wallet.ToAnswer());
    }

    /// <summary>The static wallets, with our numbers of them.</summary>
    private IResult Wallets() => Results.Json(new JsonArray([.. wallets.ToArray().Select(wallet =>
        (JsonNode)new JsonObject { ["uuid"] = wallet.Uuid, ["order_id"] = wallet.OrderId, ["address"] = wallet.Address })]));

    private IResult Block(JsonObject request)
    {
        if (FindWallet((string?)request["uuid"], (string?)request["order_id"]) is not { } wallet) return Failed(404, "Not found");
        wallet.Status = "blocked";
        return Done(new JsonObject { ["uuid"] = wallet.Uuid, ["status"] = wallet.Status });
    }

    private IResult RefundBlocked(JsonObject request)
    {
        if (FindWallet((string?)request["uuid"], (string?)request["order_id"]) is not { } wallet) return Failed(404, "Not found");
        if (wallet.Status != "blocked") return Failed(422, "Wallet is not blocked");
        if (wallet.Held <= 0) return Failed(422, "Nothing to refund");
        var (amount, fee) = (wallet.Held, decimal.Round(wallet.Held * 0.01m, 8));
        wallet.Held = 0;
        return Done(new JsonObject { ["commission"] = SandboxInvoice.Text(fee), ["amount"] = SandboxInvoice.Text(amount - fee) });
    }

    /// <summary>A payment to a static wallet: each has an id and a transaction of its own, and the wallet's number.</summary>
    private async Task<IResult> DepositAsync(string uuid, string amount)
    {
        if (FindWallet(uuid, null) is not { } wallet) return Results.NotFound();
        var paid = decimal.Parse(amount, CultureInfo.InvariantCulture);
        wallet.Deposits++;
        wallet.Held += wallet.Status == "blocked" ? paid : 0;
        await webhooks.SendAsync(wallet.CallbackUrl, new JsonObject
        {
            ["type"] = "wallet",
            ["uuid"] = InvoiceBook.IdOf($"deposit {wallet.Uuid}", wallet.Deposits),
            ["order_id"] = wallet.OrderId,
            ["amount"] = SandboxInvoice.Text(paid),
            ["payment_amount"] = SandboxInvoice.Text(paid),
            ["payment_amount_usd"] = SandboxInvoice.Text(paid * SandboxRates.DollarsOf(wallet.Currency), "0.00"),
            ["merchant_amount"] = SandboxInvoice.Text(paid * 0.98m),
            ["commission"] = SandboxInvoice.Text(paid * 0.02m),
            ["is_final"] = true,
            ["status"] = "paid",
            ["from"] = InvoiceBook.AddressOf("payer", 0),
            ["wallet_address_uuid"] = wallet.Uuid,
            ["network"] = wallet.Network,
            ["currency"] = wallet.Currency,
            ["payer_currency"] = wallet.Currency,
            ["additional_data"] = null,
            ["txid"] = InvoiceBook.AddressOf($"transaction {wallet.Uuid}", wallet.Deposits),
        }, PaymentKey);
        return Results.NoContent();
    }

    private async Task<IResult> CreatePayoutAsync(JsonObject request)
    {
        if ((string?)request["amount"] is not { } text ||
            !decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) || amount <= 0)
            return Fields(("amount", "validation.required"));
        if ((string?)request["currency"] is not { } currency || !SandboxRates.IsCoin(currency, (string?)request["network"]))
            return Fields(("currency", "validation.in"));
        if ((string?)request["order_id"] is not { Length: > 0 and <= 100 } orderId) return Fields(("order_id", "validation.required"));
        if ((string?)request["address"] is not { } address) return Fields(("address", "validation.required"));
        if (payouts.Exists(known => known.OrderId == orderId)) return Fields(("order_id", "validation.unique"));
        var dollars = amount * SandboxRates.DollarsOf(currency);
        if (dollars > balance) return Failed(422, "Not enough funds");
        balance -= dollars;
        var payout = new SandboxPayout(InvoiceBook.IdOf("payout", payouts.Count), orderId, amount, currency, (string)request["network"]!,
            address, (string?)request["url_callback"])
        { Balance = balance };
        payouts.Add(payout);
        await webhooks.SendAsync(payout.CallbackUrl, payout.ToWebhook(), PayoutKey);
        return Done(payout.ToAnswer());
    }

    private async Task<IResult> PayoutStatusAsync(string uuid, string word)
    {
        if (payouts.Find(known => known.Uuid == uuid) is not { } payout) return Results.NotFound();
        payout.Status = word;
        await webhooks.SendAsync(payout.CallbackUrl, payout.ToWebhook(), PayoutKey);
        return Results.NoContent();
    }

    private JsonArray Balance() =>
    [
        new JsonObject
        {
            ["balance"] = new JsonObject
            {
                ["merchant"] = new JsonArray(new JsonObject { ["uuid"] = InvoiceBook.IdOf("balance", 0),
                    ["balance"] = SandboxInvoice.Text(balance), ["currency_code"] = "USDT" }),
                ["user"] = new JsonArray(new JsonObject { ["uuid"] = InvoiceBook.IdOf("balance", 1), ["balance"] = "0.00000000",
                    ["currency_code"] = "USDT" }),
            },
        },
    ];

    private SandboxWallet? FindWallet(string? uuid, string? orderId) =>
        wallets.Find(wallet => uuid is null ? wallet.OrderId == orderId : wallet.Uuid == uuid);

    private SandboxPayout? FindPayout(JsonObject request) =>
        payouts.Find(payout => (string?)request["uuid"] is { } uuid ? payout.Uuid == uuid : payout.OrderId == (string?)request["order_id"]);
}
