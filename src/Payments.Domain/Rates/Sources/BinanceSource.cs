using System.Text.Json;

namespace Payments.Domain.Rates.Sources;

/// <summary>
/// Binance spot API, prices in USDT: <c>GET /api/v3/ticker/24hr?symbol=ETHUSDT</c> answers with <c>symbol</c>, <c>lastPrice</c> as text and
/// <c>closeTime</c> in Unix milliseconds. It is asked instead of <c>ticker/price</c> because that one gives no time.
/// Source: https://github.com/binance/binance-spot-api-docs, rest-api.md, 24hr ticker price change statistics.
/// </summary>
public sealed class BinanceSource : IRateSource
{
    /// <inheritdoc />
    public string Name => "binance";

    /// <inheritdoc />
    public Uri DefaultUrl { get; } = new("https://api.binance.com/");

    /// <inheritdoc />
    public IReadOnlyList<string> Paths(RatePair pair) => pair.To == "USDT" ? [$"api/v3/ticker/24hr?symbol={Uri.EscapeDataString(pair.From)}USDT"] : [];

    /// <inheritdoc />
    public PriceReading Read(RatePair pair, IReadOnlyList<JsonElement> answers, DateTimeOffset receivedAt)
    {
        answers[0].Expect("symbol", pair.From + "USDT");
        return new PriceReading(answers[0].Price("lastPrice"), answers[0].UnixMilliseconds("closeTime"), Name);
    }
}
