using Orleans;
using Payments.Contracts;
using Payments.Contracts.Orders;
using Payments.Domain.Identity;
using Payments.Domain.Orders;

namespace Payments.Http.Common;

/// <summary>Finds a merchant's own orders; another merchant's is as one that does not exist.</summary>
internal sealed class OwnOrders(IGrainFactory grains, IOrderIds ids)
{
    /// <summary>The order by the gateway's id or by the merchant's number; null where there is none.</summary>
    public async Task<Order?> FindAsync(MerchantId merchant, string text)
    {
        if (OrderId.TryParse(text, out var id) && await FindAsync(merchant, id) is { } order) return order;
        return text.Contains('\0') ? null : await FindAsync(merchant, ids.For(merchant, text));
    }

    /// <summary>The order of an id; null where there is none.</summary>
    public async Task<Order?> FindAsync(MerchantId merchant, OrderId id) =>
        await grains.Find<IOrderGrain>(id.GrainKey).GetAsync() is { } order && order.Merchant == merchant ? order : null;
}
