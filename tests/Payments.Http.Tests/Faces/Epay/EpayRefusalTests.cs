using System.Net;
using System.Text;

namespace Payments.Http.Tests.Faces.Epay;

public sealed class EpayRefusalTests(FaceGateway gateway) : IClassFixture<FaceGateway>
{
    public static TheoryData<string, string?, string> BadFields => new()
    {
        { "pid", null, "pid: is required" },
        { "pid", "999999", "pid: no such merchant" },
        { "pid", "-1", "pid: no such merchant" },
        { "pid", "1000 OR 1=1", "pid: no such merchant" },
        { "pid", new string('9', 40), "pid: no such merchant" },
        { "out_trade_no", null, "out_trade_no: is required" },
        { "out_trade_no", "a b", "out_trade_no: only letters" },
        { "out_trade_no", "<script>alert(1)</script>", "out_trade_no: only letters" },
        { "out_trade_no", "订单", "out_trade_no: only letters" },
        { "out_trade_no", "a\0b", "out_trade_no: only letters" },
        { "out_trade_no", "12345678901234567890123456789012345678901234567890123456789012345", "out_trade_no: at most 64" },
        { "money", null, "money: is required" },
        { "money", "0", "money: must be greater than zero" },
        { "money", "0.00", "money: must be greater than zero" },
        { "money", "0.001", "money: at most 2 decimals" },
        { "money", "-1", "money: expected a positive number" },
        { "money", "+1", "money: expected a positive number" },
        { "money", "1e2", "money: expected a positive number" },
        { "money", "NaN", "money: expected a positive number" },
        { "money", "1,000", "money: expected a positive number" },
        { "money", "1.2.3", "money: expected a positive number" },
        { "money", ".5", "money: expected a positive number" },
        { "money", "5.", "money: expected a positive number" },
        { "money", "１００", "money: expected a positive number" },
        { "money", "1234567890123456789012345678901234567890", "money: expected a positive number" },
        { "money", "100000001", "money: at most 100000000" },
        { "notify_url", null, "notify_url: is required" },
        { "notify_url", "/notify", "notify_url: expected an absolute" },
        { "notify_url", "ftp://shop.example/", "notify_url: expected an absolute" },
        { "notify_url", "https://a:b@shop.example/", "notify_url: expected an absolute" },
        { "notify_url", "https://shop.example/\r\nX: 1", "notify_url: expected an absolute" },
        { "return_url", "javascript:alert(1)", "return_url: expected an absolute" },
        { "name", "x&notify_url=https://evil.example&out_trade_no=VICTIM", "name: must not contain & followed by" },
        { "param", "x&pid=1", "param: must not contain & followed by" },
        { "return_url", "https://shop.example/?a=1&notify_url=https://evil.example", "return_url: must not contain & followed by" },
        { "secret_key", "x", "parameters: 'secret_key' may not name one" },
        { "a&money", "1", "parameters: 'a&money' may not name one" },
        { "name", "a\0b", "name: must not contain a zero character" },
    };

    [Theory, MemberData(nameof(BadFields))]
    public async Task A_bad_field_gets_a_page_that_names_it_and_stores_nothing(string field, string? value, string message)
    {
        var shop = await gateway.ShopAsync();
        var order = shop.EpayOrder("BAD-1");
        if (value is null) order.Remove(field);
        else order[field] = value;
        using var response = await shop.Http.PostAsync("/submit.php", new FormUrlEncodedContent(shop.SignEpay(order)));

        var page = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());
        response.StatusCode.Should().Be(HttpStatusCode.BadRequest, page);
        page.Should().Contain(message).And.NotContain("<script").And.NotContain(shop.Keys.ApiSecret);
        response.Content.Headers.ContentType!.ToString().Should().Be("text/html; charset=utf-8");
        response.Headers.GetValues("Content-Security-Policy").Single().Should().Contain("default-src 'none'");
        (await shop.OrdersAsync()).Should().BeEmpty();
    }

    [Theory]
    [InlineData("money", "71")]
    [InlineData("notify_url", "https://attacker.example/")]
    [InlineData("extra", "added")]
    [InlineData("sign", "")]
    [InlineData("sign", "0123456789abcdef0123456789abcdef")]
    [InlineData("sign", "签名")]
    [InlineData("sign_type", "RSA")]
    public async Task What_was_changed_after_signing_is_refused(string field, string value)
    {
        var shop = await gateway.ShopAsync();
        var order = shop.SignEpay(shop.EpayOrder("FORGED-1"));
        order[field] = value;
        using var response = await shop.Http.PostAsync("/submit.php", new FormUrlEncodedContent(order));
        ((int)response.StatusCode).Should().BeOneOf(400, 403);
        (await shop.OrdersAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_signature_that_is_wrong_in_one_digit_is_refused_wherever_that_is()
    {
        var shop = await gateway.ShopAsync();
        var order = shop.SignEpay(shop.EpayOrder("DIGIT-1"));
        var sign = order["sign"];
        for (var place = 0; place < sign.Length; place++)
        {
            order["sign"] = $"{sign[..place]}{(sign[place] == '0' ? '1' : '0')}{sign[(place + 1)..]}";
            using var response = await shop.Http.PostAsync("/submit.php", new FormUrlEncodedContent(order));
            response.StatusCode.Should().Be(HttpStatusCode.Forbidden, $"digit {place} is another");
        }
        (await shop.OrdersAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Another_merchants_key_does_not_sign()
    {
        var (shop, other) = (await gateway.ShopAsync(), await gateway.ShopAsync());
        using var response = await shop.Http.PostAsync("/submit.php", new FormUrlEncodedContent(shop.SignEpay(shop.EpayOrder("OTHER-1"), other.Keys.ApiSecret)));
        response.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await shop.OrdersAsync()).Should().BeEmpty();
    }

    [Theory]
    [InlineData("application/json", 100, 415)]
    [InlineData("application/x-www-form-urlencoded", 70_000, 413)]
    [InlineData("application/x-www-form-urlencoded", 300_000, 413)]
    [InlineData("multipart/form-data; boundary=x", 100, 400)]
    [InlineData("multipart/form-data", 100, 400)]
    public async Task Bodies_of_another_kind_or_size_are_refused(string type, int size, int status)
    {
        using var content = new ByteArrayContent(Encoding.ASCII.GetBytes("a=" + new string('x', size)));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var response = await gateway.Host.Http.PostAsync("/submit.php", content);
        ((int)response.StatusCode).Should().Be(status);
        (await response.Content.ReadAsStringAsync()).Should().StartWith("<!doctype html>");
    }

    [Fact]
    public async Task Too_many_parameters_are_refused() =>
        (await gateway.Host.Http.GetAsync($"/submit.php?{string.Join('&', Enumerable.Range(0, 65).Select(i => $"p{i}=1"))}")).StatusCode.Should().Be(HttpStatusCode.BadRequest);

    [Theory]
    [InlineData("money", "71", "zh", "商家的签名不正确。", "店主提示：请核对商家后台填写的商户号和密钥")]
    [InlineData("money", "71", "en", "The shop's signature does not fit.", "For the shop's owner: compare the merchant number and the key")]
    [InlineData("pid", "999999", "zh", "支付服务不认识该商家", "店主提示：请填写注册时得到的 pid")]
    [InlineData("notify_url", "http://10.0.0.7/n", "zh", "支付结果无法通知商家。", "Callbacks:AllowedNetworks")]
    [InlineData("notify_url", "http://10.0.0.7/n", "en", "The shop cannot be told of the payment.", "Callbacks:AllowedNetworks")]
    [InlineData("out_trade_no", "", "zh", "商家的请求不完整。", "店主提示：缺少该参数")]
    public async Task The_page_says_what_happened_in_the_readers_language_and_what_the_owner_does(
        string field, string value, string language, string what, string hint)
    {
        var shop = await gateway.ShopAsync();
        var order = shop.SignEpay(new(shop.EpayOrder("HINT-1")) { [field] = field == "money" ? "70" : value });
        if (field == "money") order[field] = value;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/submit.php") { Content = new FormUrlEncodedContent(order) };
        request.Headers.TryAddWithoutValidation("Accept-Language", language);
        using var answer = await shop.Http.SendAsync(request);
        WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()).Should().Contain(what).And.Contain(hint);
    }

    [Theory]
    [InlineData("zh-CN,zh;q=0.9", "无法创建支付订单")]
    [InlineData("en-US", "This payment could not be opened")]
    [InlineData("fa", "This payment could not be opened")]
    public async Task The_page_speaks_the_readers_language(string language, string title)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/submit.php");
        request.Headers.TryAddWithoutValidation("Accept-Language", language);
        using var response = await gateway.Host.Http.SendAsync(request);
        (await response.Content.ReadAsStringAsync()).Should().Contain(title);
    }
}
