using Microsoft.Extensions.Logging.Abstractions;
using Payments.Contracts.Limits;
using Payments.Domain.Limits;
using Payments.Grains.Merchants;

namespace Payments.Grains.Tests.Limits;

/// <summary>Several fronts over one counter, on virtual time.</summary>
public sealed class RateLimiterTests : IAsyncLifetime
{
    private static readonly RatePartition Key = new("api", new string('a', 32), "first");
    private static readonly RateQuota PerSecond = new(10, TimeSpan.FromSeconds(1));
    private static readonly RateQuota PerHour = new(1000, TimeSpan.FromHours(1), 50);

    private readonly string folder = Directory.CreateTempSubdirectory("payments-limits-").FullName;
    private GrainHost host = null!;
    private int calls;

    public async Task InitializeAsync() =>
        host = await GrainHost.StartAsync(folder, services => services.AddMerchants(GrainHost.Keys(1)).AddPaymentsGrains());

    public async Task DisposeAsync()
    {
        await host.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task Fronts_together_let_pass_the_quota_of_each_window_and_no_more(int count)
    {
        var fronts = Fronts(count);
        for (var second = 0; second < 3; second++)
        {
            (await SendAsync(fronts, 200, PerSecond)).Should().Be(10);
            host.Time.Advance(PerSecond.Window);
        }
    }

    [Fact]
    public async Task Requests_of_one_moment_wait_for_one_lease_and_each_token_is_given_once()
    {
        var fronts = Fronts(3);
        var takes = await Task.WhenAll(Enumerable.Range(0, 300).Select(i => fronts[i % 3].TakeAsync(Key, PerSecond).AsTask()));
        takes.Count(take => take.Verdict is TakeVerdict.Taken).Should().Be(10);
        takes.Should().NotContain(take => take.Verdict == TakeVerdict.MustAsk);
    }

    [Fact]
    public async Task Keys_and_networks_have_counters_of_their_own()
    {
        var front = Fronts(1)[0];
        foreach (var partition in new[] { Key, Key with { Part = "other" }, Key with { Owner = new string('b', 32) }, Key with { Network = 7 } })
            (await SendAsync([front], 20, PerSecond, partition)).Should().Be(10);
    }

    [Fact]
    public async Task A_front_asks_far_less_often_than_once_a_request()
    {
        (await SendAsync([Front(1, Counted)], 1200, PerHour with { Allowance = 0 })).Should().Be(1000);
        calls.Should().BeLessThan(60);
    }

    [Fact]
    public async Task An_address_that_comes_seldom_wakes_no_grain_and_one_that_goes_on_passes_a_known_number_more()
    {
        var fronts = new[] { Front(1, Counted), Front(2, Counted) };
        (await SendAsync(fronts, 100, PerHour)).Should().Be(100);
        calls.Should().Be(0);

        var all = 100 + await SendAsync(fronts, 2000, PerHour);
        all.Should().BeInRange(PerHour.Tokens, PerHour.Tokens + PerHour.Allowance);
        fronts.Should().OnlyContain(front => front.SpentFor(Key) != null);
    }

    [Fact]
    public async Task Where_no_counter_answers_a_front_lets_a_few_pass_and_asks_again()
    {
        var broken = Front(1, (_, _) => throw new TimeoutException());
        (await SendAsync([broken], 50, PerSecond)).Should().Be(LeaseRules.Most(10));
        host.Time.Advance(PerSecond.Window);
        (await SendAsync([broken], 50, PerSecond)).Should().Be(LeaseRules.Most(10));
    }

    [Fact]
    public async Task The_memory_of_a_front_is_bounded_and_who_is_in_use_is_not_forgotten()
    {
        var front = new RateLimiter(RateLimiter.LeaseFrom(host.Grains), host.Time, NullLogger<RateLimiter>.Instance, front: 1, memory: 10);
        for (var i = 0; i < 100; i++)
        {
            (await front.TakeAsync(Key, PerHour)).Verdict.Should().Be(TakeVerdict.Taken);
            await front.TakeAsync(new RatePartition("ip", Network: (ulong)(i + 1)), PerHour);
        }
        (await front.TakeAsync(Key, PerHour)).Left.Should().Be(PerHour.Tokens - 101, "its window went on");
        (await front.TakeAsync(new RatePartition("ip", Network: 1), PerHour)).Left.Should().Be(PerHour.Tokens - 1, "the first stranger was forgotten");
    }

    private RateLimiter[] Fronts(int count) => [.. Enumerable.Range(1, count).Select(i => Front(i, RateLimiter.LeaseFrom(host.Grains)))];

    private RateLimiter Front(long id, Func<RatePartition, TokenAsk, Task<TokenLease>> lease) =>
        new(lease, host.Time, NullLogger<RateLimiter>.Instance, id);

    private Task<TokenLease> Counted(RatePartition partition, TokenAsk ask)
    {
        calls++;
        return RateLimiter.LeaseFrom(host.Grains)(partition, ask);
    }

    private static async Task<int> SendAsync(RateLimiter[] fronts, int requests, RateQuota quota, RatePartition? partition = null)
    {
        var passed = 0;
        for (var i = 0; i < requests; i++)
            if ((await fronts[i % fronts.Length].TakeAsync(partition ?? Key, quota)).Verdict is TakeVerdict.Taken) passed++;
        return passed;
    }
}
