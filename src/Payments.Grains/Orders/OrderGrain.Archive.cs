using System.Globalization;
using Payments.Domain.Orders;
using Payments.Grains.Persistence;

namespace Payments.Grains.Orders;

public sealed partial class OrderGrain
{
    /// <summary>
    /// The order, for whoever asks for it from outside. One that is old enough for that may have been archived beside this activation, so
    /// it is read again. For all else the tombstone's version is enough: what this activation would write is refused.
    /// </summary>
    private async ValueTask<Order?> FindAsync()
    {
        var order = await stored.FindAsync();
        if (order is not { ArchivedAt: null } || Now < order.ExpiresAt + OrderRules.ArchiveAge) return order;
        await stored.ReadStateAsync();
        return await stored.FindAsync();
    }

    private static string Archived(Order order) => string.Create(CultureInfo.InvariantCulture,
        $"{order.Number} is {Word(order.Status)} (order {order.Id}), was archived on {order.ArchivedAt:yyyy-MM-dd} and takes no money " +
        $"any more; send a new number");
}
