namespace Payments.Grains.Tests.Runtime;

/// <summary>How activations begin, take turns and end, as far as the product counts on it.</summary>
public sealed class LifetimeTests : ProbeHost
{
    [Fact]
    public async Task Turns_do_not_interleave_however_often_a_call_waits()
    {
        var calls = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Probe().CountSlowlyAsync()));
        calls.Should().BeEquivalentTo(Enumerable.Range(1, 50));
    }

    [Fact]
    public async Task Only_what_says_so_runs_beside_a_call_that_waits()
    {
        var waiting = Probe().WaitAsync("gate");
        await Journal.WrittenAsync("began gate");
        var count = Probe().CountAsync();
        (await Probe().LookAsync()).Should().Be("looked");
        count.IsCompleted.Should().BeFalse("a look that came after it was answered");
        Journal.Open("gate");
        await Task.WhenAll(waiting, count);
    }

    [Fact]
    public async Task Calls_that_arrive_while_a_grain_ends_reach_its_next_activation()
    {
        await Probe().CountAsync();
        var ending = Probe().EndAsync("gate");
        await Journal.WrittenAsync("began gate");
        var after = Enumerable.Range(0, 10).Select(_ => Probe().CountAsync()).ToArray();
        Journal.Open("gate");
        await ending;

        (await Task.WhenAll(after)).Should().BeEquivalentTo(Enumerable.Range(1, 10), "none was lost, and none saw the memory of before");
        Journal.Lines.Should().Equal("activated", "began gate", "ended gate", "deactivated ApplicationRequested", "activated");
    }

    [Fact]
    public async Task An_idle_activation_is_collected_and_its_timers_end_with_it()
    {
        await Probe().CountAsync();
        await Probe().StartTimerAsync(TimeSpan.FromSeconds(10), keepAlive: false);
        await PassAsync(TimeSpan.FromSeconds(30));
        await CollectAsync(TimeSpan.Zero);
        await PassAsync(TimeSpan.FromMinutes(1));

        Journal.Lines.Should().Equal("activated", "tick", "tick", "tick", "deactivated ActivationIdle");
        (await Probe().CountAsync()).Should().Be(1);
    }

    [Fact]
    public async Task A_call_under_way_keeps_its_activation()
    {
        var waiting = Probe().WaitAsync("gate");
        await Journal.WrittenAsync("began gate");
        await Host.Grains.GetGrain<Orleans.Runtime.IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);
        Journal.Open("gate");
        await waiting;
        Journal.Lines.Should().Equal("activated", "began gate", "ended gate");
    }

    [Fact]
    public async Task A_timer_keeps_its_activation_only_where_it_says_so()
    {
        // Orleans measures on the machine's clock how long an activation is idle.
        var idleFor = TimeSpan.FromSeconds(2);
        await Probe("prb-kept").StartTimerAsync(TimeSpan.FromSeconds(1), keepAlive: true);
        await Probe("prb-left").StartTimerAsync(TimeSpan.FromSeconds(1), keepAlive: false);
        for (var round = 0; round < 100_000 && !Journal.Lines.Contains("deactivated ActivationIdle"); round++)
        {
            await PassAsync(TimeSpan.FromSeconds(1));
            await CollectAsync(idleFor);
        }

        Journal.Lines.Count(line => line == "deactivated ActivationIdle").Should().Be(1);
        (await Probe("prb-kept").CountAsync(), await Probe("prb-left").CountAsync()).Should().Be((1, 1));
        Journal.Lines.Count(line => line == "activated").Should().Be(3, "only the one that was left was activated again");
    }
}
