using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Payments.Chains;
using Payments.Contracts;
using Payments.Contracts.Orders;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Http.Common;

namespace Payments.Http.Faces.Pay188;

/// <summary>188Pay's JSON API: create an order, ask for one.</summary>
public static class Pay188Endpoints
{
    /// <summary>Adds the routes.</summary>
    public static void MapPay188(this IEndpointRouteBuilder routes)
    {
        var face = routes.MapFace("pay188", "/pay").WithReach(RouteReach.Public);
        face.MapPost("/address", Handled.By(CreateAsync, WriteAsync));
        face.MapGet("/order/{orderId}", Handled.By(ShowAsync, WriteAsync));
        face.Map("/{**rest}", (RequestDelegate)(context => Pay188Json.WriteErrorAsync(context, StatusCodes.Status404NotFound, "no such resource, or not with this method")));
    }

    private static async Task CreateAsync(HttpContext context)
    {
        var services = context.RequestServices;
        var (command, coin, access) = await services.GetRequiredService<Pay188Request>().ReadAsync(await JsonFields.ReadAnyAsync(context.Request));
        var id = services.GetRequiredService<IOrderIds>().For(command.Merchant, command.Number);
        var grain = services.GetRequiredService<IGrainFactory>().Find<IOrderGrain>(id.GrainKey);
        var (chains, wallets) = (services.GetRequiredService<ChainCatalog>(), services.GetRequiredService<WalletSelector>());
        var order = Accepted(await grain.CreateAsync(command));
        // The answer names no coin, so it must be in the one that was asked for: the same number may have come with another, or without any.
        if (order.Quote is not { } quote || !wallets.Fits(quote, access.Merchant.Wallets, coin))
            order = Turned(await grain.ChooseWalletAsync(command.WalletId!));
        await Pay188Json.WriteCreatedAsync(context, order, services.GetRequiredService<PublicAddress>().Cashier(id), chains);
    }

    private static async Task ShowAsync(HttpContext context)
    {
        var services = context.RequestServices;
        var order = OrderId.TryParse((string?)context.Request.RouteValues["orderId"], out var id)
            ? await services.GetRequiredService<IGrainFactory>().Find<IOrderGrain>(id.GrainKey).GetAsync()
            : null;
        if (order is null) throw new InputException("orderId", "no such order", StatusCodes.Status404NotFound);
        await Pay188Json.WriteOrderAsync(context, order, services.GetRequiredService<ChainCatalog>());
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
