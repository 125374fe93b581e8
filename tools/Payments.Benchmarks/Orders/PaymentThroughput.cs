using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Payments.Contracts.Merchants;
using Payments.Domain.Identity;
using Payments.Domain.Merchants;
using Payments.Domain.Orders;
using Payments.Domain.Transfers;
using Payments.Grains.Chains;
using Payments.Testing.Gateway;

namespace Payments.Benchmarks.Orders;

/// <summary>
/// Payments from the watcher's hand to the shop's answer, every step durable; then the same while orders are created. It begins behind the node: no node is asked, no watcher waits for blocks,
/// no answer is parsed; what that takes, the suites of parsing tell.
/// </summary>
internal sealed class PaymentThroughput : IAsyncDisposable
{
    private const int Batch = 10_000;
    private const int BlockSize = 500;

    /// <summary>Shops that send orders, each the next as soon as the last is answered: half of what order creation is measured with at least, and as many.</summary>
    private static readonly int[] BusyShops = [8, 16];

    /// <summary>What the gateways that shops run today make on two cores, the upper end.</summary>
    private const double CommonGateways = 830;
    private const double CallbackTarget = 2000;

    private readonly GatewayHost gateway;
    private readonly MerchantId merchant;
    private readonly IReadOnlyList<Wallet> wallets;
    private readonly WebApplication shop;
    private TaskCompletionSource all = new();
    private int awaited;
    private long numbers;

    private PaymentThroughput(GatewayHost gateway, MerchantId merchant, IReadOnlyList<Wallet> wallets)
    {
        (this.gateway, this.merchant, this.wallets) = (gateway, merchant, wallets);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        shop = builder.Build();
        shop.Run(context =>
        {
            if (Interlocked.Decrement(ref awaited) == 0) all.TrySetResult();
            return context.Response.WriteAsync("success");
        });
    }

    public static async Task RunAsync(Report report)
    {
        await using var payments = await StartAsync();
        await payments.PayAsync(Face.Epay);

        var epay = await payments.PayAsync(Face.Epay);
        report.Add("payments through to the shop's answer, SQLite; reference: PHP and Node gateways, target at least 2.5",
            epay, "payments/s", CommonGateways);
        report.Add("the same with WoPay's signed webhooks; reference: EPay's callbacks in this run, target at least 1",
            await payments.PayAsync(Face.WoPay), "payments/s", epay);
        foreach (var shops in BusyShops) await payments.PayBusyAsync(report, shops);
    }

    /// <summary>The first of these figures, for suites that measure beside it.</summary>
    public static async Task<double> RateAsync()
    {
        await using var payments = await StartAsync();
        await payments.PayAsync(Face.Epay);
        return await payments.PayAsync(Face.Epay);
    }

    private static async Task<PaymentThroughput> StartAsync()
    {
        var gateway = await GatewayHost.StartAsync(new Dictionary<string, string?>
        {
            ["Chains:Bsc:Rpc"] = "http://127.0.0.1:9",
            ["Chains:Bsc:MostBehind"] = "off",
            ["Chains:Bsc:PollInterval"] = "01:00:00",
            ["Chains:Bsc:Tokens:USDT:PayableDecimals"] = "8",
            ["Orders:UnpaidLimit"] = "1000000",
            ["Logging:LogLevel:Default"] = "None",
        });
        var merchant = (await gateway.RegisterMerchantAsync()).Merchant.Id;
        for (var i = 1; i <= 8; i++) await gateway.AddWalletAsync(merchant, "bsc", "USDT", $"0x{i:x40}");
        var wallets = (await gateway.Grains.GetGrain<IMerchantGrain>(merchant.GrainKey).GetAsync())!.Merchant.Wallets;
        var payments = new PaymentThroughput(gateway, merchant, wallets);
        await payments.shop.StartAsync();
        return payments;
    }

    /// <summary>Pays orders while shops send others.</summary>
    private async Task PayBusyAsync(Report report, int shops)
    {
        using var stop = new CancellationTokenSource();
        var orders = await CreateAsync(Batch, Face.Epay);
        var watch = Stopwatch.StartNew();
        var creating = Task.WhenAll(Enumerable.Range(0, shops).Select(_ => CreateUntilAsync(stop.Token)));
        var callbacks = await PayAsync(orders);
        await stop.CancelAsync();
        var created = (await creating).Sum() / watch.Elapsed.TotalSeconds;
        report.Add($"callbacks heard while {shops} shops order; reference: the target, at least 1", callbacks, "callbacks/s", CallbackTarget);
        report.Add($"orders created meanwhile by {shops} shops", created, "orders/s");
    }

    public async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        await shop.DisposeAsync();
    }

    private async Task<double> PayAsync(Face face) => await PayAsync(await CreateAsync(Batch, face));

    /// <summary>Pays orders block by block; payments per second until the shop has heard the last.</summary>
    private async Task<double> PayAsync(IReadOnlyList<Order> orders)
    {
        all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        awaited = orders.Count;
        var dispatcher = gateway.Services.GetRequiredService<TransferDispatcher>();
        var blocks = orders.Select(Pay).Chunk(BlockSize).ToArray();
        var began = Stopwatch.GetTimestamp();
        foreach (var block in blocks) await dispatcher.DispatchAsync(block, long.MaxValue / 2);
        await all.Task.WaitAsync(TimeSpan.FromMinutes(2));
        return orders.Count / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private async Task<Order[]> CreateAsync(int count, Face face)
    {
        var orders = new Order[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (at, _) => orders[at] = await CreateAsync(face));
        return orders;
    }

    private async Task<long> CreateUntilAsync(CancellationToken stop)
    {
        long created = 0;
        for (; !stop.IsCancellationRequested; created++) await CreateAsync(Face.Epay);
        return created;
    }

    private Task<Order> CreateAsync(Face face)
    {
        var number = Interlocked.Increment(ref numbers);
        return gateway.CreateOrderAsync(
            merchant,
            $"P{number}",
            new OrderTerms { Face = face, NotifyUrl = $"{shop.Urls.First()}/notify", MoneyText = "70", Type = "usdt" },
            wallet: wallets[(int)(number % wallets.Count)].Id);
    }

    private static Transfer Pay(Order order, int number) => new()
    {
        Id = TransferId.Of(ChainId.Bsc, $"0x{order.Id}", "0"),
        Chain = ChainId.Bsc,
        Token = "USDT",
        Units = order.Quote!.Units,
        From = "0x00000000000000000000000000000000000000ff",
        To = order.Quote.Address,
        Transaction = $"0x{order.Id}",
        Block = number / BlockSize,
        BlockHash = $"0x{number / BlockSize:x64}",
        BlockTime = order.CreatedAt,
    };
}
