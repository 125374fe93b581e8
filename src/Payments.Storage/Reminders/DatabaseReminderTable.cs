using System.Globalization;
using Dapper;
using Orleans;
using Orleans.Runtime;

namespace Payments.Storage.Reminders;

/// <summary>Orleans' reminders in the SQLite file.</summary>
public sealed class DatabaseReminderTable(IDatabase database) : IReminderTable
{
    private const string Columns = "grain_id AS GrainId, name AS Name, start_at AS StartAt, period AS Period, version AS Version";

    /// <inheritdoc />
    public Task<ReminderTableData> ReadRows(GrainId grainId) =>
        QueryAsync($"SELECT {Columns} FROM reminders WHERE grain_id = @grain", new { grain = grainId.ToString() });

    /// <inheritdoc />
    /// <remarks>One process owns every range, so the whole table is returned.</remarks>
    public Task<ReminderTableData> ReadRows(uint begin, uint end) => QueryAsync($"SELECT {Columns} FROM reminders", new { });

    /// <inheritdoc />
    public async Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName) =>
        (await QueryAsync($"SELECT {Columns} FROM reminders WHERE grain_id = @grain AND name = @reminderName", new { grain = grainId.ToString(), reminderName })).Reminders.FirstOrDefault();

    /// <inheritdoc />
    public async Task<string?> UpsertRow(ReminderEntry entry)
    {
        const string sql = """
            INSERT INTO reminders (grain_id, name, start_at, period, version) VALUES (@grain, @name, @start, @period, 1)
            ON CONFLICT (grain_id, name) DO UPDATE SET start_at = excluded.start_at, period = excluded.period, version = reminders.version + 1
            RETURNING version
            """;
        var row = new
        {
            grain = entry.GrainId.ToString(),
            name = entry.ReminderName,
            start = new DateTimeOffset(entry.StartAt, TimeSpan.Zero).ToUnixTimeMilliseconds(),
            period = (long)entry.Period.TotalMilliseconds,
        };
        var version = await database.WriteAsync((connection, transaction) => connection.QuerySingleAsync<long>(sql, row, transaction));
        return version.ToString(CultureInfo.InvariantCulture);
    }

    /// <inheritdoc />
    public async Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag)
    {
        const string sql = "DELETE FROM reminders WHERE grain_id = @grain AND name = @reminderName AND version = @version";
        var row = new { grain = grainId.ToString(), reminderName, version = int.Parse(eTag, CultureInfo.InvariantCulture) };
        return await database.WriteAsync((connection, transaction) => connection.ExecuteAsync(sql, row, transaction)) == 1;
    }

    /// <inheritdoc />
    public Task TestOnlyClearTable() => database.WriteAsync((connection, transaction) => connection.ExecuteAsync("DELETE FROM reminders", transaction: transaction));

    private async Task<ReminderTableData> QueryAsync(string sql, object parameters)
    {
        var rows = await database.ReadAsync(connection => connection.QueryAsync<Row>(sql, parameters));
        return new ReminderTableData(rows.Select(row => new ReminderEntry
        {
            GrainId = GrainId.Parse(row.GrainId),
            ReminderName = row.Name,
            StartAt = DateTimeOffset.FromUnixTimeMilliseconds(row.StartAt).UtcDateTime,
            Period = TimeSpan.FromMilliseconds(row.Period),
            ETag = row.Version.ToString(CultureInfo.InvariantCulture),
        }));
    }

    private sealed class Row
    {
        public string GrainId { get; set; } = "";

        public string Name { get; set; } = "";

        public long StartAt { get; set; }

        public long Period { get; set; }

        public long Version { get; set; }
    }
}
