namespace Payments.Grains.Tests.Runtime;

/// <summary>A silo is not called at rest while something goes on that the clock or a call set off.</summary>
public sealed class RestTests : ProbeHost
{
    private const int Rounds = 20;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Work_that_no_call_waits_for_is_done_when_the_silo_is_at_rest()
    {
        for (var round = 1; round <= Rounds; round++)
        {
            await Probe().WriteInBackgroundAsync(writes: 10);
            await RestAsync();
            Count("background ended").Should().Be(round);
        }
    }

    [Fact]
    public async Task A_chain_of_ten_timers_runs_through_in_the_time_it_takes()
    {
        for (var round = 1; round <= Rounds; round++)
        {
            await Probe().StartChainAsync(10, Second);
            await PassAsync(Second * 10 - TimeSpan.FromTicks(1));
            Count("chain ended").Should().Be(round - 1);
            await PassAsync(TimeSpan.FromTicks(1));
            Count("chain ended").Should().Be(round);
        }
    }

    [Fact]
    public async Task A_chain_of_timers_that_are_due_at_once_runs_through_while_the_clock_stands()
    {
        await Probe().StartChainAsync(10, TimeSpan.Zero);
        await PassAsync(TimeSpan.Zero);
        Count("chain ended").Should().Be(1);
    }

    [Fact]
    public async Task Work_that_waits_on_the_clock_goes_on_each_time_the_clock_gets_there()
    {
        for (var round = 1; round <= Rounds; round++)
        {
            await Probe().WaitInBackgroundAsync(5, Second);
            await PassAsync(Second * 5);
            Count("background ended").Should().Be(round);
        }
    }

    [Fact]
    public async Task An_activation_has_ended_with_all_that_it_writes_at_its_end()
    {
        for (var round = 1; round <= Rounds; round++)
        {
            await Probe().EndWritingAsync(writes: 5);
            await RestAsync();
            (Count("activated"), Count("deactivated ApplicationRequested")).Should().Be((round, round));
        }
    }

    [Fact]
    public async Task Who_waits_for_the_test_is_at_work_until_the_test_lets_it_go()
    {
        var call = Probe().WaitAsync("gate");
        var rest = RestAsync();
        await Journal.WrittenAsync("began gate");
        rest.IsCompleted.Should().BeFalse();
        Journal.Open("gate");
        await rest;
        Count("ended gate").Should().Be(1);
        await call;
    }

    private int Count(string line) => Journal.Lines.Count(written => written == line);
}
