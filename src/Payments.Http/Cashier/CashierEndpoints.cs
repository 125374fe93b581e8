using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Orleans;
using Payments.Contracts;
using Payments.Contracts.Orders;
using Payments.Domain.Callbacks;
using Payments.Domain.Callbacks.Formats;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Http.Common;
using Payments.Http.Limits;
using Payments.Http.ProviderCallbacks;

namespace Payments.Http.Cashier;

/// <summary>The page on which payers pay, and what it asks for.</summary>
internal sealed class CashierEndpoints(
    CashierStates states, CashierHints pageHints, CashierEvents events, CashierChoice choice, CashierFitting fitting,
    IGrainFactory grains, MerchantDirectory merchants, ChargeStarts charges, PublicAddress address, RequestLimits limits, Handled handled)
{
    /// <summary>Adds the routes.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        var face = routes.MapFace("cashier", "/cashier").WithReach(RouteReach.Public);
        face.MapGet("", ForOrder(PageAsync));
        face.MapGet("/{id}/state", ForOrder((context, _, state) => CashierAnswers.StateAsync(context, state)));
        face.MapGet("/{id}/events", ForOrder(events.WriteAsync)).WithMetadata(new EndlessAnswer());
        face.MapGet("/{id}/qr.png", ForOrder((context, _, state) => CashierAnswers.PngAsync(context, state)));
        face.MapGet("/{id}/qr.svg", ForOrder((context, _, state) => CashierAnswers.SvgAsync(context, state)));
        face.MapGet("/{id}/return", ForOrder(ReturnAsync));
        face.MapGet("/{id}/pay", ForOrder(PayAsync));
        face.MapPost("/{id}/wallet", ForOrder(WalletAsync));
        face.MapPost("/{id}/method", ForOrder(MethodAsync));
    }

    private RequestDelegate ForOrder(Func<HttpContext, OrderId, CashierState, Task> handler) => handled.By(async context =>
    {
        var text = context.Request.RouteValues["id"] as string ?? context.Request.Query["id"].ToString();
        if (OrderId.TryParse(text, out var id) && await states.ReadAsync(id) is { } state)
            await handler(context, id, state);
        else
            await CashierErrorPage.WriteAsync(context, StatusCodes.Status404NotFound);
    }, (context, failure) => CashierErrorPage.WriteAsync(context, failure.Status));

    private async Task PageAsync(HttpContext context, OrderId id, CashierState state)
    {
        var hints = await pageHints.ReadAsync(state);
        var (texts, url) = (CashierTexts.For(context.Request), address.Cashier(id));
        var html = CashierPage.Render(fitting.For(context, state), hints, texts, context.Request.Query["problem"].ToString(), url);
        await HtmlPage.WriteAsync(context, StatusCodes.Status200OK, html);
    }

    private async Task ReturnAsync(HttpContext context, OrderId id, CashierState state)
    {
        var order = (await grains.Find<IOrderGrain>(id.GrainKey).GetAsync())!;
        var target = order.Terms.ReturnUrl ?? address.Cashier(id);
        // Only a completed order is ever told of in signed words; before that the shop's page is called bare.
        if (order is { Status: OrderStatus.Completed, Terms.ReturnUrl: not null } &&
            await merchants.ByIdAsync(order.Merchant) is { } merchant &&
            CallbackFormats.Of(order.Terms.Face).ReturnQuery(order, merchant.Secret) is { } query)
            target = CallbackUrl.WithQuery(target, query);
        CashierAnswers.Redirect(context, StatusCodes.Status302Found, target);
    }

    /// <summary>Leads on to the page of the charge on show, or back to the cashier where none waits for its payer.</summary>
    private async Task PayAsync(HttpContext context, OrderId id, CashierState state)
    {
        if (state.Charge is not { State: "open" or "underpaid", Url: { } url } charge)
            CashierAnswers.Redirect(context, StatusCodes.Status303SeeOther, address.Cashier(id));
        else if (CashierPay.IsPosted(charge)) await CashierPay.WriteAsync(context, charge, url);
        else CashierAnswers.Redirect(context, StatusCodes.Status302Found, url);
    }

    private Task WalletAsync(HttpContext context, OrderId id, CashierState state) => ChooseAsync(context, id, async form =>
        CashierProblem.Of(await choice.ChooseAsync(id, state, form["wallet"] ?? "", limits.NetworkOf(context))));

    private Task MethodAsync(HttpContext context, OrderId id, CashierState state) => ChooseAsync(context, id, async form =>
    {
        var method = form["method"] ?? "";
        if (!state.ProviderMethods.Any(offered => offered.Method == method) || fitting.IsInApp(method)) return CashierProblem.Method;
        return ChargeStarts.Refusal(await charges.StartAsync(context, id, new ChargeWish(method))) is null ? "" : CashierProblem.Method;
    });

    /// <summary>Takes a choice from the page's own form, and shows the page again with what went wrong.</summary>
    private async Task ChooseAsync(HttpContext context, OrderId id, Func<FormParameters, Task<string>> choose)
    {
        if (!SameOrigin.Sent(context.Request, address))
        {
            await CashierErrorPage.WriteAsync(context, StatusCodes.Status403Forbidden);
            return;
        }
        var problem = await choose(await FormParameters.ReadAsync(context.Request));
        var language = context.Request.Query["lang"].ToString() is ("zh" or "en") and var asked ? "&lang=" + asked : "";
        var failed = problem.Length > 0 ? "&problem=" + problem : "";
        CashierAnswers.Redirect(context, StatusCodes.Status303SeeOther, $"/cashier?id={id.Value}{language}{failed}");
    }
}
