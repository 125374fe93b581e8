using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Payments.Http.Tests.Api;
using Payments.ProviderSandbox.Alipay;
using Payments.Testing;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests.Providers;

/// <summary>The whole way through the stand-in of Alipay: creation, the payer's page or code, notice or return, completion.</summary>
public sealed class AlipayTests : IAsyncLifetime
{
    private static readonly string[] AlipayMethods = ["alipay_page", "alipay_wap", "alipay_qr", "alipay_app"];

    private readonly HttpClient payer = new(new HttpClientHandler { AllowAutoRedirect = false });
    private AlipaySandbox alipay = null!;
    private GatewayHost gateway = null!;
    private ApiClient shop = null!;
    private string merchant = "", secret = "";
    private long pid;

    public async Task InitializeAsync()
    {
        alipay = await AlipaySandbox.StartAsync(TimeProvider.System);
        gateway = await GatewayHost.StartAsync(new Dictionary<string, string?>
        {
            ["Providers:AllowSandbox"] = "true",
            ["Providers:Alipay:AppId"] = alipay.Account["ALIPAY_APP_ID"],
            ["Providers:Alipay:PrivateKey"] = alipay.Account["ALIPAY_PRIVATE_KEY"],
            ["Providers:Alipay:PublicKey"] = alipay.Account["ALIPAY_PUBLIC_KEY"],
            ["Providers:Alipay:SellerId"] = alipay.Account["ALIPAY_SELLER_ID"],
            ["Providers:Alipay:GatewayUrl"] = alipay.Account["ALIPAY_GATEWAY_URL"],
            ["Logging:LogLevel:Default"] = "None",
        });
        (shop, var registered) = await new ApiClient(gateway.Http).RegisterAsync("shop@example.com");
        (merchant, secret, pid) = ((string)registered["merchant_id"]!, (string)registered["api_secret"]!, (long)registered["pid"]!);
        await shop.PollAsync(registered);
    }

    public async Task DisposeAsync()
    {
        await gateway.EndAuditedAsync();
        await alipay.DisposeAsync();
        payer.Dispose();
    }

    [Fact]
    public async Task A_scanned_code_is_paid_once_whatever_the_notices_do_and_the_cashier_draws_it()
    {
        var charge = await CreateAsync("A-1", "alipay_qr");
        ((string?)charge["qr_text"]).Should().StartWith(alipay.Url.ToString());
        var page = await gateway.Http.GetStringAsync(await CashierAsync("A-1"));
        page.Should().Contain("qr.svg?of=charge");
        (await payer.GetAsync((string)charge["qr_text"]!)).EnsureSuccessStatusCode();
        foreach (var fault in new[] { "twice", "forged" }) alipay.Faults.Order(fault, 1).Should().BeTrue();
        await ActAsync(charge, "pay");
        // The forged one came first and the right one is asked for, or comes again.
        await ActAsync(charge, "notify");
        await BecomesAsync("A-1", "completed");

        (await shop.GetAsync("/orders/A-1")).Data["charges"]!.AsArray().Should().ContainSingle();
        alipay.Faults.Clear();
        var heard = await HeardAsync();
        heard.Select(one => one.Answer).Distinct().Should().BeEquivalentTo("fail", "success");
        heard.Where(one => one.Answer == "success").Should().OnlyContain(one => one.Status == 200);
    }

    [Theory]
    [InlineData("pc", "alipay.trade.page.pay")]
    [InlineData(null, "alipay.trade.page.pay")]
    [InlineData("mobile", "alipay.trade.wap.pay")]
    public async Task EPays_alipay_is_the_page_that_fits_the_device(string? device, string method)
    {
        var form = EpayForm.Of(pid, secret, $"A-E{device}", "70", "https://shop.example/n", "alipay");
        if (device is not null) form["device"] = device;
        form.Remove("sign");
        form.Remove("sign_type");
        form["sign"] = EpayForm.Sign(form, secret);
        using var answer = await gateway.Http.PostAsync("/mapi.php", new FormUrlEncodedContent(form));
        var mapi = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        ((int)mapi["code"]!).Should().Be(1, mapi.ToJsonString());
        ((string)mapi["payurl"]!).Should().Contain($"method={method}");
    }

    [Theory]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0", "alipay_page alipay_qr")]
    [InlineData("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile", "alipay_wap")]
    public async Task The_cashier_offers_what_fits_the_browser_and_never_the_shops_app(string userAgent, string offered)
    {
        var form = EpayForm.Of(pid, secret, $"A-C{offered.Length}", "70", "https://shop.example/n", "");
        using var opened = await gateway.Http.PostAsync("/mapi.php", new FormUrlEncodedContent(form));
        var order = (string)JsonNode.Parse(await opened.Content.ReadAsStringAsync())!["trade_no"]!;
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/cashier?id={order}");
        request.Headers.TryAddWithoutValidation("User-Agent", userAgent);
        using var page = await gateway.Http.SendAsync(request);
        var html = await page.Content.ReadAsStringAsync();
        AlipayMethods.Where(method => html.Contains($"value=\"{method}\"")).Should().Equal(offered.Split(' '));
    }

    [Theory]
    [InlineData("/api/payment/alipay/notify")]
    [InlineData("/api/payment/alipay/notify/{merchant}")]
    public async Task What_is_no_notice_is_answered_with_fail(string path)
    {
        using var content = new FormUrlEncodedContent(new Dictionary<string, string> { ["out_trade_no"] = "x", ["sign"] = "AA==" });
        using var answer = await gateway.Http.PostAsync(path.Replace("{merchant}", merchant.Replace("-", "")), content);
        (await answer.Content.ReadAsStringAsync()).Should().Be("fail");
    }

    [Fact]
    public async Task A_page_is_paid_and_its_payer_comes_back_although_no_notice_came()
    {
        var charge = await CreateAsync("A-2", "alipay_page");
        (await payer.GetAsync((string)charge["url"]!)).EnsureSuccessStatusCode();
        alipay.Faults.Order("late", 1);
        var back = await ActAsync(charge, "pay");

        (await payer.GetAsync(back)).StatusCode.Should().Be(HttpStatusCode.SeeOther);
        await BecomesAsync("A-2", "completed");
        await payer.PostAsync(new Uri(alipay.Url, "sandbox/release"), null);
        (await HeardAsync())[^1].Answer.Should().Be("success", "a notice that comes afterwards is heard as well");
    }

    [Fact]
    public async Task Another_amount_completes_nothing()
    {
        var charge = await CreateAsync("A-3", "alipay_qr");
        (await payer.GetAsync((string)charge["qr_text"]!)).EnsureSuccessStatusCode();
        alipay.Faults.Order("other_amount", 1);
        await ActAsync(charge, "pay");
        await Patience.UntilAsync(async () => (string)(await shop.GetAsync("/payments/A-3")).Data["charge"]!["state"]!, seen =>
            seen == "held", "the charge is held");
        ((string)(await shop.GetAsync("/payments/A-3")).Data["status"]!).Should().NotBe("completed");
    }

    /// <summary>Right signatures over what is no order's are answered so that they end; all others so that they come again.</summary>
    [Fact]
    public async Task A_notice_is_answered_in_seven_letters_or_with_fail()
    {
        var key = await OwnKeyAsync();
        var fields = new JsonObject
        {
            ["app_id"] = AlipaySandbox.AppId,
            ["notify_type"] = "trade_status_sync",
            ["sign_type"] = "RSA2",
            ["charset"] = "utf-8",
            ["out_trade_no"] = "somebody_elses",
            ["trade_no"] = "1",
            ["trade_status"] = "TRADE_SUCCESS",
            ["total_amount"] = "1.00",
        };
        var right = await AlipayOracle.NoticeAsync(fields, key);
        (await NotifyAsync(right)).Should().Be((200, "success"));
        (await NotifyAsync(right.Replace("1.00", "2.00"))).Should().Be((403, "fail"));
        (await NotifyAsync("")).Should().Be((400, "fail"));
    }

    [Fact]
    public async Task A_URL_that_is_too_long_is_reached_by_a_form_and_a_short_one_directly()
    {
        var charge = await CreateAsync("A-5", "alipay_page", new string('订', 200));
        ((string)charge["url"]!).Length.Should().BeGreaterThan(2000);
        var order = (await CashierAsync("A-5")).Split("id=")[^1];
        (await gateway.Http.GetStringAsync($"/cashier?id={order}")).Should().Contain($"href=\"/cashier/{order}/pay\"");

        using var answer = await gateway.Http.GetAsync($"/cashier/{order}/pay");
        var page = await answer.Content.ReadAsStringAsync();
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        policy.Should().Contain($"form-action {alipay.Url.GetLeftPart(UriPartial.Authority)} https:").And.NotContain("unsafe");
        var fields = Regex.Matches(page, "<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"")
            .ToDictionary(match => match.Groups[1].Value, match => WebUtility.HtmlDecode(match.Groups[2].Value));
        var target = Regex.Match(page, "action=\"([^\"]*)\"").Groups[1].Value;
        target.Should().Be(alipay.Account["ALIPAY_GATEWAY_URL"] + "?charset=utf-8");
        using var opened = await payer.PostAsync(target, new FormUrlEncodedContent(fields));
        (await opened.Content.ReadAsStringAsync()).Should().Contain(new string('订', 200));

        var shortCharge = await CreateAsync("A-6", "alipay_wap");
        order = (await CashierAsync("A-6")).Split("id=")[^1];
        using var led = await gateway.Http.GetAsync($"/cashier/{order}/pay");
        (led.StatusCode, led.Headers.Location!.OriginalString).Should().Be((HttpStatusCode.Redirect, (string)shortCharge["url"]!));
    }

    private async Task<string> OwnKeyAsync()
    {
        // The stand-in signs by a key that it keeps: one of the test's own takes its place.
        using var rsa = System.Security.Cryptography.RSA.Create(2048);
        var saved = await shop.PutAsync("/providers/alipay", JsonSerializer.Serialize(new
        {
            settings = new
            {
                app_id = AlipaySandbox.AppId,
                private_key = alipay.Account["ALIPAY_PRIVATE_KEY"],
                public_key = Convert.ToBase64String(rsa.ExportSubjectPublicKeyInfo()),
            },
        }));
        saved.Status.Should().Be(HttpStatusCode.OK, saved.Error);
        return rsa.ExportPkcs8PrivateKeyPem();
    }

    private async Task<(int, string)> NotifyAsync(string body)
    {
        using var content = new StringContent(body, Encoding.ASCII, "application/x-www-form-urlencoded");
        using var answer = await gateway.Http.PostAsync($"/notify/alipay/{merchant.Replace("-", "")}", content);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private async Task<JsonNode> CreateAsync(string number, string method, string subject = "a title")
    {
        var created = await shop.PostAsync("/payments",
            JsonSerializer.Serialize(new { order_id = number, amount = "88.88", currency = "CNY", method, subject }));
        created.Status.Should().Be(HttpStatusCode.Created, created.Error);
        return created.Data["charge"]!;
    }

    private async Task<string> CashierAsync(string number) => (string)(await shop.GetAsync($"/payments/{number}")).Data["cashier_url"]!;

    private async Task<Uri?> ActAsync(JsonNode charge, string action)
    {
        using var answer = await payer.PostAsync(new Uri(alipay.Url, $"sandbox/trades/{charge["reference"]}/{action}"), null);
        ((int)answer.StatusCode).Should().BeLessThan(400);
        return answer.Headers.Location;
    }

    private async Task<IReadOnlyList<(int Status, string Answer)>> HeardAsync()
    {
        var sent = JsonNode.Parse(await payer.GetStringAsync(new Uri(alipay.Url, "sandbox/webhooks")))!.AsArray();
        return [.. sent.Select(one => ((int)one!["status"]!, (string)one["answer"]!))];
    }

    private Task BecomesAsync(string number, string status) => Patience.UntilAsync(
        async () => (string)(await shop.GetAsync($"/payments/{number}")).Data["status"]!, seen => seen == status, $"{number} is {status}");
}
