using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Payments.Contracts.Merchants;
using Payments.Contracts.Orders;
using Payments.Domain.Orders;
using Payments.Storage.Queries;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests;

/// <summary>A merchant with wallets, who signs by the letter of the published documents and not with the gateway's own code.</summary>
public sealed class Shop(GatewayHost host, MerchantKeys keys)
{
    public MerchantKeys Keys => keys;

    public string Pid => keys.Merchant.Pid.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public HttpClient Http => host.Http;

    /// <summary>Opens a shop with USDT on BSC at 7 CNY, and more wallets if asked; it may leave callback addresses out.</summary>
    public static async Task<Shop> OpenAsync(GatewayHost host, string email, params (string Chain, string Token)[] more)
    {
        var keys = await host.RegisterMerchantAsync(email);
        foreach (var (chain, token) in more.Prepend(("bsc", "USDT")))
            (await host.AddWalletAsync(keys.Merchant.Id, chain, token, $"0x{keys.Merchant.Pid:x40}")).Outcome.Should().Be(WalletOutcome.Saved);
        await host.Grains.GetGrain<IMerchantGrain>(keys.Merchant.Id.GrainKey).UpdateAsync(new UpdateMerchant { Polls = true });
        return new Shop(host, keys);
    }

    /// <summary>Orders stored for this shop.</summary>
    public async Task<IReadOnlyList<Order>> OrdersAsync() =>
        [.. (await host.Services.GetRequiredService<OrderLists>().PageAsync(keys.Merchant.Id, OrderFilter.All, null, 10_000)).Items.Select(listed => listed.Order)];

    /// <summary>The stored order with this number, or null.</summary>
    public Task<Order?> FindAsync(string number) =>
        host.Grains.GetGrain<IOrderGrain>(host.Services.GetRequiredService<IOrderIds>().For(keys.Merchant.Id, number).GrainKey).GetAsync();

    /// <summary>EPay: sorted by name, without <c>sign</c>, <c>sign_type</c> and empty values, then the key, MD5.</summary>
    public Dictionary<string, string> SignEpay(Dictionary<string, string> parameters, string? secret = null)
    {
        var text = string.Join('&', parameters.Where(pair => pair.Key is not ("sign" or "sign_type") && pair.Value.Length > 0).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));
        return new(parameters) { ["sign"] = Md5(text + (secret ?? keys.ApiSecret)), ["sign_type"] = "MD5" };
    }

    /// <summary>The parameters of a plain EPay order.</summary>
    public Dictionary<string, string> EpayOrder(string number, string money = "70") => new()
    {
        ["pid"] = Pid,
        ["type"] = "usdt",
        ["out_trade_no"] = number,
        ["money"] = money,
        ["notify_url"] = "https://shop.example/notify?method=epay",
        ["return_url"] = "https://shop.example/#/order",
        ["name"] = "商品 & more",
    };

    /// <summary>188Pay: the five fields it names, sorted, then <c>&amp;secret_key=</c> and the key, MD5.</summary>
    public string Sign188(params (string Name, string? Text)[] fields) =>
        Md5(string.Join('&', fields.Where(field => !string.IsNullOrEmpty(field.Text)).OrderBy(field => field.Name, StringComparer.Ordinal).Select(field => $"{field.Name}={field.Text}")) + $"&secret_key={keys.ApiSecret}");

    public static string Md5(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>A gateway with three EVM chains on, whose nodes nobody listens at.</summary>
public sealed class FaceGateway : IAsyncLifetime
{
    private int shops;

    public GatewayHost Host { get; private set; } = null!;

    public async Task InitializeAsync() => Host = await GatewayHost.StartAsync(new Dictionary<string, string?>
    {
        ["Chains:Ethereum:Rpc"] = Api.ApiGateway.DeadNode,
        ["Chains:Bsc:Rpc"] = Api.ApiGateway.DeadNode,
        ["Chains:Polygon:Rpc"] = Api.ApiGateway.DeadNode,
        ["Rates:Sources"] = "",
        ["Logging:LogLevel:Default"] = "None",
    });

    public async Task DisposeAsync() => await Host.DisposeAsync();

    public Task<Shop> ShopAsync(params (string Chain, string Token)[] more) => Shop.OpenAsync(Host, $"face{Interlocked.Increment(ref shops)}@example.com", more);
}
