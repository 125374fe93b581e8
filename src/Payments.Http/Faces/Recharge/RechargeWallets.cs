using Microsoft.AspNetCore.Http;
using Payments.Contracts.StaticWallets;
using Payments.Domain.StaticWallets;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Http.Limits;
using Payments.Http.Users;
using Payments.Providers.Cryptomus;

namespace Payments.Http.Faces.Recharge;

/// <summary>
/// The recharge document's static wallets: an address of Cryptomus' that is one end user's for good, in each coin and network.
/// </summary>
internal sealed class RechargeWallets(
    RechargeWays ways, CryptomusCoins coins, StaticWalletBook book, PublicAddress address, RequestLimits limits)
{
    /// <summary>The caller's own wallets.</summary>
    public async Task<IResult> ListAsync(ApiCall call)
    {
        var view = StaticWalletsView.Of(await book.Of(call.Access.Merchant.Id, call.User).GetAsync());
        return TypedResults.Json(view, RechargeJson.Relaxed.StaticWalletsView);
    }

    /// <summary>Gives the caller's wallet in a coin, which is made the first time.</summary>
    public async Task<IResult> OpenAsync(ApiCall call)
    {
        var body = await call.BodyAsync("currency", "network", "credited_in");
        var coin = UserRequest.Currency(body.Text("currency"));
        var network = body.Required("network");
        var credited = body.Text("credited_in") is { Length: > 0 } named ? UserRequest.Currency(named) : coin;
        if (!StaticWalletRules.Credits(coin, credited))
            throw new InputException("credited_in", $"expected {coin} or {StaticWalletRules.Dollar}");
        await limits.CountRechargeAsync(call.Http, call.Access.Merchant.Id, call.User);
        var wallets = book.Of(call.Access.Merchant.Id, call.User);
        // What is there is given, whatever the account takes by now and whether its list can be had.
        var isThere = (await wallets.GetAsync())?.Find(coin, network) is { Address: not null };
        if (!isThere && await WhyNotAsync(call, coin, network) is { } refusal) return refusal;
        var result = await wallets.OpenAsync(new OpenStaticWallet
        {
            Merchant = call.Access.Merchant.Id,
            User = call.User,
            Coin = coin,
            Network = network,
            Currency = credited,
            PublicUrl = address.Root,
        });
        if (StaticWalletBook.Refusal(result) is { } why) throw why;
        return TypedResults.Json(StaticWalletView.Of(result.Wallet!), RechargeJson.Relaxed.StaticWalletView);
    }

    /// <summary>A coin that the account does not take is refused before the provider hears of it.</summary>
    private async Task<IResult?> WhyNotAsync(ApiCall call, string coin, string network)
    {
        if (await ways.AccountAsync(call.Access.Merchant) is not { } account)
            return call.Refuse(StatusCodes.Status503ServiceUnavailable, RechargeWays.NotConfigured);
        var list = await coins.FindAsync(account, call.Http.RequestAborted);
        if (list.Reason is { } why) return call.Refuse(StatusCodes.Status503ServiceUnavailable, RechargeBalances.ApiError(why));
        var taken = list.Coins.Where(known => known.Service.IsAvailable && StaticWalletKey.IsName(known.Service.Network)).ToArray();
        return taken.Any(known => known.Symbol == coin && known.Service.Network == network)
            ? null
            : throw new InputException(
                "network", $"expected one of {string.Join(", ", taken.Select(known => $"{known.Symbol} on {known.Service.Network}"))}");
    }
}
