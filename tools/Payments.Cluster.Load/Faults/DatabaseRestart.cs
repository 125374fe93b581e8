using Npgsql;

namespace Payments.Cluster.Load.Faults;

/// <summary>PostgreSQL ends as in a power failure and is started again.</summary>
internal sealed class DatabaseRestart : IFault
{
    public string Name => "database-restart";

    public bool IsMendedByARetry => false;

    public async Task<string> RunAsync(Cluster cluster, Traffic traffic, TimeSpan time)
    {
        var known = traffic.SomeKnown();
        var began = TimeProvider.System.GetTimestamp();
        await Task.Run(cluster.Server.Restart);
        NpgsqlConnection.ClearAllPools();
        var back = TimeProvider.System.GetElapsedTime(began);
        var answered = await traffic.UntilAllAnswerAsync(known);
        var ended = await cluster.ReviveAsync();
        if (ended.Length > 0) throw new InvalidOperationException($"{string.Join(", ", ended)} ended with the database.");
        return $"back after {back.TotalSeconds:0.0} s, {known.Length} orders known before all answered {answered.TotalSeconds:0.0} s later";
    }
}
