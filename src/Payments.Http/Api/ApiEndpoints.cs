using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Payments.Http.Admin;
using Payments.Http.Common;
using Payments.Http.Merchants;

namespace Payments.Http.Api;

/// <summary>WoPay's API, with what a merchant needs beyond it to be set up.</summary>
public static class ApiEndpoints
{
    private const string Root = "/api/v1";

    /// <summary>Adds the routes.</summary>
    public static void MapApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapFace("wopay", Root);
        api.MapMerchants();
        api.MapWallets();
        api.MapDeliveries();
        api.MapTransfers();
        api.MapOrders();
        api.MapNetwork();
        api.MapRates();
        api.MapAddresses();
        api.MapKeys();
        api.MapChainAlarms();
        foreach (var method in new[] { "GET", "POST", "PUT", "DELETE", "PATCH" })
            api.MapOpen(method, "/{**rest}", call => Task.FromResult(call.Refuse(StatusCodes.Status404NotFound, "no such resource, or not with this method")));
    }
}
