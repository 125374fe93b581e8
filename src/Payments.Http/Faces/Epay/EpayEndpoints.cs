using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Orleans;
using Payments.Chains;
using Payments.Contracts;
using Payments.Contracts.Orders;
using Payments.Domain.Charges;
using Payments.Domain.Merchants;
using Payments.Domain.Orders;
using Payments.Http.Cashier;
using Payments.Http.Common;
using Payments.Http.Limits;
using Payments.Http.ProviderCallbacks;
using Payments.Providers.Common;

namespace Payments.Http.Faces.Epay;

/// <summary>EPay: <c>submit.php</c> sends the payer to the cashier, <c>mapi.php</c> answers servers in JSON.</summary>
internal sealed class EpayEndpoints(
    EpayRequest request, IOrderIds ids, IGrainFactory grains, ChainCatalog chains, PublicAddress address, EpayQueries queries,
    ChargeStarts charges, CashierFitting fitting, ClientAddresses clients, RequestLimits limits, Handled handled)
{
    private static readonly string[] Methods = ["GET", "POST"];
    private static readonly string[] Submit = ["/submit.php", "/epay/submit", "/epay/submit.php"];
    private static readonly string[] Mapi = ["/mapi.php", "/epay/mapi.php"];
    private static readonly string[] Queries = ["/api.php", "/epay/api.php"];

    /// <summary>The paths of the face.</summary>
    internal static IReadOnlySet<string> Paths { get; } = new HashSet<string>([.. Submit, .. Mapi, .. Queries], StringComparer.Ordinal);

    /// <summary>Adds the routes.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        var face = routes.MapFace("epay").WithReach(RouteReach.Public);
        foreach (var path in Submit) face.MapMethods(path, Methods, handled.By(SubmitAsync, WritePageAsync));
        foreach (var path in Mapi) face.MapMethods(path, Methods, handled.By(MapiAsync, WriteMapiAsync));
        foreach (var path in Queries) face.MapMethods(path, Methods, handled.By(queries.HandleAsync, EpayQueries.WriteAsync));
    }

    private async Task SubmitAsync(HttpContext context)
    {
        var form = await FormParameters.ReadAsync(context.Request);
        var browser = new PayerBrowser(context.Request.Headers.UserAgent.ToString());
        var (result, _, method) = await CreateAsync(context, form, browser);
        // A payer who comes back to an order that is over or paid is told so by the cashier, which also leads on to the shop.
        var order = result.Outcome is CreateOutcome.Over or CreateOutcome.ConflictingTerms ? result.Order! : Accepted(result);
        var isInApp = fitting.IsInApp(method);
        // One whose provider does not answer is begun again from the cashier.
        if (method is not null && !isInApp) await charges.StartAsync(context, order.Id, new ChargeWish(method));
        context.Response.StatusCode = StatusCodes.Status302Found;
        context.Response.Headers.Location = isInApp
            ? address.Root + InAppEndpoints.PathOf(order.Id.Value, method!)
            : address.Cashier(order.Id);
        context.Response.Headers.CacheControl = "no-store";
    }

    private static Task WritePageAsync(HttpContext context, Failure failure) => EpayErrorPage.WriteAsync(context, failure);

    private async Task MapiAsync(HttpContext context)
    {
        await limits.CountShopAddressAsync(context);
        var form = await FormParameters.ReadAsync(context.Request);
        var (result, merchant, method) = await CreateAsync(context, form, browser: null);
        var order = Accepted(result);
        // Who the payer is, where the provider must say it, the payer's own browser finds out at the cashier.
        if (method is not null && !fitting.IsInApp(method))
        {
            order = (await charges.StartAsync(null, order.Id, new ChargeWish(method, PayerAddress: ClientIp(form)))).Order ?? order;
        }
        await EpayJson.WriteAsync(context, Created(order, merchant, address.Cashier(order.Id)));
    }

    private static Task WriteMapiAsync(HttpContext context, Failure failure) => EpayJson.WriteAsync(context, EpayJson.Error(
        failure.Refusal is { Field: "pid", IsMissing: true } ? -4 : -1, failure.Text));

    private async Task<(CreateOrderResult Result, Merchant Merchant, string? Method)> CreateAsync(
        HttpContext context, FormParameters form, PayerBrowser? browser)
    {
        var (command, access) = await request.ReadAsync(form, browser);
        await limits.CountShopAsync(context, access.Merchant, "pid");
        var id = ids.For(command.Merchant, command.Number);
        // The payer's own browser, or what the shop's server says of it.
        command = command with { Network = browser is null ? ClientIp(form) : clients.Of(context)?.ToString() };
        return (await grains.Find<IOrderGrain>(id.GrainKey).CreateAsync(command), access.Merchant, command.Method);
    }

    private static string? ClientIp(FormParameters form) => IPAddress.TryParse(form["clientip"], out var payer) ? payer.ToString() : null;

    private static Order Accepted(CreateOrderResult result) =>
        EpayErrors.Of(result) is { } refusal
            ? throw new InputException(refusal.Field, refusal.Text, refusal.Status) { RetryAfter = result.RetryAfter }
            : result.Order!;

    /// <summary>The code leads to the cashier until the payer chose a coin, and where nothing is missing.</summary>
    private JsonObject Created(Order order, Merchant merchant, string url)
    {
        var token = ids.CashierTokenOf(order.Id);
        if (ShownCharge.Of(order) is { IsLive: true, Front: { } front })
            return EpayJson.Created(order.Id.Value, front.Url ?? url, front.QrText ?? front.Url ?? url, null, token);
        if (PaymentFacts.Of(order) is not { Quote: var quote, ToPay: var units } || units == 0)
            return EpayJson.Created(order.Id.Value, url, url, null, token);
        return EpayJson.Created(order.Id.Value, url, chains.CodeText(quote, units, merchant.Name),
            chains.PaymentUri(quote, units, merchant.Name), token);
    }
}
