using Orleans.Runtime;

namespace Runtime.Conformance.Tests;

public sealed class TurnTests : IAsyncLifetime
{
    private SiloFixture silo = null!;

    public async Task InitializeAsync() => silo = await SiloFixture.StartAsync();

    public async Task DisposeAsync() => await silo.DisposeAsync();

    private IProbeGrain Probe(string key = "p") => silo.Grains.GetGrain<IProbeGrain>(key);

    [Fact]
    public async Task A_thousand_concurrent_first_calls_make_one_activation()
    {
        var counts = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => Task.Run(() => Probe().CountAsync())));

        counts.Order().Should().Equal(Enumerable.Range(1, 1000));
        silo.Journal.Rest().Should().Equal("activated");
    }

    [Fact]
    public async Task Turns_of_one_request_are_not_interrupted_by_another()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Probe().IncrementAcrossAwaitsAsync(20)));

        (await Probe().CountAsync()).Should().Be(1001);
    }

    [Fact]
    public async Task Continuations_stay_on_the_grains_scheduler() => (await Probe().KeepsItsSchedulerAsync()).Should().BeTrue();

    [Fact]
    public async Task A_request_waits_for_the_one_before_it()
    {
        var first = Probe().WaitAsync("one");
        (await silo.Journal.NextAsync()).Should().Be("activated");
        (await silo.Journal.NextAsync()).Should().Be("began one");
        var second = Probe().WaitAsync("two");
        silo.Journal.Open("two");
        (await Probe().InterleaveAsync()).Should().Be("interleaved", "the second had time to come");
        silo.Journal.Rest().Should().BeEmpty();
        silo.Journal.Open("one");
        await Task.WhenAll(first, second);

        silo.Journal.Rest().Should().Equal("ended one", "began two", "ended two");
    }

    [Fact]
    public async Task Read_only_requests_run_beside_each_other_and_not_beside_others()
    {
        var readers = new[] { Probe().ReadAsync("a"), Probe().ReadAsync("b") };
        (await silo.Journal.NextAsync()).Should().Be("activated");
        new[] { await silo.Journal.NextAsync(), await silo.Journal.NextAsync() }.Should().BeEquivalentTo("began a", "began b");
        var writer = Probe().WaitAsync("w");
        silo.Journal.Open("w");
        silo.Journal.Open("b");
        (await silo.Journal.NextAsync()).Should().Be("ended b");
        silo.Journal.Open("a");
        await Task.WhenAll([.. readers, writer]);

        silo.Journal.Rest().Should().Equal("ended a", "began w", "ended w");
    }

    [Fact]
    public async Task An_interleaving_method_runs_while_another_waits()
    {
        var waiting = Probe().WaitAsync("gate");

        (await Probe().InterleaveAsync()).Should().Be("interleaved");
        waiting.IsCompleted.Should().BeFalse();
        silo.Journal.Open("gate");
        await waiting;
    }

    [Fact]
    public async Task A_reentrant_grain_begins_a_second_request_at_an_await()
    {
        var grain = silo.Grains.GetGrain<IReentrantProbeGrain>("r");
        var calls = new[] { grain.WaitAsync("one"), grain.WaitAsync("two") };
        new[] { await silo.Journal.NextAsync(), await silo.Journal.NextAsync() }.Should().BeEquivalentTo("began one", "began two");
        silo.Journal.Open("two");
        (await silo.Journal.NextAsync()).Should().Be("ended two");
        silo.Journal.Open("one");
        await Task.WhenAll(calls);
    }

    [Fact]
    public async Task A_one_way_call_returns_before_the_grain_is_done()
    {
        await Probe().ForgetAsync("gate");
        await silo.Journal.NextAsync();
        (await silo.Journal.NextAsync()).Should().Be("began gate");
        silo.Journal.Open("gate");
        (await silo.Journal.NextAsync()).Should().Be("ended gate");
    }

    [Fact]
    public async Task A_call_that_takes_too_long_times_out_and_the_grain_goes_on()
    {
        var late = Probe().ImpatientAsync("gate");
        await silo.Journal.NextAsync();
        (await silo.Journal.NextAsync()).Should().Be("began gate");
        silo.Time.Advance(TimeSpan.FromSeconds(4));
        late.IsCompleted.Should().BeFalse();
        silo.Time.Advance(TimeSpan.FromSeconds(3));
        await FluentActions.Awaiting(() => late).Should().ThrowAsync<TimeoutException>();
        silo.Journal.Open("gate");
        (await silo.Journal.NextAsync()).Should().Be("ended gate");
        (await Probe().CountAsync()).Should().Be(1);
    }

    [Fact]
    public async Task Exceptions_reach_the_caller_as_they_are() =>
        (await FluentActions.Awaiting(() => Probe().FailAsync("why")).Should().ThrowAsync<InvalidOperationException>()).WithMessage("why");

    [Theory]
    [InlineData("ord-00ff")]
    [InlineData("adr-tron-TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t")]
    [InlineData("odd key/with ünïcode+%")]
    public async Task Keys_are_kept_letter_for_letter(string key) => (await Probe(key).KeyAsync()).Should().Be(key);

    [Fact]
    public async Task The_request_context_travels_along_and_does_not_leak()
    {
        RequestContext.Set("trace", "t-1");
        (await Probe().ContextAsync("trace")).Should().Be("t-1");
        RequestContext.Clear();
        (await Probe().ContextAsync("trace")).Should().BeNull();
    }

    [Fact]
    public async Task Grains_call_grains() => (await Probe("a").CallOtherAsync("b")).Should().Be("b");

    [Fact]
    public void References_to_one_grain_are_equal()
    {
        Probe("x").Should().Be(Probe("x"));
        Probe("x").Should().NotBe(Probe("y"));
    }
}
