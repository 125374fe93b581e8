using Microsoft.AspNetCore.Http;
using Payments.Contracts.StaticWallets;
using Payments.Domain.Merchants;
using Payments.Http.Api;
using Payments.Http.Merchants;

namespace Payments.Http.Users;

/// <summary>A merchant's look at its users' static wallets, what it decides of held payments, and blocking.</summary>
internal sealed class StaticWalletEndpoints(StaticWalletBook book) : IApiEndpoints
{
    /// <inheritdoc />
    public void Map(ApiRoutes routes)
    {
        routes.MapOwn("GET", "/users/{user}/static-wallets", KeyScopes.Read, ListAsync);
        routes.MapOwn("POST", "/users/{user}/static-wallets/block", KeyScopes.Complete, BlockAsync);
        routes.MapOwn("POST", "/users/{user}/static-wallets/held/{id}/settle", KeyScopes.Complete, SettleAsync);
        routes.MapOwn("POST", "/users/{user}/static-wallets/held/{id}/dismiss", KeyScopes.Complete, DismissAsync);
    }

    private async Task<IResult> ListAsync(ApiCall call)
    {
        var user = UserRequest.User(call);
        var view = UserStaticWalletsView.Of(user.Value, await book.Of(call.Access.Merchant.Id, user).GetAsync());
        return call.Answer(view, ApiJson.Relaxed.EnvelopeUserStaticWalletsView);
    }

    private async Task<IResult> BlockAsync(ApiCall call)
    {
        var user = UserRequest.User(call);
        var body = await call.BodyAsync("currency", "network");
        var (coin, network) = (body.Required("currency").ToUpperInvariant(), body.Required("network"));
        var result = await book.Of(call.Access.Merchant.Id, user).BlockAsync(coin, network);
        if (StaticWalletBook.Refusal(result) is { } refusal) throw refusal;
        return call.Answer(StaticWalletView.Of(result.Wallet!), ApiJson.Relaxed.EnvelopeStaticWalletView);
    }

    private async Task<IResult> SettleAsync(ApiCall call)
    {
        var user = UserRequest.User(call);
        var body = await call.BodyAsync("amount", "reason");
        var command = new SettleHeldDeposit
        {
            Digest = call.Route("id"),
            Amount = UserRequest.Amount(body),
            Reason = OrderManualEndpoints.Reason(body),
        };
        var result = await book.Of(call.Access.Merchant.Id, user).SettleAsync(command);
        return StaticWalletBook.Refusal(result) is { } refusal ? throw refusal : UserEndpoints.Answer(call, result.Credit!);
    }

    private async Task<IResult> DismissAsync(ApiCall call)
    {
        var user = UserRequest.User(call);
        var reason = OrderManualEndpoints.Reason(await call.BodyAsync("reason"));
        var result = await book.Of(call.Access.Merchant.Id, user).DismissAsync(call.Route("id"), reason);
        if (result.Outcome == HeldDepositOutcome.Credited) throw StaticWalletBook.CreditedBefore("id", result.Credit!);
        if (StaticWalletBook.Refusal(result) is { } refusal) throw refusal;
        if (result.Outcome == HeldDepositOutcome.DismissedBefore) call.Http.Response.Headers[IdempotencyKey.ReplayedHeader] = "true";
        return call.Answer(DismissedDepositView.Of(result.Wallet!, result.Dismissed!), ApiJson.Relaxed.EnvelopeDismissedDepositView);
    }
}
