using Payments.Testing.Databases;
using Payments.Testing.Gateway;

namespace Payments.Benchmarks.Orders;

/// <summary>Orders over HTTP at one address: all for one price, each nudged past those that are open, beside orders of five hundred prices. What the book alone takes, <see cref="AmountBookBenchmark"/> measures.</summary>
internal static class HotAddress
{
    private const int Connections = 16;
    private const int WarmUpSeconds = 10;
    private const int Seconds = 8;

    /// <summary>More than a run can use: a form that is sent twice is an order that exists.</summary>
    private const int Forms = 160_000;

    public static async Task RunAsync(Report report)
    {
        var different = await RateAsync(money: null);
        report.Add("order creation, one address and one price, 16 connections, SQLite; reference: prices of 70 to 569", await RateAsync(money: 70), "orders/s", different);
    }

    private static async Task<double> RateAsync(int? money)
    {
        var folder = Directory.CreateTempSubdirectory("payments-bench-").FullName;
        try
        {
            var port = PostgresServer.FreePort();
            using var gateway = await GatewayProcess.StartAsync(port, BenchmarkShop.Settings(folder));
            using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };
            var shop = await BenchmarkShop.RegisterAsync(http);
            var forms = Enumerable.Range(0, 2).Select(part => shop.Write(folder, part * Forms, Forms, money)).ToArray();
            var url = $"{http.BaseAddress}submit.php";
            await Wrk.RunAsync(url, forms[0], Connections, WarmUpSeconds);
            return (await Wrk.RunAsync(url, forms[1], Connections, Seconds)).Rate;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
