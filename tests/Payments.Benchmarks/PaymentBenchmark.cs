using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Payments.Contracts.Orders;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Transfers;
using Payments.Grains.Chains;
using Payments.Testing.Gateway;

namespace Payments.Benchmarks;

/// <summary>Payments from the watcher's hand to the shop's answer, every step durable.</summary>
internal static class PaymentBenchmark
{
    private const int Orders = 10_000;
    private const int BlockSize = 500;

    /// <summary>What the gateways that shops run today make on two cores, the upper end.</summary>
    private const double CommonGateways = 830;
    private const double CallbackTarget = 2000;

    public static async Task RunAsync(Report report)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var shop = builder.Build();
        var heard = 0;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        shop.Run(context =>
        {
            if (Interlocked.Increment(ref heard) == Orders) all.TrySetResult();
            return context.Response.WriteAsync("success");
        });
        await shop.StartAsync();

        await using var gateway = await GatewayHost.StartAsync(new Dictionary<string, string?>
        {
            ["Chains:Bsc:Rpc"] = "http://127.0.0.1:9",
            ["Chains:Bsc:PollInterval"] = "01:00:00",
            ["Orders:MaxNudgeSteps"] = "1000000",
            ["Logging:LogLevel:Default"] = "None",
        });
        var merchant = await gateway.RegisterMerchantAsync();
        for (var i = 1; i <= 8; i++) await gateway.AddWalletAsync(merchant.Merchant.Id, "bsc", "USDT", $"0x{i:x40}");
        var wallets = (await gateway.Grains.GetGrain<Contracts.Merchants.IMerchantGrain>(merchant.Merchant.Id.GrainKey).GetAsync())!.Merchant.Wallets;
        var ids = gateway.Services.GetRequiredService<IOrderIds>();
        var orders = new Order[Orders];
        await Parallel.ForAsync(0, Orders, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (number, _) =>
        {
            var id = ids.For(merchant.Merchant.Id, $"P{number}");
            orders[number] = (await gateway.Grains.GetGrain<IOrderGrain>(id.GrainKey).CreateAsync(new CreateOrder
            {
                Merchant = merchant.Merchant.Id,
                Number = $"P{number}",
                Money = 70,
                WalletId = wallets[number % wallets.Count].Id,
                Terms = new OrderTerms { Face = Face.Epay, NotifyUrl = $"{shop.Urls.First()}/notify", MoneyText = "70", Type = "usdt" },
            })).Order!;
        });

        var dispatcher = gateway.Services.GetRequiredService<TransferDispatcher>();
        var blocks = orders.Select((order, number) => Pay(order, number)).Chunk(BlockSize).ToArray();
        var began = Stopwatch.GetTimestamp();
        foreach (var block in blocks) await dispatcher.DispatchAsync(block, long.MaxValue / 2);
        await all.Task.WaitAsync(TimeSpan.FromMinutes(2));
        var rate = Orders / Stopwatch.GetElapsedTime(began).TotalSeconds;
        report.Add("payments through to the shop's answer, SQLite; reference: PHP and Node gateways, target at least 3", rate, "payments/s", CommonGateways);
        report.Add("callbacks heard, with the payments that cause them; reference: the target", rate, "callbacks/s", CallbackTarget);
    }

    private static Transfer Pay(Order order, int number) => new()
    {
        Id = TransferId.Of(ChainId.Bsc, $"0x{number:x64}", "0"),
        Chain = ChainId.Bsc,
        Token = "USDT",
        Units = order.Quote!.Units,
        From = "0x00000000000000000000000000000000000000ff",
        To = order.Quote.Address,
        Transaction = $"0x{number:x64}",
        Block = number / BlockSize,
        BlockHash = $"0x{number / BlockSize:x64}",
        BlockTime = order.CreatedAt,
    };
}
