using Dapper;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Storage.Queries;
using Payments.Storage.States;

namespace Payments.Storage.Risk;

/// <summary>Orders that wait for a person's decision, and past orders to try a rule on.</summary>
public sealed class ReviewQueue(IDatabase database, JsonStateSerializer serializer)
{
    /// <summary>An order that expired or was closed unpaid needs nobody any more; it comes back with a late payment.</summary>
    private const string Waits = "status IN ('pending', 'detected')";

    private string OpenSince => database.IsSqlite ? "json_extract(state, '$.risk.openSince')" : "(state -> 'risk' ->> 'openSince')::bigint";

    private string IsOpen => database.IsSqlite
        ? "json_extract(state, '$.risk.openSince') IS NOT NULL"
        : "(state -> 'risk' ->> 'openSince') IS NOT NULL";

    /// <summary>Open reviews behind a place, those that wait longest first; of one merchant, or of all.</summary>
    public async Task<Page<Order>> PageAsync(MerchantId? merchant, PageKey? behind, int limit)
    {
        var sql = $"""
            SELECT state AS State, {OpenSince} AS At, key AS Key FROM orders
            WHERE {IsOpen} AND {Waits} {(merchant is null ? "" : "AND merchant = @merchant")}
            {(behind is null ? "" : $"AND {OpenSince} >= @at AND ({OpenSince} > @at OR key > @key)")}
            ORDER BY {OpenSince}, key LIMIT @more
            """;
        var parameters = new { merchant = merchant?.Value, at = behind?.At, key = behind?.Key, more = limit + 1 };
        var rows = await database.ReadAsync(connection => connection.QueryAsync<(string State, long At, string Key)>(sql, parameters));
        // One that cannot be read is left out; its place in the list stays.
        var page = Paging.Cut(rows, limit, row => serializer.TryRead<Order>(row.State), row => new PageKey(row.At, row.Key));
        return new Page<Order>([.. page.Items.OfType<Order>()], page.Next);
    }

    /// <summary>How many reviews are open, of orders and of payouts, and since when the oldest is; null while none is.</summary>
    public async Task<(long Open, DateTimeOffset? Since)> CountAsync()
    {
        var (open, since) = await database.ReadAsync(connection => connection.QuerySingleAsync<(long Open, long? Since)>(
            $"""
            SELECT CAST(sum(open) AS bigint) AS Open, min(since) AS Since FROM (
                SELECT count(*) AS open, min({OpenSince}) AS since FROM orders WHERE {IsOpen} AND {Waits}
                UNION ALL SELECT count(*), min(created_at) FROM payouts WHERE status = 'review') AS waiting
            """));
        return (open, since is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null);
    }

    /// <summary>
    /// How many of a merchant's orders wait for a decision, up to a limit, among the thousand that came under review last: those that ended
    /// unpaid stay among them.
    /// </summary>
    public Task<long> CountAsync(MerchantId merchant, int limit) =>
        database.ReadAsync(connection => connection.ExecuteScalarAsync<long>(
            $"""
            SELECT count(*) FROM (SELECT 1 FROM
                (SELECT status FROM orders WHERE {IsOpen} AND merchant = @merchant ORDER BY {OpenSince} DESC LIMIT 1000) AS latest
                WHERE {Waits} LIMIT @limit) AS waiting
            """,
            new { merchant = merchant.Value, limit }));

    /// <summary>A merchant's orders from a time on, oldest first, behind a place; those that cannot be read are left out.</summary>
    public async Task<(IReadOnlyList<Order> Orders, PageKey? Next)> PastAsync(
        MerchantId merchant, DateTimeOffset since, PageKey? behind, int limit)
    {
        const string sql = """
            SELECT o.state AS State, l.created_at AS At, l.key AS Key FROM order_list l JOIN orders o ON o.key = l.key
            WHERE l.merchant = @merchant AND l.created_at >= @at AND (l.created_at > @at OR l.key > @key)
            ORDER BY l.created_at, l.key LIMIT @limit
            """;
        var at = behind?.At ?? since.ToUnixTimeMilliseconds();
        var parameters = new { merchant = merchant.Value, at, key = behind?.Key ?? "", limit };
        var rows = (await database.ReadAsync(connection =>
            connection.QueryAsync<(string State, long At, string Key)>(sql, parameters))).AsList();
        PageKey? next = rows.Count < limit ? null : new PageKey(rows[^1].At, rows[^1].Key);
        return ([.. rows.Select(row => serializer.TryRead<Order>(row.State)).OfType<Order>()], next);
    }
}
