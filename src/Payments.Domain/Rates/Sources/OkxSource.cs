using System.Text.Json;

namespace Payments.Domain.Rates.Sources;

/// <summary>
/// OKX API v5: <c>market/ticker</c> for prices in USDT (<c>last</c>), <c>market/index-tickers</c> for USD (<c>idxPx</c>), and for CNY that
/// index times <c>market/exchange-rate</c> (<c>usdCny</c>, an average over two weeks). Times are Unix milliseconds in <c>ts</c>.
/// The envelope is <c>{"code":"0","msg":"","data":[…]}</c>. Source: https://www.okx.com/docs-v5/en/, Market Data and Public Data.
/// </summary>
public sealed class OkxSource : IRateSource
{
    /// <inheritdoc />
    public string Name => "okx";

    /// <inheritdoc />
    public Uri DefaultUrl { get; } = new("https://www.okx.com/");

    /// <inheritdoc />
    public IReadOnlyList<string> Paths(RatePair pair) => pair.To switch
    {
        "USDT" => [$"api/v5/market/ticker?instId={Instrument(pair.From, "USDT")}"],
        "USD" => [Index(pair.From)],
        "CNY" => [Index(pair.From), "api/v5/market/exchange-rate"],
        _ => [],
    };

    /// <inheritdoc />
    public PriceReading Read(RatePair pair, IReadOnlyList<JsonElement> answers, DateTimeOffset receivedAt)
    {
        var ticker = Data(answers[0]);
        ticker.Expect("instId", $"{pair.From}-{(pair.To == "USDT" ? "USDT" : "USD")}");
        var price = ticker.Price(pair.To == "USDT" ? "last" : "idxPx");
        if (pair.To == "CNY") price = Multiply(price, Data(answers[1]).Price("usdCny"));
        return new PriceReading(price, ticker.UnixMilliseconds("ts"), Name);
    }

    private static string Index(string from) => $"api/v5/market/index-tickers?instId={Instrument(from, "USD")}";

    private static string Instrument(string from, string to) => Uri.EscapeDataString($"{from}-{to}");

    private static JsonElement Data(JsonElement answer)
    {
        answer.Expect("code", "0");
        return answer.Member("data").Only();
    }

    private static decimal Multiply(decimal price, decimal rate)
    {
        try
        {
            return price * rate;
        }
        catch (OverflowException overflow)
        {
            throw new FormatException("The price is beyond any that can be.", overflow);
        }
    }
}
