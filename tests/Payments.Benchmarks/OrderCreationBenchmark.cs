using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Payments.Contracts.Merchants;
using Payments.Testing.Gateway;

namespace Payments.Benchmarks;

/// <summary>Orders over HTTP, durable before the answer, beside fsynced commits to the same disk and a bare Kestrel endpoint that parses the same form.</summary>
internal static class OrderCreationBenchmark
{
    private const int Bodies = 400_000;
    private const int Seconds = 8;

    /// <summary>What the gateways that shops run today make on two cores, the upper end.</summary>
    private const double CommonGateways = 1300;

    public static async Task RunAsync(Report report)
    {
        var folder = Directory.CreateTempSubdirectory("payments-bench-").FullName;
        var bodies = Path.Combine(folder, "bodies.txt");
        try
        {
            var commits = Commits(folder);
            await using var gateway = await GatewayHost.StartAsync(new Dictionary<string, string?>
            {
                ["Chains:Bsc:Rpc"] = "http://127.0.0.1:9",
                ["Chains:Bsc:PollInterval"] = "01:00:00",
                ["Orders:MaxNudgeSteps"] = "1000000",
                ["Logging:LogLevel:Default"] = "None",
            });
            var merchant = await gateway.RegisterMerchantAsync();
            await gateway.AddWalletAsync(merchant.Merchant.Id, "bsc", "USDT", $"0x{1:x40}");
            await File.WriteAllLinesAsync(bodies, Enumerable.Range(0, Bodies).Select(number => Body(merchant, number)));

            var bare = await BareAsync(bodies);
            await Wrk.RunAsync($"{gateway.Url}submit.php", bodies, 32, 2);
            await File.WriteAllLinesAsync(bodies, Enumerable.Range(Bodies, Bodies).Select(number => Body(merchant, number)));
            var orders = await Wrk.RunAsync($"{gateway.Url}submit.php", bodies, 32, Seconds);
            await File.WriteAllLinesAsync(bodies, Enumerable.Range(2 * Bodies, Bodies).Select(number => Body(merchant, number)));
            var at16 = await Wrk.RunAsync($"{gateway.Url}submit.php", bodies, 16, Seconds);
            report.Add("order creation, 32 connections, SQLite; reference: single-row fsynced commits, target at least 2", orders, "orders/s", commits);
            report.Add("order creation, 32 connections, SQLite; reference: bare Kestrel with the same form, aim 0.25", orders, "orders/s", bare);
            report.Add("order creation, 16 connections, SQLite; reference: PHP and Node gateways, target at least 5", at16, "orders/s", CommonGateways);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double Commits(string folder)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "reference.db")};Pooling=False");
        connection.Open();
        Execute(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t (id INTEGER PRIMARY KEY, body TEXT)");
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO t (body) VALUES ($body)";
        insert.Parameters.AddWithValue("$body", new string('x', 800));
        var count = 0;
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(3))
        {
            insert.ExecuteNonQuery();
            count++;
        }
        return count / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static async Task<double> BareAsync(string bodies)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        app.MapPost("/submit.php", (RequestDelegate)(async context =>
        {
            var form = await context.Request.ReadFormAsync();
            context.Response.StatusCode = form.ContainsKey("pid") ? 302 : 400;
            context.Response.Headers.Location = "/cashier";
        }));
        await app.StartAsync();
        var url = $"{app.Urls.First()}/submit.php";
        await Wrk.RunAsync(url, bodies, 32, 1);
        return await Wrk.RunAsync(url, bodies, 32, 4);
    }

    private static string Body(MerchantKeys merchant, int number)
    {
        var money = $"{70 + (number % 500)}";
        var pid = merchant.Merchant.Pid;
        var text = $"money={money}&name=VIP&notify_url=https://shop.example/notify&out_trade_no=B{number}&pid={pid}&type=usdt{merchant.ApiSecret}";
        var sign = Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
        return $"pid={pid}&type=usdt&out_trade_no=B{number}&money={money}&notify_url=https%3A%2F%2Fshop.example%2Fnotify&name=VIP&sign={sign}&sign_type=MD5";
    }
}
