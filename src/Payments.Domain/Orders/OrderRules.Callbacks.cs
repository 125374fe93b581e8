using Payments.Domain.Callbacks.Formats;

namespace Payments.Domain.Orders;

public static partial class OrderRules
{
    /// <summary>
    /// Callbacks of one order; beyond them only its completion is told. Reorganisations and reopenings can repeat without end, and each
    /// callback is a row.
    /// </summary>
    public const int CallbackLimit = 100;

    /// <summary>
    /// Puts a callback into the outbox where an order's published status has changed and its face tells every change. The completion itself
    /// is told by the rule that completes it, on every face.
    /// </summary>
    /// <param name="before">The order as stored; null for a new one, whose creation is no change.</param>
    /// <param name="next">The order as it is to be stored.</param>
    /// <param name="now">The present.</param>
    /// <returns>The same instance where there is nothing to tell.</returns>
    public static Order Told(Order? before, Order next, DateTimeOffset now)
    {
        if (before is null || !CallbackFormats.Of(next.Terms.Face).TellsEveryStatus) return next;
        var word = PaymentStatus.Of(next);
        if (word == PaymentStatus.Of(before) || word == PaymentStatus.Completed || next.Deliveries >= CallbackLimit) return next;
        return Scheduled(WithCallback(next, PaymentStatus.Plain(next)), now);
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
