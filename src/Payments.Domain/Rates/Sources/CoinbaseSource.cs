using System.Text.Json;

namespace Payments.Domain.Rates.Sources;

/// <summary>
/// Coinbase Data API: <c>GET /v2/exchange-rates?currency=USDT</c> answers <c>{"data":{"currency":"USDT","rates":{"CNY":"7.24",…}}}</c>,
/// rates as text for one unit of the currency. It gives no time, so a reading counts from when it was received.
/// Source: https://docs.cdp.coinbase.com/coinbase-app/track-apis/exchange-rates.
/// </summary>
public sealed class CoinbaseSource : IRateSource
{
    /// <inheritdoc />
    public string Name => "coinbase";

    /// <inheritdoc />
    public Uri DefaultUrl { get; } = new("https://api.coinbase.com/");

    /// <inheritdoc />
    public IReadOnlyList<string> Paths(RatePair pair) => pair.To is "CNY" or "USD" or "USDT" ? [$"v2/exchange-rates?currency={Uri.EscapeDataString(pair.From)}"] : [];

    /// <inheritdoc />
    public PriceReading Read(RatePair pair, IReadOnlyList<JsonElement> answers, DateTimeOffset receivedAt)
    {
        var data = answers[0].Member("data");
        data.Expect("currency", pair.From);
        return new PriceReading(data.Member("rates").Price(pair.To), receivedAt, Name);
    }
}
