using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Payments.Contracts.Orders;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Transfers;
using Payments.Http.Tests.Faces.Pay188;

namespace Payments.Http.Tests.Orders;

/// <summary>A shop sends the number of an order that takes no money any more.</summary>
public sealed class OverTests(FaceGateway gateway) : IClassFixture<FaceGateway>
{
    [Theory]
    [InlineData(true, "completed")]
    [InlineData(false, "closed")]
    public async Task It_is_told_so_and_given_nothing_to_pay(bool isPaid, string state)
    {
        var shop = await gateway.ShopAsync();
        await PostAsync(shop, "OVER-1");
        var order = (await shop.FindAsync("OVER-1"))!;
        var grain = gateway.Host.Grains.GetGrain<IOrderGrain>(order.Id.GrainKey);
        if (isPaid) await grain.AcceptTransferAsync(Paying(order), finalBlock: 1);
        else await grain.CloseAsync();

        var (status, text) = await PostAsync(shop, "OVER-1");
        (status, text).Should().Be((HttpStatusCode.Conflict, $$"""{"code":-1,"msg":"merchantOrderId: OVER-1 is {{state}} (order {{order.Id}}) and takes no money any more; send a new number"}"""));

        var mapi = await MapiAsync(shop, "OVER-1");
        ((int)mapi["code"]!, (string)mapi["msg"]!).Should().Be((-1, $"out_trade_no: OVER-1 is {state} (order {order.Id}) and takes no money any more; send a new number"));
        mapi.ContainsKey("qrcode").Should().BeFalse();

        // Whoever is sent here by a browser is a payer: the cashier says what became of the order, and leads back to the shop.
        using var submitted = await shop.Http.PostAsync("/submit.php", new FormUrlEncodedContent(shop.SignEpay(shop.EpayOrder("OVER-1"))));
        (submitted.StatusCode, submitted.Headers.Location!.Query).Should().Be((HttpStatusCode.Found, $"?id={order.Id}"));
        (await shop.Http.GetStringAsync(submitted.Headers.Location)).Should().Contain($"data-stage=\"{state}\"").And.NotContain(order.Quote!.Address);

        (await PostAsync(shop, "OVER-1", "71")).Text.Should().Contain("amount: order number OVER-1 is taken");
    }

    [Fact]
    public async Task A_payment_that_is_seen_and_not_final_is_not_asked_for_again()
    {
        var shop = await gateway.ShopAsync();
        await MapiAsync(shop, "OVER-2");
        var order = (await shop.FindAsync("OVER-2"))!;
        await gateway.Host.Grains.GetGrain<IOrderGrain>(order.Id.GrainKey).AcceptTransferAsync(Paying(order), finalBlock: 0);

        var mapi = await MapiAsync(shop, "OVER-2");
        ((int)mapi["code"]!, (string)mapi["qrcode"]!).Should().Be((1, (string)mapi["payurl"]!));
    }

    private static Transfer Paying(Order order) => new()
    {
        Id = TransferId.Of(ChainId.Bsc, order.Id.Value, "0"),
        Chain = ChainId.Bsc,
        Token = "USDT",
        Units = order.Quote!.Units,
        From = "0xf",
        To = order.Quote.Address,
        Transaction = "0x" + order.Id.Value,
        Block = 1,
        BlockHash = "0xb",
        BlockTime = order.CreatedAt,
    };

    private static async Task<JsonObject> MapiAsync(Shop shop, string number)
    {
        using var response = await shop.Http.PostAsync("/mapi.php", new FormUrlEncodedContent(shop.SignEpay(shop.EpayOrder(number))));
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();
    }

    private static Task<(HttpStatusCode Status, string Text)> PostAsync(Shop shop, string number, string amount = "70") =>
        Pay188Tests.PostAsync(shop.Http, new StringContent(Pay188Tests.Signed(shop, number, amount, "usdt", null), Encoding.UTF8, "application/json"));
}
