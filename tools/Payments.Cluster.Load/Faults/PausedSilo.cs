using System.Diagnostics;

namespace Payments.Cluster.Load.Faults;

/// <summary>A silo stands still, as under a long garbage collection or on a frozen machine, and goes on where it was.</summary>
/// <param name="name">What the command line calls it.</param>
/// <param name="diesOfIt">Whether it stands still until the others have declared it dead, and must then end by itself; otherwise for four seconds, which it must survive.</param>
internal sealed class PausedSilo(string name, bool diesOfIt) : IFault
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(4);

    public string Name => name;

    public bool IsMendedByARetry => true;

    public async Task<string> RunAsync(Cluster cluster, Traffic traffic, TimeSpan time)
    {
        var silo = cluster.Silos[^1];
        var dead = await Membership.CountDeadAsync(cluster);
        Signal(silo, "STOP");
        if (!diesOfIt)
        {
            await Task.Delay(Short, TimeProvider.System);
            Signal(silo, "CONT");
            await Task.Delay(time, TimeProvider.System);
            if (!silo.Runs || await Membership.CountDeadAsync(cluster) > dead) throw new InvalidOperationException($"A silo that stood still for {Short.TotalSeconds:0} s was declared dead.");
            return $"stood still for {Short.TotalSeconds:0} s and stayed a member";
        }
        var declared = await Membership.UntilMoreDeadAsync(cluster, dead);
        await Task.Delay(time / 4, TimeProvider.System);
        Signal(silo, "CONT");
        var woke = TimeProvider.System.GetTimestamp();
        while (silo.Runs)
        {
            if (TimeProvider.System.GetElapsedTime(woke) > TimeSpan.FromMinutes(1)) throw new InvalidOperationException("A silo that was declared dead went on for a minute.");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
        var ended = TimeProvider.System.GetElapsedTime(woke);
        await cluster.ReviveAsync();
        return $"declared dead after {declared.TotalSeconds:0.0} s, ended by itself {ended.TotalSeconds:0.0} s after it went on";
    }

    private static void Signal(Member member, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{member.ProcessId}"]);
        kill.WaitForExit();
    }
}
