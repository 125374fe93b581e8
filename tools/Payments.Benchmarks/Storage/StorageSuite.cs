using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Payments.Storage.States;
using Payments.Testing.Databases;

namespace Payments.Benchmarks.Storage;

/// <summary>What storage costs, beside what the disk and the database servers do by themselves.</summary>
public static class StorageSuite
{
    /// <summary>Runs all of it in temporary folders of its own.</summary>
    public static async Task RunAsync(Report report)
    {
        var folder = Directory.CreateTempSubdirectory("payments-bench-").FullName;
        try
        {
            await SqliteAsync(report, folder);
            await PostgresAsync(report);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task SqliteAsync(Report report, string folder)
    {
        var before = SingleCommits.Rate(folder);
        report.Add("sqlite: single-row fsynced commits", before, "rows/s");
        var host = await StorageHost.StartAsync(options => options.Data = folder);
        var store = host.Services.GetRequiredService<IStateStore>();
        foreach (var concurrency in (int[])[1, 32, 256])
        {
            var rate = await WriteLoad.RateAsync(store, concurrency);
            // Other users of the disk come and go: the reference is what it gave just before and just after.
            var after = SingleCommits.Rate(folder);
            report.Add($"sqlite: orders stored, {concurrency} writers", rate, "rows/s", (before + after) / 2);
            before = after;
        }
        report.Add("sqlite: read of a row that is not there", await MissAsync(store, 200_000), "us");
        await host.CloseAsync();
    }

    private static async Task PostgresAsync(Report report)
    {
        using var server = PostgresServer.Start();
        var database = server.CreateDatabase();
        var reference = await PgBench.RateAsync(server, database);
        report.Add("postgresql: pgbench, one-row INSERT, 32 clients", reference, "rows/s");
        var host = await StorageHost.StartAsync(options => options.Database = database);
        var store = host.Services.GetRequiredService<IStateStore>();
        foreach (var concurrency in (int[])[32, 256])
            report.Add($"postgresql: orders stored, {concurrency} writers", await WriteLoad.RateAsync(store, concurrency), "rows/s", reference);
        report.Add("postgresql: read of a row that is not there", await MissAsync(store, 5_000), "us");
        await host.CloseAsync();
    }

    private static async Task<double> MissAsync(IStateStore store, int count)
    {
        var watch = new Stopwatch();
        for (var i = -count / 10; i < count; i++)
        {
            if (i == 0) watch.Start();
            if (await store.ReadAsync(StateTable.Orders, "ord-00000000000000000000000000000000") is not null) throw new InvalidOperationException("The row exists.");
        }
        return watch.Elapsed.TotalMicroseconds / count;
    }
}
