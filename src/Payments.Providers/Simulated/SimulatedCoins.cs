namespace Payments.Providers.Simulated;

/// <summary>The coins of simulated payments, at made-up rates: nobody is paid by them.</summary>
public static class SimulatedCoins
{
    private const decimal Grain = 100_000_000m;

    private static readonly IReadOnlyDictionary<string, decimal> Fiat =
        new Dictionary<string, decimal> { ["USD"] = 1m, ["EUR"] = 1.1m, ["CNY"] = 0.14m };

    /// <summary>Each coin with its network and what one is worth in dollars.</summary>
    public static IReadOnlyList<(string Coin, string Network, decimal Dollars)> All { get; } =
    [
        ("USDT", "tron", 1m), ("USDC", "eth", 1m), ("BTC", "btc", 60_000m), ("ETH", "eth", 3_000m), ("TRX", "tron", 0.25m),
        ("LTC", "ltc", 80m), ("DASH", "dash", 30m),
    ];

    /// <summary>What one unit of a currency or coin is worth in dollars; null where it has no made-up rate.</summary>
    public static decimal? DollarsOf(string currency) => Fiat.TryGetValue(currency, out var dollars) ? dollars : Find(currency)?.Dollars;

    /// <summary>The network of a coin; null where there is no such coin.</summary>
    public static string? NetworkOf(string coin) => Find(coin)?.Network;

    /// <summary>Money in a coin, rounded up to eight decimals; null where one of them has no rate.</summary>
    public static decimal? Convert(decimal money, string currency, string coin) =>
        DollarsOf(currency) is { } from && Find(coin) is { Dollars: var to } ? decimal.Ceiling(money * from / to * Grain) / Grain : null;

    private static (string Coin, string Network, decimal Dollars)? Find(string name)
    {
        foreach (var coin in All)
            if (coin.Coin == name) return coin;
        return null;
    }
}
