using Payments.Domain.Orders;
using Payments.Storage.Queries;

namespace Payments.Http.Console.Home;

/// <summary>What became of orders, in three words: charts and statements have no room for eight.</summary>
internal static class DayGroups
{
    /// <summary>Paid, refunded ones too.</summary>
    public static bool IsPaid(OrderTally tally) => Is(tally, OrderStatus.Completed, OrderStatus.PartiallyRefunded, OrderStatus.Refunded);

    /// <summary>Paid, and something went back.</summary>
    public static bool HasRefunds(OrderTally tally) => Is(tally, OrderStatus.PartiallyRefunded, OrderStatus.Refunded);

    /// <summary>Never to be paid, as it looks.</summary>
    public static bool IsUnpaid(OrderTally tally) => Is(tally, OrderStatus.Expired, OrderStatus.Closed, OrderStatus.Failed);

    private static bool Is(OrderTally tally, params OrderStatus[] statuses) =>
        statuses.Any(status => string.Equals(tally.Facet.Status, status.ToString(), StringComparison.OrdinalIgnoreCase));
}
