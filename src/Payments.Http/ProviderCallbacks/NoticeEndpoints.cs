using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Orleans;
using Payments.Contracts;
using Payments.Contracts.Orders;
using Payments.Domain.Charges;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Http.Common;
using Payments.Providers.Common;

namespace Payments.Http.ProviderCallbacks;

/// <summary>
/// Where providers send notices and returning payers. Always there: an account that is not set up is answered with a 4xx.
/// </summary>
internal sealed class NoticeEndpoints(
    ProviderCatalog catalog, ProviderAccounts accounts, Notices notices, IGrainFactory grains, PublicAddress address, TimeProvider time,
    Handled handled)
{
    private static readonly string[] Methods = ["GET", "POST"];
    private static readonly IReadOnlyDictionary<string, string> NoHints = new Dictionary<string, string>();

    /// <summary>Adds the routes.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        var face = routes.MapFace("providers").WithReach(RouteReach.Public);
        face.MapMethods("/notify/{provider}/{merchant}", Methods, handled.By(NotifyAsync, WriteAsync));
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

    private async Task NotifyAsync(HttpContext context)
    {
        var provider = catalog.Find(Route(context, "provider")) ?? throw new InputException("provider", "no such provider", 404);
        if (!MerchantId.TryParse(Route(context, "merchant"), out var merchant)) throw new InputException("merchant", "no such merchant", 404);
        var account = await accounts.FindAsync(merchant, provider.Name) ??
            throw new InputException("merchant", "has no account at this provider", 403);
        await ReplyAsync(context, await notices.TakeAsync(provider, account, await notices.NoticeOfAsync(context.Request)));
    }

    /// <summary>
    /// A payer comes back: the provider is asked at once, with what the browser brought, which is believed for nothing else; then the payer
    /// is shown how the order stands, or is led on to the shop.
    /// </summary>
    private async Task BackAsync(HttpContext context)
    {
        var (provider, reference) = (catalog.Find(Route(context, "provider")), Route(context, "reference"));
        if (provider is null || !ChargeReference.TryParse(reference, out var charge) ||
            await grains.Find<IOrderGrain>(charge.Order.GrainKey).GetAsync() is not { } order)
            throw new InputException("reference", "no such payment", 404);
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

    /// <summary>What is brought for another charge is not this one's.</summary>
    private static IReadOnlyDictionary<string, string> HintsOf(NoticeReading reading, string reference) =>
        reading.Verdict == NoticeVerdict.Hint && (reading.Reference ?? reference) == reference ? reading.Hints : NoHints;

    private static string Route(HttpContext context, string name) => (string?)context.Request.RouteValues[name] ?? "";
}
