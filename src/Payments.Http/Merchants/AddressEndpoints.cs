using Microsoft.AspNetCore.Http;
using Payments.Chains;
using Payments.Contracts;
using Payments.Contracts.Wallets;
using Payments.Domain.Identity;
using Payments.Domain.Wallets;
using Payments.Http.Api;
using Payments.Http.Common;

namespace Payments.Http.Merchants;

/// <summary>A receiving address as operators see it. The merchant is null after a release.</summary>
internal sealed record AddressView(string Chain, string Address, string? MerchantId, string RegisteredAt, int OpenAmounts, bool HasUnmatched)
{
    public static AddressView Of(ChainId chain, string address, AddressStatus status) =>
        new(chain.Value, address, status.Owner?.ToUuid(), ApiTime.Format(status.RegisteredAt), status.OpenAmounts, status.HasUnmatched);
}

/// <summary>Whose an address is, for operators: the first merchant's that registered it, until they decide otherwise.</summary>
internal sealed class AddressEndpoints(ChainCatalog chains, MerchantDirectory merchants) : IApiEndpoints
{
    private const string Path = "/admin/addresses/{chain}/{address}";

    /// <inheritdoc />
    public void Map(ApiRoutes routes)
    {
        routes.MapAdmin("GET", Path, call => ActAsync(call, address => address.GetStatusAsync()));
        routes.MapAdmin("PUT", Path, call => ActAsync(call,
            async address => await address.MoveAsync(await HeirAsync(merchants, await call.BodyAsync("merchant_id")))));
        routes.MapAdmin("DELETE", Path, call => ActAsync(call, address => address.MoveAsync(null)));
    }

    private async Task<IResult> ActAsync(ApiCall call, Func<IWalletAddressGrain, Task<AddressStatus?>> act)
    {
        if (!chains.TryGetChain(call.Route("chain"), out var chain)) throw new InputException("chain", $"expected one of {string.Join(", ", chains.Known)}");
        if (!chains.TryParseAddress(chain.Chain, call.Route("address"), out var address, out var error)) throw new InputException("address", error);
        return await act(call.Grains.Find<IWalletAddressGrain>(WalletAddressKey.Of(chain.Chain, address))) is { } status
            ? call.Answer(AddressView.Of(chain.Chain, chains.Display(chain.Chain, address), status), ApiJson.Relaxed.EnvelopeAddressView)
            : call.Refuse(StatusCodes.Status404NotFound, "address: nobody has registered it");
    }

    /// <summary>The merchant whom an operator names as the new owner.</summary>
    internal static async Task<MerchantId> HeirAsync(MerchantDirectory merchants, JsonFields body)
    {
        if (!MerchantId.TryParse(body.Required("merchant_id"), out var merchant)) throw new InputException("merchant_id", "expected a UUID");
        return await merchants.ByIdAsync(merchant) is not null
            ? merchant
            : throw new InputException("merchant_id", "no such merchant", StatusCodes.Status404NotFound);
    }
}
