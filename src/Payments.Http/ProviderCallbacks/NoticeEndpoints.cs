using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Orleans;
using Payments.Contracts;
using Payments.Contracts.Orders;
using Payments.Domain.Charges;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Http.Cashier;
using Payments.Http.Common;
using Payments.Providers.Common;

namespace Payments.Http.ProviderCallbacks;

/// <summary>
/// Where providers send notices and returning payers. Always there: an account that is not set up is answered with a 4xx.
/// </summary>
internal sealed class NoticeEndpoints(
    ProviderCatalog catalog, ProviderAccounts accounts, InstallationAccounts installation, Notices notices, IGrainFactory grains,
    PublicAddress address, TimeProvider time, Handled handled)
{
    private static readonly string[] Methods = ["GET", "POST"];
    private static readonly IReadOnlyDictionary<string, string> NoHints = new Dictionary<string, string>();

    /// <summary>Adds the routes.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        var face = routes.MapFace("providers").WithReach(RouteReach.Public);
        face.MapMethods("/notify/{provider}/{merchant}", Methods, handled.By(NotifyAsync, RefuseAsync));
        // As the document for WeChat Pay and Alipay has it: the installation's account, and by merchant.
        face.MapPost("/api/payment/{provider}/notify", handled.By(NotifyInstallationAsync, RefuseAsync));
        face.MapPost("/api/payment/{provider}/notify/{merchant}", handled.By(NotifyAsync, RefuseAsync));
        face.MapGet("/payment/success",
            handled.By(SuccessAsync, (context, failure) => CashierErrorPage.WriteAsync(context, failure.Status)));
        face.MapMethods("/cashier/back/{provider}/{reference}", Methods, handled.By(BackAsync, WriteAsync));
    }

    /// <summary>Answers a request to a provider's notify URL with what the provider wants to hear.</summary>
    public static Task ReplyAsync(HttpContext context, NoticeReply reply)
    {
        context.Response.StatusCode = reply.Status;
        context.Response.Headers.CacheControl = "no-store";
        if (reply.ContentType is null) return Task.CompletedTask;
        context.Response.ContentType = reply.ContentType;
        return context.Response.WriteAsync(reply.Body);
    }

    /// <summary>Says a failure, so that the provider sends the notice again.</summary>
    public static Task WriteAsync(HttpContext context, Failure failure) =>
        ReplyAsync(context, new NoticeReply(failure.Status, "text/plain; charset=utf-8", failure.Text));

    /// <summary>Says a failure in the provider's own form.</summary>
    private Task RefuseAsync(HttpContext context, Failure failure) => catalog.Find(Route(context, "provider")) is { } provider
        ? ReplyAsync(context, provider.Refuse(failure.Status, failure.Text))
        : WriteAsync(context, failure);

    private async Task NotifyInstallationAsync(HttpContext context)
    {
        var provider = ProviderOf(context);
        var account = installation.Of(provider.Name) ?? throw new InputException("provider", "is not configured", 403);
        await notices.AnswerAsync(context, provider, account);
    }

    private async Task NotifyAsync(HttpContext context)
    {
        var provider = ProviderOf(context);
        if (!MerchantId.TryParse(Route(context, "merchant"), out var merchant)) throw new InputException("merchant", "no such merchant", 404);
        var account = await accounts.FindAsync(merchant, provider.Name) ??
            throw new InputException("merchant", "has no account at this provider", 403);
        await notices.AnswerAsync(context, provider, account);
    }

    /// <summary>
    /// A payer comes back: the provider is asked at once, with what the browser brought, which is believed for nothing else; then the payer
    /// is shown how the order stands, or is led on to the shop.
    /// </summary>
    private async Task BackAsync(HttpContext context)
    {
        var provider = catalog.Find(Route(context, "provider"));
        if (provider is null || await OrderOfAsync(Route(context, "reference")) is not { } order)
            throw new InputException("reference", "no such payment", 404);
        await LeadOnAsync(context, provider, Route(context, "reference"), order);
    }

    /// <summary>
    /// The page that the document for WeChat Pay and Alipay has payers come back to. With our number of the payment it is the way back from
    /// the provider; without, there is nothing to say but that the shop will hear of it.
    /// </summary>
    private async Task SuccessAsync(HttpContext context)
    {
        var reference = context.Request.Query["out_trade_no"].ToString();
        if (await OrderOfAsync(reference) is { } order &&
            catalog.Find(order.Charges.FirstOrDefault(charge => charge.Reference == reference)?.Provider) is { } provider)
            await LeadOnAsync(context, provider, reference, order);
        else
            await SuccessPage.WriteAsync(context);
    }

    private async Task LeadOnAsync(HttpContext context, IPaymentProvider provider, string reference, Order order)
    {
        var hints = await accounts.FindAsync(order.Merchant, provider.Name) is { } account
            ? HintsOf(provider.Read(account, await notices.NoticeOfAsync(context.Request), time.GetUtcNow()), reference)
            : NoHints;
        order = await notices.AskAsync(provider.Name, reference, hints) ?? order;
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.Location = order is { Status: OrderStatus.Completed, Terms.ReturnUrl: not null }
            ? $"/cashier/{order.Id.Value}/return"
            : address.Cashier(order.Id);
    }

    private IPaymentProvider ProviderOf(HttpContext context) =>
        catalog.Find(Route(context, "provider")) ?? throw new InputException("provider", "no such provider", 404);

    private async Task<Order?> OrderOfAsync(string reference) => ChargeReference.TryParse(reference, out var charge)
        ? await grains.Find<IOrderGrain>(charge.Order.GrainKey).GetAsync()
        : null;

    /// <summary>What is brought for another charge is not this one's.</summary>
    private static IReadOnlyDictionary<string, string> HintsOf(NoticeReading reading, string reference) =>
        reading.Verdict == NoticeVerdict.Hint && (reading.Reference ?? reference) == reference ? reading.Hints : NoHints;

    private static string Route(HttpContext context, string name) => (string?)context.Request.RouteValues[name] ?? "";
}
