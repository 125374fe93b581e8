using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Payments.ProviderSandbox.Common;
using QRCoder;

namespace Payments.ProviderSandbox.Cryptomus;

/// <summary>Invoices, their pay pages, refunds and resent webhooks.</summary>
public sealed partial class CryptomusSandbox
{
    private const int DefaultLifetime = 3600;

    private void MapPages(WebApplication app)
    {
        app.MapGet("/pay/{uuid}", (string uuid) => book.Find(uuid) is { } invoice ? Page(invoice) : Results.NotFound());
        app.MapPost("/pay/{uuid}/{action}", async (string uuid, string action) =>
        {
            if (book.Find(uuid) is not { } invoice) return Results.NotFound();
            switch (action)
            {
                case "pay": await book.PayAsync(invoice, 1m); break;
                case "less": await book.PayAsync(invoice, 0.5m); break;
                case "more": await book.PayAsync(invoice, 1.1m); break;
                case "cancel": await book.EndAsync(invoice); break;
                default: return Results.NotFound();
            }
            var target = invoice.Status is "paid" or "paid_over" ? invoice.SuccessUrl : null;
            return Results.Redirect(target ?? invoice.Url);
        });
    }

    private static IResult Page(SandboxInvoice invoice)
    {
        var actions = invoice.IsFinal ? [] : new[] { ("pay", "Pay"), ("less", "Pay less"), ("more", "Pay more"), ("cancel", "Cancel") };
        var page = PayPage.Of("Cryptomus sandbox",
        [
            ("Order", invoice.OrderId),
            ("Price", $"{invoice.Amount} {invoice.Currency}"),
            ("To pay", $"{invoice.PayerAmount} {invoice.PayerCurrency}"),
            ("Network", invoice.Network),
            ("Address", invoice.Address),
            ("Paid", invoice.Paid.ToString(CultureInfo.InvariantCulture)),
            ("Status", invoice.Status),
        ], actions.Select(action => ($"/pay/{invoice.Uuid}/{action.Item1}", action.Item2)));
        return Results.Text(page, "text/html");
    }

    private IResult CreatePayment(JsonObject request)
    {
        if ((string?)request["amount"] is not { } text ||
            !decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) || amount <= 0)
            return Fields(("amount", "validation.required"));
        if ((string?)request["currency"] is not { } currency || !SandboxRates.Knows(currency)) return Fields(("currency", "validation.in"));
        if ((string?)request["order_id"] is not { Length: > 0 and <= 128 } orderId) return Fields(("order_id", "validation.required"));
        var coin = (string?)request["to_currency"] ?? (SandboxRates.IsCoin(currency, null) ? currency : "USDT");
        var network = (string?)request["network"];
        if (!SandboxRates.IsCoin(coin, network)) return Fields(("network", "validation.in"));

        if (book.FindByOrder(orderId) is { } known)
        {
            if (known.Status == "cancel" && (bool?)request["is_refresh"] == true) book.Refresh(known);
            return Done(known.ToAnswer());
        }
        var lifetime = (int?)request["lifetime"] ?? DefaultLifetime;
        return Done(book.Add((uuid, address, now) => new SandboxInvoice
        {
            Uuid = uuid,
            OrderId = orderId,
            Amount = amount,
            Currency = currency,
            PayerAmount = Ceiling(amount * SandboxRates.DollarsOf(currency) / SandboxRates.DollarsOf(coin)),
            PayerCurrency = coin,
            Network = network ?? SandboxRates.NetworkOf(coin),
            Address = address,
            Url = new Uri(Url, $"pay/{uuid}").ToString(),
            CreatedAt = now,
            UpdatedAt = now,
            LifetimeSeconds = lifetime,
            ExpiresAt = now.AddSeconds(lifetime),
            CallbackUrl = (string?)request["url_callback"],
            ReturnUrl = (string?)request["url_return"],
            SuccessUrl = (string?)request["url_success"],
            AdditionalData = (string?)request["additional_data"],
        }).ToAnswer());
    }

    private async Task<IResult> RefundAsync(JsonObject request)
    {
        if (book.Find(request) is not { } invoice) return Failed(404, "Not found");
        if ((string?)request["address"] is null) return Fields(("address", "validation.required"));
        if (request["is_subtract"] is null) return Fields(("is_subtract", "validation.required"));
        if (invoice.Status is not ("paid" or "paid_over" or "wrong_amount")) return Failed(422, "The payment can not be refunded");
        await book.SayAsync(invoice, "refund_process");
        return Done(new JsonArray());
    }

    private async Task<IResult> ResendAsync(JsonObject request)
    {
        if (book.Find(request) is not { } invoice) return Failed(404, "Not found");
        if (invoice.Status is not ("paid" or "paid_over" or "wrong_amount")) return Failed(422, "Payment is not finalized");
        await webhooks.SendAsync(invoice.CallbackUrl, invoice.ToWebhook(), PaymentKey);
        return Done(new JsonArray());
    }

    private async Task<IResult> TestWebhookAsync(string type, JsonObject request)
    {
        if ((string?)request["url_callback"] is not { } url) return Fields(("url_callback", "validation.required"));
        var status = (string?)request["status"] ?? "paid";
        await webhooks.SendAsync(url, new JsonObject
        {
            ["type"] = type,
            ["uuid"] = (string?)request["uuid"] ?? InvoiceBook.IdOf("test", 0),
            ["order_id"] = (string?)request["order_id"] ?? "test",
            ["amount"] = "20.00000000",
            ["payment_amount"] = "20.00000000",
            ["payment_amount_usd"] = "20.00",
            ["merchant_amount"] = "19.60000000",
            ["commission"] = "0.40000000",
            ["is_final"] = true,
            ["status"] = status,
            ["network"] = (string?)request["network"],
            ["currency"] = (string?)request["currency"],
            ["payer_currency"] = (string?)request["currency"],
            ["additional_data"] = null,
            ["txid"] = null,
        }, type == "payout" ? PayoutKey : PaymentKey);
        return Done(new JsonArray());
    }

    private static IResult QrOf(string? text)
    {
        if (text is null) return Failed(404, "Not found");
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        using var png = new PngByteQRCode(data);
        return Done(new JsonObject { ["image"] = "data:image/png;base64," + Convert.ToBase64String(png.GetGraphic(4)) });
    }

    private static decimal Ceiling(decimal amount) => decimal.Ceiling(amount * 100_000_000) / 100_000_000;
}
