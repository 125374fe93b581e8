using Payments.Storage.States;

namespace Payments.Grains.Tests.Runtime;

/// <summary>A process under test that dies leaves what it had written, and one that stops what it writes at its end as well.</summary>
public sealed class KillTests : ProbeHost
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_a_grain_writes_at_its_end_is_there_after_a_stop_and_not_after_a_kill(bool isKilled)
    {
        await Probe().WriteAtEndAsync(writes: 1);
        if (isKilled) await DieAndStartAsync(GrainHost.Keys(1));
        else await RestartAsync(GrainHost.Keys(1));
        var (table, key) = StateTables.Locate("test-probe", "prb-a");
        (await Host.Get<IStateStore>().ReadAsync(table, key) is null).Should().Be(isKilled);
    }
}
