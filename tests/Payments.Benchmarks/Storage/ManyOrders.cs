using System.Diagnostics;
using System.Globalization;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Payments.Storage;
using Payments.Storage.Queries;
using Payments.Storage.States;

namespace Payments.Benchmarks.Storage;

/// <summary>A million open orders in SQLite: a process of its own opens them, answers, and says what that cost.</summary>
public static class ManyOrders
{
    /// <summary>The command line word by which this program runs as that process.</summary>
    public const string ProbeCommand = "probe-many-orders";

    private const int Orders = 1_000_000;
    private const int Addresses = 1_000;
    private const int Chunk = 50_000;

    /// <summary>Fills a database, then measures.</summary>
    public static async Task RunAsync(Report report, string folder)
    {
        await FillAsync(folder);
        // The first start reads the file from disk or not, as the system's cache has it; rows were written just now.
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(ManyOrders).Assembly.Location, ProbeCommand, folder]) { RedirectStandardOutput = true })!;
        await process.StandardOutput.ReadLineAsync();
        report.Add("storage: process start to first stored and read order, 1,000,000 open orders", watch.Elapsed.TotalMilliseconds, "ms");
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            var parts = line.Split('|');
            report.Add(parts[0], double.Parse(parts[1], CultureInfo.InvariantCulture), parts[2]);
        }
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"The probe ended with {process.ExitCode}.");
    }

    /// <summary>Runs in the process that is measured.</summary>
    public static async Task ProbeAsync(string folder)
    {
        var host = await StorageHost.StartAsync(options => options.Data = folder);
        var store = host.Services.GetRequiredService<IStateStore>();
        var (key, state) = SampleOrder.Of(int.MaxValue, 0);
        await store.WriteAsync(StateTable.Orders, key, state, null);
        await store.ReadAsync(StateTable.Orders, key);
        Console.WriteLine("ready");

        var due = host.Services.GetRequiredService<DueQueries>();
        await TimeAsync("storage: due rows of all 16 shards, none due of 1,000,000", async () =>
        {
            foreach (var shard in "0123456789abcdef") await due.DueAsync(StateTable.Orders, shard, DateTimeOffset.UnixEpoch, 100);
        });
        var database = host.Services.GetRequiredService<IDatabase>();
        await TimeAsync("storage: 1,000 reservations of one address among 1,000,000", () => database.ReadAsync(connection =>
            connection.QueryAsync<string>("SELECT state FROM orders WHERE reserved_address = @address AND reserved_chain = 'bsc' AND reserved_units IS NOT NULL", new { address = $"0x{7:x40}" })));
        await TimeAsync("storage: one step of counting 1,000,000 orders by status", () => host.Services.GetRequiredService<OrderCensus>().ContinueAsync());
        using var self = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"storage: peak memory of that process|{self.PeakWorkingSet64 / 1048576.0:0}|MiB"));
        await host.CloseAsync();
    }

    private static async Task TimeAsync(string name, Func<Task> query)
    {
        await query();
        var watch = Stopwatch.StartNew();
        await query();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}|{watch.Elapsed.TotalMilliseconds:0.00}|ms"));
    }

    private static async Task FillAsync(string folder)
    {
        const string sql = """
            INSERT INTO orders (key, version, state)
            WITH RECURSIVE n(i) AS (SELECT @from UNION ALL SELECT i + 1 FROM n WHERE i + 1 < @to),
                           o(i, id) AS MATERIALIZED (SELECT i, printf('%032x', i * 2654435761) FROM n)
            SELECT 'ord-' || substr('0123456789abcdef', 1 + i % 16, 1) || substr(id, 2), 1,
                   replace(replace(replace(@template, '<id>', substr('0123456789abcdef', 1 + i % 16, 1) || substr(id, 2)), '<address>', printf('0x%040x', i % @addresses)), '<units>', printf('1%018d', i))
            FROM o
            """;
        var host = await StorageHost.StartAsync(options => options.Data = folder);
        var database = host.Services.GetRequiredService<IDatabase>();
        for (var from = 0; from < Orders; from += Chunk)
        {
            var rows = new { from, to = from + Chunk, template = SampleOrder.Template, addresses = Addresses };
            await database.WriteAsync((connection, transaction) => connection.ExecuteAsync(sql, rows, transaction));
        }
        await host.CloseAsync();
    }
}
