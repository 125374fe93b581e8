using System.Text.Json.Nodes;
using Payments.Contracts.Orders;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Transfers;
using Payments.Http.Tests.Api;
using Payments.Testing;

namespace Payments.Http.Tests.Orders;

/// <summary>No output for an unpaid order is signed, by any face's verifier, and reads as a completed payment.</summary>
public sealed class UnpaidOutputTests(FaceGateway gateway) : IClassFixture<FaceGateway>
{
    private static readonly IReadOnlyDictionary<string, string> NoHeaders = new Dictionary<string, string>();

    [Theory]
    [InlineData(Face.Epay, "epay")]
    [InlineData(Face.Pay188, "188pay")]
    [InlineData(Face.WoPay, "wopay")]
    [InlineData(Face.Recharge, "wopay")]
    public async Task Whatever_becomes_of_it_but_a_payment_nothing_claims_it_and_once_it_is_paid_something_does(Face face, string name)
    {
        await using var receiver = new ShopReceiver();
        var shop = await gateway.ShopAsync();
        await SetWebhookAsync(shop, receiver.Url);
        foreach (var (number, become) in Fates())
        {
            var order = await OpenAsync(shop, face, number, receiver.Url);
            var grain = gateway.Host.Grains.GetGrain<IOrderGrain>(order.Id.GrainKey);
            await become(grain, order);
            (await ClaimsAsync(shop, order)).Should().BeEmpty(number);
        }
        await TestAsync(shop, receiver.Url);
        Claims(shop, receiver).Should().BeEmpty("callbacks and tests");

        // The walk sees a claim where there is one.
        var paid = await OpenAsync(shop, face, "done", receiver.Url);
        await gateway.Host.Grains.GetGrain<IOrderGrain>(paid.Id.GrainKey).AcceptTransferAsync(Paying(paid), finalBlock: 7);
        await Patience.UntilAsync(() => Claims(shop, receiver).Contains(name), "the shop is told that it is paid");
        receiver.All.Where(heard => !heard.Content.Contains("done"))
            .SelectMany(heard => CompletedClaims.In(heard.Content, heard.Headers, shop.Keys.ApiSecret)).Should().BeEmpty("of the others nothing was said");
    }

    /// <summary>Everything that may happen to an order without making it paid.</summary>
    private static IEnumerable<(string Number, Func<IOrderGrain, Order, Task> Become)> Fates() =>
    [
        ("open", (_, _) => Task.CompletedTask),
        ("closed", (grain, _) => grain.CloseAsync()),
        ("seen", (grain, order) => grain.AcceptTransferAsync(Paying(order), finalBlock: 0)),
        ("underpaid", (grain, order) => grain.AcceptTransferAsync(Paying(order, part: 2), finalBlock: 7)),
        ("reverted", async (grain, order) =>
        {
            await grain.AcceptTransferAsync(Paying(order), finalBlock: 0);
            await grain.RevertAsync(ChainId.Bsc, 6);
        }),
        ("sighted", (grain, order) => grain.SightAsync(Sighted(order))),
    ];

    private async Task<IReadOnlyList<string>> ClaimsAsync(Shop shop, Order order)
    {
        var (id, uuid, claims) = (order.Id.Value, order.Id.ToUuid(), new List<string>());
        string[] paths =
        [
            $"/cashier?id={id}", $"/cashier/{id}/return", $"/cashier/{id}/state", $"/cashier/{id}/qr.svg",
            $"/api.php?act=order&pid={shop.Pid}&key={shop.Keys.ApiSecret}&out_trade_no={order.Number}",
            $"/api.php?act=orders&pid={shop.Pid}&key={shop.Keys.ApiSecret}", $"/pay/order/{id}",
            $"/api/v1/orders/{id}", $"/api/v1/payments/{uuid}", "/api/v1/payments", $"/api/v1/deliveries?order={id}", "/api/v1/deliveries",
        ];
        foreach (var path in paths)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Add("X-API-Key", shop.Keys.ApiKey);
            using var answer = await shop.Http.SendAsync(request);
            var headers = answer.Headers.ToDictionary(header => header.Key, header => string.Join(",", header.Value));
            claims.AddRange(CompletedClaims.In(await answer.Content.ReadAsStringAsync(), headers, shop.Keys.ApiSecret));
            if (answer.Headers.Location is { } target) claims.AddRange(CompletedClaims.In(target.OriginalString, headers, shop.Keys.ApiSecret));
        }
        return claims;
    }

    /// <summary>Every test that a merchant can have sent, with data that tries to read as a payment.</summary>
    private static async Task TestAsync(Shop shop, string url)
    {
        var client = new ApiClient(shop.Http, shop.Keys.ApiKey);
        foreach (var face in new[] { "epay", "188pay", "wopay", "recharge" })
            CompletedClaims.In((await client.PostAsync("/deliveries/test", new JsonObject { ["url"] = url, ["face"] = face }.ToJsonString()))
                .Envelope.ToJsonString(), NoHeaders, shop.Keys.ApiSecret).Should().BeEmpty();
        foreach (var data in new[] { "{}", """{"order_id":"1","trade_status":"TRADE_SUCCESS"}""", """{"data":{"Status":"completed"}}""" })
        {
            var answer = await client.PostAsync("/webhooks/test", $$"""{"event_type":"payment.completed","test_data":{{data}}}""");
            if (answer.Error is not null) continue;
            var headers = answer.Data["headers"]!.AsObject().ToDictionary(header => header.Key, header => (string)header.Value!);
            CompletedClaims.In((string)answer.Data["payload"]!, headers, shop.Keys.ApiSecret).Should().BeEmpty();
        }
    }

    private static IEnumerable<string> Claims(Shop shop, ShopReceiver receiver) =>
        receiver.All.SelectMany(heard => CompletedClaims.In(heard.Content, heard.Headers, shop.Keys.ApiSecret));

    private static async Task SetWebhookAsync(Shop shop, string url)
    {
        var client = new ApiClient(shop.Http, shop.Keys.ApiKey);
        var set = await client.PutAsync($"/merchants/{shop.Keys.Merchant.Id.ToUuid()}", new JsonObject { ["webhook_url"] = url }.ToJsonString());
        set.Error.Should().BeNull();
    }

    private Task<Order> OpenAsync(Shop shop, Face face, string number, string url) => gateway.Host.CreateOrderAsync(
        shop.Keys.Merchant.Id, number,
        new OrderTerms { Face = face, MoneyText = "70", Type = "usdt", NotifyUrl = url, ReturnUrl = url + "return" });

    private static Transfer Paying(Order order, uint part = 1) => new()
    {
        Id = TransferId.Of(ChainId.Bsc, order.Id.Value, "0"),
        Chain = ChainId.Bsc,
        Token = "USDT",
        Units = order.Quote!.Units / part,
        From = "0xf",
        To = order.Quote.Address,
        Transaction = order.Id.Value,
        Block = 7,
        BlockHash = "0x07",
        BlockTime = TimeProvider.System.GetUtcNow(),
    };

    private static Sighting Sighted(Order order) => new()
    {
        Id = TransferId.Of(ChainId.Bsc, order.Id.Value, "0"),
        Chain = ChainId.Bsc,
        Token = "USDT",
        Units = order.Quote!.Units,
        To = order.Quote.Address,
        Transaction = order.Id.Value,
        SeenAt = TimeProvider.System.GetUtcNow(),
    };
}
