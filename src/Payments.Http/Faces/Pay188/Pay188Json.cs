using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Payments.Chains;
using Payments.Domain.Money;
using Payments.Domain.Orders;
using Payments.Domain.Refunds;
using Payments.Http.Common;
using Payments.Http.Risk;

namespace Payments.Http.Faces.Pay188;

/// <summary>The answers of the 188Pay face. Amounts are JSON numbers with exactly the digits that were quoted.</summary>
internal static class Pay188Json
{
    /// <summary>The document's answer; beyond it <c>cashierToken</c>, the order's token for the headless cashier.</summary>
    public static Task WriteCreatedAsync(
        HttpContext context, Order order, string cashierUrl, string cashierToken, ChainCatalog chains) =>
        JsonObjects.WriteAsync(context, StatusCodes.Status200OK, writer =>
    {
        writer.WriteNumber("code", 0);
        writer.WriteString("msg", "success");
        writer.WriteStartObject("data");
        writer.WriteString("orderId", order.Id.Value);
        WriteQuote(writer, order, chains);
        writer.WriteString("expireAt", Time(order.ExpiresAt));
        writer.WriteString("cashierUrl", cashierUrl);
        writer.WriteString("cashierToken", cashierToken);
        writer.WriteEndObject();
    });

    public static Task WriteOrderAsync(HttpContext context, Order order, ChainCatalog chains) =>
        JsonObjects.WriteAsync(context, StatusCodes.Status200OK, writer =>
    {
        writer.WriteNumber("code", 0);
        writer.WriteStartObject("data");
        writer.WriteString("id", order.Id.Value);
        writer.WriteString("status", Pay188Status.Of(order.Status));
        writer.WritePropertyName("amount");
        writer.WriteRawValue(PlainDecimal.Format(order.Money));
        writer.WriteString("coinType", order.Terms.Type ?? order.Quote?.Token.ToLowerInvariant());
        WriteQuote(writer, order, chains);
        WriteFacts(writer, order, chains);
        writer.WriteString("expireAt", Time(order.ExpiresAt));
        writer.WriteString("returnUrl", order.Terms.ReturnUrl);
        if (ReviewView.WordOf(order) is { } review) writer.WriteString("review", review);
        if (order.ArchivedAt is { } archived) writer.WriteString("archivedAt", Time(archived));
        writer.WriteEndObject();
    });

    public static Task WriteErrorAsync(HttpContext context, int status, string message) => JsonObjects.WriteAsync(context, status, writer =>
    {
        writer.WriteNumber("code", -1);
        writer.WriteString("msg", message);
    });

    /// <summary>Both are null until the payer chose a coin. The amount is what is to be paid now; the whole again once nothing is missing.</summary>
    private static void WriteQuote(Utf8JsonWriter writer, Order order, ChainCatalog chains)
    {
        var facts = PaymentFacts.Of(order);
        writer.WriteString("walletAddress", facts is { Quote: var quote } ? chains.Display(quote.Chain, quote.Address) : null);
        writer.WritePropertyName("actualAmount");
        writer.WriteRawValue(facts is { Quote: var quoted, ToPay: var units } ? TokenAmount.Format(units > 0 ? units : quoted.Units, quoted.Decimals) : "null");
    }

    /// <summary>Beyond the document: what was asked in all, what came, what is missing or too much, and by which transactions.</summary>
    private static void WriteFacts(Utf8JsonWriter writer, Order order, ChainCatalog chains)
    {
        var facts = OrderFacts.Of(order, chains);
        foreach (var (name, amount) in new[]
                 {
                     ("askedAmount", facts?.Asked), ("receivedAmount", facts?.Received), ("missingAmount", facts?.Missing),
                     ("excessAmount", facts?.Excess),
                 })
        {
            writer.WritePropertyName(name);
            writer.WriteRawValue(amount ?? "null");
        }
        var refunds = RefundFacts.Of(order);
        writer.WriteString("refundStatus", refunds?.Word);
        writer.WriteString("refundedAmount", refunds?.Returned);
        writer.WriteString("refundCurrency", refunds?.Currency);
        writer.WriteStartArray("transactions");
        foreach (var counted in order.Transfers) writer.WriteStringValue(counted.Transfer.Transaction);
        writer.WriteEndArray();
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
