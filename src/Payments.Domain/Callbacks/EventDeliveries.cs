using System.Globalization;
using System.Text.Json;
using Payments.Domain.Callbacks.Formats;
using Payments.Domain.Identity;
using Payments.Domain.Merchants;
using Payments.Domain.Orders;
using Payments.Domain.Payouts;

namespace Payments.Domain.Callbacks;

/// <summary>
/// Composes callbacks to webhook endpoints, whatever face an order came through. Each attempt signs them with the endpoint's secret.
/// </summary>
public static class EventDeliveries
{
    /// <summary>Tells an endpoint of an order's event.</summary>
    /// <param name="order">The order.</param>
    /// <param name="entry">The event.</param>
    /// <param name="merchant">Whose it is. Where the endpoint is gone, the callback is composed all the same and given up later.</param>
    /// <param name="now">The present.</param>
    /// <param name="head">The height of the payment's chain; null where it is not known.</param>
    public static Delivery Of(Order order, OutboxEntry entry, Merchant merchant, DateTimeOffset now, long? head)
    {
        var url = EndpointRules.Find(merchant, entry.Endpoint!)?.UrlAt(now) ?? "";
        var content = WoPayCallback.Event(order, entry, now, head);
        return To(entry.Endpoint!, url, merchant.Id, order.Id, entry.Number, entry.Event!, content, now) with { After = entry.After };
    }

    /// <summary>Tells one endpoint that another does not hear. It is no order's: the place of the order's id has one of its own.</summary>
    /// <param name="merchant">Whose they are.</param>
    /// <param name="failing">The endpoint that does not hear.</param>
    /// <param name="told">The endpoint that is told.</param>
    /// <param name="health">How well the first one hears.</param>
    /// <param name="notice">What there is to tell.</param>
    /// <param name="now">The present.</param>
    public static Delivery OfFailing(
        MerchantId merchant, WebhookEndpoint failing, WebhookEndpoint told, EndpointHealth health, EndpointNotice notice,
        DateTimeOffset now)
    {
        var data = JsonSerializer.Serialize(new
        {
            endpoint_id = failing.Id,
            url = failing.UrlAt(now),
            reason = Word(notice),
            failures_in_row = health.Failures,
            failing_since = WoPayBody.Time(health.FailingSince ?? now),
            last_error = health.Error,
        });
        var name = string.Create(CultureInfo.InvariantCulture, $"failing|{merchant.Value}|{failing.Id}|{told.Id}|{now.UtcTicks}");
        var id = WebhookId.Of(name);
        var content = WoPayCallback.Notice(WebhookEvents.DeliveryFailing, data, id, now);
        return OrderId.TryParse(id, out var place)
            ? To(told.Id, told.UrlAt(now), merchant, place, 1, WebhookEvents.DeliveryFailing, content, now)
            : throw new InvalidOperationException($"{id} is no id.");
    }

    /// <summary>Tells an endpoint of a payout's event. It is no order's: the place of the order's id has one of the payout's.</summary>
    /// <param name="notice">The event.</param>
    /// <param name="merchant">Whose it is. Where the endpoint is gone, the callback is composed all the same and given up later.</param>
    /// <param name="now">The present.</param>
    public static Delivery OfPayout(PayoutNotice notice, Merchant merchant, DateTimeOffset now)
    {
        var (place, url) = (new OrderId(notice.Place), EndpointRules.Find(merchant, notice.Endpoint)?.UrlAt(now) ?? "");
        var id = WebhookId.Of(place, notice.Number, isEvent: true);
        var content = WoPayCallback.Notice(notice.Event, notice.Data, id, now, notice.Number);
        return To(notice.Endpoint, url, merchant.Id, place, notice.Number, notice.Event, content, now);
    }

    private static string Word(EndpointNotice notice) => notice switch
    {
        EndpointNotice.Failing => "failing",
        EndpointNotice.Exhausted => "exhausted",
        EndpointNotice.Off => "off",
        _ => throw new InvalidOperationException($"Unknown notice {notice}."),
    };

    private static Delivery To(
        string endpoint, string url, MerchantId merchant, OrderId order, int number, string name, CallbackContent content,
        DateTimeOffset now) => new()
        {
            Order = order,
            Number = number,
            Merchant = merchant,
            Url = url,
            Face = CallbackFormats.Webhook.Face,
            Form = CallbackFormats.Webhook.Form,
            Payload = content.Payload,
            Headers = content.Headers,
            CreatedAt = now,
            Event = name,
            Endpoint = endpoint,
        };
}
