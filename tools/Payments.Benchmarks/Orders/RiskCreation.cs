using System.Net.Http.Json;
using Payments.Testing.Databases;
using Payments.Testing.Gateway;

namespace Payments.Benchmarks.Orders;

/// <summary>
/// Orders of a merchant with ten rules of risk control, half of which count, beside those of a merchant with none: by turns in one process,
/// so that both meet the same compiler, disk and neighbours. No rule takes an order.
/// </summary>
internal static class RiskCreation
{
    private const int Connections = 32;
    private const int Seconds = 6;

    /// <summary>Of each shop, until the compiler has settled.</summary>
    private const int WarmUpSeconds = 10;

    private const int Turns = 3;

    /// <summary>More than a turn can use: a form that is sent twice is an order that exists.</summary>
    private const int Forms = 80_000;

    /// <summary>On SQLite.</summary>
    public static async Task RunAsync(Report report)
    {
        var folder = Directory.CreateTempSubdirectory("payments-bench-").FullName;
        try
        {
            var port = PostgresServer.FreePort();
            using var gateway = await GatewayProcess.StartAsync(port, BenchmarkShop.Settings(folder));
            var root = new Uri($"http://127.0.0.1:{port}/");
            using var plainHttp = new HttpClient { BaseAddress = root };
            using var ruledHttp = new HttpClient { BaseAddress = root };
            var plain = await BenchmarkShop.RegisterAsync(plainHttp);
            var ruled = await BenchmarkShop.RegisterAsync(ruledHttp, "ruled@example.com", firstWallet: 2);
            await AddRulesAsync(ruledHttp);
            var (without, with) = (new List<double>(), new List<double>());
            for (var turn = 0; turn <= Turns; turn++)
            {
                var seconds = turn == 0 ? WarmUpSeconds : Seconds;
                without.Add(await RateAsync(root, folder, plain, turn, seconds));
                with.Add(await RateAsync(root, folder, ruled, turn, seconds));
            }
            report.Add(
                "order creation with ten risk rules, five of which count, 32 connections, SQLite; reference: without by turns, target 0.95",
                with.Skip(1).Average(), "orders/s", without.Skip(1).Average());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<double> RateAsync(Uri root, string folder, BenchmarkShop shop, int turn, int seconds) =>
        (await Wrk.RunAsync($"{root}submit.php", shop.Write(folder, turn * Forms, Forms), Connections, seconds)).Rate;

    private static async Task AddRulesAsync(HttpClient http)
    {
        foreach (var subject in new[] { "merchant", "network", "coin", "payer", "email" })
        {
            const string state = "active";
            await AddAsync(http, new
            {
                name = $"{subject} amount",
                subject,
                state,
                measure = "amount",
                outcome = "block",
                currency = "CNY",
                limit = 99_999_999,
            });
            await AddAsync(http, new
            {
                name = $"{subject} count",
                subject,
                state,
                measure = "count",
                outcome = "review",
                limit = 1_000_000,
                window = 3600,
            });
        }

        static async Task AddAsync<T>(HttpClient http, T rule)
        {
            using var added = await http.PostAsJsonAsync("api/v1/risk/rules", rule);
            added.EnsureSuccessStatusCode();
        }
    }
}
