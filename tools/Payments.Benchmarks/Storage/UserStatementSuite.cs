using System.Diagnostics;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Payments.Domain.Identity;
using Payments.Domain.Users;
using Payments.Storage;
using Payments.Storage.Queries;
using Payments.Testing.Databases;

namespace Payments.Benchmarks.Storage;

/// <summary>
/// Pages of the statement of one user with a million entries, and the look-up of a key among them, beside the limit that they have to keep.
/// </summary>
public static class UserStatementSuite
{
    private const int Entries = 1_000_000;
    private const int Batch = 10_000;
    private const int Limit = 100;
    private const int Repeats = 21;

    /// <summary>Milliseconds.</summary>
    private const double PageLimit = 20;

    private static readonly MerchantId Merchant = new(new string('5', 32));
    private static readonly UserId User = new("user-1");

    /// <summary>Runs on SQLite and on PostgreSQL, in temporary folders of its own.</summary>
    public static async Task RunAsync(Report report)
    {
        var folder = Directory.CreateTempSubdirectory("payments-bench-").FullName;
        try
        {
            await RunAsync(report, "sqlite", options => options.Data = folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
        using var server = PostgresServer.Start(isDurable: false);
        var database = server.CreateDatabase();
        await RunAsync(report, "postgresql", options => options.Database = database);
    }

    private static async Task RunAsync(Report report, string name, Action<StorageOptions> configure)
    {
        var host = await StorageHost.StartAsync(configure);
        await FillAsync(host.Services.GetRequiredService<IDatabase>());
        var ledgers = host.Services.GetRequiredService<UserLedgers>();
        foreach (var (what, before) in new (string, long?)[] { ("first", null), ("middle", Entries / 2), ("last", Limit + 1) })
            await MeasureAsync(report, $"{name}: the {what} page of a user's 1,000,000 entries", async () =>
                (await ledgers.PageAsync(Merchant, User, "CNY", before, Limit)).Items.Count);
        await MeasureAsync(report, $"{name}: the entry of a key among a user's 1,000,000", async () =>
            await ledgers.FindAsync(Merchant, User, "k777777") is null ? 0 : 1);
        await MeasureAsync(report, $"{name}: what was reversed of one of a user's 1,000,000 entries", async () =>
            await ledgers.ReversedAsync(Merchant, User, "k777777") == 0 ? 1 : 0);
        await host.CloseAsync();
    }

    /// <summary>Written by the database itself: a million through a grain would take half an hour.</summary>
    private static async Task FillAsync(IDatabase database)
    {
        var numbers = database.IsSqlite
            ? "WITH RECURSIVE numbers(i) AS (SELECT @first UNION ALL SELECT i + 1 FROM numbers WHERE i < @last)"
            : "WITH numbers(i) AS (SELECT generate_series(CAST(@first AS bigint), CAST(@last AS bigint)))";
        var sql = $"""
            {numbers}
            INSERT INTO user_entries (merchant, user_id, currency, sequence, entry_key, kind, amount, from_account, to_account, available, held, made_at, note)
            SELECT @merchant, @user, 'CNY', i, 'k' || i, CASE WHEN i % 2 = 1 THEN 'credit' ELSE 'debit' END, '1.50',
                CASE WHEN i % 2 = 1 THEN 'deposits' ELSE 'available' END, CASE WHEN i % 2 = 1 THEN 'available' ELSE 'spending' END,
                CASE WHEN i % 2 = 1 THEN '1.50' ELSE '0' END, '0', 1767225600000 + i * 1000, 'what the shop says of it'
            FROM numbers
            """;
        for (var first = 1L; first <= Entries; first += Batch)
        {
            var parameters = new { first, last = first + Batch - 1, merchant = Merchant.Value, user = User.Value };
            await database.WriteAsync((connection, transaction) => connection.ExecuteAsync(sql, parameters, transaction, commandTimeout: 600));
        }
        await database.WriteAsync((connection, transaction) => connection.ExecuteAsync("ANALYZE;", transaction: transaction, commandTimeout: 600));
    }

    /// <summary>The median time, warm.</summary>
    private static async Task MeasureAsync(Report report, string name, Func<Task<int>> run)
    {
        if (await run() == 0) throw new InvalidOperationException($"{name} found nothing.");
        var times = new double[Repeats];
        for (var i = 0; i < Repeats; i++)
        {
            var began = Stopwatch.GetTimestamp();
            await run();
            times[i] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }
        Array.Sort(times);
        report.Add(name, times[Repeats / 2], "ms", PageLimit);
    }
}
