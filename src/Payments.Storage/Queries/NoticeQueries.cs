using System.Globalization;
using Dapper;
using Payments.Domain.Audit;
using Payments.Domain.Identity;
using Payments.Domain.Payouts;
using Payments.Domain.Refunds;
using Payments.Storage.States;

namespace Payments.Storage.Queries;

/// <summary>What shops are to be told of. Each is read from an index of such rows alone, because it is asked every minute.</summary>
public sealed class NoticeQueries(IDatabase database, JsonStateSerializer serializer)
{
    /// <summary>Rows of one kind that are looked at.</summary>
    public const int Limit = 100;

    /// <summary>Given-up callbacks that are counted; more are many.</summary>
    public const int CountLimit = 1000;

    /// <summary>The condition of the index of failing callbacks.</summary>
    private const string Failing = "attempt_count > 0 AND status <> 'delivered' AND status <> 'superseded' AND status <> 'kept'";

    private string Host => database.IsSqlite ? "host" : "lower(substring(state ->> 'url' from '://([^/?#]*)'))";

    private string OpenSince => database.IsSqlite ? "json_extract(state, '$.risk.openSince')" : "(state -> 'risk' ->> 'openSince')::bigint";

    private string IsOpen => database.IsSqlite
        ? "json_extract(state, '$.risk.openSince') IS NOT NULL"
        : "(state -> 'risk' ->> 'openSince') IS NOT NULL";

    /// <summary>Shops that have targets, and those whose settings changed since a time.</summary>
    public async Task<IReadOnlyList<MerchantId>> ShopsAsync(DateTimeOffset since)
    {
        const string sql = """
            SELECT key FROM merchants WHERE (state ->> 'notices') <> '[]'
            UNION SELECT chain FROM audit_log WHERE substr(chain, 1, 4) = 'mch-' AND made_at >= @since
            """;
        var keys = await database.ReadAsync(connection =>
            connection.QueryAsync<string>(sql, new { since = since.ToUnixTimeMilliseconds() }));
        return [.. keys.Select(MerchantId.FromGrainKey)];
    }

    /// <summary>Entries of a merchant's own audit log behind one number, in order.</summary>
    /// <param name="merchant">The merchant.</param>
    /// <param name="behind">The number.</param>
    /// <param name="last">The number of the newest entry, which the merchant's state says.</param>
    public async Task<IReadOnlyList<AuditEntry>> ChangesAsync(MerchantId merchant, long behind, long last)
    {
        var ids = new List<string>();
        for (var number = behind + 1; number <= last && ids.Count < Limit; number++)
            ids.Add(string.Create(CultureInfo.InvariantCulture, $"{merchant.GrainKey}/{number:0000000000}"));
        if (ids.Count == 0) return [];
        var list = database.IsSqlite ? "id IN @ids" : "id = ANY(@ids)";
        var rows = await database.ReadAsync(connection =>
            connection.QueryAsync<string>($"SELECT entry FROM audit_log WHERE {list} ORDER BY number", new { ids = ids.ToArray() }));
        return [.. rows.Select(AuditChain.Read).OfType<AuditEntry>()];
    }

    /// <summary>
    /// Hosts whose callbacks, made since a time, were given up or are in doubt: how many, up to <see cref="CountLimit"/> in all, and when
    /// the newest of them was made.
    /// </summary>
    public async Task<IReadOnlyList<(string Host, long Callbacks, DateTimeOffset Newest)>> GivenUpAsync(
        MerchantId merchant, DateTimeOffset since)
    {
        var sql = $"""
            SELECT host AS Host, CAST(count(*) AS bigint) AS Callbacks, max(made) AS Newest FROM
                (SELECT {Host} AS host, created_at AS made FROM deliveries
                WHERE {Failing} AND status IN ('failed', 'unconfirmed') AND merchant = @merchant AND created_at >= @since
                ORDER BY created_at DESC LIMIT @most) AS found
            GROUP BY host ORDER BY host LIMIT @limit
            """;
        var parameters = new { merchant = merchant.Value, since = since.ToUnixTimeMilliseconds(), most = CountLimit, limit = Limit };
        var rows = await database.ReadAsync(connection =>
            connection.QueryAsync<(string Host, long Callbacks, long Newest)>(sql, parameters));
        return [.. rows.Select(row => (row.Host, row.Callbacks, DateTimeOffset.FromUnixTimeMilliseconds(row.Newest)))];
    }

    /// <summary>A merchant's orders that wait for a decision, and since when, of those that wait since a time.</summary>
    public async Task<IReadOnlyList<(OrderId Order, DateTimeOffset Since)>> ReviewsAsync(MerchantId merchant, DateTimeOffset since)
    {
        var sql = $"""
            SELECT key AS Key, {OpenSince} AS Since FROM orders
            WHERE {IsOpen} AND status IN ('pending', 'detected') AND merchant = @merchant AND {OpenSince} >= @since
            ORDER BY {OpenSince} DESC, key DESC LIMIT @limit
            """;
        var parameters = new { merchant = merchant.Value, since = since.ToUnixTimeMilliseconds(), limit = Limit };
        var rows = await database.ReadAsync(connection => connection.QueryAsync<(string Key, long Since)>(sql, parameters));
        return [.. rows.Select(row => (OrderId.FromGrainKey(row.Key), DateTimeOffset.FromUnixTimeMilliseconds(row.Since)))];
    }

    /// <summary>A merchant's failed refunds that were asked for since a time, newest first.</summary>
    public async Task<IReadOnlyList<OrderRefund>> FailedRefundsAsync(MerchantId merchant, DateTimeOffset since)
    {
        const string sql = """
            SELECT order_key AS OrderKey, CAST(state AS text) AS State FROM order_refunds
            WHERE merchant = @merchant AND status = 'failed' AND created_at >= @since
            ORDER BY created_at DESC LIMIT @limit
            """;
        var parameters = new { merchant = merchant.Value, since = since.ToUnixTimeMilliseconds(), limit = Limit };
        var rows = await database.ReadAsync(connection => connection.QueryAsync<(string OrderKey, string State)>(sql, parameters));
        return [.. rows.Select(row => (row.OrderKey, Refund: serializer.TryRead<Refund>(row.State))).Where(row => row.Refund is not null)
            .Select(row => new OrderRefund(OrderId.FromGrainKey(row.OrderKey), row.Refund!))];
    }

    /// <summary>A merchant's payouts of one standing that were asked for since a time, newest first.</summary>
    /// <param name="merchant">The merchant.</param>
    /// <param name="standing">One of those that have an index of their own: failed, under review, unknown.</param>
    /// <param name="since">The time.</param>
    public async Task<IReadOnlyList<Payout>> PayoutsAsync(MerchantId merchant, PayoutStanding standing, DateTimeOffset since)
    {
        var sql = $"""
            SELECT CAST(state AS text) FROM payouts
            WHERE merchant = @merchant AND status = '{PayoutRules.Word(standing)}' AND created_at >= @since
            ORDER BY created_at DESC LIMIT @limit
            """;
        var parameters = new { merchant = merchant.Value, since = since.ToUnixTimeMilliseconds(), limit = Limit };
        var rows = await database.ReadAsync(connection => connection.QueryAsync<string>(sql, parameters));
        return [.. rows.Select(serializer.TryRead<Payout>).OfType<Payout>()];
    }

    /// <summary>Days of a merchant's accounts at providers whose comparison, of a day since one, left differences that are open.</summary>
    public async Task<IReadOnlyList<(string Provider, string Day, DateTimeOffset At, long Open)>> DifferencesAsync(
        MerchantId merchant, DateOnly since)
    {
        const string sql = """
            SELECT provider AS Provider, day AS Day, done_at AS At, (SELECT count(*) FROM reconciliation_differences d
                WHERE d.provider = r.provider AND d.account = r.account AND d.day = r.day AND d.settled_at IS NULL
                    AND d.kind <> 'other_day') AS Differences
            FROM reconciliation_runs r
            WHERE account = @merchant AND day >= @day AND done_at IS NOT NULL AND difference_count > 0
            ORDER BY day DESC, provider LIMIT @limit
            """;
        var parameters = new { merchant = merchant.Value, day = since.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), limit = Limit };
        var rows = await database.ReadAsync(connection =>
            connection.QueryAsync<(string Provider, string Day, long At, long Differences)>(sql, parameters));
        return [.. rows.Where(row => row.Differences > 0)
            .Select(row => (row.Provider, row.Day, DateTimeOffset.FromUnixTimeMilliseconds(row.At), row.Differences))];
    }

    /// <summary>Transfers to a merchant's addresses that nobody has, seen since a time, newest first.</summary>
    public async Task<IReadOnlyList<(string Id, ChainId Chain, string Token, UInt128 Units, DateTimeOffset SeenAt)>> UnmatchedAsync(
        MerchantId merchant, DateTimeOffset since)
    {
        const string sql = """
            SELECT t.id AS Id, t.chain AS Chain, t.token AS Token, t.units AS Units, t.seen_at AS SeenAt FROM unmatched_transfers t
            CROSS JOIN wallet_addresses a
            WHERE t.assigned_order IS NULL AND t.dismissed_at IS NULL AND t.seen_at >= @since
                AND a.chain = t.chain AND a.address = t.address AND a.owner = @merchant
            ORDER BY t.seen_at DESC, t.id DESC LIMIT @limit
            """;
        var parameters = new { merchant = merchant.Value, since = since.ToUnixTimeMilliseconds(), limit = Limit };
        var rows = await database.ReadAsync(connection =>
            connection.QueryAsync<(string Id, string Chain, string Token, string Units, long SeenAt)>(sql, parameters));
        return [.. rows.Select(row => (row.Id, new ChainId(row.Chain), row.Token,
            UInt128.Parse(row.Units, CultureInfo.InvariantCulture), DateTimeOffset.FromUnixTimeMilliseconds(row.SeenAt)))];
    }
}
