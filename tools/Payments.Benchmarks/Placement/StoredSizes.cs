using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Payments.Benchmarks.Storage;
using Payments.Storage;
using Payments.Storage.States;
using Payments.Testing.Databases;

namespace Payments.Benchmarks.Placement;

/// <summary>What a hundred thousand orders take in both databases: open, and after some were paid and told of. The rows are an order's of the product, through the product's writers.</summary>
internal static class StoredSizes
{
    private const int Orders = 100_000;
    private const int Paid = 30_000;
    private const int Writers = 512;

    /// <summary>Further writes of a paid order's row, and of its callback's.</summary>
    private const int OrderUpdates = 4;
    private const int DeliveryUpdates = 1;

    /// <summary>Fills both databases and reads what they take.</summary>
    public static async Task RunAsync(Report report)
    {
        var sample = await OrderSample.TakeAsync();
        var folder = Directory.CreateTempSubdirectory("payments-sizes-").FullName;
        try
        {
            await MeasureAsync(report, "SQLite", options => options.Data = folder, SqliteBytesAsync, sample);
            using var server = PostgresServer.Start();
            var database = server.CreateDatabase();
            await MeasureAsync(report, "PostgreSQL", options => options.Database = database, PostgresBytesAsync, sample);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(Report report, string name, Action<StorageOptions> configure, Func<IDatabase, Task<IReadOnlyList<(string What, double Bytes)>>> sizes, OrderSample sample)
    {
        var host = await StorageHost.StartAsync(configure);
        try
        {
            var store = host.Services.GetRequiredService<IStateStore>();
            var database = host.Services.GetRequiredService<IDatabase>();
            var empty = await sizes(database);
            await EachAsync(Orders, number => store.WriteAsync(StateTable.Orders, Key(number), Of(sample, sample.Open, number), null));
            var open = await sizes(database);
            Add(report, $"{name}, an open order", empty, open, Orders);
            await EachAsync(Paid, async number =>
            {
                for (var version = 1; version <= OrderUpdates; version++) await store.WriteAsync(StateTable.Orders, Key(number), Of(sample, sample.Completed, number), version);
                var delivery = $"dlv-{Id(number)}-1";
                await store.WriteAsync(StateTable.Deliveries, delivery, Of(sample, sample.Delivery, number), null);
                for (var version = 1; version <= DeliveryUpdates; version++) await store.WriteAsync(StateTable.Deliveries, delivery, Of(sample, sample.Delivery, number), version);
            });
            Add(report, $"{name}, what being paid and told of adds", open, await sizes(database), Paid);
        }
        finally
        {
            await host.CloseAsync();
        }
    }

    private static Task EachAsync(int count, Func<int, Task> write) =>
        Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = Writers }, async (number, _) => await write(number));

    /// <summary>Ids are keyed hashes in the product: as random as these.</summary>
    private static string Id(int number) => Convert.ToHexStringLower(MD5.HashData(Encoding.ASCII.GetBytes($"{number}")));

    private static string Key(int number) => $"ord-{Id(number)}";

    private static byte[] Of(OrderSample sample, string state, int number) => Encoding.UTF8.GetBytes(state
        .Replace(sample.Id, Id(number), StringComparison.Ordinal)
        .Replace(sample.Number, $"20260101{number:d8}", StringComparison.Ordinal)
        .Replace(sample.Units, $"1{number:d18}", StringComparison.Ordinal));

    private static void Add(Report report, string what, IReadOnlyList<(string What, double Bytes)> before, IReadOnlyList<(string What, double Bytes)> after, int orders)
    {
        foreach (var ((part, then), (_, earlier)) in after.Zip(before)) report.Add($"{what}: {part}", (then - earlier) / orders, "bytes");
    }

    private static Task<IReadOnlyList<(string, double)>> SqliteBytesAsync(IDatabase database) => database.ReadAsync<IReadOnlyList<(string, double)>>(async connection =>
        [("file", Convert.ToDouble(await connection.ExecuteScalarAsync("SELECT (page_count - freelist_count) * page_size FROM pragma_page_count, pragma_freelist_count, pragma_page_size"), CultureInfo.InvariantCulture))]);

    private static Task<IReadOnlyList<(string, double)>> PostgresBytesAsync(IDatabase database) => database.ReadAsync<IReadOnlyList<(string, double)>>(async connection =>
    {
        var (rows, indexes, log) = await connection.QuerySingleAsync<(long, long, long)>(
            "SELECT pg_table_size('orders') + pg_table_size('deliveries'), pg_indexes_size('orders') + pg_indexes_size('deliveries'), (pg_current_wal_lsn() - '0/0'::pg_lsn)::bigint");
        return [("rows", rows), ("indexes", indexes), ("write-ahead log", log)];
    });
}
