using Microsoft.Extensions.DependencyInjection;
using Payments.Chains;
using Payments.Contracts.Callbacks;
using Payments.Contracts.Merchants;
using Payments.Contracts.Orders;
using Payments.Domain.Callbacks;
using Payments.Domain.Orders;
using Payments.Testing;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests.Telemetry;

/// <summary>A gateway under variables of OpenTelemetry, with a shop whose order is paid through to its callback.</summary>
internal sealed class TracedShop : IAsyncDisposable
{
    private const string Wallet = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";

    private readonly ScriptedChain chain;
    private readonly HttpClient http;

    private TracedShop(GatewayHost gateway, ScriptedChain chain, Listener shop, MerchantKeys keys)
    {
        (Gateway, this.chain, Shop, Keys) = (gateway, chain, shop, keys);
        // The tests' process is traced as a whole: a client that adds headers of its own would be the gateway's caller.
        http = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null }) { BaseAddress = gateway.Url };
    }

    public GatewayHost Gateway { get; }

    public Listener Shop { get; }

    public MerchantKeys Keys { get; }

    /// <summary>Starts a gateway whose environment has these variables, and no other of OpenTelemetry.</summary>
    public static async Task<TracedShop> OpenAsync(IReadOnlyDictionary<string, string> variables, Action<IServiceCollection> services)
    {
        var chain = new ScriptedChain(confirmations: 2);
        foreach (var (name, value) in variables) Environment.SetEnvironmentVariable(name, value);
        GatewayHost gateway;
        try
        {
            gateway = await GatewayHost.StartAsync(ScriptedChain.Settings, all => services(all.AddSingleton<IChainReaders>(chain)));
        }
        finally
        {
            foreach (var name in variables.Keys) Environment.SetEnvironmentVariable(name, null);
        }
        var keys = await gateway.RegisterMerchantAsync();
        await gateway.AddWalletAsync(keys.Merchant.Id, "bsc", "USDT", Wallet);
        return new TracedShop(gateway, chain, await Listener.StartAsync(), keys);
    }

    /// <summary>Asks the gateway for something.</summary>
    public async Task GetAsync(string path)
    {
        using var answer = await http.GetAsync(path);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Creates an order over HTTP, pays it, and waits for its callback to be settled.</summary>
    /// <param name="number">The shop's number.</param>
    /// <param name="traceParent">What the shop says of its own trace.</param>
    public async Task<(Order Order, Delivery Delivery)> SellAsync(string number, string traceParent)
    {
        var form = EpayForm.Of(Keys, number, "70", $"{Shop.Url}notify");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/mapi.php") { Content = new FormUrlEncodedContent(form) };
        request.Headers.Add("traceparent", traceParent);
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();

        var id = Gateway.Services.GetRequiredService<IOrderIds>().For(Keys.Merchant.Id, number);
        var grain = Gateway.Grains.GetGrain<IOrderGrain>(id.GrainKey);
        var order = (await grain.GetAsync())!;
        chain.Pay(Wallet, "USDT", order.Reservation!.Units);
        await Patience.UntilAsync(async () => (await grain.GetAsync())!.Status == OrderStatus.Detected, "the payment is seen");
        chain.Mine();
        var callback = Gateway.Grains.GetGrain<IWebhookDeliveryGrain>(Delivery.GrainKey(order.Id, 1));
        var delivery = await Patience.UntilAsync(callback.GetAsync, found => found is { Status: DeliveryStatus.Delivered }, "the shop has heard it");
        return (order, delivery!);
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await Gateway.DisposeAsync();
        await Shop.DisposeAsync();
    }
}
