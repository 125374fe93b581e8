using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Payments.Domain.Identity;
using Payments.Storage;
using Payments.Storage.Queries;
using Payments.Testing.Databases;

namespace Payments.Benchmarks.Storage;

/// <summary>Lists, searches and statistics of one merchant with a million orders, beside the limits that they have to keep.</summary>
public static class OrderListSuite
{
    private const int Orders = 1_000_000;
    private const int Limit = 20;
    private const int Repeats = 21;

    /// <summary>Milliseconds that a page or a search may take.</summary>
    private const double PageLimit = 20;

    /// <summary>Milliseconds that statistics may take.</summary>
    private const double TallyLimit = 50;

    private static readonly MerchantId Merchant = new("5f0c8a9b7d6e4c3b2a190807");

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
        var filled = await ManyListed.FillAsync(host.Services.GetRequiredService<IDatabase>(), Merchant, Orders);
        report.Add($"{name}: rows inserted with their lists", Orders / filled.TotalSeconds, "rows/s");
        var lists = host.Services.GetRequiredService<OrderLists>();

        async Task PageAsync(string what, OrderFilter filter, double share)
        {
            var total = (await lists.PageAsync(Merchant, filter, 1, Limit)).Total;
            var page = 1 + (long)(share * ((total - 1) / Limit));
            await MeasureAsync(report, $"{name}: page {page:#,0} of {what}", PageLimit,
                async () => (await lists.PageAsync(Merchant, filter, page, Limit)).Items.Count);
        }

        Task ListAsync(string what, OrderFilter filter) => MeasureAsync(report, $"{name}: {what}", PageLimit,
            async () => (await lists.PageAsync(Merchant, filter, null, Limit)).Items.Count);

        var (completed, paid) = (new OrderFilter { Statuses = ["completed"] }, new OrderFilter { Statuses = ["completed"], Currency = "USD" });
        foreach (var share in (double[])[0, 0.5, 1])
        {
            await PageAsync("all orders", OrderFilter.All, share);
            await PageAsync("completed orders", completed, share);
            await PageAsync("completed orders in USD", paid, share);
        }
        await ListAsync("face, chain and token", new OrderFilter { Face = "pay188", Chain = ChainId.Tron, Token = "USDT" });
        await ListAsync("a day in the middle", new OrderFilter { From = ManyListed.Middle, Before = ManyListed.Middle.AddDays(1) });
        await ListAsync("one amount", new OrderFilter { LeastMoney = 10.09m, MostMoney = 10.09m });
        await ListAsync("a range of amounts", new OrderFilter { LeastMoney = 100, MostMoney = 101 });
        await ListAsync("search by id", new OrderFilter { Search = new OrderSearch([ManyListed.IdOf(777_777)], []) });
        await ListAsync("search by transaction", new OrderFilter { Search = new OrderSearch([], ["0xtx777776"]) });
        await ListAsync("search by an address of many orders", new OrderFilter { Search = new OrderSearch([], ["0xaddress7"]) });
        await MeasureAsync(report, $"{name}: statistics", TallyLimit, async () => (await lists.TalliesAsync(Merchant)).Count);
        await host.CloseAsync();
    }

    /// <summary>The median time, warm.</summary>
    private static async Task MeasureAsync(Report report, string name, double limit, Func<Task<int>> run)
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
        report.Add(name, times[Repeats / 2], "ms", limit);
    }
}
