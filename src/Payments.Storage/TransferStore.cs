using System.Globalization;
using Dapper;
using Payments.Domain.Identity;
using Payments.Domain.Transfers;
using Payments.Domain.Wallets;
using Payments.Storage.Archive;
using Payments.Storage.Queries;

namespace Payments.Storage;

/// <summary>Transfers to watched addresses that matched no order.</summary>
public sealed class TransferStore(IDatabase database, TimeProvider time)
{
    /// <summary>Transfers that one call dismisses at most.</summary>
    public const int DismissLimit = 10_000;

    /// <summary>Longest note.</summary>
    public const int NoteLimit = 500;

    private const string Unassigned =
        "wallet_addresses a JOIN unmatched_transfers t ON t.chain = a.chain AND t.address = a.address AND t.assigned_order IS NULL ";

    private const string OfOwner = Unassigned + "AND t.dismissed_at IS NULL";

    private const string DismissedOfOwner = Unassigned + "AND t.dismissed_at IS NOT NULL";

    private const string IsOwn = """
        id = @id AND assigned_order IS NULL AND EXISTS
            (SELECT 1 FROM wallet_addresses a
             WHERE a.chain = unmatched_transfers.chain AND a.address = unmatched_transfers.address AND a.owner = @owner)
        """;

    private const string Columns = """
        t.id AS Id, t.chain AS Chain, t.address AS Address, t.token AS Token, t.units AS Units, t.sender AS Sender, t.tx AS Tx,
        t.block AS Block, t.block_hash AS BlockHash, t.block_time AS BlockTime, t.assigned_order AS AssignedOrder, t.seen_at AS SeenAt,
        t.meant_order AS MeantOrder, t.reason AS Reason, t.cause AS Cause, t.candidates AS Candidates, a.owner AS Owner,
        t.note AS Note, t.dismissed_at AS DismissedAt, t.returned_at AS ReturnedAt, t.decided_by AS DecidedBy
        """;

    /// <summary>Stores transfers; ones that are stored already stay as they are.</summary>
    public Task AddAsync(IReadOnlyCollection<SetAside> transfers)
    {
        const string sql = """
            INSERT INTO unmatched_transfers (id, chain, address, token, units, sender, tx, block, block_hash, block_time, seen_at,
                meant_order, reason, cause, candidates)
            VALUES (@Id, @Chain, @Address, @Token, @Units, @Sender, @Tx, @Block, @BlockHash, @BlockTime, @SeenAt,
                @MeantOrder, @Reason, @Cause, @Candidates)
            ON CONFLICT (id) DO NOTHING
            """;
        var seenAt = time.GetUtcNow().ToUnixTimeMilliseconds();
        var rows = transfers.Select(aside => UnmatchedRow.Of(aside, seenAt)).ToArray();
        return database.WriteAsync((connection, transaction) => connection.ExecuteAsync(sql, rows, transaction));
    }

    /// <summary>Stores transfers of which nothing is known but whom they were meant for, or whose order or address failed.</summary>
    /// <param name="transfers">The transfers.</param>
    /// <param name="meantFor">The order that they were probably meant for, or null where nothing tells.</param>
    /// <param name="failure">What failed, or null.</param>
    public Task AddAsync(IReadOnlyCollection<Transfer> transfers, OrderId? meantFor, string? failure = null) =>
        AddAsync([.. transfers.Select(transfer => new SetAside(transfer, meantFor, null) { Failure = failure })]);

    /// <summary>One transfer, whose it is and the order it was assigned to; or null.</summary>
    public async Task<UnmatchedTransfer?> FindAsync(TransferId id)
    {
        var row = await database.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<UnmatchedRow>(
            $"SELECT {Columns} FROM unmatched_transfers t LEFT JOIN wallet_addresses a ON a.chain = t.chain AND a.address = t.address WHERE t.id = @id", new { id = id.Value }));
        return row?.ToTransfer();
    }

    /// <summary>
    /// Transfers to a merchant's addresses that are neither assigned nor dismissed, or those that were dismissed, behind a place, newest
    /// first.
    /// </summary>
    /// <param name="owner">The merchant.</param>
    /// <param name="behind">The place, or null for the beginning.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="least">Amounts below which a token's transfers are left out; those of other tokens stay.</param>
    /// <param name="isDismissed">Whether to list those that were dismissed.</param>
    public async Task<Page<UnmatchedTransfer>> ListAsync(MerchantId owner, PageKey? behind, int limit,
        IReadOnlyList<LeastAmount>? least = null, bool isDismissed = false)
    {
        var parameters = new DynamicParameters(new { owner = owner.Value, at = behind?.At, key = behind?.Key, more = limit + 1 });
        var isLeftOut = least is { Count: > 0 } ? $"AND NOT ({Below(least, parameters)})" : "";
        var sql = $"""
            SELECT {Columns} FROM {(isDismissed ? DismissedOfOwner : OfOwner)}
            WHERE a.owner = @owner {isLeftOut} {Paging.Behind(behind, "t.seen_at", "t.id")}
            ORDER BY t.seen_at DESC, t.id DESC LIMIT @more
            """;
        var rows = await database.ReadAsync(connection => connection.QueryAsync<UnmatchedRow>(sql, parameters));
        return Paging.Cut(rows, limit, row => row.ToTransfer(), row => new PageKey(row.SeenAt, row.Id));
    }

    /// <summary>
    /// Transfers of a chain that came in a span of time to addresses that are somebody's and are neither assigned nor dismissed, the
    /// oldest first.
    /// </summary>
    /// <param name="chain">The chain.</param>
    /// <param name="from">The beginning, included.</param>
    /// <param name="to">The end, excluded.</param>
    /// <param name="limit">How many at most.</param>
    public async Task<IReadOnlyList<UnmatchedTransfer>> SeenAsync(ChainId chain, DateTimeOffset from, DateTimeOffset to, int limit)
    {
        // The chain as an expression keeps it from being searched for: a day has few transfers, a chain may have very many.
        const string sql = $"""
            SELECT {Columns} FROM unmatched_transfers t JOIN wallet_addresses a ON a.chain = t.chain AND a.address = t.address
            WHERE t.assigned_order IS NULL AND t.dismissed_at IS NULL AND t.seen_at >= @from AND t.seen_at < @to AND t.chain || '' = @chain
                AND a.owner IS NOT NULL
            ORDER BY t.seen_at, t.id LIMIT @limit
            """;
        var rows = await database.ReadAsync(connection => connection.QueryAsync<UnmatchedRow>(sql, new
        {
            chain = chain.Value,
            from = from.ToUnixTimeMilliseconds(),
            to = to.ToUnixTimeMilliseconds(),
            limit,
        }));
        return [.. rows.Select(row => row.ToTransfer())];
    }

    /// <summary>
    /// Dismisses a merchant's transfers below some amounts: they are listed no more, and stay stored. At most <see cref="DismissLimit"/> at
    /// once.
    /// </summary>
    /// <returns>How many were dismissed.</returns>
    public Task<int> DismissAsync(MerchantId owner, IReadOnlyList<LeastAmount> below)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var parameters = new DynamicParameters(new { owner = owner.Value, now, limit = DismissLimit });
        var sql = $"""
            UPDATE unmatched_transfers SET dismissed_at = @now WHERE id IN
                (SELECT t.id FROM {OfOwner} WHERE a.owner = @owner AND ({Below(below, parameters)}) LIMIT @limit)
            """;
        return database.WriteAsync((connection, transaction) => connection.ExecuteAsync(sql, parameters, transaction));
    }

    /// <summary>Dismisses one transfer; false where it is not the merchant's, was assigned, or is not there.</summary>
    /// <param name="owner">The merchant.</param>
    /// <param name="id">The transfer.</param>
    /// <param name="isReturned">Whether it was sent back to its payer. What was said once stays said.</param>
    /// <param name="note">What to note of it; null leaves what is noted.</param>
    /// <param name="by">Who says so.</param>
    public Task<bool> DismissAsync(MerchantId owner, TransferId id, bool isReturned = false, string? note = null, string? by = null)
    {
        const string sql = $"""
            UPDATE unmatched_transfers SET dismissed_at = coalesce(dismissed_at, @now), note = coalesce(@note, note),
                returned_at = coalesce(returned_at, @returned), decided_by = coalesce(@by, decided_by)
            WHERE {IsOwn}
            """;
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        return ChangeAsync(sql, new { owner = owner.Value, id = id.Value, now, returned = isReturned ? now : (long?)null, note, by });
    }

    /// <summary>
    /// Notes something of one transfer, dismissed or not; false where it is not the merchant's, was assigned, or is not there.
    /// </summary>
    /// <param name="owner">The merchant.</param>
    /// <param name="id">The transfer.</param>
    /// <param name="note">The note; null takes it away.</param>
    /// <param name="by">Who says so.</param>
    public Task<bool> NoteAsync(MerchantId owner, TransferId id, string? note, string? by) => ChangeAsync(
        $"UPDATE unmatched_transfers SET note = @note, decided_by = @by WHERE {IsOwn}",
        new { owner = owner.Value, id = id.Value, note, by });

    /// <summary>Whether an address has transfers that are neither assigned nor dismissed.</summary>
    public Task<bool> HasAnyAsync(ChainId chain, string address) => database.ReadAsync(connection => connection.ExecuteScalarAsync<bool>(
        "SELECT EXISTS (SELECT 1 FROM unmatched_transfers WHERE chain = @chain AND address = @address AND assigned_order IS NULL AND " +
        "dismissed_at IS NULL)",
        new { chain = chain.Value, address }));

    /// <summary>How many transfers wait to be assigned, by chain: those that no order took, and those whose order or address failed.</summary>
    public async Task<IReadOnlyDictionary<string, (long Untaken, long Parked)>> CountAsync()
    {
        var rows = await database.ReadAsync(connection => connection.QueryAsync<(string Chain, long All, long Parked)>(
            "SELECT chain, count(*) AS n, count(reason) AS parked FROM unmatched_transfers WHERE assigned_order IS NULL AND " +
            "dismissed_at IS NULL GROUP BY chain"));
        return rows.ToDictionary(row => row.Chain, row => (row.All - row.Parked, row.Parked));
    }

    /// <summary>
    /// Gives a transfer to an order; true when it is that order's now, also when it was before. False where it is another's, or where the
    /// order was archived and counts nothing any more.
    /// </summary>
    public Task<bool> TryAssignAsync(TransferId id, OrderId order)
    {
        // The lock holds off who would archive the order at this moment; SQLite has one writer.
        var share = database.IsSqlite ? "" : " FOR SHARE";
        var isArchived = $"SELECT {ArchiveWriter.ArchivedAt} IS NOT NULL FROM orders WHERE key = @key{share}";
        const string assign = """
            UPDATE unmatched_transfers SET assigned_order = @order
            WHERE id = @id AND (assigned_order IS NULL OR assigned_order = @order)
            """;
        return database.WriteAsync(async (connection, transaction) =>
            !await connection.ExecuteScalarAsync<bool>(isArchived, new { key = order.GrainKey }, transaction) &&
            await connection.ExecuteAsync(assign, new { id = id.Value, order = order.Value }, transaction) == 1);
    }

    /// <summary>
    /// Takes unassigned transfers of blocks that a reorg took back out of the list. They come again if their transaction does, and are
    /// nobody's then, too, or the order's that failed when they came.
    /// </summary>
    public Task RemoveAboveAsync(ChainId chain, long ancestorBlock)
    {
        const string remember = """
            INSERT INTO seen_transfers (id, chain, address, order_id, seen_at)
            SELECT id, chain, address, CASE WHEN reason IS NOT NULL THEN meant_order END, seen_at FROM unmatched_transfers
            WHERE chain = @chain AND block > @ancestorBlock AND assigned_order IS NULL AND (reason IS NULL OR meant_order IS NOT NULL)
            ON CONFLICT (id) DO NOTHING
            """;
        const string forget = "DELETE FROM unmatched_transfers WHERE chain = @chain AND block > @ancestorBlock AND assigned_order IS NULL";
        var above = new { chain = chain.Value, ancestorBlock };
        return database.WriteAsync(async (connection, transaction) =>
        {
            await connection.ExecuteAsync(remember, above, transaction);
            return await connection.ExecuteAsync(forget, above, transaction);
        });
    }

    private async Task<bool> ChangeAsync(string sql, object parameters) =>
        await database.WriteAsync((connection, transaction) => connection.ExecuteAsync(sql, parameters, transaction)) == 1;

    /// <summary>The condition that a transfer is below its token's amount.</summary>
    private static string Below(IReadOnlyList<LeastAmount> amounts, DynamicParameters parameters)
    {
        for (var i = 0; i < amounts.Count; i++)
        {
            parameters.Add($"chain{i}", amounts[i].Chain.Value);
            parameters.Add($"token{i}", amounts[i].Token);
            parameters.Add($"units{i}", amounts[i].Units.ToString(CultureInfo.InvariantCulture));
        }
        return string.Join(" OR ", amounts.Select((_, i) =>
            $"t.chain = @chain{i} AND t.token = @token{i} AND {DecimalTexts.IsBelow("t.units", $"@units{i}")}"));
    }
}
