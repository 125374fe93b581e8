using System.Text.Json;
using Dapper;
using Payments.Domain.Risk;

namespace Payments.Storage.Risk;

/// <summary>Windows of more than an hour, that a restart must not empty.</summary>
public sealed class RiskCounters(IDatabase database, TimeProvider time)
{
    private readonly HourlySweep sweep = new(time);

    /// <summary>The windows of a counter by their rules; none where nothing is stored.</summary>
    public async Task<IReadOnlyDictionary<string, VelocityWindow>> FindAsync(string key)
    {
        var text = await database.ReadAsync(connection =>
            connection.ExecuteScalarAsync<string?>("SELECT windows FROM risk_counters WHERE key = @key", new { key }));
        var stored = text is null ? [] : JsonSerializer.Deserialize<Dictionary<string, StoredWindow>>(text)!;
        return stored.ToDictionary(pair => pair.Key, pair => pair.Value.ToWindow());
    }

    /// <summary>Stores the windows of a counter in the place of what was stored.</summary>
    public async Task SaveAsync(string key, IReadOnlyDictionary<string, VelocityWindow> windows)
    {
        const string sql = """
            INSERT INTO risk_counters (key, windows, ends_at) VALUES (@key, @text, @endsAt)
            ON CONFLICT (key) DO UPDATE SET windows = excluded.windows, ends_at = excluded.ends_at
            """;
        var text = JsonSerializer.Serialize(windows.ToDictionary(pair => pair.Key, pair => StoredWindow.Of(pair.Value)));
        var endsAt = (windows.Values.Max(window => window.EndsAt) ?? time.GetUtcNow()).ToUnixTimeMilliseconds();
        await database.WriteAsync((connection, transaction) => connection.ExecuteAsync(sql, new { key, text, endsAt }, transaction));
        await SweepAsync();
    }

    private async Task SweepAsync()
    {
        if (!sweep.IsDue()) return;
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        await database.WriteAsync((connection, transaction) =>
            connection.ExecuteAsync("DELETE FROM risk_counters WHERE ends_at < @now", new { now }, transaction));
    }

    /// <summary>A window as it lies in the database.</summary>
    /// <param name="Length">How long it is, in ticks.</param>
    /// <param name="Sums">Its slots.</param>
    private sealed record StoredWindow(long Length, Dictionary<long, decimal> Sums)
    {
        public static StoredWindow Of(VelocityWindow window) => new(window.Length.Ticks, window.Held.ToDictionary());

        public VelocityWindow ToWindow()
        {
            var window = new VelocityWindow(TimeSpan.FromTicks(Length));
            foreach (var (slot, sum) in Sums) window.Restore(slot, sum);
            return window;
        }
    }
}
