using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Payments.Domain.Charges;
using Payments.Domain.Identity;
using Payments.Domain.Secrets;
using Payments.Http.Common;
using Payments.Http.ProviderCallbacks;
using Payments.Providers.Common;

namespace Payments.Http.Cashier;

/// <summary>
/// Payments within the browser of a provider's own app. The provider says who the payer is: the browser is sent there, comes back with a
/// code that is good once, and is sent on at once to the cashier, so that loading the page again uses no code twice.
/// </summary>
internal sealed class InAppEndpoints(
    CashierStates states, ProviderCatalog catalog, ProviderAccounts accounts, ChargeStarts charges, PublicAddress address,
    IRandomBytes random, Handled handled)
{
    private const int StateBytes = 16;
    private static readonly TimeSpan StateLife = TimeSpan.FromMinutes(10);

    /// <summary>Adds the route.</summary>
    public void Map(IEndpointRouteBuilder routes) => routes.MapFace("cashier", "/cashier").WithReach(RouteReach.Public)
        .MapGet("/{id}/in-app/{method}",
            handled.By(HandleAsync, (context, failure) => CashierErrorPage.WriteAsync(context, failure.Status)));

    /// <summary>Where a payer begins who is in such a browser.</summary>
    public static string PathOf(string order, string method) => $"/cashier/{order}/in-app/{method}";

    private async Task HandleAsync(HttpContext context)
    {
        var (number, name) = ((string?)context.Request.RouteValues["id"] ?? "", (string?)context.Request.RouteValues["method"]);
        if (!OrderId.TryParse(number, out var id) || await states.LookAsync(id, null) is not { } look ||
            catalog.FindMethod(name) is not { Provider: var provider, Method: { Scene: PayerScene.ProviderApp } method } ||
            provider is not IIdentifiesPayers payers)
            throw new InputException("method", "no such way to pay", StatusCodes.Status404NotFound);
        var isOffered = look.State.ProviderMethods.Any(offered => offered.Method == method.Name);
        if (!isOffered || await accounts.FindAsync(look.Order.Merchant, provider.Name) is not { } account)
            Leave(context, id, isOffered ? CashierProblem.Method : "");
        else if (context.Request.Query["code"].ToString() is { Length: > 0 } code)
            await TakeAsync(context, id, method, payers, account, code);
        else
            Ask(context, id, method, payers, account);
    }

    private void Ask(HttpContext context, OrderId id, ProviderMethod method, IIdentifiesPayers payers, ProviderAccount account)
    {
        var state = random.Hex(StateBytes);
        if (payers.AskUrl(account, address.Root + PathOf(id.Value, method.Name), state) is not { } url)
        {
            Leave(context, id, CashierProblem.Method);
            return;
        }
        context.Response.Cookies.Append(PayerCookies.State, state, PayerCookies.Options(address, StateLife));
        CashierAnswers.Redirect(context, StatusCodes.Status303SeeOther, url);
    }

    /// <summary>A code counts only in the browser that was sent for it.</summary>
    private async Task TakeAsync(
        HttpContext context, OrderId id, ProviderMethod method, IIdentifiesPayers payers, ProviderAccount account, string code)
    {
        var known = context.Request.Cookies[PayerCookies.State];
        context.Response.Cookies.Delete(PayerCookies.State, PayerCookies.Options(address, null));
        if (known is not { Length: > 0 } || !SecretText.Equal(known, context.Request.Query["state"].ToString()))
        {
            Leave(context, id, "");
            return;
        }
        var payer = await payers.IdentifyAsync(account, code, context.RequestAborted);
        if (payer.PayerId is not { } openId ||
            ChargeStarts.Refusal(await charges.StartAsync(context, id, new ChargeWish(method.Name, PayerId: openId))) is not null)
        {
            Leave(context, id, CashierProblem.Method);
            return;
        }
        context.Response.Cookies.Append(PayerCookies.Payer, PayerDigest.Of(openId)!, PayerCookies.Options(address, TimeSpan.FromHours(2)));
        CashierAnswers.Redirect(context, StatusCodes.Status303SeeOther, $"/cashier?id={id.Value}#pay");
    }

    private static void Leave(HttpContext context, OrderId id, string problem)
    {
        var failed = problem.Length > 0 ? "&problem=" + problem : "";
        CashierAnswers.Redirect(context, StatusCodes.Status303SeeOther, $"/cashier?id={id.Value}{failed}");
    }
}

/// <summary>What the cashier remembers of a payer in a provider's own browser.</summary>
internal static class PayerCookies
{
    /// <summary>What must come back with the code.</summary>
    public const string State = "payer-state";

    /// <summary>The digest of the payer's id: the charge that was begun for it is this browser's to pay.</summary>
    public const string Payer = "payer";

    /// <summary>For all pages of the cashier: the one of an order has its id in the query, not in the path.</summary>
    public static CookieOptions Options(PublicAddress address, TimeSpan? life) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = address.Root.StartsWith("https:", StringComparison.Ordinal),
        Path = "/cashier",
        MaxAge = life,
    };
}
