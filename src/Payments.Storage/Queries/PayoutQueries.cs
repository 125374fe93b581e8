using Dapper;
using Payments.Domain.Identity;
using Payments.Domain.Payouts;
using Payments.Storage.States;

namespace Payments.Storage.Queries;

/// <summary>Searches among payouts, those that left their merchant's book included.</summary>
public sealed class PayoutQueries(IDatabase database, JsonStateSerializer serializer)
{
    /// <summary>A merchant's payout by the merchant's own id, or null.</summary>
    public async Task<Payout?> FindAsync(MerchantId merchant, string id)
    {
        const string sql = "SELECT CAST(state AS text) FROM payouts WHERE merchant = @merchant AND payout_id = @id";
        var state = await database.ReadAsync(connection =>
            connection.QuerySingleOrDefaultAsync<string>(sql, new { merchant = merchant.Value, id }));
        return state is null ? null : Read(state);
    }

    /// <summary>A merchant's payouts behind a place, newest first.</summary>
    /// <param name="merchant">The merchant.</param>
    /// <param name="standing">The only standing that is meant, or null for all.</param>
    /// <param name="behind">The place that an earlier page ended with; null for the first page.</param>
    /// <param name="limit">Payouts at most.</param>
    public async Task<Page<Payout>> ListAsync(MerchantId merchant, PayoutStanding? standing, PageKey? behind, int limit)
    {
        var sql = $"""
            SELECT CAST(state AS text) AS State, created_at AS At, key AS Key FROM payouts
            WHERE merchant = @merchant {(standing is null ? "" : "AND status = @status")} {Paging.Behind(behind, "created_at", "key")}
            ORDER BY created_at DESC, key DESC LIMIT @more
            """;
        var word = standing is { } only ? PayoutRules.Word(only) : null;
        var parameters = new { merchant = merchant.Value, status = word, at = behind?.At, key = behind?.Key, more = limit + 1 };
        var rows = await database.ReadAsync(connection => connection.QueryAsync<(string State, long At, string Key)>(sql, parameters));
        return Paging.Cut(rows, limit, row => Read(row.State), row => new PageKey(row.At, row.Key));
    }

    /// <summary>The payout of a number of ours, or null.</summary>
    public async Task<Payout?> FindAsync(PayoutReference reference)
    {
        var key = FormattableString.Invariant($"{reference.Merchant.Value}-{reference.Number:D10}");
        const string sql = "SELECT CAST(state AS text) FROM payouts WHERE key = @key";
        var state = await database.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<string>(sql, new { key }));
        return state is null ? null : Read(state);
    }

    /// <summary>Payouts that a rule holds, behind a place, those that wait longest first; of one merchant, or of all.</summary>
    public async Task<Page<(MerchantId Merchant, Payout Payout)>> ReviewsAsync(MerchantId? merchant, PageKey? behind, int limit)
    {
        var sql = $"""
            SELECT merchant AS Merchant, CAST(state AS text) AS State, created_at AS At, key AS Key FROM payouts
            WHERE status = 'review' {(merchant is null ? "" : "AND merchant = @merchant")}
            {(behind is null ? "" : "AND created_at >= @at AND (created_at > @at OR key > @key)")}
            ORDER BY created_at, key LIMIT @more
            """;
        var parameters = new { merchant = merchant?.Value, at = behind?.At, key = behind?.Key, more = limit + 1 };
        var rows = await database.ReadAsync(connection =>
            connection.QueryAsync<(string Merchant, string State, long At, string Key)>(sql, parameters));
        return Paging.Cut(rows, limit, row => (new MerchantId(row.Merchant), Read(row.State)), row => new PageKey(row.At, row.Key));
    }

    /// <summary>How many payouts of all merchants wait for a person to say what became of them.</summary>
    public Task<long> CountUnknownAsync() => database.ReadAsync(connection =>
        connection.ExecuteScalarAsync<long>("SELECT count(*) FROM payouts WHERE status = 'unknown'"));

    /// <summary>How many of a merchant's payouts have a standing, up to a limit.</summary>
    /// <param name="merchant">The merchant.</param>
    /// <param name="standing">One of those that have an index of their own: failed, under review, unknown.</param>
    /// <param name="limit">The limit.</param>
    public Task<long> CountAsync(MerchantId merchant, PayoutStanding standing, int limit) =>
        database.ReadAsync(connection => connection.ExecuteScalarAsync<long>(
            $"""
            SELECT count(*) FROM (SELECT 1 FROM payouts
                WHERE merchant = @merchant AND status = '{PayoutRules.Word(standing)}' LIMIT @limit) AS waiting
            """,
            new { merchant = merchant.Value, limit }));

    private Payout Read(string state) => serializer.TryRead<Payout>(state)
        ?? throw new InvalidOperationException("A row of payouts says nothing that this program understands.");
}
