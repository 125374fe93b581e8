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

    /// <summary>Until the compiler has settled: it takes a seventh of the gateway's time after ten seconds of load, a fiftieth after twenty-five.</summary>
    private const int WarmUpSeconds = 25;

    /// <summary>More than a run can use: a form that is sent twice is an order that exists.</summary>
    private const int Forms = 320_000;

    /// <summary>What the gateways that shops run today make on two cores, the upper end.</summary>
    private const double CommonGateways = 1300;

    /// <summary>Microseconds of the gateway's processor time that an order may cost.</summary>
    private const double CpuLimit = 300;

    /// <summary>Milliseconds.</summary>
    private const double SlowLimit = 60;

    /// <summary>MiB that the gateway may hold at most meanwhile.</summary>
    private const double MemoryLimit = 450;

    /// <summary>
    /// One process is up to a fifth faster than the next of the same program, by what its compiler learned first: of so many, each beside its
    /// own references, the middle one is told.
    /// </summary>
    private const int Rounds = 3;

    /// <summary>On SQLite.</summary>
    public static async Task RunSqliteAsync(Report report)
    {
        var round = await MiddleAsync(async folder =>
        {
            var bare = 0.0;
            var before = SingleCommits.Rate(folder);
            var load = await LoadAsync(folder, database: "", async forms => bare = await BareEndpoint.RateAsync(forms, 32));
            // Other users of the disk come and go: the reference is what it gave just before and just after.
            return new Round(load, (before + SingleCommits.Rate(folder)) / 2, bare);
        });
        report.Add("order creation, 32 connections, SQLite; reference: single-row fsynced commits, target at least 2", round.Load.At32.Rate,
            "orders/s", round.Reference);
        report.Add("order creation, 32 connections, SQLite; reference: bare Kestrel with the same form, aim 0.25", round.Load.At32.Rate,
            "orders/s", round.Bare);
        report.Add("order creation, 16 connections, SQLite; reference: PHP and Node gateways, target at least 3", round.Load.At16,
            "orders/s", CommonGateways);
        report.Add("order creation, SQLite, processor time of the gateway; reference: the target, at most 1", round.Load.MicrosecondsOfCpu,
            "us/order", CpuLimit);
        report.Add("order creation, 32 connections, SQLite, 99 of 100 answered within; reference: the target, at most 1",
            round.Load.At32.Slow, "ms", SlowLimit);
        report.Add("order creation, SQLite, peak memory of the gateway; reference: the target, at most 1", round.Load.PeakMemory, "MiB",
            MemoryLimit);
    }

    /// <summary>On PostgreSQL, whose server shares the cores.</summary>
    public static async Task RunPostgresAsync(Report report)
    {
        var round = await MiddleAsync(async folder =>
        {
            using var server = PostgresServer.Start();
            var before = await PgBench.RateAsync(server, server.CreateDatabase());
            var load = await LoadAsync(folder, server.CreateDatabase(), _ => Task.CompletedTask);
            return new Round(load, (before + await PgBench.RateAsync(server, server.CreateDatabase())) / 2, Bare: 0);
        });
        report.Add(
            "order creation, 32 connections, PostgreSQL; reference: pgbench one-row INSERT, 32 clients, target at least 0.35 to 0.6", round.Load.At32.Rate, "orders/s", round.Reference);
        report.Add("order creation, 16 connections, PostgreSQL; reference: PHP and Node gateways", round.Load.At16, "orders/s", CommonGateways);
        report.Add("order creation, PostgreSQL, processor time of the gateway", round.Load.MicrosecondsOfCpu, "us/order");
    }

    private static async Task<Round> MiddleAsync(Func<string, Task<Round>> run)
    {
        var rounds = new List<Round>();
        while (rounds.Count < Rounds)
        {
            var folder = Directory.CreateTempSubdirectory("payments-bench-").FullName;
            try
            {
                rounds.Add(await run(folder));
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        return rounds.OrderBy(round => round.Load.At32.Rate / round.Reference).ElementAt(Rounds / 2);
    }

    private static async Task<Load> LoadAsync(string data, string database, Func<string, Task> beforeLoad)
    {
        var port = PostgresServer.FreePort();
        using var gateway = await GatewayProcess.StartAsync(port, BenchmarkShop.Settings(data, database));
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };
        var shop = await BenchmarkShop.RegisterAsync(http);
        var forms = Enumerable.Range(0, 3).Select(part => shop.Write(data, part * Forms, Forms)).ToArray();
        await beforeLoad(forms[0]);
        var url = $"{http.BaseAddress}submit.php";
        await Wrk.RunAsync(url, forms[0], 32, WarmUpSeconds);
        var cpu = gateway.ProcessorTime;
        var at32 = await Wrk.RunAsync(url, forms[1], 32, Seconds);
        var used = (gateway.ProcessorTime - cpu).TotalMicroseconds / (at32.Rate * Seconds);
        var at16 = await Wrk.RunAsync(url, forms[2], 16, Seconds);
        return new Load(at32, at16.Rate, used, gateway.PeakMemory / 1048576.0);
    }

    private sealed record Load(WrkResult At32, double At16, double MicrosecondsOfCpu, double PeakMemory);

    private sealed record Round(Load Load, double Reference, double Bare);
}
