using System.Diagnostics;
using System.Text;
using Microsoft.Data.Sqlite;
using Payments.Domain.Merchants;
using Payments.Testing.Databases;
using Payments.Testing.Gateway;

namespace Payments.Benchmarks.Orders;

/// <summary>
/// A million open orders in SQLite at a thousand addresses, all of whose books are in memory, and ten thousand of the orders active: how soon the product answers, and how much memory it takes.
/// </summary>
internal static class ManyOrders
{
    private const int Stored = 1_000_000;
    private const int Active = 10_000;
    private const int Shops = 5;
    private const int AddressesOfShop = MerchantRules.MaxWallets;
    private const int Addresses = Shops * AddressesOfShop;
    private const int Price = 70;
    private const int Chunk = 50_000;
    private const double MemoryLimit = 512;
    private const double StartLimit = 4000;

    /// <summary>Fills a database from one real order, then measures.</summary>
    public static async Task RunAsync(Report report)
    {
        var folder = Directory.CreateTempSubdirectory("payments-bench-").FullName;
        try
        {
            var shops = await FillAsync(folder);
            await MeasureAsync(report, folder, shops);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(Report report, string folder, IReadOnlyList<BenchmarkShop> shops)
    {
        var port = PostgresServer.FreePort();
        using var http = Client(port);
        var watch = Stopwatch.StartNew();
        using var gateway = await GatewayProcess.StartAsync(port, BenchmarkShop.Settings(folder));
        await GetAsync(http, IdOf(1));
        report.Add("1,000,000 open orders: process start to first answer; reference: the limit, at most 1", watch.Elapsed.TotalMilliseconds, "ms", StartLimit);

        watch.Restart();
        await Parallel.ForAsync(0, Active, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (number, _) => await GetAsync(http, IdOf(number)));
        report.Add("1,000,000 open orders: first reads of 10,000 of them", Active / watch.Elapsed.TotalSeconds, "orders/s");
        report.Add("1,000,000 open orders, 10,000 active: peak memory of the process; reference: the limit, at most 1",
            gateway.PeakMemory / 1048576.0, "MiB", MemoryLimit);
        watch.Restart();
        // Equal amounts go to a shop's other addresses first, so that each order of a shop is the first at its address.
        for (var order = 0; order < AddressesOfShop; order++)
            foreach (var shop in shops) await OrderAsync(http, shop, Stored + order);
        report.Add($"1,000,000 open orders: the first new order at each of {Addresses:#,0} addresses, which reads its 1,000 open ones", watch.Elapsed.TotalMilliseconds / Addresses, "ms/order");
        report.Add("1,000,000 open orders, 10,000 active, the amounts of all in memory: peak memory of the process",
            gateway.PeakMemory / 1048576.0, "MiB");
    }

    private static async Task<IReadOnlyList<BenchmarkShop>> FillAsync(string folder)
    {
        var port = PostgresServer.FreePort();
        var shops = new List<BenchmarkShop>();
        using (await GatewayProcess.StartAsync(port, BenchmarkShop.Settings(folder)))
        {
            while (shops.Count < Shops)
            {
                using var http = Client(port);
                var first = 1 + shops.Count * AddressesOfShop;
                var shop = await BenchmarkShop.RegisterAsync(http, $"shop{shops.Count}@example.com", first);
                for (var wallet = 1; wallet < AddressesOfShop; wallet++) await BenchmarkShop.AddWalletAsync(http, first + wallet);
                if (shops.Count == 0) await OrderAsync(http, shop, 0);
                shops.Add(shop);
            }
        }
        SQLitePCL.Batteries_V2.Init();
        await using var database = new SqliteConnection($"Data Source={Path.Combine(folder, "payments.db")};Pooling=False");
        database.Open();
        using var insert = database.CreateCommand();
        // The one order that the product wrote becomes a million: another id and number, an amount and one of the addresses each.
        insert.CommandText = """
            WITH RECURSIVE n(i) AS (SELECT $from UNION ALL SELECT i + 1 FROM n WHERE i + 1 < $to),
                 model(key, id, address, units, state) AS MATERIALIZED (
                     SELECT key, json_extract(state, '$.id'), json_extract(state, '$.reservation.address'), json_extract(state, '$.reservation.units'), state FROM orders WHERE json_extract(state, '$.number') = 'B0'),
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
        return shops;
    }

    private static async Task OrderAsync(HttpClient http, BenchmarkShop shop, int number)
    {
        using var created = await http.PostAsync("submit.php", new StringContent(shop.Form(number, price: Price), Encoding.ASCII, "application/x-www-form-urlencoded"));
        if ((int)created.StatusCode != 302) throw new InvalidOperationException($"The order was refused: {created.StatusCode}");
    }

    private static async Task GetAsync(HttpClient http, string id)
    {
        using var response = await http.GetAsync($"pay/order/{id}");
        response.EnsureSuccessStatusCode();
    }

    private static string IdOf(int number) => $"{"0123456789abcdef"[number % 16]}{number:x31}";

    private static HttpClient Client(int port) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };
}
