namespace Payments.Grains.Tests.Rates;

/// <summary>Which source a rate comes from, over real HTTP.</summary>
public sealed class RateSourceOrderTests : RateHost
{
    protected override Dictionary<string, string?> Settings => new() { ["Rates:MaxAnswerBytes"] = "20000" };

    [Fact]
    public async Task The_first_source_that_answers_is_used_and_no_other_is_asked()
    {
        Prices.Okx(0.999m, 7.2m, Now);
        Prices.CoinGecko(7.3m, Now);

        var rate = await Rate().GetAsync();

        (rate!.Rate, rate.Source, rate.At).Should().Be((7.1928m, "okx", Now));
        Prices.Hits("coingecko").Should().Be(0);
        Prices.Hits("okx").Should().Be(2);
    }

    [Fact]
    public async Task Every_source_is_spoken_to_in_its_own_form()
    {
        Prices.Binance(3000.5m, Now);
        Prices.Coinbase(7.3m);
        Prices.CoinGecko(7.4m, Now);
        (await Rate("ETH-USDT").GetAsync())!.Should().BeEquivalentTo(new { Rate = 3000.5m, Source = "binance" });
        (await Rate("USDC-CNY").GetAsync())!.Should().BeEquivalentTo(new { Rate = 7.4m, Source = "coingecko" });
        Prices.Status("coingecko", 500);
        (await Rate("USDT-CNY").GetAsync())!.Should().BeEquivalentTo(new { Rate = 7.3m, Source = "coinbase", At = Now });
    }

    public static TheoryData<string> Misbehaviours => new()
    {
        "500", "404", "302", "429", "418", "not json", "truncated", "empty", "null", "wrong instrument", "error code", "stale", "future", "absurdly high", "absurdly low", "zero", "negative", "too long", "broken off",
    };

    [Theory]
    [MemberData(nameof(Misbehaviours))]
    public async Task A_source_that_misbehaves_is_passed_over(string how)
    {
        const string good = """{"code":"0","msg":"","data":[{"instId":"USDT-USD","idxPx":"1","ts":"TS"}]}""";
        var body = good.Replace("TS", Now.ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture));
        switch (how)
        {
            case "500" or "404" or "302" or "429" or "418": Prices.Status("okx", int.Parse(how, System.Globalization.CultureInfo.InvariantCulture)); break;
            case "not json": Prices.Body("okx", "<html>maintenance</html>"); break;
            case "truncated": Prices.Body("okx", body[..^5]); break;
            case "empty": Prices.Body("okx", ""); break;
            case "null": Prices.Body("okx", "null"); break;
            case "wrong instrument": Prices.Body("okx", body.Replace("USDT-USD", "BTC-USD")); break;
            case "error code": Prices.Body("okx", """{"code":"50011","msg":"Too Many Requests","data":[]}"""); break;
            case "stale": Prices.Okx(1, 7.2m, Now - TimeSpan.FromSeconds(601)); break;
            case "future": Prices.Okx(1, 7.2m, Now + TimeSpan.FromSeconds(61)); break;
            case "absurdly high": Prices.Okx(1, 72m, Now); break;
            case "absurdly low": Prices.Okx(1, 0.72m, Now); break;
            case "zero": Prices.Okx(0, 7.2m, Now); break;
            case "negative": Prices.Okx(-1, 7.2m, Now); break;
            case "too long": Prices.Body("okx", body + new string(' ', 30_000)); break;
            case "broken off": Prices.On("okx", context => { context.Abort(); return Task.CompletedTask; }); break;
            default: throw new ArgumentOutOfRangeException(nameof(how), how, "Unknown.");
        }
        Prices.CoinGecko(7.25m, Now);

        (await Rate().GetAsync())!.Should().BeEquivalentTo(new { Rate = 7.25m, Source = "coingecko" });
        Prices.Hits("okx").Should().BePositive();
    }

    [Fact]
    public async Task A_source_that_keeps_us_waiting_is_left_after_its_time()
    {
        var arrived = Prices.Hang("okx");
        Prices.CoinGecko(7.25m, Now);
        var asked = Rate().GetAsync();
        await arrived;
        asked.IsCompleted.Should().BeFalse();

        Host.Time.Advance(TimeSpan.FromSeconds(4));

        (await asked)!.Source.Should().Be("coingecko");
    }

    [Fact]
    public async Task Who_asks_for_fewer_requests_is_left_alone_for_as_long_as_said()
    {
        Prices.Status("okx", 429, retryAfter: "120");
        Prices.CoinGecko(7.25m, Now);
        await Rate().GetAsync();
        await Rate("USDC-CNY").GetAsync();
        Prices.Hits("okx").Should().Be(1, "another pair leaves it alone as well");

        Prices.Okx(1, 7.2m, Now + TimeSpan.FromSeconds(121));
        Host.Time.Advance(TimeSpan.FromSeconds(121));
        (await Rate("USDT-USD").GetAsync())!.Source.Should().Be("okx");
    }
}
