using System.Diagnostics;
using Payments.Contracts.Merchants;
using Payments.Contracts.Users;
using Payments.Domain.Identity;
using Payments.Domain.Users;
using Payments.Testing.Databases;
using Payments.Testing.Gateway;

namespace Payments.Benchmarks.Orders;

/// <summary>
/// Credits of end users, each durable before it is answered, beside orders that the same process makes in the same run. No HTTP on either
/// side.
/// </summary>
internal static class UserCredits
{
    private const int Callers = 64;
    private const int Users = 20_000;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(8);
    private static long numbers;

    /// <summary>Runs on SQLite and on PostgreSQL.</summary>
    public static async Task RunAsync(Report report)
    {
        await RunAsync(report, "SQLite", database: "");
        using var server = PostgresServer.Start();
        await RunAsync(report, "PostgreSQL", server.CreateDatabase());
    }

    private static async Task RunAsync(Report report, string name, string database)
    {
        await using var gateway = await GatewayHost.StartAsync(new Dictionary<string, string?>
        {
            ["Database"] = database,
            ["Chains:Bsc:Rpc"] = "http://127.0.0.1:9",
            ["Chains:Bsc:MostBehind"] = "off",
            ["Chains:Bsc:PollInterval"] = "01:00:00",
            ["Chains:Bsc:Tokens:USDT:PayableDecimals"] = "8",
            ["Orders:UnpaidLimit"] = "100000000",
            ["Logging:LogLevel:Default"] = "None",
        });
        var merchant = (await gateway.RegisterMerchantAsync()).Merchant.Id;
        for (var i = 1; i <= 8; i++) await gateway.AddWalletAsync(merchant, "bsc", "USDT", $"0x{i:x40}");
        var wallets = (await gateway.Grains.GetGrain<IMerchantGrain>(merchant.GrainKey).GetAsync())!.Merchant.Wallets;

        Task OrderAsync(long number) => gateway.CreateOrderAsync(merchant, $"U{number}", wallet: wallets[(int)(number % wallets.Count)].Id);
        Task CreditAsync(long number) => EnterAsync(gateway, merchant, number);
        await RateAsync(OrderAsync, WarmUp);
        await RateAsync(CreditAsync, WarmUp);
        // The disk and the processor have other users: orders are measured before and after.
        var before = await RateAsync(OrderAsync, Measured);
        var credits = await RateAsync(CreditAsync, Measured);
        var orders = (before + await RateAsync(OrderAsync, Measured)) / 2;
        report.Add($"credits of {Users:#,0} users, {Callers} callers, {name}; reference: orders of the same process, target at least 1", credits, "credits/s", orders);
    }

    private static async Task EnterAsync(GatewayHost gateway, MerchantId merchant, long number)
    {
        var user = new UserId($"user-{number % Users}");
        var result = await gateway.Grains.GetGrain<IUserWalletGrain>(UserWalletKey.Of(merchant, user)).CreditAsync(new UserCredit
        {
            Key = $"{number:x32}",
            Currency = "CNY",
            Amount = 70,
            Order = new OrderId($"{number:x32}"),
        });
        if (result.Outcome != UserOutcome.Done) throw new InvalidOperationException($"The credit was not entered: {result.Outcome}");
    }

    private static async Task<double> RateAsync(Func<long, Task> run, TimeSpan time)
    {
        var watch = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            long count = 0;
            for (; watch.Elapsed < time; count++) await run(Interlocked.Increment(ref numbers));
            return count;
        })));
        return counts.Sum() / watch.Elapsed.TotalSeconds;
    }
}
