using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Payments.Chains;
using Payments.Contracts.Orders;
using Payments.Domain.Orders;
using Payments.Domain.Transfers;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Storage;

namespace Payments.Http.Merchants;

/// <summary>Money that came and fits no order, and how a merchant gives it to one.</summary>
internal static class TransferEndpoints
{
    private const int DefaultLimit = 50;
    private const int MostLimit = 200;

    public static void MapTransfers(this IEndpointRouteBuilder routes)
    {
        routes.MapOwn("GET", "/transfers/unmatched", ListAsync);
        routes.MapOwn("POST", "/transfers/{id}/assign", AssignAsync);
    }

    private static async Task<IResult> ListAsync(ApiCall call)
    {
        var limit = ApiRules.Limit(call.Query("limit"), DefaultLimit, MostLimit);
        var chains = call.Service<ChainCatalog>();
        var page = await call.Service<TransferStore>().ListAsync(call.Access.Merchant.Id, ApiRules.After(call.Query("after")), limit);
        return call.Answer(new TransfersView([.. page.Items.Select(unmatched => TransferView.Of(unmatched, chains))], page.Next?.ToString()), ApiJson.Relaxed.EnvelopeTransfersView);
    }

    private static async Task<IResult> AssignAsync(ApiCall call)
    {
        var body = await call.BodyAsync("order");
        var order = await call.OwnOrderAsync(body.Required("order")) ?? throw new InputException("order", "no such order", StatusCodes.Status404NotFound);
        var transfer = new TransferId(call.Route("id"));
        var outcome = await Grain(call, order).AssignTransferAsync(transfer);
        if (ApiErrors.Of(outcome) is { } refusal) return call.Refuse(refusal.Status, refusal.Error);
        var after = await Grain(call, order).GetAsync();
        return call.Answer(AssignmentView.Of(transfer, after!), ApiJson.Relaxed.EnvelopeAssignmentView);
    }

    private static IOrderGrain Grain(ApiCall call, Order order) => call.Grains.GetGrain<IOrderGrain>(order.Id.GrainKey);
}
