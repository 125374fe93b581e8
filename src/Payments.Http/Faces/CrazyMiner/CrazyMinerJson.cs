using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Payments.Domain.Charges;
using Payments.Domain.Money;
using Payments.Domain.Orders;
using Payments.Domain.Refunds;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Providers.Medogram;
using Payments.Storage.Queries;

namespace Payments.Http.Faces.CrazyMiner;

/// <summary>The answers of the CrazyMiner face. Fields of the document stand in its order, with any others behind them.</summary>
internal static class CrazyMinerJson
{
    /// <summary>The answer to <c>create/</c>.</summary>
    public static Task WriteCreatedAsync(HttpContext context, Order order, string paymentUrl) =>
        JsonObjects.WriteAsync(context, StatusCodes.Status201Created, writer =>
        {
            writer.WriteString("transaction_id", order.Id.ToUuid());
            writer.WriteString("payment_url", paymentUrl);
            WriteAmount(writer, order);
            WriteStatus(writer, order);
            writer.WriteString("payment_type", order.Terms.Type);
        });

    /// <summary>The answer to <c>status/</c>.</summary>
    public static Task WriteStatusAsync(HttpContext context, Order order) =>
        JsonObjects.WriteAsync(context, StatusCodes.Status200OK, writer =>
        {
            writer.WriteString("transaction_id", order.Id.ToUuid());
            WriteStatus(writer, order);
            WriteAmount(writer, order);
            WriteFacts(writer, order);
        });

    /// <summary>The answer to <c>list/</c>.</summary>
    public static Task WriteListAsync(HttpContext context, IReadOnlyList<Order> orders) =>
        JsonObjects.WriteAsync(context, StatusCodes.Status200OK, writer =>
        {
            writer.WriteNumber("count", orders.Count);
            writer.WriteStartArray("results");
            foreach (var order in orders)
            {
                writer.WriteStartObject();
                writer.WriteString("transaction_id", order.Id.ToUuid());
                writer.WriteString("payment_type", order.Terms.Type);
                WriteAmount(writer, order);
                WriteStatus(writer, order);
                writer.WriteString("description", order.Terms.Subject);
                WriteFacts(writer, order);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
        });

    /// <summary>The answer to <c>log/</c>.</summary>
    public static Task WriteLogAsync(HttpContext context, PaymentLogPage page) =>
        JsonObjects.WriteAsync(context, StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartArray("results");
            foreach (var line in page.Items)
            {
                writer.WriteStartObject();
                writer.WriteNumber("number", line.Number);
                writer.WriteString("log_type", JsonNamingPolicy.CamelCase.ConvertName(line.Kind.ToString()));
                writer.WriteString("message", line.Text);
                writer.WriteString("created_at", ApiTime.Format(line.At));
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
            if (page.Next is { } next) writer.WriteNumber("next", next);
            else writer.WriteNull("next");
        });

    /// <summary>The answer to a callback that was verified.</summary>
    public static Task WriteVerifiedAsync(HttpContext context, Order order) =>
        JsonObjects.WriteAsync(context, StatusCodes.Status200OK, writer =>
        {
            writer.WriteBoolean("success", true);
            writer.WriteString("message", "پرداخت با موفقیت انجام شد");
            writer.WriteString("transaction_id", order.Id.ToUuid());
            writer.WriteString("tracking_code", TrackingCode(order));
        });

    /// <summary>The answer to a callback that the gateway does not confirm.</summary>
    public static Task WriteUnverifiedAsync(HttpContext context, string? detail) =>
        JsonObjects.WriteAsync(context, StatusCodes.Status400BadRequest, writer =>
        {
            writer.WriteBoolean("success", false);
            writer.WriteString("error", CrazyMinerErrors.NotVerified);
            writer.WriteString("details", detail);
        });

    /// <summary>A refusal.</summary>
    public static Task WriteErrorAsync(HttpContext context, Failure failure) =>
        JsonObjects.WriteAsync(context, failure.Status, writer =>
        {
            writer.WriteString("error", CrazyMinerErrors.Of(failure));
            writer.WriteString("details", failure.Text);
        });

    /// <summary>The number that the payer has from the bank; null while there is none.</summary>
    public static string? TrackingCode(Order order) => ShownCharge.PaidOf(order) is { } paid
        ? paid.Hints?.GetValueOrDefault(MedogramProvider.TrackingCodeHint) ?? paid.Transaction
        : null;

    private static void WriteAmount(Utf8JsonWriter writer, Order order)
    {
        writer.WritePropertyName("amount");
        writer.WriteRawValue(PlainDecimal.Format(order.Money));
    }

    private static void WriteStatus(Utf8JsonWriter writer, Order order)
    {
        var status = CrazyMinerStatus.Of(order);
        writer.WriteString("status", status);
        writer.WriteString("status_display", CrazyMinerStatus.Display(status));
    }

    private static void WriteFacts(Utf8JsonWriter writer, Order order)
    {
        writer.WriteString("gateway_tracking_code", TrackingCode(order));
        writer.WriteString("created_at", ApiTime.Format(order.CreatedAt));
        writer.WriteString("completed_at", ApiTime.Format(order.CompletedAt));
        var url = order.Status == OrderStatus.Pending ? ShownCharge.Of(order)?.Front?.Url : null;
        writer.WriteString("payment_url", url);
        writer.WriteString("refund_status", RefundFacts.Of(order)?.Word);
    }
}
