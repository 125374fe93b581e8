namespace Payments.Cluster.Load.Faults;

/// <summary>A front ends without a word and is started again; shops ask the other.</summary>
internal sealed class KilledFront : IFault
{
    public string Name => "kill-front";

    public bool IsMendedByARetry => true;

    public async Task<string> RunAsync(Cluster cluster, Traffic traffic, TimeSpan time)
    {
        var known = traffic.SomeKnown();
        await cluster.Fronts[^1].KillAsync();
        var answered = await traffic.UntilAllAnswerAsync(known);
        await Task.Delay(time / 2, TimeProvider.System);
        await cluster.ReviveAsync();
        return $"{known.Length} orders known before all answered after {answered.TotalSeconds:0.0} s, started again after {(time / 2).TotalSeconds:0} s";
    }
}
