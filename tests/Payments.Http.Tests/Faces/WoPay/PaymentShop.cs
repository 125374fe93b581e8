using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Payments.Contracts.Orders;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Transfers;
using Payments.Http.Tests.Api;
using Payments.Storage.Queries;

namespace Payments.Http.Tests.Faces.WoPay;

/// <summary>A merchant of the WoPay face, with a wallet for USDT on Ethereum that prices orders in CNY.</summary>
public sealed class PaymentShop
{
    private static int shops;

    private readonly ApiGateway gateway;

    private PaymentShop(ApiGateway gateway, ApiClient client, JsonObject merchant)
    {
        (this.gateway, Client, Merchant) = (gateway, client, merchant);
        Id = MerchantId.TryParse((string)merchant["merchant_id"]!, out var id) ? id : throw new FormatException("No merchant id.");
        Address = $"0x{(long)merchant["pid"]!:x40}";
    }

    public ApiClient Client { get; }

    public JsonObject Merchant { get; }

    public MerchantId Id { get; }

    /// <summary>Where its first wallet is paid.</summary>
    public string Address { get; }

    public static async Task<PaymentShop> OpenAsync(ApiGateway gateway)
    {
        var (client, merchant) = await gateway.Anyone.RegisterAsync($"wopay{Interlocked.Increment(ref shops)}@example.com");
        var shop = new PaymentShop(gateway, client, merchant);
        await client.PollAsync(merchant);
        await shop.AddWalletAsync("ethereum", "USDT");
        return shop;
    }

    public async Task AddWalletAsync(string chain, string token, string currency = "CNY", string? address = null)
    {
        var wallet = new JsonObject
        {
            ["chain"] = chain,
            ["token"] = token,
            ["address"] = address ?? Address,
            ["currency"] = currency,
            ["rate"] = "7",
        };
        (await Client.PostAsync("/wallets", wallet.ToJsonString())).Error.Should().BeNull();
    }

    public Task<ApiAnswer> PayAsync(string number, string amount = "99.99", string more = "") =>
        Client.PostAsync("/payments", Body(number, amount, more));

    public static string Body(string number, string amount = "99.99", string more = "") =>
        $$"""{"order_id":"{{number}}","amount":"{{amount}}","currency":"USDT"{{more}}}""";

    public async Task<IReadOnlyList<Order>> OrdersAsync() =>
        [.. (await gateway.Host.Services.GetRequiredService<OrderLists>().PageAsync(Id, OrderFilter.All, null, 1000)).Items.Select(listed => listed.Order)];

    public IOrderGrain Grain(string number) =>
        gateway.Host.Grains.GetGrain<IOrderGrain>(gateway.Host.Services.GetRequiredService<IOrderIds>().For(Id, number).GrainKey);

    /// <summary>Money for an order in a block, final or not; in hundredths of a token.</summary>
    public async Task ReceiveAsync(string number, long cents, string hash, long block = 10, bool isFinal = true, TimeSpan after = default)
    {
        var order = (await Grain(number).GetAsync())!;
        await Grain(number).AcceptTransferAsync(new Transfer
        {
            Id = TransferId.Of(order.Quote!.Chain, order.Id.Value + hash, "0"),
            Chain = order.Quote.Chain,
            Token = order.Quote.Token,
            Units = (UInt128)cents * Domain.Money.TokenAmount.Scale(order.Quote.Decimals - 2),
            From = "0xf",
            To = order.Quote.Address,
            Transaction = hash,
            Block = block,
            BlockHash = "0xb",
            BlockTime = order.CreatedAt + after,
        }, isFinal ? block : block - 1);
    }
}
