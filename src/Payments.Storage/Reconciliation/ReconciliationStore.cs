using System.Data.Common;
using Dapper;
using Payments.Domain.Money;
using Payments.Domain.Reconciliation;

namespace Payments.Storage.Reconciliation;

/// <summary>Writes what comparisons found, and what operators say of it.</summary>
public sealed class ReconciliationStore(IDatabase database, TimeProvider time)
{
    /// <summary>Entries that one look finds notes of at most.</summary>
    public const int MostSought = 500;

    private const string OfRun = "provider = @provider AND account = @account AND day = @day";

    private const string DifferenceColumns =
        "id, provider, account, day, kind, entry, reference, merchant, number, our_amount, our_currency, our_state, our_time, " +
        "their_amount, their_currency, their_state, their_time, their_fee, settled_at, settled_reason";

    /// <summary>
    /// Puts a result in the place of the day's earlier one, all of it or nothing. What somebody settled stays settled where the same
    /// difference was found again. What other days missed and this statement has is settled there.
    /// </summary>
    public Task SaveAsync(ReconciliationResult result)
    {
        var run = result.Run;
        var differences = StoredDifferences.Of(run.Account, run.Day, result.Differences);
        var key = KeyOf(run.Account, run.Day);
        return database.WriteAsync(async (connection, transaction) =>
        {
            await LockAsync(connection, transaction, run.Account);
            var settled = (await connection.QueryAsync<(string Id, long At, string? Reason)>(
                "SELECT id AS Id, settled_at AS At, settled_reason AS Reason FROM reconciliation_differences " +
                $"WHERE {OfRun} AND settled_at IS NOT NULL", key, transaction)).ToDictionary(row => row.Id);
            await connection.ExecuteAsync($"DELETE FROM reconciliation_differences WHERE {OfRun}", key, transaction);
            await connection.ExecuteAsync($"DELETE FROM settlements WHERE {OfRun}", key, transaction);
            await WriteRunAsync(connection, transaction, run);
            await InsertAsync(connection, transaction, differences.Select(row => settled.TryGetValue(row.Id, out var before)
                ? row with { SettledAt = before.At, SettledReason = before.Reason }
                : row));
            await SettleElsewhereAsync(connection, transaction, run, differences);
            await connection.ExecuteAsync("""
                INSERT INTO settlements (provider, account, day, merchant, currency, payments, gross, stated, fees, refund_count, refunds,
                    shares, payout, net)
                VALUES (@Provider, @Account, @Day, @Merchant, @Currency, @Payments, @Gross, @Stated, @Fees, @RefundCount, @Refunds,
                    @Shares, @Payout, @Net)
                """, result.Settlements.Select(sum => RowOf(run, sum)).ToArray(), transaction);
            return 0;
        });
    }

    /// <summary>Notes that a day could not be compared. What was found before stands.</summary>
    public Task SaveTroubleAsync(ReconciliationKey account, DateOnly day, string trouble)
    {
        var now = time.GetUtcNow();
        var run = new ReconciliationRun { Account = account, Day = day, FirstTriedAt = now, TriedAt = now, Trouble = trouble };
        return database.WriteAsync((connection, transaction) => WriteRunAsync(connection, transaction, run, isTrouble: true));
    }

    /// <summary>
    /// Settles a difference; again with another reason changes the reason. False where there is no such difference that could be open.
    /// </summary>
    public async Task<bool> SettleAsync(string id, string reason)
    {
        const string sql = """
            UPDATE reconciliation_differences SET settled_at = coalesce(settled_at, @now), settled_reason = @reason
            WHERE id = @id AND kind <> @note
            """;
        var parameters = new { id, reason, now = time.GetUtcNow().ToUnixTimeMilliseconds(), note = DifferenceKind.OtherDay.Word() };
        return await database.WriteAsync((connection, transaction) => connection.ExecuteAsync(sql, parameters, transaction)) == 1;
    }

    /// <summary>Which of some numbers statements of other days of the account have.</summary>
    /// <param name="account">The account.</param>
    /// <param name="day">The day.</param>
    /// <param name="references">The numbers, <see cref="MostSought"/> at most.</param>
    public async Task<IReadOnlySet<string>> NotedElsewhereAsync(
        ReconciliationKey account, DateOnly day, IReadOnlyCollection<string> references)
    {
        var sql = $"""
            SELECT reference FROM reconciliation_differences
            WHERE {database.IsOneOf("reference", "@references")} AND provider = @provider AND account = @account AND kind = @note
                AND day <> @day
            """;
        var found = await database.ReadAsync(connection => connection.QueryAsync<string>(sql, new
        {
            references = references.ToArray(),
            provider = account.Provider,
            account = account.Account,
            note = DifferenceKind.OtherDay.Word(),
            day = StoredDifferences.TextOf(day),
        }));
        return found.ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Two comparisons of one account write one after the other, or each would miss what the other settles.</summary>
    private async Task LockAsync(DbConnection connection, DbTransaction? transaction, ReconciliationKey account)
    {
        if (database.IsSqlite) return;
        await connection.ExecuteAsync(
            "SELECT pg_advisory_xact_lock(hashtextextended(@key, 0))", new { key = account.GrainKey }, transaction);
    }

    private static Task<int> WriteRunAsync(
        DbConnection connection, DbTransaction? transaction, ReconciliationRun run, bool isTrouble = false)
    {
        var counts = isTrouble ? "" : """
            , done_at = excluded.done_at, line_count = excluded.line_count, foreign_count = excluded.foreign_count,
            entry_count = excluded.entry_count, matched_count = excluded.matched_count, difference_count = excluded.difference_count,
            note = excluded.note
            """;
        var sql = $"""
            INSERT INTO reconciliation_runs (provider, account, day, done_at, first_tried_at, tried_at, trouble, line_count, foreign_count,
                entry_count, matched_count, difference_count, note)
            VALUES (@Provider, @Account, @Day, @DoneAt, @FirstTriedAt, @TriedAt, @Trouble, @Lines, @Foreign, @Entries, @Matched,
                @Differences, @Note)
            ON CONFLICT (provider, account, day) DO UPDATE SET tried_at = excluded.tried_at, trouble = excluded.trouble{counts}
            """;
        return connection.ExecuteAsync(sql, new
        {
            run.Account.Provider,
            run.Account.Account,
            Day = StoredDifferences.TextOf(run.Day),
            DoneAt = run.DoneAt?.ToUnixTimeMilliseconds(),
            FirstTriedAt = run.FirstTriedAt.ToUnixTimeMilliseconds(),
            TriedAt = run.TriedAt.ToUnixTimeMilliseconds(),
            run.Trouble,
            run.Lines,
            run.Foreign,
            run.Entries,
            run.Matched,
            run.Differences,
            run.Note,
        }, transaction);
    }

    private static Task InsertAsync(DbConnection connection, DbTransaction? transaction, IEnumerable<StoredDifference> rows) =>
        connection.ExecuteAsync($"""
            INSERT INTO reconciliation_differences ({DifferenceColumns})
            VALUES (@Id, @Provider, @Account, @Day, @Kind, @Entry, @Reference, @Merchant, @Number, @OurAmount, @OurCurrency, @OurState,
                @OurTime, @TheirAmount, @TheirCurrency, @TheirState, @TheirTime, @TheirFee, @SettledAt, @SettledReason)
            """, rows.ToArray(), transaction);

    private static async Task SettleElsewhereAsync(
        DbConnection connection, DbTransaction? transaction, ReconciliationRun run, IReadOnlyList<StoredDifference> differences)
    {
        const string sql = """
            UPDATE reconciliation_differences SET settled_at = @now, settled_reason = @reason
            WHERE reference = @reference AND provider = @provider AND account = @account AND kind = @missing AND settled_at IS NULL
                AND day <> @day
            """;
        var noted = differences.Where(row => row.Kind == DifferenceKind.OtherDay.Word()).Select(row => new
        {
            now = run.TriedAt.ToUnixTimeMilliseconds(),
            reason = $"the statement of {row.Day} has it",
            reference = row.Reference,
            provider = row.Provider,
            account = row.Account,
            missing = DifferenceKind.MissingThere.Word(),
            day = row.Day,
        }).ToArray();
        await connection.ExecuteAsync(sql, noted, transaction);
    }

    private static object KeyOf(ReconciliationKey account, DateOnly day) =>
        new { provider = account.Provider, account = account.Account, day = StoredDifferences.TextOf(day) };

    private static object RowOf(ReconciliationRun run, SettlementSum sum) => new
    {
        run.Account.Provider,
        run.Account.Account,
        Day = StoredDifferences.TextOf(run.Day),
        Merchant = sum.Merchant?.Value ?? "",
        sum.Currency,
        sum.Payments,
        Gross = PlainDecimal.Format(sum.Gross),
        Stated = PlainDecimal.Format(sum.Stated),
        Fees = PlainDecimal.Format(sum.Fees),
        sum.RefundCount,
        Refunds = PlainDecimal.Format(sum.Refunds),
        Shares = sum.Shares is { } shares ? PlainDecimal.Format(shares) : null,
        Payout = sum.Payout is { } payout ? PlainDecimal.Format(payout) : null,
        Net = PlainDecimal.Format(sum.Net),
    };
}
