using Payments.Providers.Cryptomus;
using Payments.Testing;

namespace Payments.Providers.Tests.Cryptomus;

/// <summary>The list of coins: asked for once a minute, kept for an hour where nothing newer is to be had.</summary>
public sealed class CryptomusCoinsTests : IAsyncLifetime
{
    private readonly ManualTimeProvider time = new();
    private CryptomusLab lab = null!;
    private CryptomusCoins coins = null!;

    private int Asked => lab.Sandbox.Requests.Count(request => request.ToString()!.Contains("payment/services"));

    public async Task InitializeAsync()
    {
        lab = await CryptomusLab.StartAsync();
        coins = new CryptomusCoins(lab.Host.Http, time);
    }

    public Task DisposeAsync() => lab.DisposeAsync().AsTask();

    [Fact]
    public async Task Many_who_look_at_once_cost_one_call_and_the_next_minute_another()
    {
        var lists = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ReadAsync()));
        lists.Should().AllSatisfy(list => list.Should().BeSameAs(lists[0]));
        lists[0].Coins.Select(coin => coin.Symbol).Distinct().Should().BeEquivalentTo("BTC", "ETH", "USDT", "USDC", "TRX", "LTC", "DASH");
        var bitcoin = lists[0].Coins.Single(coin => coin.Symbol == "BTC");
        (bitcoin.Rates["USD"], bitcoin.Rates["ETH"]).Should().Be((65_000m, 21.66666667m));
        Asked.Should().Be(1);
        time.Advance(CryptomusCoins.Lifetime - TimeSpan.FromSeconds(1));
        (await ReadAsync()).Should().BeSameAs(lists[0]);
        time.Advance(TimeSpan.FromSeconds(1));
        (await ReadAsync()).At.Should().Be(time.GetUtcNow());
        Asked.Should().Be(2);
    }

    [Fact]
    public async Task While_Cryptomus_is_down_the_last_list_serves_for_an_hour()
    {
        var first = await ReadAsync();
        lab.Sandbox.Faults.Order("down", 1000).Should().BeTrue();
        time.Advance(TimeSpan.FromMinutes(5));
        (await ReadAsync()).Should().BeSameAs(first);
        time.Advance(CryptomusCoins.LongestLifetime);
        var late = await ReadAsync();
        (late.Coins.Count, late.Reason is null).Should().Be((0, false));
        lab.Sandbox.Faults.Clear();
        time.Advance(TimeSpan.FromMinutes(1));
        (await ReadAsync()).Reason.Should().BeNull();
    }

    [Fact]
    public async Task A_wrong_key_is_a_reason_and_is_not_asked_again_at_once()
    {
        var wrong = TestAccounts.Cryptomus("wrong", null, ("base_url", lab.BaseUrl));
        var list = await coins.FindAsync(wrong, default);
        (list.Coins.Count, list.Reason is null).Should().Be((0, false));
        var asked = Asked;
        (await coins.FindAsync(wrong, default)).Should().BeSameAs(list);
        Asked.Should().Be(asked);
        (await ReadAsync()).Reason.Should().BeNull("each account has its own list");
    }

    private Task<CryptomusCoinList> ReadAsync() => coins.FindAsync(lab.Account, default);
}
