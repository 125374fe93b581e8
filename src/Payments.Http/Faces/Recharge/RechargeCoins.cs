using Orleans;
using Payments.Chains;
using Payments.Contracts;
using Payments.Contracts.Chains;
using Payments.Contracts.Rates;
using Payments.Domain.Merchants;
using Payments.Domain.Money;
using Payments.Domain.Rates;
using Payments.Http.Api;
using Payments.Providers.Cryptomus;
using Payments.Providers.Simulated;

namespace Payments.Http.Faces.Recharge;

/// <summary>What a merchant's end users can pay with, whoever takes the money.</summary>
internal sealed class RechargeCoins(
    RechargeWays ways, CryptomusCoins cryptomus, ChainCatalog chains, IChainReach reach, IGrainFactory grains, TimeProvider time)
{
    /// <summary>Currencies of amounts at a provider, the usual one first.</summary>
    private static readonly string[] Fiat = ["USD", "EUR", "CNY"];

    /// <summary>The coins, with their rates in a currency.</summary>
    /// <returns>Null, and why, where a provider does not say or nothing is configured.</returns>
    public async Task<(RechargeCoinsView? View, string? Why)> ReadAsync(
        Merchant merchant, string currency, CancellationToken cancellationToken)
    {
        switch (ways.Of(merchant, currency))
        {
            case RechargeWay.Cryptomus:
                if (await ways.AccountAsync(merchant) is not { } account) return (null, null);
                var list = await cryptomus.FindAsync(account, cancellationToken);
                return list.Reason is { } reason ? (null, reason) : (OfCryptomus(list, currency), null);
            case RechargeWay.Simulated:
                return (OfSimulated(currency), null);
            case RechargeWay.Wallets:
                return (await OfWalletsAsync(merchant, currency), null);
            case RechargeWay.None:
                return (null, null);
            case var other:
                throw new InvalidOperationException($"Unknown way {other}.");
        }
    }

    private static RechargeCoinsView OfCryptomus(CryptomusCoinList list, string currency)
    {
        // A currency for which no coin has a rate is none that an invoice can be made in.
        string[] amounts = [.. Fiat.Where(fiat => list.Coins.Any(coin => coin.Rates.ContainsKey(fiat)))];
        return new RechargeCoinsView(
            "cryptomus", false, currency, amounts, ApiTime.Format(list.At),
            [.. CryptomusCoins.Names.SelectMany(name => list.Coins.Where(coin => coin.Symbol == name)).Select(coin => Of(coin, currency))]);
    }

    private static RechargeCoinView Of(CryptomusCoin coin, string currency)
    {
        var service = coin.Service;
        decimal? rate = coin.Symbol == currency ? 1 : coin.Rates.TryGetValue(currency, out var known) ? known : null;
        return new RechargeCoinView(
            coin.Symbol, service.Network, service.IsAvailable, Text(rate), Text(service.MinAmount), Text(service.MaxAmount),
            Text(service.FeeAmount), Text(service.FeePercent));
    }

    private RechargeCoinsView OfSimulated(string currency) => new(
        "simulated", true, currency, Fiat, ApiTime.Format(time.GetUtcNow()),
        [
            .. SimulatedCoins.All.Select(coin => new RechargeCoinView(
                coin.Coin, coin.Network, true,
                Text(SimulatedCoins.DollarsOf(currency) is { } dollars ? decimal.Round(coin.Dollars / dollars, 8) : null),
                null, null, "0", "0")),
        ]);

    private async Task<RechargeCoinsView> OfWalletsAsync(Merchant merchant, string currency)
    {
        var coins = new List<RechargeCoinView>();
        var wallets = merchant.OpenAt(time.GetUtcNow()).Wallets.Where(wallet => wallet.Takes(currency));
        foreach (var wallet in wallets.DistinctBy(wallet => (wallet.Chain, wallet.Token)))
        {
            var isOn = chains.TryGetToken(wallet.Chain, wallet.Token, out _) && await reach.WhyBehindAsync(wallet.Chain) is null;
            var rate = wallet.OwnRate(currency) ?? await SystemRateAsync(wallet, currency);
            coins.Add(new RechargeCoinView(wallet.Token, wallet.Chain.Value, isOn && rate is not null, Text(rate), null, null, "0", "0"));
        }
        string[] amounts = [.. merchant.Wallets.Select(wallet => wallet.Currency).Distinct()];
        return new RechargeCoinsView("wallets", false, currency, amounts, ApiTime.Format(time.GetUtcNow()), coins);
    }

    private async Task<decimal?> SystemRateAsync(Wallet wallet, string currency) =>
        await grains.Find<IRateGrain>(new RatePair(wallet.Token, currency).GrainKey).GetAsync() is { } rate
            ? wallet.WithSpread(rate.Rate)
            : null;

    private static string? Text(decimal? number) => number is { } known ? PlainDecimal.Format(known) : null;
}
