using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Payments.Contracts.Merchants;
using Payments.Contracts.Orders;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Transfers;

namespace Payments.Http.Tests.Faces.Pay188;

/// <summary>A shop sends the same number again, with another <c>coinType</c>.</summary>
public sealed class OtherCoinTests(FaceGateway gateway) : IClassFixture<FaceGateway>
{
    [Fact]
    public async Task An_unpaid_order_turns_to_the_coin_that_is_named_now()
    {
        var shop = await gateway.ShopAsync(("ethereum", "USDC"), ("polygon", "USDT"));
        await gateway.Host.AddWalletAsync(shop.Keys.Merchant.Id, "bsc", "USDC", $"0x{shop.Keys.Merchant.Pid + 1_000_000:x40}", rate: 3.5m);

        (await DataAsync(shop, "C-1", "usdt"))["actualAmount"]!.ToString().Should().Be("10");
        var other = await DataAsync(shop, "C-1", "usdc-bsc");
        other["actualAmount"]!.ToString().Should().Be("20");
        ((string)other["walletAddress"]!).Should().BeEquivalentTo($"0x{shop.Keys.Merchant.Pid + 1_000_000:x40}");
        (await shop.FindAsync("C-1"))!.Quote.Should().Match<Quote>(quote => quote.Chain == ChainId.Bsc && quote.Token == "USDC");
        (await DataAsync(shop, "C-1", "usdt-polygon"))["actualAmount"]!.ToString().Should().Be("10");
        (await shop.FindAsync("C-1"))!.Quote!.Chain.Should().Be(ChainId.Polygon);
    }

    [Fact]
    public async Task The_same_coin_at_another_address_of_the_merchant_is_the_same_coin()
    {
        var shop = await gateway.ShopAsync();
        await gateway.Host.AddWalletAsync(shop.Keys.Merchant.Id, "bsc", "USDT", $"0x{shop.Keys.Merchant.Pid + 2_000_000:x40}");
        await DataAsync(shop, "T-1", "usdt");
        var second = await DataAsync(shop, "T-2", "usdt");
        (await shop.FindAsync("T-2"))!.Quote!.Address.Should().NotBe((await shop.FindAsync("T-1"))!.Quote!.Address, "the amount is free there");

        (await DataAsync(shop, "T-2", "usdt")).ToJsonString().Should().Be(second.ToJsonString());
    }

    [Fact]
    public async Task A_coin_that_the_payer_chose_since_stays_where_the_shops_word_fits_it_too()
    {
        var shop = await gateway.ShopAsync(("polygon", "USDT"));
        await DataAsync(shop, "P-1", "usdt");
        var polygon = (await gateway.Host.Grains.GetGrain<IMerchantGrain>(shop.Keys.Merchant.Id.GrainKey).GetAsync())!.Merchant.Wallets[1];
        await Grain(await shop.FindAsync("P-1")).ChooseWalletAsync(polygon.Id);

        await DataAsync(shop, "P-1", "usdt");
        (await shop.FindAsync("P-1"))!.Quote!.Chain.Should().Be(ChainId.Polygon);
    }

    [Fact]
    public async Task Once_something_was_paid_another_coin_is_a_conflict()
    {
        var shop = await gateway.ShopAsync(("ethereum", "USDT"));
        await DataAsync(shop, "P-2", "usdt-bsc");
        var order = (await shop.FindAsync("P-2"))!;
        await Grain(order).AcceptTransferAsync(new Transfer
        {
            Id = TransferId.Of(ChainId.Bsc, order.Id.Value, "0"),
            Chain = ChainId.Bsc,
            Token = "USDT",
            Units = order.Quote!.Units / 2,
            From = "0xf",
            To = order.Quote.Address,
            Transaction = "0x1",
            Block = 1,
            BlockHash = "0xb",
            BlockTime = order.CreatedAt,
        }, finalBlock: 1);

        (await PostAsync(shop, "P-2", "usdt-ethereum")).Should().Be((HttpStatusCode.Conflict,
            $$"""{"code":-1,"msg":"merchantOrderId: a payment of P-2 was seen (order {{order.Id}}), so these stay as they were: type"}"""));
        (await DataAsync(shop, "P-2", "usdt-bsc"))["actualAmount"]!.ToString().Should().Be("5");
    }

    [Fact]
    public async Task A_coin_that_is_priced_in_another_currency_is_a_conflict()
    {
        var shop = await gateway.ShopAsync();
        await gateway.Host.AddWalletAsync(shop.Keys.Merchant.Id, "ethereum", "USDT", $"0x{shop.Keys.Merchant.Pid:x40}", "USD", 1m);
        await DataAsync(shop, "U-1", "usdt-bsc");
        (await PostAsync(shop, "U-1", "usdt-ethereum")).Should().Be((HttpStatusCode.Conflict, """{"code":-1,"msg":"amount: order number U-1 is taken by an order over 70 CNY, and this coin is priced in USD"}"""));
    }

    private IOrderGrain Grain(Order? order) => gateway.Host.Grains.GetGrain<IOrderGrain>(order!.Id.GrainKey);

    private static async Task<JsonObject> DataAsync(Shop shop, string number, string coin)
    {
        var (status, text) = await PostAsync(shop, number, coin);
        status.Should().Be(HttpStatusCode.OK, text);
        return JsonNode.Parse(text)!["data"]!.AsObject();
    }

    private static Task<(HttpStatusCode Status, string Text)> PostAsync(Shop shop, string number, string coin) =>
        Pay188Tests.PostAsync(shop.Http, new StringContent(Pay188Tests.Signed(shop, number, "70", coin, null), Encoding.UTF8, "application/json"));
}
