namespace Payments.Cluster.Load.Faults;

/// <summary>A silo ends without a word; nothing takes its place.</summary>
internal sealed class KilledSilo : IFault
{
    public string Name => "kill-silo";

    public bool IsMendedByARetry => true;

    public async Task<string> RunAsync(Cluster cluster, Traffic traffic, TimeSpan time)
    {
        var known = traffic.SomeKnown();
        var dead = await Membership.CountDeadAsync(cluster);
        await cluster.Silos[^1].KillAsync();
        var declared = Membership.UntilMoreDeadAsync(cluster, dead);
        var answered = traffic.UntilAllAnswerAsync(known);
        await Task.WhenAll(declared, answered);
        return $"declared dead after {(await declared).TotalSeconds:0.0} s, {known.Length} orders known before all answered after {(await answered).TotalSeconds:0.0} s";
    }
}
