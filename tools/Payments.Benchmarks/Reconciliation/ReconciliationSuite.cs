using System.Diagnostics;
using System.Globalization;
using System.Text;
using Dapper;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Payments.Benchmarks.Storage;
using Payments.Domain.Charges;
using Payments.Domain.Identity;
using Payments.Domain.Providers;
using Payments.Domain.Reconciliation;
using Payments.Grains.Persistence;
using Payments.Grains.Reconciliation;
using Payments.Providers.Common;
using Payments.Storage;
using Payments.Storage.Reconciliation;

namespace Payments.Benchmarks.Reconciliation;

/// <summary>
/// One day of a million payments, compared with its bill: read, sorted, held against the book, settled and stored. Beside it the bare
/// reading of the same file.
/// </summary>
public static class ReconciliationSuite
{
    private const int Lines = 1_000_000;
    private const int Batch = 10_000;
    private const int Merchants = 50;
    private const int Differences = 100;

    /// <summary>Lines per second.</summary>
    private const double Least = 100_000;

    private static readonly DateOnly Day = new(2026, 3, 1);
    private static readonly DateTimeOffset Begins = new(2026, 3, 1, 0, 0, 0, TimeSpan.FromHours(8));

    /// <summary>Runs on SQLite, in a temporary folder.</summary>
    public static async Task RunAsync(Report report)
    {
        var folder = Directory.CreateTempSubdirectory("payments-bench-").FullName;
        try
        {
            var file = Path.Combine(folder, "bill.csv");
            int[] order = [.. Enumerable.Range(0, Lines)];
            new Random(1).Shuffle(order);
            await WriteBillAsync(file, order);
            var bare = await ReadBareAsync(file);

            var host = await StartAsync(folder, file);
            await FillAsync(host.Services.GetRequiredService<IDatabase>());
            var began = Stopwatch.GetTimestamp();
            var key = new ReconciliationKey(BilledProvider.ProviderName, null);
            var trouble = await host.Services.GetRequiredService<Reconciler>().RunAsync(key, Day, CancellationToken.None);
            var perSecond = Lines / Stopwatch.GetElapsedTime(began).TotalSeconds;
            var queries = host.Services.GetRequiredService<ReconciliationQueries>();
            var run = (await queries.RunsAsync(new ReconciliationFilter(), null, 1)).Items.Single();
            if (trouble is not null || run.Lines != Lines || run.Differences != Differences)
                throw new InvalidOperationException($"{run.Differences} differences of {run.Lines} lines were found: {trouble}");
            report.Add("reconciliation: the file of 1,000,000 lines read bare", bare, "lines/s");
            report.Add("reconciliation: 1,000,000 lines compared and settled", perSecond, "lines/s", bare);
            report.Add("reconciliation: the same beside what must hold", perSecond, "lines/s", Least);
            report.Add("reconciliation: memory of the process", Environment.WorkingSet / (1024.0 * 1024), "MiB");
            await host.CloseAsync();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<IHost> StartAsync(string folder, string file)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Providers:Bench:Key"] = "k" });
        builder.Services.Configure<StorageOptions>(options => options.Data = folder).AddPaymentsStorage().AddStateJson(StateJson.Default);
        builder.Services.AddSingleton<IPaymentProvider>(new BilledProvider(file)).AddSingleton<IOwnAccounts, NoAccounts>();
        builder.Services.AddSingleton<ProviderCatalog>().AddSingleton<InstallationAccounts>().AddSingleton<ProviderAccounts>();
        builder.Services.AddReconciliation();
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private static async Task WriteBillAsync(string file, int[] order)
    {
        await using var writer = new StreamWriter(file, append: false, new UTF8Encoding(false), 1 << 20) { NewLine = "\r\n" };
        await writer.WriteLineAsync("交易时间,微信订单号,商户订单号,交易状态,货币种类,应结订单金额,微信退款单号,商户退款单号,退款金额,退款状态,商品名称,手续费,订单金额,申请退款金额");
        foreach (var i in order)
        {
            var time = Begins.AddMilliseconds(i * 80L).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
            var amount = AmountOf(i) + (i < Differences ? 0.01m : 0);
            await writer.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"`{time},`42000009852021{i:D14},`{ReferenceOf(i)},`SUCCESS,`CNY,`{amount}," +
                $"`0,`0,`0.00,`,`商品 {i},`0.42000,`{amount},`0.00"));
        }
        await writer.WriteLineAsync("总交易单数,应结订单总金额");
        await writer.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"`{Lines},`{Enumerable.Range(0, Lines).Sum(AmountOf) + Differences * 0.01m}"));
    }

    private static async Task<double> ReadBareAsync(string file)
    {
        var (began, lines) = (Stopwatch.GetTimestamp(), 0);
        using var reader = new StreamReader(file);
        while (await reader.ReadLineAsync() is not null) lines++;
        return lines / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static async Task FillAsync(IDatabase database)
    {
        const string sql = """
            INSERT INTO order_charges (reference, key, provider, merchant, account, amount, currency, state, begun_at, paid_at)
            VALUES (@Reference, @Key, 'bench', @Merchant, 'installation', @Amount, 'CNY', 'paid', @At, @At)
            """;
        foreach (var batch in Enumerable.Range(0, Lines).Chunk(Batch))
        {
            var rows = batch.Select(i => new
            {
                Reference = ReferenceOf(i),
                Key = OrderOf(i).GrainKey,
                Merchant = (i % Merchants).ToString("x32", CultureInfo.InvariantCulture),
                Amount = AmountOf(i).ToString(CultureInfo.InvariantCulture),
                At = Begins.AddMilliseconds(i * 80L).ToUnixTimeMilliseconds(),
            }).ToArray();
            await database.WriteAsync((connection, transaction) => connection.ExecuteAsync(sql, rows, transaction));
        }
    }

    private static OrderId OrderOf(int number) =>
        new((((UInt128)number * 0x9E3779B97F4A7C15) ^ ((UInt128)number << 90)).ToString("x32", CultureInfo.InvariantCulture));

    private static string ReferenceOf(int number) => new ChargeReference(OrderOf(number), 1).ToString();

    private static decimal AmountOf(int number) => number % 100_000 / 100m + 0.50m;

    /// <summary>No merchant has an account of its own.</summary>
    private sealed class NoAccounts : IOwnAccounts
    {
        public ValueTask<OwnAccount> FindAsync(MerchantId merchant, string provider) => ValueTask.FromResult(OwnAccount.None);
    }
}
