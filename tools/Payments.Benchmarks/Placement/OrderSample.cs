using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Payments.Chains;
using Payments.Domain.Orders;
using Payments.Storage.States;
using Payments.Testing;
using Payments.Testing.Gateway;

namespace Payments.Benchmarks.Placement;

/// <summary>The rows of one order as the product stores them: open, completed, and its callback once it was heard.</summary>
internal sealed record OrderSample(string Id, string Number, string Units, string Open, string Completed, string Delivery)
{
    private const string Placeholder = "2026010100000000";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Makes an order in the product and has it paid.</summary>
    public static async Task<OrderSample> TakeAsync()
    {
        var chain = new ScriptedChain(confirmations: 1);
        await using var shop = new ShopReceiver();
        await using var gateway = await GatewayHost.StartAsync(ScriptedChain.Settings, services => services.AddSingleton<IChainReaders>(chain));
        var merchant = (await gateway.RegisterMerchantAsync()).Merchant.Id;
        await gateway.AddWalletAsync(merchant, "bsc", "USDT", $"0x{1:x40}");
        var terms = new OrderTerms { Face = Face.Epay, NotifyUrl = shop.Url, ReturnUrl = "https://shop.example/thanks", Subject = "VIP", MoneyText = "70", Type = "usdt" };
        var order = await gateway.CreateOrderAsync(merchant, Placeholder, terms);
        var store = gateway.Services.GetRequiredService<IStateStore>();
        var open = await ReadAsync(StateTable.Orders, order.Id.GrainKey);
        chain.Pay(order.Quote!.Address, "USDT", order.Quote.Units);
        await shop.NextAsync();
        var began = TimeProvider.System.GetTimestamp();
        string delivery;
        while (!(delivery = await ReadAsync(StateTable.Deliveries, Domain.Callbacks.Delivery.GrainKey(order.Id, 1))).Contains("\"delivered\"", StringComparison.Ordinal))
        {
            if (TimeProvider.System.GetElapsedTime(began) > Patience) throw new TimeoutException("The callback was not heard.");
            await Task.Delay(Pause, TimeProvider.System);
        }
        return new OrderSample(order.Id.Value, Placeholder, order.Quote.Units.ToString(CultureInfo.InvariantCulture), open, await ReadAsync(StateTable.Orders, order.Id.GrainKey), delivery);

        async Task<string> ReadAsync(StateTable table, string key) => Encoding.UTF8.GetString((await store.ReadAsync(table, key) ?? throw new InvalidOperationException($"There is no row {key}.")).State);
    }
}
