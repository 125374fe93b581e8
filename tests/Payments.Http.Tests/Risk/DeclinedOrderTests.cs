using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Payments.Http.Tests.Api;
using Payments.Http.Tests.Faces.Pay188;

namespace Payments.Http.Tests.Risk;

/// <summary>What a rule refuses, in each face's own form, and nothing of the rule.</summary>
public sealed class DeclinedOrderTests(FaceGateway gateway) : IClassFixture<FaceGateway>
{
    private const string Declined = "this order was declined";
    private const string RuleName = "secret threshold";

    [Fact]
    public async Task Every_face_refuses_in_its_own_form_and_says_nothing_of_the_rule()
    {
        var shop = await gateway.ShopAsync();
        await AddRuleAsync(shop, "CNY");
        await AddRuleAsync(shop, "USDT");

        using var epay = await shop.Http.PostAsync("/mapi.php", new FormUrlEncodedContent(shop.SignEpay(shop.EpayOrder("E-1"))));
        var answer = JsonNode.Parse(await epay.Content.ReadAsStringAsync())!;
        ((int)answer["code"]!, (string)answer["msg"]!).Should().Be((-1, $"out_trade_no: {Declined}"));
        using var page = await shop.Http.PostAsync("/submit.php", new FormUrlEncodedContent(shop.SignEpay(shop.EpayOrder("E-2"))));
        page.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await page.Content.ReadAsStringAsync()).Should().Contain(Declined).And.NotContain(RuleName);

        using var json = new StringContent(Pay188Tests.Signed(shop, "P-1", "70", "usdt", null), Encoding.UTF8, "application/json");
        using var pay188 = await shop.Http.PostAsync("/pay/address", json);
        pay188.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await pay188.Content.ReadAsStringAsync()).Should().Contain(Declined).And.NotContain(RuleName);

        var wopay = await Client(shop).PostAsync(
            "/payments", """{"order_id":"W-1","amount":"70","currency":"USDT","callback_url":"https://shop.example/n"}""");
        (wopay.Status, wopay.Error).Should().Be((HttpStatusCode.Forbidden, $"order_id: {Declined}"));
        (await shop.OrdersAsync()).Should().BeEmpty();
        (await Client(shop).GetAsync("/risk/decisions")).Data["decisions"]!.AsArray().Should().HaveCount(4);
    }

    [Fact]
    public async Task The_payers_network_is_the_one_that_the_shops_server_names()
    {
        var shop = await gateway.ShopAsync();
        var client = Client(shop);
        var list = (string)(await client.PostAsync("/risk/lists", """{"name":"bad","subject":"network"}""")).Data["list_id"]!;
        await client.SendAsync(HttpMethod.Put, $"/risk/lists/{list}/items", new StringContent("203.0.113.0/24", Encoding.UTF8, "text/csv"));
        var added = await client.PostAsync("/risk/rules",
            $$"""{"name":"bad","subject":"network","measure":"member","outcome":"block","list":"{{list}}","state":"active"}""");
        added.Status.Should().Be(HttpStatusCode.Created, added.Error);

        (await CodeAsync(shop, "N-1", "203.0.113.7")).Should().Be(-1);
        (await CodeAsync(shop, "N-2", "198.51.100.7")).Should().Be(1);
        (await CodeAsync(shop, "N-3", null)).Should().Be(1);
        (await shop.FindAsync("N-2"))!.Risk!.Network.Should().Be("198.51.100.7");
    }

    private static async Task<int> CodeAsync(Shop shop, string number, string? clientIp)
    {
        var form = shop.EpayOrder(number);
        if (clientIp is not null) form["clientip"] = clientIp;
        using var answer = await shop.Http.PostAsync("/mapi.php", new FormUrlEncodedContent(shop.SignEpay(form)));
        return (int)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"]!;
    }

    private static async Task AddRuleAsync(Shop shop, string currency)
    {
        var rule = new JsonObject
        {
            ["name"] = RuleName,
            ["subject"] = "merchant",
            ["measure"] = "amount",
            ["outcome"] = "block",
            ["currency"] = currency,
            ["limit"] = 50,
            ["state"] = "active",
        };
        (await Client(shop).PostAsync("/risk/rules", rule.ToJsonString())).Status.Should().Be(HttpStatusCode.Created);
    }

    private static ApiClient Client(Shop shop) => new(shop.Http, shop.Keys.ApiKey);
}
