using Payments.Domain.Transfers;

namespace Payments.Domain.Orders;

public static partial class OrderRules
{
    /// <summary>Sightings that one order keeps; further ones are seen in their block.</summary>
    public const int SightingLimit = 16;

    /// <summary>How long after its expiry an order waits for what was sighted: nodes keep transactions that nobody mines for two weeks, and an amount is not held that long.</summary>
    public static readonly TimeSpan SightingPatience = TimeSpan.FromHours(24);

    /// <summary>
    /// Shows a transfer that waits for a block: the order is detected, and neither expires nor gives its amount away while it is so, for
    /// <see cref="SightingPatience"/> after its expiry at most. Nothing is counted.
    /// </summary>
    public static Order Sight(Order order, Sighting sighting, DateTimeOffset now)
    {
        if (!IsOpen(order) || order.Sightings.Count >= SightingLimit || now >= order.ExpiresAt + SightingPatience) return order;
        if (order.Sightings.Any(known => known.Id == sighting.Id) || order.Transfers.Any(counted => counted.Transfer.Id == sighting.Id)) return order;
        if (!PaymentFacts.Takes(order, sighting) || PaymentFacts.IsDust(order, sighting)) return order;
        var next = order with { Sightings = [.. order.Sightings, sighting] };
        return WithPending(Noted(next with { Status = StatusWithPayment(next) }, now, "sighted", sighting.Transaction), now);
    }

    /// <summary>Forgets a sighted transfer that is gone: replaced, spent otherwise, or dropped. One that got into a block is a transfer by now.</summary>
    public static Order Unsight(Order order, TransferId transfer, DateTimeOffset now) =>
        order.Sightings.FirstOrDefault(known => known.Id == transfer) is { } gone ? WithoutSightings(order, known => known.Id == gone.Id, "unsighted", gone.Transaction, now) : order;

    private static Order WithoutSightings(Order order, Predicate<Sighting> which, string what, string? note, DateTimeOffset now)
    {
        var next = order with { Sightings = [.. order.Sightings.Where(sighting => !which(sighting))] };
        if (next.Status == OrderStatus.Detected && !HasSeenMoney(next)) next = next with { Status = OrderStatus.Pending };
        return WithPending(Noted(next, now, what, note), now);
    }

    private static bool IsSighted(Order order, DateTimeOffset now) => order.Sightings.Count > 0 && now < order.ExpiresAt + SightingPatience;
}
