using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Orleans;
using Payments.Contracts;
using Payments.Contracts.Orders;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Http.Limits;
using Payments.Http.ProviderCallbacks;
using Payments.Http.Users;
using Payments.Providers.Medogram;
using Payments.Storage.Queries;

namespace Payments.Http.Faces.CrazyMiner;

/// <summary>
/// CrazyMiner's API: end users charge their wallets by bank card. Paths are those of its document, with their slash at the end and without.
/// </summary>
internal sealed class CrazyMinerEndpoints(
    CrazyMinerRequest request, CrazyMinerReturns returns, UserTokens tokens, ChargeStarts starts, ChargeQueries charges, IOrderIds ids,
    Notices notices, IGrainFactory grains, PublicAddress address, ClientAddresses clients, RequestLimits limits, Handled handled)
{
    /// <summary>Where payers come back to, unless <c>PAYMENT_REDIRECT_URL</c> says otherwise.</summary>
    private const string RedirectPath = "/payment-redirect/";

    private const int ListLimit = 20;
    private const int LogLimit = 50;
    private static readonly string[] RedirectMethods = ["GET", "POST"];

    /// <summary>Adds the routes.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        var face = routes.MapFace("crazyminer", "/crazyminer").WithReach(RouteReach.Public);
        face.MapPost("/payment/create/", handled.By(CreateAsync, CrazyMinerJson.WriteErrorAsync));
        face.MapPost("/payment/callback/", handled.By(CallbackAsync, CrazyMinerJson.WriteErrorAsync));
        face.MapGet("/payment/status/{transaction_id}/", handled.By(StatusAsync, CrazyMinerJson.WriteErrorAsync));
        face.MapGet("/payment/list/", handled.By(ListAsync, CrazyMinerJson.WriteErrorAsync));
        face.MapGet("/payment/log/{transaction_id}/", handled.By(LogAsync, CrazyMinerJson.WriteErrorAsync));
        face.Map("/{**rest}", handled.By(NowhereAsync, CrazyMinerJson.WriteErrorAsync));
        routes.MapFace("crazyminer").WithReach(RouteReach.Public)
            .MapMethods(RedirectPath, RedirectMethods, handled.By(RedirectAsync, CrazyMinerPages.WriteAsync));
    }

    private async Task CreateAsync(HttpContext context)
    {
        await AuthenticateAsync(context);
        var body = await JsonFields.ReadAnyAsync(context.Request);
        // The caller decides how long a body takes: the token is judged again when the body is there.
        var caller = await tokens.AuthenticateAsync(context);
        var command = request.Read(body, caller) with { Network = clients.Of(context)?.ToString() };
        var id = ids.For(command.Merchant, command.Number);
        if (CrazyMinerErrors.Of(await grains.Find<IOrderGrain>(id.GrainKey).CreateAsync(command)) is { } refusal) throw refusal;
        var started = await starts.StartAsync(context, id, new ChargeWish(command.Method!, ReturnUrl: address.Root + RedirectPath));
        if (CrazyMinerErrors.Of(started) is { } failure) throw failure;
        await CrazyMinerJson.WriteCreatedAsync(context, started.Order!, started.Charge!.Front!.Url!);
    }

    /// <summary>
    /// 200 for what the gateway confirms, however often it comes; 400 for what cannot be read or is not confirmed; 404 for a number that
    /// the gateway gave to no payment of ours; 500 while the gateway does not answer, so that it is sent again.
    /// </summary>
    private async Task CallbackAsync(HttpContext context)
    {
        await limits.CountShopAddressAsync(context);
        var notice = await notices.NoticeOfAsync(context.Request);
        if (!MedogramReturn.TryRead(notice.Query, notice.Body.Span, out var back, out var missing))
            throw new InputException(missing!, "is missing or malformed");
        var followed = await returns.FollowAsync(back);
        await (followed.Outcome switch
        {
            ReturnOutcome.Paid => CrazyMinerJson.WriteVerifiedAsync(context, followed.Order!),
            ReturnOutcome.NotPaid => CrazyMinerJson.WriteUnverifiedAsync(context, followed.Word),
            ReturnOutcome.Held => CrazyMinerJson.WriteUnverifiedAsync(context, followed.Word),
            ReturnOutcome.NoPayment => throw new InputException("id_get", "no such payment", StatusCodes.Status404NotFound),
            ReturnOutcome.Unknown => throw CrazyMinerErrors.Unreached(followed.Word, StatusCodes.Status500InternalServerError),
            var other => throw new InvalidOperationException($"Unknown outcome {other}."),
        });
    }

    private async Task StatusAsync(HttpContext context)
    {
        await limits.CountShopAddressAsync(context);
        await CrazyMinerJson.WriteStatusAsync(context, await FindAsync(context) ?? throw NoPayment());
    }

    private async Task ListAsync(HttpContext context)
    {
        var caller = await AuthenticateAsync(context);
        var orders = await charges.OfCustomerAsync(caller.Access.Merchant.Id, caller.User, ListLimit);
        await CrazyMinerJson.WriteListAsync(context, [.. orders.Where(IsOurs)]);
    }

    private async Task LogAsync(HttpContext context)
    {
        var caller = await AuthenticateAsync(context);
        var order = await FindAsync(context);
        if (order is null || order.Merchant != caller.Access.Merchant.Id || order.Terms.Customer != caller.User.Value) throw NoPayment();
        var after = ApiRules.AfterNumber(context.Request.Query["after"].ToString()) ?? 0;
        await CrazyMinerJson.WriteLogAsync(context, await charges.LogAsync(order.Id, after, LogLimit));
    }

    private async Task RedirectAsync(HttpContext context)
    {
        await limits.CountShopAddressAsync(context);
        var notice = await notices.NoticeOfAsync(context.Request);
        await CrazyMinerPages.WriteAsync(context, MedogramReturn.TryRead(notice.Query, notice.Body.Span, out var back, out _)
            ? await returns.FollowAsync(back)
            : new FollowedReturn(ReturnOutcome.NoPayment));
    }

    private static Task NowhereAsync(HttpContext context) =>
        throw new InputException("path", "no such resource, or not with this method", StatusCodes.Status404NotFound);

    private async Task<EndUser> AuthenticateAsync(HttpContext context)
    {
        await limits.CountShopAddressAsync(context);
        var caller = await tokens.AuthenticateAsync(context);
        await limits.CountShopAsync(context, caller.Access.Merchant, "Authorization");
        return caller;
    }

    /// <summary>The payment that a path names; null where it is none, or another face's.</summary>
    private async Task<Order?> FindAsync(HttpContext context)
    {
        if (!OrderId.TryParse((string?)context.Request.RouteValues["transaction_id"], out var id)) return null;
        return await grains.Find<IOrderGrain>(id.GrainKey).GetAsync() is { } order && IsOurs(order) ? order : null;
    }

    private static bool IsOurs(Order order) => order.Terms.Face == Face.CrazyMiner;

    private static InputException NoPayment() => new("transaction_id", "no such payment", StatusCodes.Status404NotFound);
}
