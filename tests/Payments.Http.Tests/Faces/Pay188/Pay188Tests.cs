using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Payments.Domain.Orders;
using Payments.Http.Faces.Pay188;

namespace Payments.Http.Tests.Faces.Pay188;

public sealed class Pay188Tests(FaceGateway gateway) : IClassFixture<FaceGateway>
{
    [Fact]
    public async Task The_documents_request_gets_the_documents_answer()
    {
        var shop = await gateway.ShopAsync();
        var (status, text) = await PostAsync(Signed(shop, "ORDER_20260220001", "100", "usdt", "https://shop.example/callback", """ ,"returnUrl":"https://shop.example/return","subject":"商品" """));

        status.Should().Be(HttpStatusCode.OK, text);
        var answer = JsonNode.Parse(text)!.AsObject();
        ((int)answer["code"]!, (string)answer["msg"]!).Should().Be((0, "success"));
        var data = answer["data"]!.AsObject();
        data.Select(field => field.Key).Should().Equal("orderId", "walletAddress", "actualAmount", "expireAt", "cashierUrl", "cashierToken");
        var id = (string)data["orderId"]!;
        id.Should().MatchRegex("^[0-9a-f]{32}$");
        text.Should().Contain("\"actualAmount\":14.29,", "100 CNY at 7 are 14.285…, rounded up to cents, as a JSON number");
        ((string)data["walletAddress"]!).Should().BeEquivalentTo($"0x{shop.Keys.Merchant.Pid:x40}");
        ((string)data["expireAt"]!).Should().MatchRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$");
        ((string)data["cashierUrl"]!).Should().Be($"{gateway.Host.Url.ToString().TrimEnd('/')}/cashier?id={id}");
        var order = await shop.FindAsync("ORDER_20260220001");
        (order!.Id.Value, order.Terms.Subject, order.Terms.ReturnUrl, order.Terms.NotifyUrl).Should().Be((id, "商品", "https://shop.example/return", "https://shop.example/callback"));
    }

    [Fact]
    public async Task Anybody_may_ask_for_an_order()
    {
        var shop = await gateway.ShopAsync();
        var id = (string)JsonNode.Parse((await PostAsync(Signed(shop, "Q-1", "100.50", "usdt-bsc", null, """ ,"returnUrl":"https://shop.example/return" """))).Text)!["data"]!["orderId"]!;

        var text = await shop.Http.GetStringAsync($"/pay/order/{id}");

        var answer = JsonNode.Parse(text)!.AsObject();
        answer.Select(field => field.Key).Should().Equal("code", "data");
        var data = answer["data"]!.AsObject();
        data.Select(field => field.Key).Should().BeEquivalentTo("id", "status", "amount", "actualAmount", "coinType", "walletAddress",
            "askedAmount", "receivedAmount",
            "missingAmount", "excessAmount", "refundStatus", "refundedAmount", "refundCurrency", "transactions", "expireAt", "returnUrl");
        ((string)data["status"]!, (string)data["coinType"]!, (string)data["returnUrl"]!).Should().Be(("pending", "usdt-bsc", "https://shop.example/return"));
        text.Should().Contain("\"amount\":100.5,").And.Contain("\"actualAmount\":14.36,").And.NotContain(shop.Keys.ApiSecret);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("0123456789abcdef0123456789abcdef")]
    public async Task An_order_that_is_not_there_is_404_in_the_faces_form(string id)
    {
        using var response = await gateway.Host.Http.GetAsync($"/pay/order/{id}");
        response.StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await response.Content.ReadAsStringAsync()).Should().Be("""{"code":-1,"msg":"orderId: no such order"}""");
    }

    [Theory]
    [InlineData("100")]
    [InlineData("100.50")]
    [InlineData("0.01")]
    [InlineData("100000000")]
    public async Task A_number_is_signed_by_its_own_text(string amount)
    {
        var shop = await gateway.ShopAsync();
        (await PostAsync(Signed(shop, "N-1", amount, "usdt", null))).Status.Should().Be(HttpStatusCode.OK);
        (await shop.FindAsync("N-1"))!.Terms.MoneyText.Should().Be(amount);
    }

    [Fact]
    public async Task Coin_and_callback_may_be_left_out_whether_the_default_was_signed_or_not()
    {
        var shop = await gateway.ShopAsync(("ethereum", "ETH"));
        (await PostAsync(Signed(shop, "D-1", "7", null, null))).Status.Should().Be(HttpStatusCode.OK);
        var signedDefault = Signed(shop, "D-2", "7", "usdt", null).Replace("\"coinType\":\"usdt\",", "", StringComparison.Ordinal);
        (await PostAsync(signedDefault)).Status.Should().Be(HttpStatusCode.OK);
        (await shop.FindAsync("D-2"))!.Quote!.Token.Should().Be("USDT");
    }

    [Fact]
    public async Task Merchants_are_known_by_pid_as_text_or_number_and_by_their_id()
    {
        var shop = await gateway.ShopAsync();
        foreach (var (merchant, i) in new[] { $"\"{shop.Pid}\"", shop.Pid, $"\"{shop.Keys.Merchant.Id}\"", $"\"{shop.Keys.Merchant.Id.ToUuid()}\"" }.Select((text, i) => (text, i)))
        {
            var sign = shop.Sign188(("merchantId", merchant.Trim('"')), ("merchantOrderId", $"M-{i}"), ("amount", "7"));
            var (status, text) = await PostAsync($$"""{"merchantId":{{merchant}},"merchantOrderId":"M-{{i}}","amount":7,"sign":"{{sign.ToUpperInvariant()}}"}""");
            status.Should().Be(HttpStatusCode.OK, text);
        }
    }

    [Fact]
    public async Task An_order_whose_coin_was_left_to_the_payer_gets_the_one_named_here()
    {
        var shop = await gateway.ShopAsync(("ethereum", "USDT"));
        var epay = shop.EpayOrder("E-1");
        epay["type"] = "alipay";
        using var submitted = await shop.Http.PostAsync("/submit.php", new FormUrlEncodedContent(shop.SignEpay(epay)));
        (await shop.FindAsync("E-1"))!.Quote.Should().BeNull();
        (await shop.Http.GetStringAsync($"/pay/order/{(await shop.FindAsync("E-1"))!.Id}")).Should().Contain("\"walletAddress\":null,\"actualAmount\":null");

        (await PostAsync(Signed(shop, "E-1", "70", "usdt-ethereum", null))).Text.Should().Contain("\"actualAmount\":10,");
    }

    [Theory]
    [InlineData(OrderStatus.Pending, "pending")]
    [InlineData(OrderStatus.Detected, "pending")]
    [InlineData(OrderStatus.Completed, "completed")]
    [InlineData(OrderStatus.PartiallyRefunded, "completed")]
    [InlineData(OrderStatus.Expired, "expired")]
    [InlineData(OrderStatus.Closed, "closed")]
    [InlineData(OrderStatus.Failed, "closed")]
    [InlineData(OrderStatus.Refunded, "closed")]
    public void Only_final_money_is_told_as_completed(OrderStatus status, string word) => Pay188Status.Of(status).Should().Be(word);

    internal static string Signed(Shop shop, string number, string amount, string? coin, string? notify, string more = "")
    {
        var sign = shop.Sign188(("merchantId", shop.Pid), ("merchantOrderId", number), ("amount", amount), ("coinType", coin), ("notifyUrl", notify));
        return $$"""{"merchantId":"{{shop.Pid}}","merchantOrderId":"{{number}}","amount":{{amount}},{{Field("coinType", coin)}}{{Field("notifyUrl", notify)}}"sign":"{{sign}}"{{more}}}""";
    }

    private static string Field(string name, string? value) => value is null ? "" : $"\"{name}\":\"{value}\",";

    private Task<(HttpStatusCode Status, string Text)> PostAsync(string json) => PostAsync(gateway.Host.Http, new StringContent(json, Encoding.UTF8, "application/json"));

    internal static async Task<(HttpStatusCode Status, string Text)> PostAsync(HttpClient http, HttpContent content)
    {
        using var response = await http.PostAsync("/pay/address", content);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
