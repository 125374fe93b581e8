using System.Text.Json;
using Payments.Domain.Rates;
using Payments.Domain.Rates.Sources;

namespace Payments.Domain.Tests.Rates;

/// <summary>Answers in the forms that the sources publish.</summary>
public sealed class RateSourceTests
{
    private static readonly DateTimeOffset Received = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private const string OkxIndex = """{"code":"0","msg":"","data":[{"instId":"USDT-USD","idxPx":"0.99952","high24h":"1.0001","sodUtc0":"0.9996","open24h":"0.9997","low24h":"0.9991","sodUtc8":"0.9996","ts":"1767268790000"}]}""";
    private const string OkxRate = """{"code":"0","msg":"","data":[{"usdCny":"7.162"}]}""";
    private const string OkxTicker = """{"code":"0","msg":"","data":[{"instType":"SPOT","instId":"ETH-USDT","last":"3000.12","lastSz":"1","askPx":"3000.13","bidPx":"3000.11","ts":"1767268790000"}]}""";
    private const string Binance = """{"symbol":"ETHUSDT","priceChange":"-94.99999800","lastPrice":"3000.00000200","openTime":1767182390000,"closeTime":1767268790000,"count":76}""";
    private const string CoinGecko = """{"tether":{"cny":7.1534567890123456,"last_updated_at":1767268790}}""";
    private const string Coinbase = """{"data":{"currency":"USDT","rates":{"AED":"3.67","CNY":"7.2401","USD":"1.0003","USDT":"1"}}}""";

    public static TheoryData<string, string, string, string[], string[], string> Good => new()
    {
        { "okx", "USDT", "CNY", ["api/v5/market/index-tickers?instId=USDT-USD", "api/v5/market/exchange-rate"], [OkxIndex, OkxRate], "7.15856224" },
        { "okx", "USDT", "USD", ["api/v5/market/index-tickers?instId=USDT-USD"], [OkxIndex], "0.99952" },
        { "okx", "ETH", "USDT", ["api/v5/market/ticker?instId=ETH-USDT"], [OkxTicker], "3000.12" },
        { "binance", "ETH", "USDT", ["api/v3/ticker/24hr?symbol=ETHUSDT"], [Binance], "3000.00000200" },
        { "coingecko", "USDT", "CNY", ["api/v3/simple/price?ids=tether&vs_currencies=cny&include_last_updated_at=true&precision=full"], [CoinGecko], "7.1534567890123456" },
        { "coinbase", "USDT", "CNY", ["v2/exchange-rates?currency=USDT"], [Coinbase], "7.2401" },
        { "coinbase", "USDT", "USD", ["v2/exchange-rates?currency=USDT"], [Coinbase], "1.0003" },
    };

    [Theory]
    [MemberData(nameof(Good))]
    public void The_published_form_is_read_to_the_last_digit(string name, string from, string to, string[] paths, string[] answers, string price)
    {
        var (source, pair) = (RateSources.All[name], new RatePair(from, to));

        source.Paths(pair).Should().Equal(paths);
        var reading = source.Read(pair, Parse(answers), Received);
        reading.Price.ToString(System.Globalization.CultureInfo.InvariantCulture).Should().Be(price);
        reading.Source.Should().Be(name);
        reading.At.Should().Be(name == "coinbase" ? Received : DateTimeOffset.FromUnixTimeSeconds(1767268790));
    }

    [Theory]
    [InlineData("okx", "USDT", "EUR")]
    [InlineData("binance", "USDT", "CNY")]
    [InlineData("binance", "USDT", "USD")]
    [InlineData("coingecko", "ETH", "USDT")]
    [InlineData("coingecko", "NOSUCH", "CNY")]
    [InlineData("coinbase", "USDT", "EUR")]
    public void A_pair_that_a_source_does_not_price_is_not_asked_for(string name, string from, string to) =>
        RateSources.All[name].Paths(new RatePair(from, to)).Should().BeEmpty();

    public static TheoryData<string, string, string, string[]> Bad => new()
    {
        { "okx", "USDT", "USD", ["""{"code":"51001","msg":"Instrument ID does not exist","data":[]}"""] },
        { "okx", "USDT", "USD", ["""{"code":"0","msg":"","data":[]}"""] },
        { "okx", "USDT", "USD", [OkxIndex.Replace("USDT-USD", "USDC-USD")] },
        { "okx", "USDT", "USD", [OkxIndex.Replace("\"0.99952\"", "\"\"")] },
        { "okx", "USDT", "USD", [OkxIndex.Replace("\"0.99952\"", "null")] },
        { "okx", "USDT", "USD", [OkxIndex.Replace("0.99952", "-0.99952")] },
        { "okx", "USDT", "USD", [OkxIndex.Replace("0.99952", "NaN")] },
        { "okx", "USDT", "USD", [OkxIndex.Replace("1767268790000", "yesterday")] },
        { "okx", "USDT", "USD", [OkxIndex.Replace("1767268790000", "9223372036854775807")] },
        { "okx", "USDT", "CNY", [OkxIndex, """{"code":"0","msg":"","data":[{}]}"""] },
        { "okx", "USDT", "CNY", [OkxIndex.Replace("0.99952", decimal.MaxValue.ToString(System.Globalization.CultureInfo.InvariantCulture)), OkxRate] },
        { "binance", "ETH", "USDT", ["""{"code":-1121,"msg":"Invalid symbol."}"""] },
        { "binance", "ETH", "USDT", [Binance.Replace("ETHUSDT", "BTCUSDT")] },
        { "binance", "ETH", "USDT", [Binance.Replace("3000.00000200", "0.00000000")] },
        { "binance", "ETH", "USDT", ["[]"] },
        { "coingecko", "USDT", "CNY", ["{}"] },
        { "coingecko", "USDT", "CNY", ["""{"tether":{}}"""] },
        { "coingecko", "USDT", "CNY", ["""{"tether":{"cny":7.1}}"""] },
        { "coingecko", "USDT", "CNY", ["""{"tether":{"cny":1e40,"last_updated_at":1767268790}}"""] },
        { "coingecko", "USDT", "CNY", ["""{"tether":{"cny":1e-40,"last_updated_at":1767268790}}"""] },
        { "coingecko", "USDT", "CNY", ["""{"tether":[7.1]}"""] },
        { "coinbase", "USDT", "CNY", ["""{"data":{"currency":"USDT","rates":{"USD":"1.0003"}}}"""] },
        { "coinbase", "USDT", "CNY", [Coinbase.Replace("\"currency\":\"USDT\"", "\"currency\":\"USD\"")] },
        { "coinbase", "USDT", "CNY", ["""{"errors":[{"id":"not_found","message":"Invalid currency"}]}"""] },
        { "coinbase", "USDT", "CNY", ["\"text\""] },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Anything_else_is_a_format_error(string name, string from, string to, string[] answers) =>
        FluentActions.Invoking(() => RateSources.All[name].Read(new RatePair(from, to), Parse(answers), Received)).Should().Throw<FormatException>();

    [Fact]
    public void A_small_number_in_exponent_form_is_read_exactly() =>
        RateSources.All["coingecko"].Read(new RatePair("TRX", "USD"), Parse("""{"tron":{"usd":6.793e-05,"last_updated_at":1767268790}}"""), Received).Price.Should().Be(0.00006793m);

    private static JsonElement[] Parse(params string[] answers) => [.. answers.Select(answer => JsonDocument.Parse(answer).RootElement)];
}
