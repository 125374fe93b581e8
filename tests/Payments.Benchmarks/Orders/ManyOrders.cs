using System.Diagnostics;
using System.Text;
using Microsoft.Data.Sqlite;
using Payments.Testing.Databases;
using Payments.Testing.Gateway;

namespace Payments.Benchmarks.Orders;

/// <summary>A million open orders in SQLite, ten thousand of them active: how soon the product answers, and how much memory it takes.</summary>
internal static class ManyOrders
{
    private const int Stored = 1_000_000;
    private const int Active = 10_000;
    private const int Addresses = 1_000;
    private const int Chunk = 50_000;
    private const double MemoryLimit = 1536;
    private const double StartLimit = 3000;

    /// <summary>Fills a database from one real order, then measures.</summary>
    public static async Task RunAsync(Report report)
    {
        var folder = Directory.CreateTempSubdirectory("payments-bench-").FullName;
        try
        {
            var shop = await FillAsync(folder);
            await MeasureAsync(report, folder, shop);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(Report report, string folder, BenchmarkShop shop)
    {
        var port = PostgresServer.FreePort();
        using var http = Client(port);
        var watch = Stopwatch.StartNew();
        using var gateway = await GatewayProcess.StartAsync(port, Settings(folder));
        await GetAsync(http, IdOf(1));
        report.Add("1,000,000 open orders: process start to first answer; reference: the limit, at most 1", watch.Elapsed.TotalMilliseconds, "ms", StartLimit);

        watch.Restart();
        await Parallel.ForAsync(0, Active, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (number, _) => await GetAsync(http, IdOf(number)));
        report.Add("1,000,000 open orders: first reads of 10,000 of them", Active / watch.Elapsed.TotalSeconds, "orders/s");
        watch.Restart();
        using var created = await http.PostAsync("submit.php", new StringContent(shop.Form(Stored), Encoding.ASCII, "application/x-www-form-urlencoded"));
        if ((int)created.StatusCode != 302) throw new InvalidOperationException($"The order was refused: {created.StatusCode}");
        report.Add("1,000,000 open orders: the first new order at an address with 1,000 open ones", watch.Elapsed.TotalMilliseconds, "ms");
        report.Add("1,000,000 open orders, 10,000 active: peak memory of the process; reference: the limit, at most 1", gateway.PeakMemory / 1048576.0, "MiB", MemoryLimit);
    }

    private static async Task<BenchmarkShop> FillAsync(string folder)
    {
        var port = PostgresServer.FreePort();
        using var http = Client(port);
        BenchmarkShop shop;
        using (await GatewayProcess.StartAsync(port, Settings(folder)))
        {
            shop = await BenchmarkShop.RegisterAsync(http);
            using var created = await http.PostAsync("submit.php", new StringContent(shop.Form(0), Encoding.ASCII, "application/x-www-form-urlencoded"));
            if ((int)created.StatusCode != 302) throw new InvalidOperationException($"The order was refused: {created.StatusCode}");
        }
        SQLitePCL.Batteries_V2.Init();
        await using var database = new SqliteConnection($"Data Source={Path.Combine(folder, "payments.db")};Pooling=False");
        database.Open();
        using var insert = database.CreateCommand();
        // The one order that the product wrote becomes a million: another id and number, an amount and one of the addresses each.
        insert.CommandText = """
            WITH RECURSIVE n(i) AS (SELECT $from UNION ALL SELECT i + 1 FROM n WHERE i + 1 < $to),
                 model(key, id, address, units, state) AS MATERIALIZED (
                     SELECT key, json_extract(state, '$.id'), json_extract(state, '$.reservation.address'), json_extract(state, '$.reservation.units'), state FROM orders WHERE number = 'B0'),
                 next(i, id) AS MATERIALIZED (SELECT i, substr('0123456789abcdef', 1 + i % 16, 1) || printf('%031x', i) FROM n)
            INSERT INTO orders (key, version, state)
            SELECT 'ord-' || next.id, 1,
                   replace(replace(replace(replace(model.state, model.id, next.id), '"number":"B0"', '"number":"F' || i || '"'), '"' || model.units || '"', printf('"1%018d"', i)), model.address, printf('0x%040x', 1 + i % $addresses))
            FROM next, model
            """;
        var from = insert.Parameters.Add("$from", SqliteType.Integer);
        var to = insert.Parameters.Add("$to", SqliteType.Integer);
        insert.Parameters.AddWithValue("$addresses", Addresses);
        for (var first = 0; first < Stored; first += Chunk)
        {
            (from.Value, to.Value) = (first, first + Chunk);
            if (insert.ExecuteNonQuery() != Chunk) throw new InvalidOperationException("Not every row was written.");
        }
        return shop;
    }

    private static async Task GetAsync(HttpClient http, string id)
    {
        using var response = await http.GetAsync($"pay/order/{id}");
        response.EnsureSuccessStatusCode();
    }

    private static string IdOf(int number) => $"{"0123456789abcdef"[number % 16]}{number:x31}";

    private static HttpClient Client(int port) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };

    private static Dictionary<string, string> Settings(string folder) => new()
    {
        ["Data"] = folder,
        ["Chains:Bsc:Rpc"] = "http://127.0.0.1:9",
        ["Chains:Bsc:PollInterval"] = "01:00:00",
        ["Logging:LogLevel:Default"] = "None",
    };
}
