using Microsoft.AspNetCore.Http;
using Payments.Chains;
using Payments.Contracts;
using Payments.Contracts.Orders;
using Payments.Domain.Merchants;
using Payments.Domain.Orders;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Storage.Queries;

namespace Payments.Http.Merchants;

/// <summary>A merchant's own orders, whichever face they came through.</summary>
internal sealed class OrderEndpoints(ChainCatalog chains, ChargeQueries charges) : IApiEndpoints
{
    private const int DefaultLines = 20;
    private const int MostLines = 100;

    /// <inheritdoc />
    public void Map(ApiRoutes routes)
    {
        routes.MapOwn("GET", "/orders/{id}", KeyScopes.Read, GetAsync);
        routes.MapOwn("GET", "/orders/{id}/log", KeyScopes.Read, LogAsync);
        routes.MapOwn("POST", "/orders/{id}/close", KeyScopes.Create, CloseAsync);
    }

    private async Task<IResult> GetAsync(ApiCall call) => Show(call, await FindAsync(call));

    private async Task<IResult> LogAsync(ApiCall call)
    {
        var order = await FindAsync(call);
        var limit = ApiRules.Limit(call.Query("limit"), DefaultLines, MostLines);
        var after = ApiRules.AfterNumber(call.Query("after")) ?? 0;
        var page = await charges.LogAsync(order.Id, after, limit);
        return call.Answer(PaymentLogView.Of(page), ApiJson.Relaxed.EnvelopePaymentLogView);
    }

    private async Task<IResult> CloseAsync(ApiCall call)
    {
        var order = await FindAsync(call);
        var grain = call.Grains.Find<IOrderGrain>(order.Id.GrainKey);
        var outcome = await grain.CloseAsync();
        var after = (await grain.GetAsync())!;
        return ApiErrors.Of(outcome, after) is { } refusal ? call.Refuse(refusal.Status, refusal.Error) : Show(call, after);
    }

    private static async Task<Order> FindAsync(ApiCall call) =>
        await call.OwnOrderAsync(call.Route("id")) ??
            throw new InputException("order", "no such order", StatusCodes.Status404NotFound);

    private IResult Show(ApiCall call, Order order) =>
        call.Answer(OrderView.Of(order, call.CashierTokenOf(order.Id), chains), ApiJson.Relaxed.EnvelopeOrderView);
}
