using System.Globalization;
using System.Runtime.CompilerServices;
using Dapper;
using Payments.Domain.Reconciliation;

namespace Payments.Storage.Reconciliation;

/// <summary>Reads what comparisons found. Lists go from new days to old ones.</summary>
public sealed class ReconciliationQueries(IDatabase database)
{
    /// <summary>Values that name a place in a list of runs.</summary>
    public const int RunPlace = 3;

    /// <summary>Values that name a place in a list of differences.</summary>
    public const int DifferencePlace = 4;

    /// <summary>Values that name a place in a list of settlements.</summary>
    public const int SettlementPlace = 5;

    private const int Chunk = 500;

    /// <summary>Runs behind a place.</summary>
    public async Task<ReconciliationPage<ReconciliationRun>> RunsAsync(ReconciliationFilter filter, ReconciliationPlace? after, int limit)
    {
        var (where, parameters) = filter.Condition(after, "day", "provider", "account");
        var sql = $"""
            SELECT provider AS Provider, account AS Account, day AS Day, done_at AS DoneAt, first_tried_at AS FirstTriedAt,
                tried_at AS TriedAt, trouble AS Trouble, line_count AS LineCount, foreign_count AS ForeignCount, entry_count AS EntryCount,
                matched_count AS MatchedCount, difference_count AS DifferenceCount, note AS Note,
                (SELECT count(*) FROM reconciliation_differences d WHERE d.provider = r.provider AND d.account = r.account
                    AND d.day = r.day AND d.settled_at IS NULL AND d.kind <> 'other_day') AS OpenCount
            FROM reconciliation_runs r WHERE {where} ORDER BY day DESC, provider DESC, account DESC LIMIT @limit
            """;
        var rows = await PageAsync<RunRow>(sql, parameters, limit);
        return Cut(rows, limit, row => row.ToRun(), row => [row.Day, row.Provider, row.Account]);
    }

    /// <summary>Differences behind a place.</summary>
    public async Task<ReconciliationPage<StoredDifference>> DifferencesAsync(
        ReconciliationFilter filter, ReconciliationPlace? after, int limit)
    {
        var (where, parameters) = filter.Condition(after, "day", "provider", "account", "id");
        var sql = $"""
            SELECT {DifferenceColumns} FROM reconciliation_differences WHERE {where}
            ORDER BY day DESC, provider DESC, account DESC, id DESC LIMIT @limit
            """;
        var rows = await PageAsync<StoredDifference>(sql, parameters, limit);
        return Cut(rows, limit, row => row, row => [row.Day, row.Provider, row.Account, row.Id]);
    }

    /// <summary>All differences, a few in memory at a time.</summary>
    public IAsyncEnumerable<StoredDifference> AllDifferencesAsync(ReconciliationFilter filter, CancellationToken cancellationToken) =>
        AllAsync((after, limit) => DifferencesAsync(filter, after, limit), cancellationToken);

    /// <summary>One difference, or null.</summary>
    public Task<StoredDifference?> FindDifferenceAsync(string id) => database.ReadAsync(connection =>
        connection.QuerySingleOrDefaultAsync<StoredDifference>(
            $"SELECT {DifferenceColumns} FROM reconciliation_differences WHERE id = @id", new { id }));

    /// <summary>Settlements behind a place.</summary>
    public async Task<ReconciliationPage<Settlement>> SettlementsAsync(ReconciliationFilter filter, ReconciliationPlace? after, int limit)
    {
        var (where, parameters) = filter.Condition(after, "day", "provider", "account", "merchant", "currency");
        var sql = $"""
            SELECT provider AS Provider, account AS Account, day AS Day, merchant AS Merchant, currency AS Currency, payments AS Payments,
                gross AS Gross, stated AS Stated, fees AS Fees, refund_count AS RefundCount, refunds AS Refunds, shares AS Shares,
                payout AS Payout, net AS Net
            FROM settlements WHERE {where}
            ORDER BY day DESC, provider DESC, account DESC, merchant DESC, currency DESC LIMIT @limit
            """;
        var rows = await PageAsync<Settlement>(sql, parameters, limit);
        return Cut(rows, limit, row => row, row => [row.Day, row.Provider, row.Account, row.Merchant, row.Currency]);
    }

    /// <summary>All settlements, a few in memory at a time.</summary>
    public IAsyncEnumerable<Settlement> AllSettlementsAsync(ReconciliationFilter filter, CancellationToken cancellationToken) =>
        AllAsync((after, limit) => SettlementsAsync(filter, after, limit), cancellationToken);

    /// <summary>How many differences are open, by provider.</summary>
    public async Task<IReadOnlyDictionary<string, long>> OpenAsync()
    {
        const string sql = """
            SELECT provider AS Provider, count(*) AS N FROM reconciliation_differences WHERE settled_at IS NULL AND kind <> 'other_day'
            GROUP BY provider
            """;
        var rows = await database.ReadAsync(connection => connection.QueryAsync<(string Provider, long Count)>(sql));
        return rows.ToDictionary(row => row.Provider, row => row.Count);
    }

    /// <summary>When an account's statements were last compared and first tried; null before the first try.</summary>
    public async Task<(DateTimeOffset? GoodAt, DateTimeOffset FirstTriedAt)?> StandingAsync(ReconciliationKey account)
    {
        const string sql = """
            SELECT max(done_at) AS GoodAt, min(first_tried_at) AS FirstTriedAt FROM reconciliation_runs
            WHERE provider = @provider AND account = @account
            """;
        var row = await database.ReadAsync(connection => connection.QuerySingleAsync<(long? GoodAt, long? FirstTriedAt)>(
            sql, new { provider = account.Provider, account = account.Account }));
        return row.FirstTriedAt is { } first
            ? (Time(row.GoodAt), DateTimeOffset.FromUnixTimeMilliseconds(first))
            : null;
    }

    private const string DifferenceColumns = """
        id AS Id, provider AS Provider, account AS Account, day AS Day, kind AS Kind, entry AS Entry, reference AS Reference,
        merchant AS Merchant, number AS Number, our_amount AS OurAmount, our_currency AS OurCurrency, our_state AS OurState,
        our_time AS OurTime, their_amount AS TheirAmount, their_currency AS TheirCurrency, their_state AS TheirState,
        their_time AS TheirTime, their_fee AS TheirFee, settled_at AS SettledAt, settled_reason AS SettledReason
        """;

    private async Task<IReadOnlyList<T>> PageAsync<T>(string sql, DynamicParameters parameters, int limit)
    {
        parameters.Add("limit", limit + 1);
        return (await database.ReadAsync(connection => connection.QueryAsync<T>(sql, parameters))).AsList();
    }

    private static DateTimeOffset? Time(long? at) => at is { } given ? DateTimeOffset.FromUnixTimeMilliseconds(given) : null;

    private static ReconciliationPage<T> Cut<TRow, T>(
        IReadOnlyList<TRow> rows, int limit, Func<TRow, T> item, Func<TRow, IReadOnlyList<string>> place) =>
        new([.. rows.Take(limit).Select(item)], rows.Count > limit ? new ReconciliationPlace(place(rows[limit - 1])) : null);

    private static async IAsyncEnumerable<T> AllAsync<T>(
        Func<ReconciliationPlace?, int, Task<ReconciliationPage<T>>> read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (ReconciliationPlace? after = null; ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var page = await read(after, Chunk);
            foreach (var item in page.Items) yield return item;
            if (page.Next is null) yield break;
            after = page.Next;
        }
    }

    private sealed class RunRow
    {
        public string Provider { get; set; } = "";

        public string Account { get; set; } = "";

        public string Day { get; set; } = "";

        public long? DoneAt { get; set; }

        public long FirstTriedAt { get; set; }

        public long TriedAt { get; set; }

        public string? Trouble { get; set; }

        public long LineCount { get; set; }

        public long ForeignCount { get; set; }

        public long EntryCount { get; set; }

        public long MatchedCount { get; set; }

        public long DifferenceCount { get; set; }

        public long OpenCount { get; set; }

        public string? Note { get; set; }

        public ReconciliationRun ToRun() => new()
        {
            Account = ReconciliationKey.Of(Provider, Account),
            Day = DateOnly.ParseExact(Day, "yyyy-MM-dd", CultureInfo.InvariantCulture),
            DoneAt = Time(DoneAt),
            FirstTriedAt = DateTimeOffset.FromUnixTimeMilliseconds(FirstTriedAt),
            TriedAt = DateTimeOffset.FromUnixTimeMilliseconds(TriedAt),
            Trouble = Trouble,
            Lines = LineCount,
            Foreign = ForeignCount,
            Entries = EntryCount,
            Matched = MatchedCount,
            Differences = DifferenceCount,
            Open = OpenCount,
            Note = Note,
        };
    }
}
