using System.Globalization;
using Dapper;
using Payments.Domain.Identity;
using Payments.Domain.Transfers;
using Payments.Domain.Wallets;

namespace Payments.Storage;

/// <summary>
/// What is remembered so that money goes to nobody else's order: amounts that orders asked and hold no more, and transactions that were
/// seen before.
/// </summary>
public sealed class TransferMemory(IDatabase database, TimeProvider time)
{
    /// <summary>
    /// Nobody's transactions that are remembered for one address; beyond it the oldest go, which are in a block by then or never will be.
    /// </summary>
    public const int SeenLimit = 1000;

    /// <summary>How long a transaction without a block is remembered: nodes keep what nobody mines for two weeks.</summary>
    public static readonly TimeSpan SeenMemory = TimeSpan.FromDays(15);

    /// <summary>How often what is over is forgotten.</summary>
    private static readonly TimeSpan SweepAge = TimeSpan.FromHours(1);

    /// <summary>Ids looked up at once.</summary>
    private const int Page = 500;

    private long sweptAt;

    /// <summary>
    /// What is known of transfers that come: those that are unmatched already, and those whose transaction was seen before. Others are not
    /// in the answer.
    /// </summary>
    public async Task<IReadOnlyDictionary<TransferId, KnownTransfer>> FindAsync(IReadOnlyCollection<TransferId> transfers)
    {
        var isOne = database.IsOneOf("id", "@ids");
        var sql = $"""
            SELECT id AS Id, 1 AS IsUnmatched, assigned_order AS OrderId FROM unmatched_transfers WHERE {isOne}
            UNION ALL SELECT id, 0, order_id FROM seen_transfers WHERE {isOne}
            """;
        var found = new Dictionary<TransferId, KnownTransfer>();
        foreach (var page in transfers.Chunk(Page))
        {
            var ids = page.Select(id => id.Value).ToArray();
            var rows = await database.ReadAsync(connection =>
                connection.QueryAsync<(string Id, int IsUnmatched, string? OrderId)>(sql, new { ids }));
            // The list of unmatched ones says more.
            foreach (var (id, isUnmatched, order) in rows.OrderBy(row => row.IsUnmatched))
                found[new TransferId(id)] = new KnownTransfer(isUnmatched == 1, order is null ? null : new OrderId(order));
        }
        return found;
    }

    /// <summary>Remembers transactions to an address that are in no block, and whose they are; what is remembered already stays.</summary>
    public Task RememberAsync(ChainId chain, string address, IReadOnlyCollection<TransferId> transfers, OrderId? order)
    {
        const string insert = """
            INSERT INTO seen_transfers (id, chain, address, order_id, seen_at) VALUES (@Id, @Chain, @Address, @Order, @SeenAt)
            ON CONFLICT (id) DO UPDATE SET order_id = coalesce(seen_transfers.order_id, excluded.order_id)
            """;
        const string limit = """
            DELETE FROM seen_transfers WHERE chain = @chain AND address = @address AND order_id IS NULL AND seen_at <
                (SELECT seen_at FROM seen_transfers WHERE chain = @chain AND address = @address ORDER BY seen_at DESC LIMIT 1 OFFSET @limit)
            """;
        var seenAt = time.GetUtcNow().ToUnixTimeMilliseconds();
        var (on, whose) = (chain.Value, order?.Value);
        var rows = transfers
            .Select(transfer => new { Id = transfer.Value, Chain = on, Address = address, Order = whose, SeenAt = seenAt }).ToArray();
        return database.WriteAsync(async (connection, transaction) =>
        {
            await connection.ExecuteAsync(insert, rows, transaction);
            return await connection.ExecuteAsync(limit, new { chain = chain.Value, address, limit = SeenLimit - 1 }, transaction);
        });
    }

    /// <summary>Orders that asked exactly this amount at an address and hold it no more, as long as that is remembered.</summary>
    public async Task<IReadOnlyList<AskedAmount>> AskedAsync(ChainId chain, string address, string token, UInt128 units)
    {
        const string sql = """
            SELECT order_id AS OrderId, until AS Until FROM asked_amounts
            WHERE address = @address AND token = @token AND units = @units AND chain = @chain AND until >= @since
            ORDER BY until DESC LIMIT @limit
            """;
        var exact = units.ToString(CultureInfo.InvariantCulture);
        var since = (time.GetUtcNow() - AskedAmount.Memory).ToUnixTimeMilliseconds();
        var rows = await database.ReadAsync(connection => connection.QueryAsync<(string OrderId, long Until)>(
            sql, new { chain = chain.Value, address, token, units = exact, since, limit = Attribution.NamedLimit }));
        return [.. rows.Select(row => new AskedAmount(new OrderId(row.OrderId), DateTimeOffset.FromUnixTimeMilliseconds(row.Until)))];
    }

    /// <summary>Forgets what is over, once in a while.</summary>
    public async Task ForgetAsync()
    {
        if (sweptAt != 0 && time.GetElapsedTime(sweptAt) < SweepAge) return;
        var now = time.GetUtcNow();
        var over = new { asked = (now - AskedAmount.Memory).ToUnixTimeMilliseconds(), seen = (now - SeenMemory).ToUnixTimeMilliseconds() };
        await database.WriteAsync(async (connection, transaction) =>
        {
            await connection.ExecuteAsync("DELETE FROM seen_transfers WHERE seen_at < @seen", over, transaction);
            return await connection.ExecuteAsync("DELETE FROM asked_amounts WHERE until < @asked", over, transaction);
        });
        sweptAt = time.GetTimestamp();
    }
}
