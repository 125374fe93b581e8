using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Payments.Contracts.Orders;
using Payments.Domain.Identity;
using Payments.Http.Common;
using Payments.Http.ProviderCallbacks;
using Payments.Providers.Common;

namespace Payments.Http.Cashier;

/// <summary>
/// The headless cashier: what the cashier's page uses, under a token of the order, for shops that show the payment in a page of their own.
/// </summary>
/// <remarks>
/// Pages of every origin may ask: the token is all that is needed, no cookie and no key counts, so another origin can do no more with it
/// than a server could. The token stands in the path, because neither an image nor an event source can send a header.
/// </remarks>
internal sealed class HeadlessEndpoints(
    CashierStates states, CashierHints hints, CashierEvents events, CashierChoice choice, ChargeStarts charges, ProviderCatalog catalog,
    IOrderIds ids, Handled handled)
{
    private static InputException NoPayment => new("token", "no such payment", StatusCodes.Status404NotFound);

    /// <summary>Adds the routes.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        var face = routes.MapFace("checkout", "/checkout").WithReach(RouteReach.Public);
        face.MapGet("/{token}/state", ForOrder((context, _, state) => CashierAnswers.StateAsync(context, state)));
        face.MapGet("/{token}/events", ForOrder(events.WriteAsync)).WithMetadata(new EndlessAnswer());
        face.MapGet("/{token}/coins", ForOrder((context, _, state) => CoinsAsync(context, state)));
        face.MapPost("/{token}/coin", ForOrder(ChooseAsync));
        face.MapPost("/{token}/method", ForOrder(StartAsync));
        face.MapGet("/{token}/qr.png", ForOrder((context, _, state) => CashierAnswers.PngAsync(context, Drawable(state))));
        face.MapGet("/{token}/qr.svg", ForOrder((context, _, state) => CashierAnswers.SvgAsync(context, Drawable(state))));
        face.Map("/{**rest}", handled.By(ElsewhereAsync, WriteAsync));
    }

    private RequestDelegate ForOrder(Func<HttpContext, OrderId, CashierState, Task> handler) => handled.By(async context =>
    {
        LetPagesRead(context);
        if (!ids.TryOpenCashierToken((string?)context.Request.RouteValues["token"], out var id)) throw NoPayment;
        await handler(context, id, await states.ReadAsync(id) ?? throw NoPayment);
    }, WriteAsync);

    private async Task CoinsAsync(HttpContext context, CashierState state)
    {
        var known = await hints.ReadAsync(state);
        var coins = state.Methods.Select(method => HeadlessCoin.Of(method, known.GetValueOrDefault((method.Chain, method.Token))));
        await CashierAnswers.JsonAsync(context, StatusCodes.Status200OK, new HeadlessCoins([.. coins]), CashierJson.Default.HeadlessCoins);
    }

    private async Task ChooseAsync(HttpContext context, OrderId id, CashierState state)
    {
        var body = await JsonFields.ReadAsync(context.Request, "wallet");
        // Behind a shop's own server all of its payers have one address, so only the order's own changes count here.
        var result = await choice.ChooseAsync(id, state, body.Required("wallet"), network: null);
        if (HeadlessErrors.Of(result) is { } refusal) throw refusal;
        await CashierAnswers.StateAsync(context, await states.ReadAsync(id) ?? throw NoPayment);
    }

    private async Task StartAsync(HttpContext context, OrderId id, CashierState state)
    {
        var body = await JsonFields.ReadAsync(context.Request, "method", PayerIds.Field);
        var name = body.Required("method");
        if (!state.ProviderMethods.Any(offered => offered.Method == name) || catalog.FindMethod(name) is not { Method: var method })
            throw new InputException("method", "is none of the ways that this payment can be made in now");
        var wish = new ChargeWish(name, PayerIds.Read(body, method));
        if (ChargeStarts.Refusal(await charges.StartAsync(context, id, wish)) is { } refusal) throw refusal;
        await CashierAnswers.StateAsync(context, await states.ReadAsync(id) ?? throw NoPayment);
    }

    private static CashierState Drawable(CashierState state) => state.Coin is not null || state.Charge?.Code is not null
        ? state
        : throw new InputException("coin", "none is chosen yet, so there is no code", StatusCodes.Status404NotFound);

    /// <summary>Browsers ask by OPTIONS before a page of another origin may post JSON; everything else is not here.</summary>
    private static Task ElsewhereAsync(HttpContext context)
    {
        LetPagesRead(context);
        if (!HttpMethods.IsOptions(context.Request.Method))
            throw new InputException("path", "no such resource, or not with this method", StatusCodes.Status404NotFound);
        var headers = context.Response.Headers;
        headers.AccessControlAllowMethods = "GET, POST";
        headers.AccessControlAllowHeaders = "Content-Type, Last-Event-ID";
        headers.AccessControlMaxAge = "86400";
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private static void LetPagesRead(HttpContext context)
    {
        context.Response.Headers.AccessControlAllowOrigin = "*";
        context.Response.Headers.AccessControlExposeHeaders = "Retry-After";
    }

    private static Task WriteAsync(HttpContext context, Failure failure) =>
        CashierAnswers.JsonAsync(context, failure.Status, new HeadlessError(failure.Text), CashierJson.Default.HeadlessError);
}
