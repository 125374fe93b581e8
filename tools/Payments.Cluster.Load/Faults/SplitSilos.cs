namespace Payments.Cluster.Load.Faults;

/// <summary>Silos cannot see each other while all see the database and the fronts; longer than they take to declare each other dead.</summary>
/// <param name="name">What the command line calls it.</param>
/// <param name="refuses">Whether senders are told that they cannot reach the other; otherwise packets vanish.</param>
/// <param name="oneWay">Whether packets are lost in one direction only.</param>
internal sealed class SplitSilos(string name, bool refuses, bool oneWay) : IFault
{
    public string Name => name;

    public bool NeedsNetworks => true;

    public bool IsMendedByARetry => true;

    public async Task<string> RunAsync(Cluster cluster, Traffic traffic, TimeSpan time)
    {
        var known = traffic.SomeKnown();
        var dead = await Membership.CountDeadAsync(cluster);
        cluster.Networks!.Split(refuses, oneWay);
        var declared = Membership.UntilMoreDeadAsync(cluster, dead);
        var answered = traffic.UntilAllAnswerAsync(known);
        await Task.WhenAll(declared, answered);
        await Task.Delay(time, TimeProvider.System);
        if (cluster.Silos.Count(silo => silo.Runs) is var left && left == cluster.Silos.Count) throw new InvalidOperationException("All silos go on, though they declared each other dead.");
        if (left == 0) throw new InvalidOperationException("No silo is left.");
        cluster.Networks.Heal();
        var ended = await cluster.ReviveAsync();
        return $"{string.Join(", ", ended)} declared dead after {(await declared).TotalSeconds:0.0} s and ended by itself, {known.Length} orders known before all answered after {(await answered).TotalSeconds:0.0} s; healed and started again";
    }
}
