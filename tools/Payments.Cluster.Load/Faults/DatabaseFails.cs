using Npgsql;

namespace Payments.Cluster.Load.Faults;

/// <summary>PostgreSQL refuses all writes for ten seconds and goes on answering questions, as a full disk or a demoted primary does.</summary>
internal sealed class DatabaseFails : IFault
{
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(10);

    /// <summary>Until every session has heard of it, and orders whose writes were under way were answered.</summary>
    private static readonly TimeSpan Beginning = TimeSpan.FromSeconds(2);

    public string Name => "database-fails";

    public bool IsMendedByARetry => false;

    public async Task<string> RunAsync(Cluster cluster, Traffic traffic, TimeSpan time)
    {
        var known = traffic.SomeKnown();
        await using var connection = new NpgsqlConnection(cluster.Database);
        await connection.OpenAsync();
        // This session alone goes on writing, or nobody could take the setting back.
        await SetAsync(connection, "SET default_transaction_read_only = off");
        await SetAsync(connection, "ALTER SYSTEM SET default_transaction_read_only = on");
        await SetAsync(connection, "SELECT pg_reload_conf()");
        var read = traffic.UntilAllAnswerAsync(known);
        await Task.Delay(Beginning, TimeProvider.System);
        var (orders, failures) = (traffic.Acknowledged.Count, traffic.Failures);
        await Task.Delay(Outage - Beginning, TimeProvider.System);
        var isRead = read.IsCompleted;
        (orders, failures) = (traffic.Acknowledged.Count - orders, traffic.Failures - failures);
        await SetAsync(connection, "ALTER SYSTEM RESET default_transaction_read_only");
        await SetAsync(connection, "SELECT pg_reload_conf()");
        if (orders > 0 || failures == 0) throw new InvalidOperationException($"Writes were not refused: {orders} orders were acknowledged meanwhile and {failures} requests failed.");
        if (!isRead) throw new InvalidOperationException("Orders could not be read while writes failed.");
        var began = TimeProvider.System.GetTimestamp();
        await traffic.UntilCreatedAsync();
        var ended = await cluster.ReviveAsync();
        if (ended.Length > 0) throw new InvalidOperationException($"{string.Join(", ", ended)} ended with the database.");
        return $"{failures} requests refused, {known.Length} orders answered within {(await read).TotalSeconds:0.0} s meanwhile, a first order was created {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0.0} s after writes went again";
    }

    private static async Task SetAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
