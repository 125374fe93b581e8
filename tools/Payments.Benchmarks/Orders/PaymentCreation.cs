using Payments.Testing.Databases;
using Payments.Testing.Gateway;

namespace Payments.Benchmarks.Orders;

/// <summary>
/// Payments of the WoPay face, each with its QR code, beside EPay's <c>submit.php</c>: by turns in one process, so that both meet the same
/// compiler, disk and neighbours.
/// </summary>
internal static class PaymentCreation
{
    private const int Connections = 32;
    private const int Seconds = 6;

    /// <summary>Of each face, until the compiler has settled.</summary>
    private const int WarmUpSeconds = 10;

    private const int Turns = 3;

    /// <summary>More than a turn can use: a body that is sent twice is an order that exists.</summary>
    private const int Bodies = 80_000;

    /// <summary>On SQLite.</summary>
    public static async Task RunAsync(Report report)
    {
        var folder = Directory.CreateTempSubdirectory("payments-bench-").FullName;
        try
        {
            var port = PostgresServer.FreePort();
            using var gateway = await GatewayProcess.StartAsync(port, BenchmarkShop.Settings(folder));
            using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };
            var shop = await BenchmarkShop.RegisterAsync(http);
            var (epay, wopay) = (new List<double>(), new List<double>());
            for (var turn = 0; turn <= Turns; turn++)
            {
                var seconds = turn == 0 ? WarmUpSeconds : Seconds;
                var forms = shop.Write(folder, turn * Bodies, Bodies);
                var payments = BenchmarkShop.Write(
                    Path.Combine(folder, $"payments-{turn}.txt"), Enumerable.Range(turn * Bodies, Bodies).Select(BenchmarkShop.Payment));
                epay.Add((await Wrk.RunAsync($"{http.BaseAddress}submit.php", forms, Connections, seconds)).Rate);
                wopay.Add((await Wrk.RunJsonAsync($"{http.BaseAddress}api/v1/payments", payments, shop.ApiKey, Connections, seconds)).Rate);
            }
            report.Add(
                "payment creation on the WoPay face, 32 connections, SQLite; reference: EPay's submit.php by turns, target at least 0.9",
                wopay.Skip(1).Average(), "payments/s", epay.Skip(1).Average());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
