using System.Text;
using Orleans.Runtime;
using Payments.Domain.Rates;
using Payments.Storage.States;
using Payments.Testing;

namespace Payments.Grains.Tests.Rates;

/// <summary>When a rate is fetched, how long it is used, and what is used in its place.</summary>
public sealed class RateGrainTests : RateHost
{
    protected override Dictionary<string, string?> Settings => new() { ["Rates:Sources"] = "coingecko, coinbase", ["Rates:Configured:usdc_cny"] = "7.05" };

    [Fact]
    public async Task Callers_at_once_share_one_fetch()
    {
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Prices.On("coingecko", async context =>
        {
            arrived.TrySetResult();
            await go.Task;
            await PriceServer.Json(context, $$$"""{"tether":{"cny":7.2,"last_updated_at":{{{Now.ToUnixTimeSeconds()}}}}}""");
        });
        var callers = Enumerable.Range(0, 100).Select(_ => Rate().GetAsync()).ToArray();
        await arrived.Task;
        go.SetResult();

        (await Task.WhenAll(callers)).Should().OnlyContain(rate => rate!.Rate == 7.2m);
        Prices.Hits("coingecko").Should().Be(1);
    }

    [Fact]
    public async Task Within_the_interval_memory_answers()
    {
        Prices.CoinGecko(7.2m, Now);
        await Rate().GetAsync();
        Host.Time.Advance(TimeSpan.FromSeconds(59));
        for (var i = 0; i < 50; i++) await Rate().GetAsync();
        Prices.Hits("coingecko").Should().Be(1);
    }

    [Fact]
    public async Task After_the_interval_nobody_waits_for_the_refresh()
    {
        Prices.CoinGecko(7.2m, Now);
        await Rate().GetAsync();
        Host.Time.Advance(TimeSpan.FromSeconds(60));
        var arrived = Prices.Hang("coingecko");

        (await Rate().GetAsync())!.Rate.Should().Be(7.2m);
        await arrived;
        (await Rate().GetAsync())!.Rate.Should().Be(7.2m);
        Prices.Hits("coingecko").Should().Be(2);
    }

    [Fact]
    public async Task A_refreshed_rate_replaces_the_old_one()
    {
        Prices.CoinGecko(7.2m, Now);
        await Rate().GetAsync();
        Host.Time.Advance(TimeSpan.FromSeconds(60));
        Prices.CoinGecko(7.3m, Now);
        await Rate().GetAsync();

        await Patience.UntilAsync(async () => (await Rate().GetAsync())!.Rate == 7.3m, "the fresh price is there");
        (await Rate().GetAsync())!.At.Should().Be(Now);
    }

    [Fact]
    public async Task An_old_rate_is_never_used_in_silence()
    {
        Prices.CoinGecko(7.2m, Now);
        await Rate().GetAsync();
        Prices.Status("coingecko", 500);

        Host.Time.Advance(TimeSpan.FromMinutes(10));
        (await Rate().GetAsync())!.Rate.Should().Be(7.2m, "ten minutes are still within the age limit");
        await Patience.UntilAsync(() => Prices.Hits("coinbase") == 1, "the second source was asked");
        Host.Time.Advance(TimeSpan.FromSeconds(1));
        (await Rate().GetAsync()).Should().BeNull();
    }

    [Fact]
    public async Task The_age_counts_from_when_the_source_gave_the_price()
    {
        Prices.CoinGecko(7.2m, Now - TimeSpan.FromMinutes(9));
        (await Rate().GetAsync())!.Rate.Should().Be(7.2m);
        Prices.Status("coingecko", 500);
        Host.Time.Advance(TimeSpan.FromSeconds(61));
        (await Rate().GetAsync()).Should().BeNull();
    }

    [Fact]
    public async Task After_a_failure_sources_are_asked_again_only_after_a_while_and_nobody_waits()
    {
        (await Rate().GetAsync()).Should().BeNull();
        for (var i = 0; i < 20; i++) (await Rate().GetAsync()).Should().BeNull();
        Prices.Hits("coingecko").Should().Be(1);

        Host.Time.Advance(TimeSpan.FromSeconds(10));
        Prices.CoinGecko(7.2m, Now);
        (await Rate().GetAsync()).Should().BeNull("the try goes on behind the answer");
        await Patience.UntilAsync(async () => await Rate().GetAsync() is { Rate: 7.2m }, "the price is believed");
        Prices.Hits("coingecko").Should().Be(2);
    }

    [Fact]
    public async Task Without_sources_the_operators_rate_goes_before_the_settings()
    {
        (await Rate("USDC-CNY").GetAsync())!.Should().BeEquivalentTo(new { Rate = 7.05m, Source = "configured" });
        await Rate("USDC-CNY").SetConfiguredAsync(7.11m);
        (await Rate("USDC-CNY").GetAsync())!.Should().BeEquivalentTo(new { Rate = 7.11m, Source = "configured", At = Now });

        await RestartAsync();
        (await Rate("USDC-CNY").GetAsync())!.Rate.Should().Be(7.11m);
        await Rate("USDC-CNY").SetConfiguredAsync(null);
        (await Rate("USDC-CNY").GetAsync())!.Rate.Should().Be(7.05m);
    }

    [Fact]
    public async Task A_source_goes_before_what_is_configured()
    {
        Prices.CoinGecko(7.2m, Now);
        await Rate().SetConfiguredAsync(9m);
        (await Rate().GetAsync())!.Source.Should().Be("coingecko");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task A_configured_rate_is_positive(int rate) =>
        await Rate().Awaiting(grain => grain.SetConfiguredAsync(rate)).Should().ThrowAsync<ArgumentOutOfRangeException>();

    [Fact]
    public async Task A_restart_goes_on_with_a_fresh_rate_and_forgets_a_stale_one()
    {
        Prices.CoinGecko(7.2m, Now);
        await Rate().GetAsync();
        Prices.Status("coingecko", 500);

        await RestartAsync();
        (await Rate().GetAsync())!.Should().BeEquivalentTo(new { Rate = 7.2m, Source = "coingecko" });
        Host.Time.Advance(TimeSpan.FromMinutes(11));
        await RestartAsync();
        (await Rate().GetAsync()).Should().BeNull();
    }

    [Theory]
    [InlineData("7.2", "12", true)]
    [InlineData("5", "7.2", true)]
    [InlineData("7.21", "12", false)]
    [InlineData("5", "7.19", false)]
    public async Task A_stored_price_is_used_after_a_restart_only_within_the_bounds_of_now(string min, string max, bool isUsed)
    {
        Prices.CoinGecko(7.2m, Now);
        await Rate().GetAsync();
        Prices.Status("coingecko", 500);
        await RestartAsync(("Rates:Bounds:USDT-CNY:Min", min), ("Rates:Bounds:USDT-CNY:Max", max));
        (await Rate().GetAsync())?.Rate.Should().Be(7.2m);
        (await Rate().GetAsync() is not null).Should().Be(isUsed);
    }

    [Fact]
    public async Task A_jump_needs_a_second_source()
    {
        Prices.CoinGecko(7.2m, Now);
        await Rate().GetAsync();
        Host.Time.Advance(TimeSpan.FromMinutes(11));

        Prices.CoinGecko(10m, Now);
        (await Rate().GetAsync()).Should().BeNull("one source alone says so");
        Host.Time.Advance(TimeSpan.FromMinutes(1));
        Prices.CoinGecko(10m, Now);
        Prices.Coinbase(7.21m);
        (await Rate().GetAsync())!.Should().BeEquivalentTo(new { Rate = 7.21m, Source = "coinbase" });
        Host.Time.Advance(TimeSpan.FromMinutes(11));
        Prices.CoinGecko(10m, Now);
        Prices.Coinbase(10.1m);
        (await Rate().GetAsync())!.Rate.Should().Be(10.1m, "two sources agree");
    }

    [Fact]
    public async Task A_jump_after_a_long_silence_is_believed()
    {
        Prices.CoinGecko(7.2m, Now);
        await Rate().GetAsync();
        Host.Time.Advance(TimeSpan.FromHours(24) + TimeSpan.FromSeconds(1));
        Prices.CoinGecko(10m, Now);
        (await Rate().GetAsync())!.Rate.Should().Be(10m);
    }

    [Fact]
    public async Task A_rate_that_cannot_be_stored_is_still_answered()
    {
        Prices.CoinGecko(7.2m, Now);
        Host.Storage.FailNextWrite = new IOException("disk full");
        (await Rate().GetAsync())!.Rate.Should().Be(7.2m);
        (await Rate().GetAsync())!.Rate.Should().Be(7.2m);
    }

    [Fact]
    public async Task After_somebody_elses_write_a_refresh_is_stored_again()
    {
        Prices.CoinGecko(7.2m, Now);
        await Rate().GetAsync();
        var (table, key) = StateTables.Locate(StateNames.Rate, new RatePair("USDT", "CNY").GrainKey);
        var store = Host.Get<IStateStore>();
        var row = (await store.ReadAsync(table, key))!.Value;
        await store.WriteAsync(table, key, row.State, row.Version);

        Host.Time.Advance(TimeSpan.FromSeconds(60));
        Prices.CoinGecko(7.3m, Now);
        await Patience.UntilAsync(async () => await Rate().GetAsync() is not null && Encoding.UTF8.GetString((await store.ReadAsync(table, key))!.Value.State).Contains("7.3", StringComparison.Ordinal), "the new price is stored");
    }

    [Fact]
    public async Task An_operators_rate_that_cannot_be_stored_does_not_count()
    {
        Host.Storage.FailNextWrite = new IOException("disk full");
        (await Rate().Awaiting(rate => rate.SetConfiguredAsync(7m)).Should().ThrowAsync<OrleansException>()).WithInnerException<IOException>();
        (await Rate().GetAsync()).Should().BeNull();
    }
}
