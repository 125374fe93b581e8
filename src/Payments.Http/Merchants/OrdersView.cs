using Payments.Chains;
using Payments.Contracts.Orders;
using Payments.Domain.Callbacks.Formats;
using Payments.Http.Api;
using Payments.Storage.Queries;

namespace Payments.Http.Merchants;

/// <summary>
/// An order in a list: what <c>GET /orders/{id}</c> shows, with the face it came through and the state of its newest callback.
/// </summary>
internal sealed record ListedOrderView(string Face, string Delivery, OrderView Order)
{
    public static ListedOrderView Of(ListedOrder listed, IOrderIds ids, ChainCatalog chains) =>
        new(CallbackFormats.Of(listed.Order.Terms.Face).Name, listed.Facet.Delivery, OrderView.Of(listed.Order, ids.CashierTokenOf(listed.Order.Id), chains));
}

/// <summary>
/// Orders, newest first. <c>next</c> is what to send as <c>after</c> for more, null at the end; a page may hold fewer than <c>limit</c>
/// although there is more.
/// </summary>
internal sealed record OrdersView(IReadOnlyList<ListedOrderView> Orders, string? Next, PaginationView Pagination)
{
    /// <summary>A numbered page.</summary>
    public static OrdersView Of(NumberedPage found, int page, int limit, IOrderIds ids, ChainCatalog chains) => new(
        [.. found.Items.Select(listed => ListedOrderView.Of(listed, ids, chains))],
        found.Items is [.., var last] && (long)page * limit < found.Total ? PlaceOf(last) : null,
        new PaginationView(page, limit, found.Total, found.Pages(limit)));

    /// <summary>A page behind a place.</summary>
    public static OrdersView Of(Page<ListedOrder> found, int limit, IOrderIds ids, ChainCatalog chains) => new(
        [.. found.Items.Select(listed => ListedOrderView.Of(listed, ids, chains))], found.Next?.ToString(), new PaginationView(null, limit, null, null));

    private static string PlaceOf(ListedOrder last) => new PageKey(last.Order.CreatedAt.ToUnixTimeMilliseconds(), last.Order.Id.GrainKey).ToString();
}
