using Microsoft.AspNetCore.Http;
using Payments.Chains;
using Payments.Contracts;
using Payments.Contracts.Wallets;
using Payments.Domain.Wallets;
using Payments.Http.Api;
using Payments.Http.Common;

namespace Payments.Http.Merchants;

/// <summary>An extended key as operators see it. The merchant is null after a release.</summary>
internal sealed record KeyView(string Chain, string Xpub, string? ScriptType, string? MerchantId, string RegisteredAt, long NextIndex, long? LastPaidIndex, int OpenAddresses)
{
    public static KeyView Of(string chain, ExtendedKey key, ExtendedKeyStatus status) => new(
        chain, key.Text, key.ScriptType, status.Owner?.ToUuid(), ApiTime.Format(status.RegisteredAt),
        status.NextIndex, status.LastPaidIndex, status.OpenAddresses);
}

/// <summary>Whose an extended key is, for operators. Keys come in bodies: paths and queries are written into the logs of proxies.</summary>
internal sealed class KeyEndpoints(ChainCatalog chains, MerchantDirectory merchants) : IApiEndpoints
{
    private const string Path = "/admin/xpubs";

    /// <inheritdoc />
    public void Map(ApiRoutes routes)
    {
        routes.MapAdmin("POST", Path, async call => await ActAsync(call, await call.BodyAsync("chain", "xpub", "script_type"), key => key.GetStatusAsync()));
        routes.MapAdmin("PUT", Path, MoveAsync);
    }

    /// <summary>Moves a key to a merchant, or releases it to whoever registers it next where <c>merchant_id</c> is null.</summary>
    private async Task<IResult> MoveAsync(ApiCall call)
    {
        var body = await call.BodyAsync("chain", "xpub", "script_type", "merchant_id");
        if (!body.Has("merchant_id")) throw new InputException("merchant_id", "is required; null releases the key");
        Domain.Identity.MerchantId? heir = body.Text("merchant_id") is null ? null : await AddressEndpoints.HeirAsync(merchants, body);
        return await ActAsync(call, body, key => key.MoveAsync(heir));
    }

    private async Task<IResult> ActAsync(
        ApiCall call, JsonFields body, Func<IExtendedKeyGrain, Task<ExtendedKeyStatus?>> act)
    {
        var chain = WalletRequest.Chain(body.Required("chain"), chains);
        var key = WalletRequest.Key(body, chain, chains)?.Key ?? throw InputException.Missing("xpub");
        return await act(call.Grains.Find<IExtendedKeyGrain>(ExtendedKeyName.Of(chain.Chain, key.Id))) is { } status
            ? call.Answer(KeyView.Of(chain.Chain.Value, key, status), ApiJson.Relaxed.EnvelopeKeyView)
            : call.Refuse(StatusCodes.Status404NotFound, "xpub: nobody has registered it");
    }
}
