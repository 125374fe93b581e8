using Dapper;
using Payments.Domain.Identity;
using Payments.Domain.Transfers;

namespace Payments.Storage;

/// <summary>Counts transfers to watched addresses that are too little to be stored one by one.</summary>
public sealed class DustStore(IDatabase database, TimeProvider time)
{
    /// <summary>Addresses and tokens whose dust is shown at once.</summary>
    public const int ListLimit = 200;

    /// <summary>Counts transfers that are too little to be stored.</summary>
    public Task CountAsync(IReadOnlyCollection<Transfer> transfers)
    {
        const string sql = """
            INSERT INTO dust_counts (chain, address, token, transfers, last_block, seen_at)
            VALUES (@Chain, @Address, @Token, @Transfers, @Block, @SeenAt)
            ON CONFLICT (chain, address, token) DO UPDATE
            SET transfers = dust_counts.transfers + excluded.transfers, last_block = excluded.last_block, seen_at = excluded.seen_at
            WHERE excluded.last_block > dust_counts.last_block
            """;
        var seenAt = time.GetUtcNow().ToUnixTimeMilliseconds();
        var rows = transfers.GroupBy(transfer => (transfer.Block, transfer.Chain, transfer.To, transfer.Token))
            .OrderBy(group => group.Key.Block)
            .Select(group => new
            {
                Chain = group.Key.Chain.Value,
                Address = group.Key.To,
                group.Key.Token,
                Transfers = (long)group.Count(),
                group.Key.Block,
                SeenAt = seenAt,
            }).ToArray();
        return database.WriteAsync((connection, transaction) => connection.ExecuteAsync(sql, rows, transaction));
    }

    /// <summary>What was counted at a merchant's addresses, the latest first, <see cref="ListLimit"/> at most.</summary>
    public async Task<IReadOnlyList<DustCount>> ListAsync(MerchantId owner)
    {
        const string sql = """
            SELECT d.chain AS Chain, d.address AS Address, d.token AS Token, d.transfers AS Transfers, d.seen_at AS SeenAt
            FROM wallet_addresses a JOIN dust_counts d ON d.chain = a.chain AND d.address = a.address
            WHERE a.owner = @owner ORDER BY d.seen_at DESC, d.address, d.token LIMIT @limit
            """;
        var rows = await database.ReadAsync(connection => connection.QueryAsync<(string Chain, string Address, string Token, long Transfers,
            long SeenAt)>(
            sql, new { owner = owner.Value, limit = ListLimit }));
        return [.. rows.Select(row =>
            new DustCount(new ChainId(row.Chain), row.Address, row.Token, row.Transfers,
                DateTimeOffset.FromUnixTimeMilliseconds(row.SeenAt)))];
    }
}
