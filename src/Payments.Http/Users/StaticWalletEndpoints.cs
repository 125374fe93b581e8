using Microsoft.AspNetCore.Http;
using Payments.Domain.Merchants;
using Payments.Http.Api;

namespace Payments.Http.Users;

/// <summary>A merchant's look at its users' static wallets: what was held, and blocking.</summary>
internal sealed class StaticWalletEndpoints(StaticWalletBook book) : IApiEndpoints
{
    /// <inheritdoc />
    public void Map(ApiRoutes routes)
    {
        routes.MapOwn("GET", "/users/{user}/static-wallets", KeyScopes.Read, ListAsync);
        routes.MapOwn("POST", "/users/{user}/static-wallets/block", KeyScopes.Complete, BlockAsync);
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
}
