using System.Text.Json;

namespace Payments.Domain.Rates.Sources;

/// <summary>
/// CoinGecko API v3, prices in fiat: <c>GET /api/v3/simple/price?ids=tether&amp;vs_currencies=cny&amp;include_last_updated_at=true</c> answers
/// <c>{"tether":{"cny":7.11,"last_updated_at":1711356300}}</c>, the time in Unix seconds; an unknown id is left out.
/// Source: https://docs.coingecko.com/reference/simple-price.
/// </summary>
public sealed class CoinGeckoSource : IRateSource
{
    private static readonly Dictionary<string, string> Ids = new()
    {
        ["USDT"] = "tether",
        ["USDC"] = "usd-coin",
        ["BTC"] = "bitcoin",
        ["ETH"] = "ethereum",
        ["BNB"] = "binancecoin",
        ["POL"] = "polygon-ecosystem-token",
        ["TRX"] = "tron",
        ["SOL"] = "solana",
        ["LTC"] = "litecoin",
        ["DASH"] = "dash",
    };

    /// <inheritdoc />
    public string Name => "coingecko";

    /// <inheritdoc />
    public Uri DefaultUrl { get; } = new("https://api.coingecko.com/");

    /// <inheritdoc />
    public IReadOnlyList<string> Paths(RatePair pair) => pair.To is "CNY" or "USD" && Ids.TryGetValue(pair.From, out var id)
        ? [$"api/v3/simple/price?ids={id}&vs_currencies={Currency(pair)}&include_last_updated_at=true&precision=full"]
        : [];

    /// <inheritdoc />
    public PriceReading Read(RatePair pair, IReadOnlyList<JsonElement> answers, DateTimeOffset receivedAt)
    {
        var coin = answers[0].Member(Ids[pair.From]);
        return new PriceReading(coin.Price(Currency(pair)), coin.UnixSeconds("last_updated_at"), Name);
    }

    private static string Currency(RatePair pair) => pair.To.ToLowerInvariant();
}
