using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Orleans;
using Payments.Chains;
using Payments.Contracts;
using Payments.Contracts.Orders;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Http.Common;
using Payments.Http.Limits;

namespace Payments.Http.Faces.Pay188;

/// <summary>188Pay's JSON API: create an order, ask for one.</summary>
internal sealed class Pay188Endpoints(
    Pay188Request request, WalletSelector wallets, IOrderIds ids, IGrainFactory grains, ChainCatalog chains, PublicAddress address,
    RequestLimits limits, Handled handled)
{
    /// <summary>Adds the routes.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        var face = routes.MapFace("pay188", "/pay").WithReach(RouteReach.Public);
        face.MapPost("/address", handled.By(CreateAsync, WriteAsync));
        face.MapGet("/order/{orderId}", handled.By(ShowAsync, WriteAsync));
        face.Map("/{**rest}", (RequestDelegate)(context =>
            Pay188Json.WriteErrorAsync(context, StatusCodes.Status404NotFound, "no such resource, or not with this method")));
    }

    private async Task CreateAsync(HttpContext context)
    {
        await limits.CountShopAddressAsync(context);
        var (command, coin, access) = await request.ReadAsync(await JsonFields.ReadAnyAsync(context.Request));
        await limits.CountShopAsync(context, access.Merchant, "merchantId");
        var id = ids.For(command.Merchant, command.Number);
        var grain = grains.Find<IOrderGrain>(id.GrainKey);
        var order = Accepted(await grain.CreateAsync(command));
        // The answer names no coin, so it must be in the one that was asked for: the same number may have come with another, or without any.
        if (order.Quote is not { } quote || !wallets.Fits(quote, access.Merchant.Wallets, coin))
            order = Turned(await grain.ChooseWalletAsync(command.WalletId!));
        await Pay188Json.WriteCreatedAsync(context, order, address.Cashier(id), ids.CashierTokenOf(id), chains);
    }

    private async Task ShowAsync(HttpContext context)
    {
        await limits.CountShopAddressAsync(context);
        var order = OrderId.TryParse((string?)context.Request.RouteValues["orderId"], out var id)
            ? await grains.Find<IOrderGrain>(id.GrainKey).GetAsync()
            : null;
        if (order is null) throw new InputException("orderId", "no such order", StatusCodes.Status404NotFound);
        await Pay188Json.WriteOrderAsync(context, order, chains);
    }

    private static Order Accepted(CreateOrderResult result) =>
        Pay188Errors.Of(result.Outcome) is { } refusal
            ? throw new InputException(refusal.Field, result.Detail!, refusal.Status) { RetryAfter = result.RetryAfter }
            : result.Order!;

    private static Order Turned(CreateOrderResult result) => result is { Outcome: CreateOutcome.NotOpen, Order: { Quote: { } quote } order }
        ? throw new InputException("coinType", $"a payment of {order.Number} in {quote.Token.ToLowerInvariant()}-{quote.Chain} was seen; only that coin can be asked for now", StatusCodes.Status409Conflict)
        : Accepted(result);

    private static Task WriteAsync(HttpContext context, Failure failure) => Pay188Json.WriteErrorAsync(context, failure.Status, failure.Text);
}
