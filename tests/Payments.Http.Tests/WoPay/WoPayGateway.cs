using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Payments.Contracts.Orders;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests.WoPay;

/// <summary>One gateway for the tests of a class; each test registers a merchant of its own.</summary>
public sealed class WoPayGateway : IAsyncLifetime
{
    /// <summary>A node that nobody listens at: chains are on, and reading them fails quietly.</summary>
    public const string DeadNode = "http://127.0.0.1:9";

    private int merchants;
    private int addresses;

    public GatewayHost Host { get; private set; } = null!;

    public WoPayClient Anyone => new(Host.Http);

    public async Task InitializeAsync() => Host = await GatewayHost.StartAsync(new Dictionary<string, string?>
    {
        ["Chains:Ethereum:Rpc"] = DeadNode,
        ["Chains:Bsc:Rpc"] = DeadNode,
        ["Chains:Tron:Rpc"] = DeadNode,
        ["Chains:Solana:Rpc"] = DeadNode,
        // Prices come from nowhere but the operator.
        ["Rates:Sources"] = "",
        ["Logging:LogLevel:Default"] = "None",
    });

    public async Task DisposeAsync() => await Host.DisposeAsync();

    /// <summary>A fresh merchant's client.</summary>
    public async Task<WoPayClient> MerchantAsync() => (await Anyone.RegisterAsync($"shop{Interlocked.Increment(ref merchants)}@example.com")).Client;

    /// <summary>An address that no other test uses.</summary>
    public string FreshAddress() => $"0xf{Interlocked.Increment(ref addresses):x39}";

    /// <summary>An open order over 70 CNY at 7 CNY for one USDT, at an address of its merchant's own.</summary>
    public async Task<OrderId> OrderAsync(JsonObject merchant, string number) => (await CreateAsync(merchant, number)).Id;

    /// <summary>The same, with the address.</summary>
    public Task<OrderId> OrderAsync(JsonObject merchant, string number, out string address)
    {
        address = AddressOf(merchant);
        return OrderAsync(merchant, number);
    }

    private static string AddressOf(JsonObject merchant) => $"0x{(long)merchant["pid"]!:x40}";

    private async Task<Order> CreateAsync(JsonObject merchant, string number)
    {
        MerchantId.TryParse((string)merchant["merchant_id"]!, out var id).Should().BeTrue();
        var wallet = (await Host.AddWalletAsync(id, "ethereum", "USDT", AddressOf(merchant))).Wallet!;
        var order = Host.Services.GetRequiredService<IOrderIds>().For(id, number);
        var created = await Host.Grains.GetGrain<IOrderGrain>(order.GrainKey).CreateAsync(new CreateOrder
        {
            Merchant = id,
            Number = number,
            Money = 70,
            WalletId = wallet.Id,
            Terms = new OrderTerms { Face = Face.Epay, MoneyText = "70" },
        });
        return created.Order ?? throw new InvalidOperationException(created.Detail);
    }
}
