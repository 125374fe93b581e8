using Payments.Testing;

namespace Payments.Cluster.Load.Faults;

/// <summary>Silo by silo and front by front, each is asked to end and started again as the new version.</summary>
internal sealed class RollingUpgrade : IFault
{
    public string Name => "rolling";

    public bool IsMendedByARetry => true;

    public async Task<string> RunAsync(Cluster cluster, Traffic traffic, TimeSpan time)
    {
        var drained = new List<double>();
        foreach (var member in cluster.Silos.Concat(cluster.Fronts))
        {
            var began = TimeProvider.System.GetTimestamp();
            var code = await member.StopAsync();
            if (code != 0) throw new InvalidOperationException($"{member.Name} ended with {code}.");
            drained.Add(TimeProvider.System.GetElapsedTime(began).TotalSeconds);
            member.Place = member.Place with { Root = Repository.Root };
            await member.StartAsync();
            await member.UntilReadyAsync();
            // Both versions serve together for a while.
            await Task.Delay(time / 2, TimeProvider.System);
        }
        return $"{drained.Count} processes replaced one by one, each ended in order within {drained.Max():0.0} s";
    }
}
