using Microsoft.AspNetCore.Http;
using Payments.Chains;
using Payments.Contracts.Merchants;
using Payments.Domain.Merchants;
using Payments.Http.Api;
using Payments.Http.Common;

namespace Payments.Http.Merchants;

/// <summary>A merchant's receiving wallets.</summary>
internal sealed class WalletEndpoints(ChainCatalog chains) : IApiEndpoints
{
    /// <inheritdoc />
    public void Map(ApiRoutes routes)
    {
        routes.MapOwn("POST", "/wallets", KeyScopes.Manage, AddAsync, GuardedChange.ReceivingAddress);
        routes.MapOwn("POST", "/wallets/preview", KeyScopes.Read, PreviewAsync);
        routes.MapOwn("GET", "/wallets", KeyScopes.Read, ListAsync);
        routes.MapOwn("GET", "/wallets/{id}", KeyScopes.Read, GetAsync);
        routes.MapOwn("PUT", "/wallets/{id}", KeyScopes.Manage, UpdateAsync, GuardedChange.ReceivingAddress);
        routes.MapOwn("DELETE", "/wallets/{id}", KeyScopes.Manage, RemoveAsync, GuardedChange.ReceivingAddress);
    }

    private async Task<IResult> AddAsync(ApiCall call)
    {
        var body = await call.BodyAsync(WalletRequest.Fields);
        var wallet = WalletRequest.New(body, chains);
        return Show(call, await call.Merchant.AddWalletAsync(wallet, call.KeyHash), WalletRequest.Place(wallet.ExtendedKey),
            StatusCodes.Status201Created);
    }

    /// <summary>The first addresses of a key, to be compared with those that the merchant's own wallet shows. Nothing is stored.</summary>
    private async Task<IResult> PreviewAsync(ApiCall call)
    {
        var body = await call.BodyAsync("chain", "xpub", "script_type", "count");
        var chain = WalletRequest.Chain(body.Required("chain"), chains);
        var count = ApiRules.Limit(body.Number("count"), DerivedView.Usual, DerivedView.Most, "count");
        var key = WalletRequest.Key(body, chain, chains) ?? throw InputException.Missing("xpub");
        return call.Answer(new PreviewView(chain.Chain.Value, key.Key.ScriptType, DerivedView.FirstOf(key, chains, count)),
            ApiJson.Relaxed.EnvelopePreviewView);
    }

    private Task<IResult> ListAsync(ApiCall call)
    {
        var wallets = new WalletsView([.. call.Access.Merchant.Wallets.Select(wallet => WalletView.Of(wallet, chains))]);
        return Task.FromResult(call.Answer(wallets, ApiJson.Relaxed.EnvelopeWalletsView));
    }

    private Task<IResult> GetAsync(ApiCall call) => Task.FromResult(Find(call) is { } wallet
        ? Show(call, wallet)
        : Refuse(call, WalletOutcome.NotFound));

    private async Task<IResult> UpdateAsync(ApiCall call)
    {
        if (Find(call) is not { } wallet) return Refuse(call, WalletOutcome.NotFound);
        var body = await call.BodyAsync(WalletRequest.Fields);
        var wish = WalletRequest.Changed(body, wallet, chains);
        return Show(call, await call.Merchant.UpdateWalletAsync(wallet.Id, wish, call.KeyHash), WalletRequest.Moved(wish, wallet));
    }

    private async Task<IResult> RemoveAsync(ApiCall call) =>
        Show(call, await call.Merchant.RemoveWalletAsync(call.Route("id"), call.KeyHash));

    private static Wallet? Find(ApiCall call) => call.Access.Merchant.Wallets.FirstOrDefault(wallet => wallet.Id == call.Route("id"));

    private IResult Show(ApiCall call, WalletResult result, string field = "address", int status = StatusCodes.Status200OK) =>
        result.Outcome == WalletOutcome.Saved ? Show(call, result.Wallet!, status) : Refuse(call, result.Outcome, field, result.Detail);

    private IResult Show(ApiCall call, Wallet wallet, int status = StatusCodes.Status200OK) =>
        call.Answer(WalletView.WithAddresses(wallet, chains), ApiJson.Relaxed.EnvelopeWalletView, status);

    private static IResult Refuse(ApiCall call, WalletOutcome outcome, string field = "address", string? detail = null)
    {
        var (status, error) = ApiErrors.Of(outcome, field, detail);
        return call.Refuse(status, error);
    }
}
