using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Payments.Domain.Charges;
using Payments.Domain.Identity;
using Payments.Domain.Money;
using Payments.Domain.Orders;
using Payments.Domain.Refunds;
using Payments.Domain.Sharing;

namespace Payments.Domain.Callbacks.Formats;

/// <summary>The body of WoPay's webhook: the document's fields in its order, behind them facts that it does not know.</summary>
internal static class WoPayBody
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What an entry tells of its order.</summary>
    /// <param name="order">The order.</param>
    /// <param name="entry">The callback.</param>
    /// <param name="now">The time of the report.</param>
    /// <param name="head">The height of the payment's chain; null where it is not known.</param>
    public static string Of(Order order, OutboxEntry entry, DateTimeOffset now, long? head) => Write(json =>
    {
        json.WriteString("event_type", entry.Event ?? WebhookEvents.StatusChanged);
        json.WriteString("timestamp", Time(now));
        json.WriteNumber("sequence", entry.Number);
        json.WriteStartObject("data");
        WritePayment(json, order, PaymentStatus.Of(entry), head);
        if (entry.Refund is { } number && OrderRules.FindRefund(order, number) is { } refund) WriteRefund(json, order.Id, refund);
        if (entry.Share is { } place && OrderRules.FindShare(order, place) is { } share) WriteShare(json, share);
        json.WriteEndObject();
    });

    /// <summary>A test: the caller's data under the name of an event.</summary>
    public static string Test(string eventType, string data, DateTimeOffset now) => Write(json =>
    {
        json.WriteString("event_type", eventType);
        json.WriteString("timestamp", Time(now));
        json.WriteBoolean("test", true);
        json.WritePropertyName("data");
        json.WriteRawValue(data);
    });

    /// <summary>Something that is no order's.</summary>
    public static string Notice(string eventType, string data, DateTimeOffset now, int? sequence) => Write(json =>
    {
        json.WriteString("event_type", eventType);
        json.WriteString("timestamp", Time(now));
        if (sequence is { } number) json.WriteNumber("sequence", number);
        json.WritePropertyName("data");
        json.WriteRawValue(data);
    });

    /// <summary>A time as the document writes it: UTC, whole seconds.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static void WritePayment(Utf8JsonWriter json, Order order, string status, long? head)
    {
        var facts = PaymentFacts.Of(order);
        var shown = ShownTransaction.Of(order, head);
        json.WriteString("payment_id", order.Id.ToUuid());
        json.WriteString("order_id", order.Number);
        json.WriteString("status", status);
        json.WriteString("amount", order.Terms.MoneyText);
        json.WriteString("currency", order.Currency);
        json.WriteString("transaction_hash", shown.Hash);
        json.WriteNumber("confirmations", shown.Confirmations);
        WriteFacts(json, facts);
        json.WriteBoolean("late", order.Transfers.Any(transfer => transfer.Late));
        json.WriteNumber("transfers", order.Transfers.Count);
        json.WriteBoolean("reorged", order.Transfers.Any(transfer => transfer.RemovedAt is not null));
        json.WriteBoolean("refunded", RefundFacts.Of(order) is { HasReturned: true });
        json.WriteBoolean("manually_marked", order.Manual is not null);
        if (OrderRules.ReviewOf(order) is { } review) json.WriteString("review", review.ToString().ToLowerInvariant());
        json.WriteString("method", ShownCharge.Of(order)?.Method);
        json.WriteString("created_at", Time(order.CreatedAt));
        json.WriteString("expires_at", Time(order.ExpiresAt));
        if (order.CompletedAt is { } completedAt) json.WriteString("completed_at", Time(completedAt));
        else json.WriteNull("completed_at");
    }

    /// <summary>The refund that an event is about, as it stands when it is told.</summary>
    private static void WriteRefund(Utf8JsonWriter json, OrderId order, Refund refund)
    {
        json.WriteStartObject("refund");
        json.WriteString("refund_id", refund.Id);
        json.WriteString("status", refund.Status.ToString().ToLowerInvariant());
        json.WriteString("kind", refund.Kind.ToString().ToLowerInvariant());
        json.WriteString("amount", refund.AmountText);
        json.WriteString("currency", refund.Currency);
        json.WriteString("charge", refund.Charge);
        json.WriteString("reference", refund.ReferenceIn(order));
        json.WriteString("transaction_hash", refund.Transfer?.Transaction);
        json.WriteString("reason", refund.Wish.Reason);
        json.WriteString("detail", refund.Word);
        json.WriteString("created_at", Time(refund.CreatedAt));
        if (refund.EndedAt is { } endedAt) json.WriteString("ended_at", Time(endedAt));
        else json.WriteNull("ended_at");
        json.WriteEndObject();
    }

    /// <summary>The share that an event is about, as it stands when it is told.</summary>
    private static void WriteShare(Utf8JsonWriter json, Share share)
    {
        json.WriteStartObject("share");
        json.WriteNumber("share", share.Number);
        json.WriteString("rule_id", share.Rule);
        json.WriteString("status", share.Status.ToString().ToLowerInvariant());
        json.WriteString("amount", PlainDecimal.Format(share.Amount));
        json.WriteString("returned", PlainDecimal.Format(share.Returned));
        json.WriteString("currency", share.Currency);
        json.WriteString("receiver_type", share.Kind);
        json.WriteString("receiver", share.Account);
        json.WriteString("charge", share.Charge);
        json.WriteString("detail", share.Word);
        json.WriteString("created_at", Time(share.CreatedAt));
        if (share.EndedAt is { } endedAt) json.WriteString("ended_at", Time(endedAt));
        else json.WriteNull("ended_at");
        json.WriteEndObject();
    }

    /// <summary>What was asked and what came, in the token; null until a coin is chosen.</summary>
    private static void WriteFacts(Utf8JsonWriter json, PaymentFacts? facts)
    {
        Write("chain", facts?.Quote.Chain.Value);
        Write("token", facts?.Quote.Token);
        WriteUnits("pay_amount", facts?.Quote.Units);
        WriteUnits("received_amount", facts?.Received);
        WriteUnits("confirmed_amount", facts?.Confirmed);
        WriteUnits("missing_amount", facts?.Missing);
        WriteUnits("excess_amount", facts?.Excess);

        void Write(string name, string? text) => json.WriteString(name, text);

        void WriteUnits(string name, UInt128? units) =>
            Write(name, units is { } known ? TokenAmount.Format(known, facts!.Quote.Decimals) : null);
    }

    private static string Write(Action<Utf8JsonWriter> body)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            body(json);
            json.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
