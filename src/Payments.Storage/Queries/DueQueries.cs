using Dapper;
using Payments.Storage.States;

namespace Payments.Storage.Queries;

/// <summary>Which grains are due to be woken.</summary>
public sealed class DueQueries(IDatabase database)
{
    /// <summary>Keys of a shard's rows whose time has come, most overdue first.</summary>
    /// <param name="table">
    /// <see cref="StateTable.Orders"/>, <see cref="StateTable.Deliveries"/> or <see cref="StateTable.UserWallets"/>.
    /// </param>
    /// <param name="shard">The first hex digit of the order's id, of a wallet its merchant's.</param>
    /// <param name="now">The present.</param>
    /// <param name="limit">Rows at most.</param>
    public async Task<IReadOnlyList<string>> DueAsync(StateTable table, char shard, DateTimeOffset now, int limit)
    {
        var sql = $"SELECT key FROM {table.SqlName()} WHERE shard = @shard AND wake_at <= @now ORDER BY wake_at LIMIT @limit";
        var parameters = new { shard = shard.ToString(), now = now.ToUnixTimeMilliseconds(), limit };
        return (await database.ReadAsync(connection => connection.QueryAsync<string>(sql, parameters))).AsList();
    }

    /// <summary>Keys of a shard's callbacks of which an attempt began and none is recorded: its process works at it, or died.</summary>
    /// <param name="shard">The first hex digit of the order's id.</param>
    /// <param name="now">The present; those that are due by it are <see cref="DueAsync"/>'s.</param>
    /// <param name="limit">Rows at most.</param>
    public async Task<IReadOnlyList<string>> AttemptedAsync(char shard, DateTimeOffset now, int limit)
    {
        var since = database.IsSqlite ? "json_extract(state, '$.attemptedSince')" : "state ->> 'attemptedSince'";
        var sql = $"SELECT key FROM {StateTable.Deliveries.SqlName()} WHERE shard = @shard AND wake_at > @now AND {since} IS NOT NULL " +
            "ORDER BY wake_at LIMIT @limit";
        var parameters = new { shard = shard.ToString(), now = now.ToUnixTimeMilliseconds(), limit };
        return (await database.ReadAsync(connection => connection.QueryAsync<string>(sql, parameters))).AsList();
    }

    /// <summary>When the most overdue row is, or was, to be woken; null while none is to be.</summary>
    /// <param name="table"><see cref="StateTable.Orders"/> or <see cref="StateTable.Deliveries"/>.</param>
    public async Task<DateTimeOffset?> OldestAsync(StateTable table)
    {
        var due = await database.ReadAsync(connection => connection.ExecuteScalarAsync<long?>($"SELECT min(wake_at) FROM {table.SqlName()} WHERE wake_at IS NOT NULL"));
        return due is { } milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
    }
}
