using System.Globalization;
using System.Text.Json.Nodes;

namespace Payments.ProviderSandbox.Cryptomus;

/// <summary>The stand-in's fixed rates and the coins that it takes.</summary>
internal static class SandboxRates
{
    private static readonly (string Currency, string Network, decimal Dollars)[] Coins =
    [
        ("USDT", "tron", 1m), ("USDT", "bsc", 1m), ("USDC", "eth", 1m), ("BTC", "btc", 65_000m), ("ETH", "eth", 3_000m),
        ("TRX", "tron", 0.25m), ("LTC", "ltc", 80m), ("DASH", "dash", 30m),
    ];

    private static readonly Dictionary<string, decimal> Fiat = new() { ["USD"] = 1m, ["EUR"] = 1.1m, ["CNY"] = 0.14m };

    public static bool Knows(string currency) => Fiat.ContainsKey(currency) || Coins.Any(coin => coin.Currency == currency);

    public static bool IsCoin(string currency, string? network) =>
        Coins.Any(coin => coin.Currency == currency && (network is null || coin.Network == network));

    public static string NetworkOf(string currency) => Coins.First(coin => coin.Currency == currency).Network;

    public static decimal DollarsOf(string currency) =>
        Fiat.TryGetValue(currency, out var dollars) ? dollars : Coins.First(coin => coin.Currency == currency).Dollars;

    /// <summary>What a coin is worth when it comes: a little less than the rate by which it was priced.</summary>
    public static decimal MarketOf(string coin) => DollarsOf(coin) * 0.9985m;

    public static JsonArray Services() =>
    [
        .. Coins.Select(coin => (JsonNode)new JsonObject
        {
            ["network"] = coin.Network,
            ["currency"] = coin.Currency,
            ["is_available"] = true,
            ["limit"] = new JsonObject { ["min_amount"] = Text(1 / coin.Dollars), ["max_amount"] = Text(1_000_000 / coin.Dollars) },
            ["commission"] = new JsonObject { ["fee_amount"] = "0.00", ["percent"] = "2.00" },
        }),
    ];

    public static JsonArray RatesOf(string currency) =>
    [
        .. Fiat.Keys.Concat(Coins.Select(coin => coin.Currency)).Distinct().Where(other => other != currency)
            .Select(other => RateOf(currency, other)),
    ];

    private static JsonObject RateOf(string from, string to) =>
        new() { ["from"] = from, ["to"] = to, ["course"] = Text(DollarsOf(from) / DollarsOf(to)) };

    private static string Text(decimal amount) => amount.ToString("0.00000000", CultureInfo.InvariantCulture);
}
