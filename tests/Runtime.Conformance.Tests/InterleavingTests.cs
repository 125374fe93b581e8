using Orleans.Runtime;
using Payments.Testing.Silo;

namespace Runtime.Conformance.Tests;

public sealed class InterleavingTests : IAsyncLifetime
{
    private SiloFixture silo = null!;

    public async Task InitializeAsync() => silo = await SiloFixture.StartAsync();

    public async Task DisposeAsync() => await silo.DisposeAsync();

    [Fact]
    public async Task A_class_decides_call_by_call_what_may_interleave()
    {
        var grain = silo.Grains.GetGrain<IChoosyGrain>("c");
        var waiting = grain.WaitAsync("gate");
        (await silo.Journal.NextAsync()).Should().Be("began gate");

        (await grain.LookAsync("quick look")).Should().Be("quick look");
        var slow = grain.LookAsync("slow look");
        (await grain.LookAsync("quick again")).Should().Be("quick again");
        slow.IsCompleted.Should().BeFalse();
        silo.Journal.Open("gate");
        (await slow).Should().Be("slow look");
        await waiting;
    }

    [Fact]
    public async Task What_may_interleave_does_not_wait_behind_what_may_not()
    {
        var probe = silo.Grains.GetGrain<IProbeGrain>("p");
        // Three calls arrive before the grain is up: the third may run beside whichever of the others is first.
        var calls = new[] { probe.WaitAsync("one"), probe.WaitAsync("two") };
        var beside = probe.InterleaveAsync();

        (await beside).Should().Be("interleaved");
        calls.Should().OnlyContain(call => !call.IsCompleted);
        silo.Journal.Open("one");
        silo.Journal.Open("two");
        await Task.WhenAll(calls);
        var lines = silo.Journal.Rest();
        lines.Should().BeEquivalentTo("activated", "began one", "ended one", "began two", "ended two");
        lines.Should().ContainInConsecutiveOrder("began one", "ended one").And.ContainInConsecutiveOrder("began two", "ended two");
    }

    [Fact]
    public async Task A_chain_that_comes_back_waits_for_itself_until_it_times_out()
    {
        var call = silo.Grains.GetGrain<ICallerGrain>("a").ThereAndBackAsync(allow: false);
        (await silo.Journal.NextAsync()).Should().Be("a activated");
        (await silo.Journal.NextAsync()).Should().Be("a-other activated");
        for (var second = 0; second < 10 && !call.IsCompleted; second++) silo.Time.Advance(TimeSpan.FromSeconds(1));

        await FluentActions.Awaiting(() => call).Should().ThrowAsync<TimeoutException>();
    }

    [Fact]
    public async Task A_chain_may_come_back_where_the_grain_allows_it() =>
        (await silo.Grains.GetGrain<ICallerGrain>("a").ThereAndBackAsync(allow: true)).Should().Be("a");

    [Fact]
    public async Task Busy_grains_that_end_and_begin_again_never_overlap_and_lose_no_call()
    {
        await StormAsync();
        LonelyGrain.Overlaps.Should().Be(0);
    }

    [EmbeddedFact("Orleans refuses a call that two activations in a row did not take any more.")]
    public async Task Busy_grains_that_end_and_begin_again_refuse_no_call() => (await StormAsync()).Should().Be(0);

    /// <summary>Calls grains that end again and again, and repeats what was refused, which did not run.</summary>
    /// <returns>How many calls were refused.</returns>
    private async Task<int> StormAsync()
    {
        var refused = 0;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; i < 300;)
            {
                var grain = silo.Grains.GetGrain<ILonelyGrain>($"lonely-{i % 3}");
                try
                {
                    if ((i + caller) % 7 == 0) await grain.EndAsync();
                    else (await grain.WorkAsync()).Should().Be(1);
                    i++;
                }
                catch (OrleansException)
                {
                    Interlocked.Increment(ref refused);
                }
            }
        })));
        return refused;
    }
}
