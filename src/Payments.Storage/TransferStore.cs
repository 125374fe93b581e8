using System.Globalization;
using Dapper;
using Payments.Domain.Identity;
using Payments.Domain.Transfers;
using Payments.Domain.Wallets;
using Payments.Storage.Queries;

namespace Payments.Storage;

/// <summary>Transfers to watched addresses that matched no order.</summary>
public sealed class TransferStore(IDatabase database, TimeProvider time)
{
    private const string Columns = """
        t.id AS Id, t.chain AS Chain, t.address AS Address, t.token AS Token, t.units AS Units, t.sender AS Sender, t.tx AS Tx,
        t.block AS Block, t.block_hash AS BlockHash, t.block_time AS BlockTime, t.assigned_order AS AssignedOrder, t.seen_at AS SeenAt,
        t.meant_order AS MeantOrder, t.reason AS Reason, t.cause AS Cause, t.candidates AS Candidates, a.owner AS Owner
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
        var rows = transfers.Select(aside => Row.Of(aside, seenAt)).ToArray();
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
        var row = await database.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<Row>(
            $"SELECT {Columns} FROM unmatched_transfers t LEFT JOIN wallet_addresses a ON a.chain = t.chain AND a.address = t.address WHERE t.id = @id", new { id = id.Value }));
        return row?.ToTransfer();
    }

    /// <summary>Unassigned transfers to a merchant's addresses behind a place, newest first.</summary>
    public async Task<Page<UnmatchedTransfer>> ListAsync(MerchantId owner, PageKey? behind, int limit)
    {
        var sql = $"""
            SELECT {Columns} FROM wallet_addresses a JOIN unmatched_transfers t ON t.chain = a.chain AND t.address = a.address AND t.assigned_order IS NULL
            WHERE a.owner = @owner {Paging.Behind(behind, "t.seen_at", "t.id")}
            ORDER BY t.seen_at DESC, t.id DESC LIMIT @more
            """;
        var rows = await database.ReadAsync(connection => connection.QueryAsync<Row>(sql, new { owner = owner.Value, at = behind?.At, key = behind?.Key, more = limit + 1 }));
        return Paging.Cut(rows, limit, row => row.ToTransfer(), row => new PageKey(row.SeenAt, row.Id));
    }

    /// <summary>Whether an address has transfers that are not assigned.</summary>
    public Task<bool> HasAnyAsync(ChainId chain, string address) => database.ReadAsync(connection => connection.ExecuteScalarAsync<bool>(
        "SELECT EXISTS (SELECT 1 FROM unmatched_transfers WHERE chain = @chain AND address = @address AND assigned_order IS NULL)",
        new { chain = chain.Value, address }));

    /// <summary>How many transfers wait to be assigned, by chain: those that no order took, and those whose order or address failed.</summary>
    public async Task<IReadOnlyDictionary<string, (long Untaken, long Parked)>> CountAsync()
    {
        var rows = await database.ReadAsync(connection => connection.QueryAsync<(string Chain, long All, long Parked)>(
            "SELECT chain, count(*) AS n, count(reason) AS parked FROM unmatched_transfers WHERE assigned_order IS NULL GROUP BY chain"));
        return rows.ToDictionary(row => row.Chain, row => (row.All - row.Parked, row.Parked));
    }

    /// <summary>Gives a transfer to an order; true when it is that order's now, also when it was before.</summary>
    public async Task<bool> TryAssignAsync(TransferId id, OrderId order)
    {
        const string sql = "UPDATE unmatched_transfers SET assigned_order = @order WHERE id = @id AND (assigned_order IS NULL OR assigned_order = @order)";
        return await database.WriteAsync((connection, transaction) => connection.ExecuteAsync(sql, new { id = id.Value, order = order.Value }, transaction)) == 1;
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

    private sealed class Row
    {
        public string Id { get; set; } = "";

        public string Chain { get; set; } = "";

        public string Address { get; set; } = "";

        public string Token { get; set; } = "";

        public string Units { get; set; } = "";

        public string Sender { get; set; } = "";

        public string Tx { get; set; } = "";

        public long Block { get; set; }

        public string BlockHash { get; set; } = "";

        public long BlockTime { get; set; }

        public string? AssignedOrder { get; set; }

        public long SeenAt { get; set; }

        public string? MeantOrder { get; set; }

        public string? Reason { get; set; }

        public string? Cause { get; set; }

        public string? Candidates { get; set; }

        public string? Owner { get; set; }

        public static Row Of(SetAside aside, long seenAt) => new()
        {
            Id = aside.Transfer.Id.Value,
            Chain = aside.Transfer.Chain.Value,
            Address = aside.Transfer.To,
            Token = aside.Transfer.Token,
            Units = aside.Transfer.Units.ToString(CultureInfo.InvariantCulture),
            Sender = aside.Transfer.From,
            Tx = aside.Transfer.Transaction,
            Block = aside.Transfer.Block,
            BlockHash = aside.Transfer.BlockHash,
            BlockTime = aside.Transfer.BlockTime.ToUnixTimeMilliseconds(),
            SeenAt = seenAt,
            MeantOrder = aside.MeantFor?.Value,
            Reason = aside.Failure,
            Cause = aside.Cause?.Word(),
            Candidates = aside.Candidates.Count == 0 ? null : string.Join(',', aside.Candidates.Select(order => order.Value)),
        };

        public UnmatchedTransfer ToTransfer() => new(new Transfer
        {
            Id = new TransferId(Id),
            Chain = new ChainId(Chain),
            Token = Token,
            Units = UInt128.Parse(Units, CultureInfo.InvariantCulture),
            From = Sender,
            To = Address,
            Transaction = Tx,
            Block = Block,
            BlockHash = BlockHash,
            BlockTime = DateTimeOffset.FromUnixTimeMilliseconds(BlockTime),
        }, Order(AssignedOrder), Owner is null ? null : new MerchantId(Owner), Order(MeantOrder), Reason)
        {
            Cause = Cause,
            Candidates = Candidates is null ? [] : [.. Candidates.Split(',').Select(order => new OrderId(order))],
        };

        private static OrderId? Order(string? id) => id is null ? null : new OrderId(id);
    }
}
