namespace Payments.Cluster.Load.Faults;

/// <summary>
/// Every grain is active in each of several silos that know nothing of each other, all on one database: what two activations of one grain can do to each other at worst, for as
/// long as the run takes. Shops ask all fronts in turn, and all silos read the chain.
/// </summary>
internal sealed class Twins : IFault
{
    public string Name => "twins";

    public bool IsApart => true;

    public bool MustCollide => true;

    public bool IsMendedByARetry => false;

    public async Task<string> RunAsync(Cluster cluster, Traffic traffic, TimeSpan time)
    {
        var known = traffic.SomeKnown();
        var answered = await traffic.UntilAllAnswerAsync(known);
        await Task.Delay(time * 2, TimeProvider.System);
        if (cluster.Silos.Any(silo => !silo.Runs)) throw new InvalidOperationException("A silo ended.");
        return $"{cluster.Silos.Count} silos with all grains active in each; {known.Length} orders known before all answered within {answered.TotalSeconds:0.0} s";
    }
}
