using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Payments.Chains;
using Payments.Contracts.Alarms;
using Payments.Contracts.Callbacks;
using Payments.Contracts.Orders;
using Payments.Domain.Callbacks;
using Payments.Domain.Identity;
using Payments.Domain.Secrets;
using Payments.Grains.Alarms;
using Payments.Grains.Merchants;
using Payments.Grains.Orders;
using Payments.Grains.Tests.Wallets;
using Payments.Storage.Queries;
using Payments.Testing;
using Payments.Testing.Silo;

namespace Payments.Grains.Tests.Alarms;

/// <summary>A silo whose alarms run on the test's clock, over a real database. Orders live for two minutes, and three more of grace.</summary>
public abstract class AlarmHost : DerivedHost
{
    protected static readonly TimeSpan OrderExpiry = TimeSpan.FromMinutes(2);
    protected static readonly TimeSpan OrderGrace = TimeSpan.FromMinutes(3);
    protected static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>Time outlives a silo.</summary>
    protected ManualTimeProvider Time { get; } = new();

    protected MerchantId ShopId => Host.Get<IOrderIds>().ForEmail(Shop);

    protected override Task<GrainHost> StartAsync(MasterKeyRing keys) => GrainHost.StartAsync(Folder, services =>
    {
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Chains:Bsc:Rpc"] = "http://127.0.0.1:1",
            ["Chains:Bsc:MostBehind"] = "off",
        }).Build());
        services.Configure<OrderOptions>(options => (options.Expiry, options.Grace) = (OrderExpiry, OrderGrace));
        services.AddChains().AddMerchants(keys).AddPaymentsGrains();
        Add(services);
    }, Time);

    /// <summary>What a test adds.</summary>
    protected abstract void Add(IServiceCollection services);

    /// <summary>Starts the alarm of one shard.</summary>
    protected Task WatchAsync(char shard) => Host.Grains.GetGrain<IAlarmGrain>(AlarmGrain.KeyOf(shard)).StartAsync();

    /// <summary>Lets time pass, timer by timer, and after each all that it set off.</summary>
    protected Task PassAsync(TimeSpan time) => Time.AdvanceAsync(time, async () =>
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await TestSilo.RestAsync(Host.Get<IServiceProvider>(), patience.Token);
    });

    /// <summary>A callback of an order of the shard, and its grain.</summary>
    protected (Delivery Delivery, IWebhookDeliveryGrain Grain) Callback(char shard, int number, string url = "https://shop.example/n")
    {
        var order = OrderId.From($"{shard}{number:x31}");
        var delivery = new Delivery { Order = order, Number = 1, Merchant = ShopId, Url = url, Form = CallbackForm.Json, Payload = """{"a":1}""", CreatedAt = Now };
        return (delivery, Host.Grains.GetGrain<IWebhookDeliveryGrain>(Delivery.GrainKey(order, 1)));
    }

    /// <summary>What the database holds of it.</summary>
    protected async Task<Delivery> WrittenAsync(Delivery delivery) =>
        (await Host.Get<DeliveryQueries>().ListAsync(ShopId, delivery.Order, null, 10)).Items.Single();
}
