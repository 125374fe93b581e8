using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Transfers;
using Payments.Storage;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests.Api;

/// <summary>One gateway for the tests of a class; each test registers a merchant of its own.</summary>
public sealed class ApiGateway : IAsyncLifetime
{
    /// <summary>A node that nobody listens at: chains are on, and reading them fails quietly.</summary>
    public const string DeadNode = "http://127.0.0.1:9";

    private int merchants;
    private int addresses;
    private int transfers;

    public GatewayHost Host { get; private set; } = null!;

    public ApiClient Anyone => new(Host.Http);

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
    public async Task<ApiClient> MerchantAsync() => (await Anyone.RegisterAsync(
        $"shop{Interlocked.Increment(ref merchants)}@example.com")).Client;

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

    /// <summary>Money at an Ethereum address that matches no order, as the watcher keeps it.</summary>
    public async Task<TransferId> ReceiveAsync(string address, UInt128 units, string token = "USDT")
    {
        var transaction = $"0x{Interlocked.Increment(ref transfers):x64}";
        var transfer = new Transfer
        {
            Id = TransferId.Of(ChainId.Ethereum, transaction, "0"),
            Chain = ChainId.Ethereum,
            Token = token,
            Units = units,
            From = "0x00000000000000000000000000000000000000aa",
            To = address,
            Transaction = transaction,
            Block = 7,
            BlockHash = "0x07",
            BlockTime = TimeProvider.System.GetUtcNow(),
        };
        await Host.Services.GetRequiredService<TransferStore>().AddAsync([transfer], null);
        return transfer.Id;
    }

    private static string AddressOf(JsonObject merchant) => $"0x{(long)merchant["pid"]!:x40}";

    private async Task<Order> CreateAsync(JsonObject merchant, string number)
    {
        MerchantId.TryParse((string)merchant["merchant_id"]!, out var id).Should().BeTrue();
        var wallet = (await Host.AddWalletAsync(id, "ethereum", "USDT", AddressOf(merchant))).Wallet!;
        return await Host.CreateOrderAsync(id, number, wallet: wallet.Id);
    }
}
