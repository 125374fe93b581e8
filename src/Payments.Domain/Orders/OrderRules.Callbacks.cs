using Payments.Domain.Callbacks;
using Payments.Domain.Callbacks.Formats;
using Payments.Domain.Merchants;

namespace Payments.Domain.Orders;

public static partial class OrderRules
{
    /// <summary>
    /// Callbacks of one order to one receiver; beyond them only its completion is told. Reorganisations and reopenings can repeat without
    /// end, and each callback is a row.
    /// </summary>
    public const int CallbackLimit = 100;

    /// <summary>
    /// Puts callbacks into the outbox for what changes by a write: of the order's own address where its face tells every change of the
    /// published status, and of each endpoint that takes one of the change's events. The completion itself is told to the order's own
    /// address by the rule that completes it, on every face.
    /// </summary>
    /// <param name="before">The order as stored; null for a new one.</param>
    /// <param name="next">The order as it is to be stored.</param>
    /// <param name="endpoints">The merchant's endpoints.</param>
    /// <param name="now">The present.</param>
    /// <returns>The same instance where there is nothing to tell.</returns>
    public static Order Told(Order? before, Order next, IReadOnlyList<WebhookEndpoint> endpoints, DateTimeOffset now)
    {
        var told = before is null ? next : WithStatusTold(before, next);
        if (endpoints.Count > 0)
            foreach (var news in PaymentEvents.Of(before, next))
                told = WithEvent(told, news, endpoints, now);
        return ReferenceEquals(told, next) ? next : Scheduled(told, now);
    }

    /// <summary>Puts an event into the outbox for each endpoint that takes it.</summary>
    internal static Order WithEvent(Order order, OrderEvent news, IReadOnlyList<WebhookEndpoint> endpoints, DateTimeOffset now)
    {
        foreach (var endpoint in endpoints.Where(endpoint => endpoint.Takes(news.Name, now))) order = WithEvent(order, news, endpoint.Id);
        return order;
    }

    private static Order WithEvent(Order order, OrderEvent news, string endpoint)
    {
        var known = order.Told?.FirstOrDefault(told => told.Endpoint == endpoint);
        if (known?.Count >= CallbackLimit && news.Name != WebhookEvents.Completed) return order;
        var number = order.Events + 1;
        var told = new ToldEndpoint { Endpoint = endpoint, Number = number, Count = (known?.Count ?? 0) + 1 };
        return order with
        {
            Events = number,
            Outbox =
            [
                .. order.Outbox,
                new OutboxEntry
                {
                    Number = number,
                    Status = PaymentStatus.Plain(order),
                    After = known?.Number,
                    Event = news.Name,
                    Endpoint = endpoint,
                    Refund = news.Refund,
                    Share = news.Share,
                },
            ],
            Told = [.. (order.Told ?? []).Where(other => other.Endpoint != endpoint), told],
        };
    }

    private static Order WithStatusTold(Order before, Order next)
    {
        if (!CallbackFormats.Of(next.Terms.Face).TellsEveryStatus) return next;
        var word = PaymentStatus.Of(next);
        var isNews = word != PaymentStatus.Of(before) && word != PaymentStatus.Completed && next.Deliveries < CallbackLimit;
        return isNews ? WithCallback(next, PaymentStatus.Plain(next)) : next;
    }

    private static Order WithCallback(Order order, OrderStatus status) => order.Terms.NotifyUrl is null
        ? order
        : order with
        {
            Deliveries = order.Deliveries + 1,
            Outbox =
            [
                .. order.Outbox,
                new OutboxEntry
                {
                    Number = order.Deliveries + 1,
                    Status = status,
                    After = order.Deliveries == 0 ? null : order.Deliveries,
                },
            ],
        };
}
