using Microsoft.AspNetCore.Http;
using Payments.Chains;
using Payments.Contracts.Orders;
using Payments.Domain.Merchants;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Storage.Queries;

namespace Payments.Http.Merchants;

/// <summary>A merchant's orders of all faces: listed, filtered, searched, and exported.</summary>
internal sealed class OrderListEndpoints(ChainCatalog chains, OrderLists orders, IOrderIds ids) : IApiEndpoints
{
    private const int DefaultLimit = 20;
    private const int MostLimit = 100;

    /// <inheritdoc />
    public void Map(ApiRoutes routes)
    {
        routes.MapOwn("GET", "/orders", KeyScopes.Read, ListAsync);
        routes.MapOwn("GET", "/orders/export", KeyScopes.Read, ExportAsync);
    }

    /// <summary>By number of page where counters know the list, else behind a place; both name the place where the next page begins.</summary>
    private async Task<IResult> ListAsync(ApiCall call)
    {
        var limit = ApiRules.Limit(call.Query("limit"), DefaultLimit, MostLimit);
        var filter = OrderFilterRequest.Read(call, chains);
        var merchant = call.Access.Merchant.Id;
        if (call.Query("page") is { Length: > 0 } text)
        {
            if (call.Query("after") is { Length: > 0 }) throw new InputException("page", "goes without after");
            if (!filter.IsCounted) throw new InputException("page", "is counted only for status, currency, face, delivery, chain and token; go on by after");
            var number = ApiRules.Limit(text, 1, int.MaxValue, "page");
            var found = await orders.PageAsync(merchant, filter, (long)number, limit);
            return Answer(call, OrdersView.Of(found, number, limit, ids, chains));
        }
        var page = await orders.PageAsync(merchant, filter, ApiRules.After(call.Query("after")), limit);
        return Answer(call, OrdersView.Of(page, limit, ids, chains));
    }

    private static IResult Answer(ApiCall call, OrdersView view) => call.Answer(view, ApiJson.Relaxed.EnvelopeOrdersView);

    private Task<IResult> ExportAsync(ApiCall call)
    {
        var format = OrderExport.FormatOf(call.Query("format"));
        var filter = OrderFilterRequest.Read(call, chains);
        return Task.FromResult<IResult>(new OrderExport(format, orders.AllAsync(call.Access.Merchant.Id, filter, call.Http.RequestAborted), ids, chains));
    }
}
