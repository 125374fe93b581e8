using System.Net;
using System.Text.Json.Nodes;
using Payments.Contracts.Orders;
using Payments.Domain.Orders;
using Payments.Domain.Transfers;

namespace Payments.Http.Tests.Faces.Epay;

public sealed class EpayJsonTests(FaceGateway gateway) : IClassFixture<FaceGateway>
{
    [Theory]
    [InlineData("/mapi.php")]
    [InlineData("/epay/mapi.php")]
    public async Task Servers_get_the_cashiers_address_in_JSON(string path)
    {
        var shop = await gateway.ShopAsync();
        var order = shop.EpayOrder("MAPI-1");
        order["sitename"] = "panel";
        order["clientip"] = "192.0.2.1";
        var answer = await ReadAsync(await shop.Http.PostAsync(path, new FormUrlEncodedContent(shop.SignEpay(order))));

        ((int)answer["code"]!).Should().Be(1);
        ((string)answer["payurl"]!).Should().EndWith($"/cashier?id={answer["trade_no"]}");
        ((string)answer["qrcode"]!).Should().MatchRegex("^0x[0-9A-Fa-f]{40}$", "wallets misread links of tokens");
        ((string)answer["payment_uri"]!).Should().StartWith("ethereum:0x").And.Contain($"address={answer["qrcode"]}");
        (await shop.FindAsync("MAPI-1"))!.Id.Value.Should().Be((string)answer["trade_no"]!);
    }

    [Theory]
    [InlineData("pid", null, -4)]
    [InlineData("pid", "1", -1)]
    [InlineData("money", "0", -1)]
    [InlineData("type", "", 1)]
    public async Task Refusals_are_codes_with_HTTP_200(string field, string? value, int code)
    {
        var shop = await gateway.ShopAsync();
        var order = shop.EpayOrder("MAPI-2");
        if (value is null) order.Remove(field);
        else order[field] = value;
        ((int)(await ReadAsync(await shop.Http.PostAsync("/mapi.php", new FormUrlEncodedContent(shop.SignEpay(order)))))["code"]!).Should().Be(code);
        (await shop.OrdersAsync()).Should().HaveCount(code == 1 ? 1 : 0);
    }

    [Fact]
    public async Task The_newest_signed_request_counts_until_a_payment_was_seen_and_then_what_differs_is_refused()
    {
        var shop = await gateway.ShopAsync();
        async Task<JsonObject> SendAsync(string notify, string type)
        {
            var form = new Dictionary<string, string>(shop.EpayOrder("NEW-1")) { ["notify_url"] = notify, ["type"] = type };
            return await ReadAsync(await shop.Http.PostAsync("/mapi.php", new FormUrlEncodedContent(shop.SignEpay(form))));
        }

        ((int)(await SendAsync("https://old.example/notify", "usdt"))["code"]!).Should().Be(1);
        ((int)(await SendAsync("https://new.example/notify", "usdt"))["code"]!).Should().Be(1);
        var order = (await shop.FindAsync("NEW-1"))!;
        (order.Terms.NotifyUrl, order.History[^1].Event).Should().Be(("https://new.example/notify", "terms-changed"));

        await gateway.Host.Grains.GetGrain<IOrderGrain>(order.Id.GrainKey).SightAsync(new Sighting
        {
            Id = TransferId.Of(order.Quote!.Chain, order.Id.Value, "0"),
            Chain = order.Quote.Chain,
            Token = order.Quote.Token,
            Units = order.Quote.Units,
            To = order.Quote.Address,
            Transaction = "0x1",
            SeenAt = order.CreatedAt,
        });
        var refused = await SendAsync("https://other.example/notify", "eth");
        ((int)refused["code"]!, (string)refused["msg"]!)
            .Should().Be(
                (-1, $"out_trade_no: a payment of NEW-1 was seen (order {order.Id}), so these stay as they were: notify URL, type"));
        ((int)(await SendAsync("https://new.example/notify", "usdt"))["code"]!).Should().Be(1, "what counts may be said again");

        // A payer is no shop: he is led to what he paid, whatever the form says by now.
        var form = shop.EpayOrder("NEW-1");
        (form["notify_url"], form["type"]) = ("https://other.example/notify", "eth");
        using var submitted = await shop.Http.PostAsync("/submit.php", new FormUrlEncodedContent(shop.SignEpay(form)));
        (submitted.StatusCode, submitted.Headers.Location!.OriginalString).Should()
            .Be((HttpStatusCode.Found, $"{gateway.Host.Url.ToString().TrimEnd('/')}/cashier?id={order.Id}"));
        (await shop.FindAsync("NEW-1"))!.Should().Match<Order>(kept => kept.Terms.Type == "usdt" && kept.Quotes.Count == 1);
        (await shop.FindAsync("NEW-1"))!.Terms.NotifyUrl.Should().Be("https://new.example/notify");
    }

    [Theory]
    [InlineData("", -4)]
    [InlineData("act=order", -4)]
    [InlineData("act=order&pid=PID", -4)]
    [InlineData("act=order&pid=1&key=KEY", -3)]
    [InlineData("act=order&pid=PID&key=wrong", -2)]
    [InlineData("act=order&pid=PID&key=KEY", -4)]
    [InlineData("act=order&pid=PID&key=KEY&out_trade_no=missing", -1)]
    [InlineData("act=refund&pid=PID&key=KEY&out_trade_no=API-1&money=1", -4)]
    [InlineData("act=refunds&pid=PID&key=KEY", -5)]
    [InlineData("act=order&pid=PID&key=KEY&out_trade_no=API-1", 1)]
    [InlineData("act=order&pid=PID&key=KEY&trade_no=TRADE", 1)]
    [InlineData("act=orders&pid=PID&key=KEY", 1)]
    [InlineData("act=query&pid=PID&key=KEY", 1)]
    public async Task Questions_are_answered_by_code_and_never_echo_the_key(string query, int code)
    {
        var shop = await gateway.ShopAsync();
        using var submitted = await shop.Http.PostAsync("/submit.php", new FormUrlEncodedContent(shop.SignEpay(shop.EpayOrder("API-1"))));
        var trade = (await shop.FindAsync("API-1"))!.Id.Value;
        var filled = query.Replace("PID", shop.Pid, StringComparison.Ordinal).Replace("KEY", shop.Keys.ApiSecret, StringComparison.Ordinal).Replace("TRADE", trade, StringComparison.Ordinal);

        using var response = await shop.Http.GetAsync($"/api.php?{filled}");

        var text = await response.Content.ReadAsStringAsync();
        ((int)JsonNode.Parse(text)!["code"]!).Should().Be(code, text);
        text.Should().NotContain(shop.Keys.ApiSecret);
        if (code == 1 && query.Contains("act=order", StringComparison.Ordinal)) text.Should().Contain(trade).And.Contain("\"status\":0").And.Contain("\"out_trade_no\":\"API-1\"");
    }

    [Fact]
    public async Task Orders_come_in_numbered_pages()
    {
        var shop = await gateway.ShopAsync();
        foreach (var number in new[] { "PG-1", "PG-2", "PG-3" })
            using (await shop.Http.PostAsync("/submit.php", new FormUrlEncodedContent(shop.SignEpay(shop.EpayOrder(number))))) { }

        async Task<JsonObject> PageAsync(string page) => await ReadAsync(await shop.Http.GetAsync($"/api.php?act=orders&pid={shop.Pid}&key={shop.Keys.ApiSecret}&limit=2{page}"));
        static IEnumerable<string> Numbers(JsonObject answer) => answer["data"]!.AsArray().Select(order => (string)order!["out_trade_no"]!);

        var first = Numbers(await PageAsync("")).ToArray();
        Numbers(await PageAsync("&page=1")).Should().Equal(first).And.HaveCount(2);
        Numbers(await PageAsync("&page=2")).Should().ContainSingle();
        first.Concat(Numbers(await PageAsync("&page=2"))).Should().BeEquivalentTo("PG-1", "PG-2", "PG-3");
        Numbers(await PageAsync("&page=3")).Should().BeEmpty();
        Numbers(await PageAsync("&page=2147483647")).Should().BeEmpty();
    }

    [Fact]
    public async Task An_order_of_another_merchant_is_not_found()
    {
        var (shop, other) = (await gateway.ShopAsync(), await gateway.ShopAsync());
        using var submitted = await shop.Http.PostAsync("/submit.php", new FormUrlEncodedContent(shop.SignEpay(shop.EpayOrder("MINE-1"))));
        var trade = (await shop.FindAsync("MINE-1"))!.Id.Value;
        var answer = await ReadAsync(await other.Http.GetAsync($"/api.php?act=order&pid={other.Pid}&key={other.Keys.ApiSecret}&trade_no={trade}"));
        ((int)answer["code"]!).Should().Be(-1);
    }

    private static async Task<JsonObject> ReadAsync(HttpResponseMessage response)
    {
        using (response)
        {
            response.StatusCode.Should().Be(HttpStatusCode.OK);
            return JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();
        }
    }
}
