using System.Globalization;
using System.Text;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Payments.Benchmarks.Orders;
using Payments.Chains;
using Payments.Storage;
using Payments.Testing;
using Payments.Testing.Gateway;

namespace Payments.Benchmarks.Placement;

/// <summary>What one order costs from its form to its end: grain calls by kind, rows written, bytes stored. Counted in the product, never assumed.</summary>
/// <param name="Merchant">Calls of the merchant's grain.</param>
/// <param name="Order">Calls of the order's grain.</param>
/// <param name="Address">Calls of the wallet address's grain.</param>
/// <param name="Delivery">Calls of the callback's grain.</param>
/// <param name="RowWrites">Rows written, orders and callbacks together.</param>
/// <param name="RowBytes">JSON that is left at the end, orders and callbacks together.</param>
internal sealed record OrderPath(double Merchant, double Order, double Address, double Delivery, double RowWrites, double RowBytes)
{
    private const int Orders = 200;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>All calls together.</summary>
    public double Calls => Merchant + Order + Address + Delivery;

    /// <summary>Counts both ways to the end: paid and told of, and left until its amount is released.</summary>
    public static async Task<(OrderPath Paid, OrderPath Unpaid)> MeasureAsync() => (await MeasureAsync(isPaid: true), await MeasureAsync(isPaid: false));

    private static async Task<OrderPath> MeasureAsync(bool isPaid)
    {
        var chain = new ScriptedChain(confirmations: 2);
        var counter = new CallCounter();
        await using var shop = new ShopReceiver();
        await using var gateway = await GatewayHost.StartAsync(
            new Dictionary<string, string?>(ScriptedChain.Settings)
            {
                ["Orders:Expiry"] = isPaid ? "00:00:40" : "00:00:10",
                ["Orders:Grace"] = "00:00:01",
                ["Chains:Bsc:Tokens:USDT:PayableDecimals"] = "8",
                ["Orders:UnpaidLimit"] = "1000000",
                ["Logging:LogLevel:Default"] = "None",
            },
            services => services.AddSingleton<IChainReaders>(chain).AddSingleton<IIncomingGrainCallFilter>(counter));
        var merchant = await BenchmarkShop.RegisterAsync(gateway.Http);
        counter.Take();
        for (var number = 0; number < Orders; number++)
        {
            using var form = new StringContent(merchant.Form(number, shop.Url), Encoding.ASCII, "application/x-www-form-urlencoded");
            using var answer = await gateway.Http.PostAsync("submit.php", form);
            if ((int)answer.StatusCode != 302) throw new InvalidOperationException($"The order was refused: {answer.StatusCode}");
        }
        var database = gateway.Services.GetRequiredService<IDatabase>();
        if (isPaid)
        {
            var open = await database.ReadAsync(connection => connection.QueryAsync<(string Address, string Units)>("SELECT reserved_address, reserved_units FROM orders"));
            foreach (var (address, units) in open) chain.Pay(address, "USDT", UInt128.Parse(units, CultureInfo.InvariantCulture));
        }
        var began = TimeProvider.System.GetTimestamp();
        while (await database.ReadAsync(connection => connection.ExecuteScalarAsync<long>("SELECT (SELECT count(*) FROM orders WHERE wake_at IS NOT NULL) + (SELECT count(*) FROM deliveries WHERE wake_at IS NOT NULL)")) > 0)
        {
            if (TimeProvider.System.GetElapsedTime(began) > Patience) throw new TimeoutException("Orders did not come to their end.");
            chain.Mine();
            await Task.Delay(Pause, TimeProvider.System);
        }
        var calls = counter.Take();
        var (writes, bytes, told) = await database.ReadAsync(connection => connection.QuerySingleAsync<(double, double, long)>(
            "SELECT sum(version) * 1.0, sum(length(CAST(state AS BLOB))) * 1.0, (SELECT count(*) FROM deliveries WHERE status = 'delivered') FROM (SELECT version, state FROM orders UNION ALL SELECT version, state FROM deliveries) AS rows"));
        if (told != (isPaid ? Orders : 0)) throw new InvalidOperationException($"{told} callbacks were heard.");
        return new OrderPath(Each("mch"), Each("ord"), Each("adr"), Each("dlv"), writes / Orders, bytes / Orders);

        double Each(string kind) => calls.GetValueOrDefault(kind) / (double)Orders;
    }
}
