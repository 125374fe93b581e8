using Payments.Benchmarks.Storage;
using Payments.Testing.Databases;
using Payments.Testing.Gateway;

namespace Payments.Benchmarks.Orders;

/// <summary>
/// Orders over HTTP, durable before the answer: the product in a process of its own, beside fsynced commits to the same
/// disk, a bare Kestrel endpoint that parses the same form, and <c>pgbench</c>.
/// </summary>
internal static class OrderCreation
{
    private const int Seconds = 8;

    /// <summary>More than a run can use: a form that is sent twice is an order that exists.</summary>
    private const int Forms = 240_000;

    /// <summary>What the gateways that shops run today make on two cores, the upper end.</summary>
    private const double CommonGateways = 1300;

    /// <summary>On SQLite.</summary>
    public static Task RunSqliteAsync(Report report) => InFolderAsync(async folder =>
    {
        var bare = 0.0;
        var before = SingleCommits.Rate(folder);
        var (at32, at16, cpu) = await LoadAsync(folder, database: "", async forms => bare = await BareEndpoint.RateAsync(forms, 32));
        // Other users of the disk come and go: the reference is what it gave just before and just after.
        var commits = (before + SingleCommits.Rate(folder)) / 2;
        report.Add("order creation, 32 connections, SQLite; reference: single-row fsynced commits, target at least 2", at32, "orders/s", commits);
        report.Add("order creation, 32 connections, SQLite; reference: bare Kestrel with the same form, aim 0.25", at32, "orders/s", bare);
        report.Add("order creation, 16 connections, SQLite; reference: PHP and Node gateways, target at least 5", at16, "orders/s", CommonGateways);
        report.Add("order creation, SQLite, processor time of the gateway", cpu, "us/order");
    });

    /// <summary>On PostgreSQL, whose server shares the cores.</summary>
    public static Task RunPostgresAsync(Report report) => InFolderAsync(async folder =>
    {
        using var server = PostgresServer.Start();
        var before = await PgBench.RateAsync(server, server.CreateDatabase());
        var (at32, at16, cpu) = await LoadAsync(folder, server.CreateDatabase(), _ => Task.CompletedTask);
        var pgbench = (before + await PgBench.RateAsync(server, server.CreateDatabase())) / 2;
        report.Add("order creation, 32 connections, PostgreSQL; reference: pgbench one-row INSERT, 32 clients, target at least 0.5", at32, "orders/s", pgbench);
        report.Add("order creation, 16 connections, PostgreSQL; reference: PHP and Node gateways", at16, "orders/s", CommonGateways);
        report.Add("order creation, PostgreSQL, processor time of the gateway", cpu, "us/order");
    });

    private static async Task InFolderAsync(Func<string, Task> run)
    {
        var folder = Directory.CreateTempSubdirectory("payments-bench-").FullName;
        try
        {
            await run(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(double At32, double At16, double MicrosecondsOfCpu)> LoadAsync(string data, string database, Func<string, Task> beforeLoad)
    {
        var port = PostgresServer.FreePort();
        using var gateway = await GatewayProcess.StartAsync(port, new Dictionary<string, string>
        {
            ["Data"] = data,
            ["Database"] = database,
            ["Chains:Bsc:Rpc"] = "http://127.0.0.1:9",
            ["Chains:Bsc:PollInterval"] = "01:00:00",
            ["Orders:MaxNudgeSteps"] = "1000000",
            ["Logging:LogLevel:Default"] = "None",
        });
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };
        var shop = await BenchmarkShop.RegisterAsync(http);
        var forms = Enumerable.Range(0, 3).Select(part => shop.Write(data, part * Forms, Forms)).ToArray();
        await beforeLoad(forms[0]);
        var url = $"{http.BaseAddress}submit.php";
        await Wrk.RunAsync(url, forms[0], 32, 12);
        var cpu = gateway.ProcessorTime;
        var at32 = await Wrk.RunAsync(url, forms[1], 32, Seconds);
        var used = (gateway.ProcessorTime - cpu).TotalMicroseconds / (at32 * Seconds);
        var at16 = await Wrk.RunAsync(url, forms[2], 16, Seconds);
        return (at32, at16, used);
    }
}
