using Npgsql;

namespace Payments.Cluster.Load.Faults;

/// <summary>What the silos agreed on about each other, read where they keep it.</summary>
internal static class Membership
{
    private const int Dead = 6;

    /// <summary>How many silos are written down as dead.</summary>
    public static async Task<long> CountDeadAsync(Cluster cluster)
    {
        await using var connection = new NpgsqlConnection(cluster.Database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT count(*) FROM silos WHERE status = @dead", connection) { Parameters = { new("dead", Dead) } };
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Waits until more silos than these are written down as dead; how long that took.</summary>
    /// <exception cref="InvalidOperationException">Nobody was for a minute.</exception>
    public static async Task<TimeSpan> UntilMoreDeadAsync(Cluster cluster, long before)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (await CountDeadAsync(cluster) <= before)
        {
            if (TimeProvider.System.GetElapsedTime(began) > TimeSpan.FromMinutes(1)) throw new InvalidOperationException("No silo was declared dead within a minute.");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
        return TimeProvider.System.GetElapsedTime(began);
    }
}
