using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Payments.Benchmarks.Orders;
using Payments.Benchmarks.Storage;
using Payments.Storage;
using Payments.Storage.Queries;
using Payments.Testing.Databases;
using Payments.Testing.Gateway;

namespace Payments.Benchmarks.Pages;

/// <summary>
/// Every page of the console, for the owner of a merchant with a million orders, over HTTP at a running gateway, beside the limits that
/// pages have to keep.
/// </summary>
internal static partial class ConsoleSuite
{
    private const int Orders = 1_000_000;
    private const int Repeats = 11;

    /// <summary>Rounds through all pages until the compiler has settled.</summary>
    private const int WarmUps = 10;

    /// <summary>Pages that are told of, the slowest first.</summary>
    private const int Told = 8;
    private const string AdminKey = "benchmark-admin-key";

    /// <summary>Milliseconds that a page may take.</summary>
    private const double TimeLimit = 100;

    /// <summary>Kilobytes (1,000 bytes) that a page may have, with its style sheet.</summary>
    private const double SizeLimit = 60;

    /// <summary>Runs on SQLite and on PostgreSQL, in temporary folders of its own.</summary>
    public static async Task RunAsync(Report report)
    {
        await RunAsync(report, "sqlite", database: "");
        using var server = PostgresServer.Start(isDurable: false);
        await RunAsync(report, "postgresql", server.CreateDatabase());
    }

    private static async Task RunAsync(Report report, string name, string database)
    {
        var folder = Directory.CreateTempSubdirectory("payments-bench-").FullName;
        try
        {
            var settings = new Dictionary<string, string>(BenchmarkShop.Settings(folder, database)) { ["AdminKey"] = AdminKey };
            var root = new Uri($"http://127.0.0.1:{PostgresServer.FreePort()}/");
            using var api = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = root };
            var shop = await OpenAsync(api, settings);
            await FillAsync(shop, folder, database);
            using var gateway = await GatewayProcess.StartAsync(root.Port, settings);
            using var visitor = new ConsoleVisitor(root);
            await visitor.JoinAsync(await InviteAsync(root, shop));
            await MeasureAsync(report, name, visitor, $"/console/{shop.Pid}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A shop with one of each thing that has a page of its own.</summary>
    private static async Task<BenchmarkShop> OpenAsync(HttpClient api, IReadOnlyDictionary<string, string> settings)
    {
        using var gateway = await GatewayProcess.StartAsync(api.BaseAddress!.Port, settings);
        var shop = await BenchmarkShop.RegisterAsync(api);
        await BenchmarkShop.PostAsync(api, "api/v1/payment-links", new { title = "Coffee", currency = "CNY", amount = "12.5" });
        await BenchmarkShop.PostAsync(api, "api/v1/webhooks/endpoints", new { url = "https://shop.example/events" });
        await BenchmarkShop.PostAsync(api, "api/v1/risk/rules", new
        {
            name = "Large",
            subject = "merchant",
            state = "active",
            measure = "amount",
            outcome = "review",
            currency = "CNY",
            limit = 1_000_000,
        });
        await gateway.StopAsync();
        return shop;
    }

    private static async Task FillAsync(BenchmarkShop shop, string folder, string database)
    {
        var host = await StorageHost.StartAsync(options => (options.Data, options.Database) = (folder, database));
        var (storage, now) = (host.Services.GetRequiredService<IDatabase>(), host.Services.GetRequiredService<TimeProvider>().GetUtcNow());
        await ManyListed.FillAsync(storage, shop.Merchant, Orders, last: now);
        await BusyShop.FillAsync(storage, shop.Merchant, Orders, now);
        await host.CloseAsync();
        if (database.Length == 0) return;
        // Counters were written a thousand times each within minutes; a server that lives for longer tidies up by itself.
        await using var connection = new NpgsqlConnection(database);
        await connection.ExecuteAsync("VACUUM ANALYZE", commandTimeout: BusyShop.TimeLimit);
    }

    private static async Task<Uri> InviteAsync(Uri root, BenchmarkShop shop)
    {
        using var admin = new HttpClient { BaseAddress = root };
        admin.DefaultRequestHeaders.Add("X-Admin-Key", AdminKey);
        var path = $"api/v1/admin/merchants/{shop.Merchant.ToUuid()}/people";
        var link = await BenchmarkShop.PostAsync(admin, path, new { email = "anna@example.com" });
        return new Uri(link.GetProperty("link").GetString()!);
    }

    private static async Task MeasureAsync(Report report, string name, ConsoleVisitor visitor, string home)
    {
        var orders = await visitor.GetAsync($"{home}/orders");
        if (Regex.Count(orders, $"{home}/orders/[0-9a-f]{{32}}") < 10) throw new InvalidOperationException("The list has no orders.");
        var day = TimeProvider.System.GetUtcNow().AddDays(-45);
        var middle = new PageKey(day.ToUnixTimeMilliseconds(), "");
        string[] pages =
        [
            .. await ConsoleWalk.PagesAsync(visitor, home),
            $"{home}/orders?after={middle}",
            $"{home}/orders?q=0xaddress7",
            $"{home}/orders?status=completed&delivery=none&amount=100.99",
            $"{home}/orders?from={day:yyyy-MM-dd}",
            $"{home}/deliveries?after={middle}",
            $"{home}/deliveries?host=shop3.example",
            $"{home}/statement?month={day:yyyy-MM}",
            $"{home}/audit?after={middle}",
            $"{home}/refunds?after={middle}",
        ];
        for (var round = 0; round < WarmUps; round++)
            foreach (var page in pages) await visitor.GetAsync(page);
        var measured = new List<(string Page, double Time, double Size)>();
        foreach (var page in pages) measured.Add((page[home.Length..], await MedianAsync(visitor, page), await SizeAsync(visitor, page)));
        foreach (var (page, time, size) in measured.OrderByDescending(one => one.Time).Take(Told))
            report.Add($"{name}: console page /{page.TrimStart('/')}, {size:0.0} KB", time, "ms", TimeLimit);
        var (slowest, largest) = (measured.MaxBy(one => one.Time), measured.MaxBy(one => one.Size));
        report.Add(
            $"{name}: the slowest of {measured.Count} console pages of {Orders:#,0} orders, /{slowest.Page.TrimStart('/')}; " +
            "reference: the limit, at most 1",
            slowest.Time, "ms", TimeLimit);
        report.Add(
            $"{name}: the largest with its style sheet, /{largest.Page.TrimStart('/')}; reference: the limit, at most 1",
            largest.Size, "KB", SizeLimit);
    }

    /// <summary>The median time.</summary>
    private static async Task<double> MedianAsync(ConsoleVisitor visitor, string page)
    {
        var times = new double[Repeats];
        for (var i = 0; i < Repeats; i++)
        {
            var began = Stopwatch.GetTimestamp();
            await visitor.GetAsync(page);
            times[i] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }
        Array.Sort(times);
        return times[Repeats / 2];
    }

    private static async Task<double> SizeAsync(ConsoleVisitor visitor, string page)
    {
        var html = await visitor.GetAsync(page);
        var bytes = Encoding.UTF8.GetByteCount(html);
        foreach (Match sheet in StyleSheets().Matches(html))
            bytes += Encoding.UTF8.GetByteCount(await visitor.GetAsync(sheet.Groups[1].Value));
        return bytes / 1000.0;
    }

    [GeneratedRegex("<link [^>]*href=\"(/[^\"]+\\.css[^\"]*)\"")]
    private static partial Regex StyleSheets();
}
