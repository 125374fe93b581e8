using Dapper;
using Payments.Domain.Audit;
using Payments.Domain.Identity;
using Payments.Storage.Queries;

namespace Payments.Storage.Audit;

/// <summary>The log of changes, which triggers write with the states that were changed (schema script 0065).</summary>
public sealed class AuditLog(IDatabase database)
{
    private const int Chunk = 500;

    /// <summary>The condition of the index of script 0080.</summary>
    private string OfOperators => database.IsSqlite
        ? "(merchant = '' OR json_extract(entry, '$.by.kind') = 'operator')"
        : "(merchant = '' OR (entry::jsonb -> 'by' ->> 'kind') = 'operator')";

    /// <summary>Entries behind a place, newest first.</summary>
    /// <param name="merchant">
    /// Whose they are; null for operators': of what is no merchant's, and of what operators did to merchants.
    /// </param>
    /// <param name="behind">Where an earlier page ended; null for the newest.</param>
    /// <param name="limit">Entries at most.</param>
    public async Task<Page<AuditRow>> PageAsync(MerchantId? merchant, PageKey? behind, int limit)
    {
        var sql = $"""
            SELECT id AS Id, chain AS Chain, number AS Number, merchant AS Merchant, made_at AS At, entry AS Entry, hash AS Hash
            FROM audit_log
            WHERE {(merchant is null ? OfOperators : "merchant = @merchant")} {Paging.Behind(behind, "made_at", "id")}
            ORDER BY made_at DESC, id DESC LIMIT @more
            """;
        var parameters = new { merchant = merchant?.Value, at = behind?.At, key = behind?.Key, more = limit + 1 };
        var rows = await database.ReadAsync(connection => connection.QueryAsync<Row>(sql, parameters));
        return Paging.Cut(rows, limit, row => row.Known, row => new PageKey(row.At, row.Id));
    }

    /// <summary>All of a merchant's entries, or of operators', newest first, a few in memory at a time.</summary>
    public IAsyncEnumerable<AuditRow> AllAsync(MerchantId? merchant, CancellationToken cancellationToken = default) =>
        PageWalk.AllAsync(place => PageAsync(merchant, place, Chunk), cancellationToken);

    private sealed class Row
    {
        public string Id { get; set; } = "";

        public string Chain { get; set; } = "";

        public long Number { get; set; }

        public string Merchant { get; set; } = "";

        public long At { get; set; }

        public string Entry { get; set; } = "";

        public string Hash { get; set; } = "";

        public AuditRow Known => new(Chain, Number, Entry, Hash) { Merchant = Merchant.Length == 0 ? null : new MerchantId(Merchant) };
    }
}
