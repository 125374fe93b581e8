using Npgsql;
using Payments.Testing;
using Payments.Testing.Gateway;

namespace Payments.Cluster.Load;

/// <summary>What is left when the load is over.</summary>
internal static class Verdict
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Waits until shops were told of all that was paid, lets the auditor look, and ends the cluster; whether all is well.</summary>
    public static async Task<bool> PassAsync(Cluster cluster, Traffic traffic, ShopReceiver shop, bool mustCollide)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (Told() < traffic.Paid.Count && TimeProvider.System.GetElapsedTime(began) < Patience) await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        await using var connection = new NpgsqlConnection(cluster.Database);
        await connection.OpenAsync();
        var wrong = LedgerAudit.Violations(connection, traffic.Acknowledged, traffic.Paid, traffic.ShopOf, shop.All);
        Console.WriteLine($"auditor: {traffic.Acknowledged.Count} orders acknowledged, {traffic.Paid.Count} paid, {shop.All.Count} callbacks heard, {wrong.Count} violations");
        var unordered = await WriteJournal.ViolationsAsync(connection);
        var (writes, shared, returns) = await WriteJournal.CountAsync(connection);
        var refused = cluster.Said("InconsistentStateException: ");
        Console.WriteLine($"journal: {writes} writes, {shared} states written by several silos, {returns} times by one that had written before another did, {refused} writes refused as stale; {unordered.Count} out of order");
        wrong = [.. wrong, .. unordered];
        if (writes == 0) wrong = [.. wrong, "The journal saw no write."];
        if (mustCollide && (shared == 0 || refused == 0)) wrong = [.. wrong, "No two silos wrote the same state, or no write was refused: this run has shown nothing."];
        foreach (var violation in wrong.Take(20)) Console.WriteLine($"  {violation}");
        var codes = await cluster.StopAsync();
        Console.WriteLine($"orderly stop of fronts and silos: exit codes {string.Join(' ', codes)}");
        return wrong.Count == 0 && codes.All(code => code == 0);

        int Told() => shop.All.Select(heard => heard.Parameters["out_trade_no"]).Distinct().Count();
    }
}
