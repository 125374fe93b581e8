using Npgsql;

namespace Payments.Cluster.Load.Faults;

/// <summary>PostgreSQL refuses all writes for ten seconds and goes on answering questions, as a full disk or a demoted primary does.</summary>
internal sealed class DatabaseFails : IFault
{
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(10);

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
        await Task.Delay(Outage, TimeProvider.System);
        var isRead = read.IsCompleted;
        await SetAsync(connection, "ALTER SYSTEM RESET default_transaction_read_only");
        await SetAsync(connection, "SELECT pg_reload_conf()");
        if (!isRead) throw new InvalidOperationException("Orders could not be read while writes failed.");
        var began = TimeProvider.System.GetTimestamp();
        await traffic.UntilCreatedAsync();
        var ended = await cluster.ReviveAsync();
        if (ended.Length > 0) throw new InvalidOperationException($"{string.Join(", ", ended)} ended with the database.");
        return $"{known.Length} orders answered within {(await read).TotalSeconds:0.0} s meanwhile, a first order was created {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0.0} s after writes went again";
    }

    private static async Task SetAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
