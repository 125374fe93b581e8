using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Payments.Http.Tests.Api;
using Payments.ProviderSandbox.WeChat;
using Payments.Testing;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests.Providers;

/// <summary>WeChat Pay through every face, by the installation's account at the stand-in; each test has a number of its own.</summary>
public sealed class WeChatTests(WeChatGateway gateway) : IClassFixture<WeChatGateway>
{
    private const string Phone = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36";
    private const string InWeChat = Phone + " MicroMessenger/8.0.49";

    [Fact]
    public async Task A_code_is_scanned_and_the_notice_completes_the_order()
    {
        var charge = await gateway.CreateAsync("W-1", "wechat_native");
        ((string)charge["qr_text"]!).Should().Contain((string)charge["reference"]!);
        await gateway.PayAsync(charge);
        await gateway.BecomesAsync("W-1", "completed");

        var paid = (await gateway.Shop.GetAsync("/payments/W-1")).Data;
        ((string)paid["charge"]!["state"]!, (string)paid["charge"]!["paid"]!).Should().Be(("paid", "70"));
        gateway.Sandbox.Notices.Last().Status.Should().Be(204);
    }

    [Theory]
    [InlineData("/api/payment/wechat/notify")]
    [InlineData("/api/payment/wechat/notify/{merchant}")]
    [InlineData("/notify/wechat/{merchant}")]
    public async Task Each_notify_route_is_the_same_code(string route)
    {
        var number = $"W-R{route.Length}";
        var charge = await gateway.CreateAsync(number, "wechat_native");
        gateway.Sandbox.Faults.Order("late", 1);
        await gateway.PayAsync(charge);
        await gateway.PostAsync(new Uri(gateway.Sandbox.Url, "sandbox/release").ToString());
        var sent = gateway.Sandbox.Notices.Last();
        var path = route.Replace("{merchant}", gateway.MerchantId, StringComparison.Ordinal);

        (await SendAsync(path, sent.Body.Replace("EV-", "EW-"), sent.Headers)).Should().Be(
            (HttpStatusCode.Unauthorized, """{"code":"FAIL","message":"forged"}"""));
        (await SendAsync(path, sent.Body, new Dictionary<string, string>())).Status.Should().Be(HttpStatusCode.Unauthorized);
        (await SendAsync(path, sent.Body, sent.Headers)).Should().Be((HttpStatusCode.NoContent, ""));
        await gateway.BecomesAsync(number, "completed");
    }

    [Theory]
    [InlineData("/api/payment/wechat/notify", 403)]
    [InlineData("/api/payment/wechat/notify/00000000000000000000000000000000", 403)]
    [InlineData("/api/payment/wechat/notify/nobody", 404)]
    [InlineData("/api/payment/nothing/notify", 404)]
    public async Task What_is_not_configured_is_said_in_the_providers_form(string path, int status)
    {
        using var answer = await gateway.Bare.Http.PostAsync(path, new StringContent("<xml/>"));

        ((int)answer.StatusCode).Should().Be(status);
        var text = await answer.Content.ReadAsStringAsync();
        if (path.Contains("wechat")) ((string)JsonNode.Parse(text)!["code"]!).Should().Be("FAIL");
    }

    [Theory]
    [InlineData("success", "succeeded", "partial")]
    [InlineData("closed", "failed", null)]
    [InlineData("abnormal", "processing", "pending")]
    public async Task A_refund_is_taken_on_and_ended_by_its_notice(string state, string status, string? facts)
    {
        var number = $"W-B-{state}";
        var charge = await gateway.CreateAsync(number, "wechat_native");
        await gateway.PayAsync(charge);
        await gateway.BecomesAsync(number, "completed");
        const string wish = """{"refund_id":"R","amount":"20.5","reason":"不要了"}""";
        var made = (await gateway.Shop.PostAsync($"/payments/{number}/refunds", wish)).Data;
        ((string)made["status"]!, (string)made["currency"]!, (string)made["charge"]!)
            .Should().Be(("processing", "CNY", (string)charge["reference"]!));

        await gateway.PostAsync(new Uri(gateway.Sandbox.Url, $"sandbox/refunds/{made["reference"]}/{state}").ToString());
        gateway.Sandbox.Notices.Last().Status.Should().Be(204);
        ((string)(await gateway.Shop.GetAsync($"/payments/{number}/refunds/R")).Data["status"]!).Should().Be(status);
        ((string?)(await gateway.Shop.GetAsync($"/payments/{number}")).Data["refund_status"]).Should().Be(facts);
    }

    [Theory]
    [InlineData("pc", null, "code")]
    [InlineData(null, null, "code")]
    [InlineData("mobile", "203.0.113.7", "page")]
    [InlineData("wechat", null, "cashier")]
    public async Task EPays_wxpay_is_the_way_that_fits_the_device(string? device, string? address, string shown)
    {
        var form = gateway.Form($"W-E{shown}{device}");
        if (device is not null) form["device"] = device;
        if (address is not null) form["clientip"] = address;
        gateway.Sign(form);

        using var answer = await gateway.Http.PostAsync("/mapi.php", new FormUrlEncodedContent(form));
        var mapi = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;

        ((int)mapi["code"]!).Should().Be(1, mapi.ToJsonString());
        var (page, code) = ((string)mapi["payurl"]!, (string)mapi["qrcode"]!);
        (page.Contains("/cashier?id="), code.Contains("?pr="), page.Contains("prepay_id=")).Should().Be(shown switch
        {
            "code" => (true, true, false),
            "page" => (false, false, true),
            _ => (true, false, false),
        });
    }

    [Fact]
    public async Task A_payment_within_the_app_needs_its_payer_and_says_so_by_the_fields_own_name()
    {
        static string Wish(string number, string payer) =>
            $$"""{"order_id":"{{number}}","amount":"70","currency":"CNY","method":"wechat_jsapi"{{payer}}}""";
        foreach (var (payer, error) in new[]
        {
            ("", "payer_id: is required for wechat_jsapi: the payer's id in the provider's app, such as an openid"),
            (""","payer_id":"o p" """, "payer_id: expected 1 to 128 letters, digits, _ and -"),
        })
        {
            var refused = await gateway.Shop.PostAsync("/payments", Wish("W-P", payer));
            (refused.Status, refused.Error).Should().Be((HttpStatusCode.BadRequest, error));
        }
        (await gateway.Shop.GetAsync("/payments/W-P")).Status.Should().Be(HttpStatusCode.NotFound, "nothing is stored");
        var made = await gateway.Shop.PostAsync("/payments", Wish("W-P", $$""","payer_id":"{{gateway.Sandbox.OpenId}}" """));
        made.Status.Should().Be(HttpStatusCode.Created, made.Error);
        made.Data["charge"]!["parameters"]!.AsObject().Should().NotBeEmpty();
    }

    [Fact]
    public async Task A_shops_own_page_begins_a_payment_within_the_app_for_its_payer()
    {
        var id = await gateway.OpenAsync("W-H");
        var token = (string)(await gateway.Shop.GetAsync($"/orders/{id}")).Data["cashier_token"]!;
        async Task<(HttpStatusCode, JsonNode)> ChooseAsync(string body)
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var answer = await gateway.Http.PostAsync($"/checkout/{token}/method", content);
            return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
        }
        var (status, refused) = await ChooseAsync("""{"method":"wechat_jsapi"}""");
        (status, (string)refused["error"]!).Should().Be((HttpStatusCode.BadRequest,
            "payer_id: is required for wechat_jsapi: the payer's id in the provider's app, such as an openid"));
        (status, var state) = await ChooseAsync($$"""{"method":"wechat_jsapi","payer_id":"{{gateway.Sandbox.OpenId}}"}""");
        (status, (string?)state["charge"]?["method"]).Should().Be((HttpStatusCode.OK, "wechat_jsapi"), state.ToJsonString());
    }

    [Fact]
    public async Task The_cashier_offers_what_fits_the_browser()
    {
        var url = $"/cashier?id={await gateway.OpenAsync("W-C")}";

        (await PageAsync(url, "Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0")).Should().Contain("value=\"wechat_native\"")
            .And.NotContain("wechat_h5").And.NotContain("wechat_jsapi");
        (await PageAsync(url, Phone)).Should().Contain("value=\"wechat_h5\"").And.NotContain("wechat_native").And.NotContain("wechat_app");
        (await PageAsync(url, InWeChat)).Should().Contain("/in-app/wechat_jsapi\"")
            .And.NotContain("wechat_h5").And.NotContain("wechat_native");
    }

    [Fact]
    public async Task In_WeChats_browser_the_payer_is_asked_once_and_gets_a_payment_of_his_own()
    {
        var form = gateway.Form("W-J");
        using var payer = gateway.Browser(InWeChat);
        var begun = await LocationAsync(await payer.PostAsync("/submit.php", new FormUrlEncodedContent(form)));
        begun.AbsolutePath.Should().EndWith("/in-app/wechat_jsapi");
        var asked = await GoAsync(payer, begun);
        asked.AbsolutePath.Should().Be("/connect/oauth2/authorize");
        var back = await GoAsync(payer, asked);
        var cashier = await GoAsync(payer, back);
        (cashier.AbsolutePath, cashier.Fragment, cashier.Query.Contains("code")).Should().Be(("/cashier", "#pay", false));

        var page = await payer.GetStringAsync(cashier);
        var parameters = JsonNode.Parse(WebUtility.HtmlDecode(Regex.Match(page, "data-bridge=\"([^\"]+)\"").Groups[1].Value))!.AsObject();
        parameters.Select(parameter => parameter.Key).Should()
            .BeEquivalentTo("appId", "timeStamp", "nonceStr", "package", "signType", "paySign");
        var calls = gateway.Sandbox.Requests.Count;
        (await GoAsync(payer, back)).Query.Should().NotContain("code", "the code's address was left, and leads back again");
        gateway.Sandbox.Requests.Count.Should().Be(calls, "no code is used twice");

        using var stranger = gateway.Browser(InWeChat);
        var shown = await stranger.GetStringAsync(cashier);
        shown.Should().NotContain("data-bridge").And.Contain("/in-app/wechat_jsapi");
        (await GoAsync(stranger, back)).Query.Should().NotContain("code", "a code counts in the browser that was sent for it");
        gateway.Sandbox.Requests.Count.Should().Be(calls);

        gateway.Sandbox.OpenId = "oAnotherPayer";
        var second = await GoAsync(stranger, await GoAsync(stranger, await GoAsync(stranger, begun)));
        (await stranger.GetStringAsync(second)).Should().Contain("data-bridge");
        var charges = (await gateway.Shop.GetAsync("/orders/W-J")).Data["charges"]!.AsArray();
        charges.Should().HaveCount(2);
        charges.ToJsonString().Should().NotContain("oAnotherPayer");
        await gateway.PayAsync(charges[1]!);
        await gateway.BecomesAsync("W-J", "completed");
    }

    [Fact]
    public async Task In_app_routes_are_there_for_what_is_offered_alone()
    {
        var id = await gateway.OpenAsync("W-N");

        foreach (var path in new[] { $"{id}/in-app/wechat_native", $"{id}/in-app/none", $"{new string('0', 32)}/in-app/wechat_jsapi" })
            (await gateway.Http.GetAsync($"/cashier/{path}")).StatusCode.Should().Be(HttpStatusCode.NotFound, path);
        using var forged = await gateway.Http.GetAsync($"/cashier/{id}/in-app/wechat_jsapi?code=c1&state=s1");
        (forged.StatusCode, forged.Headers.Location!.ToString()).Should().Be((HttpStatusCode.SeeOther, $"/cashier?id={id}"));
    }

    [Fact]
    public async Task The_page_for_payers_who_come_back_promises_nothing_and_leads_on_by_our_number()
    {
        using var bare = await gateway.Http.GetAsync("/payment/success");
        (bare.StatusCode, (await bare.Content.ReadAsStringAsync()).Contains("Thank you")).Should().Be((HttpStatusCode.OK, true));
        var charge = await gateway.CreateAsync("W-S", "wechat_native");
        using var known = await gateway.Http.GetAsync($"/payment/success?out_trade_no={charge["reference"]}");
        (known.StatusCode, known.Headers.Location!.AbsolutePath).Should().Be((HttpStatusCode.SeeOther, "/cashier"));
        using var unknown = await gateway.Http.GetAsync("/payment/success?out_trade_no=x");
        unknown.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_merchants_own_account_sends_the_texts_and_may_name_no_files()
    {
        var (client, _) = await new ApiClient(gateway.Http).RegisterAsync("own@example.com");
        var account = gateway.Sandbox.Account;
        var settings = new Dictionary<string, string>
        {
            ["app_id"] = account["WECHAT_APP_ID"],
            ["mch_id"] = account["WECHAT_MCH_ID"],
            ["api_key"] = account["WECHAT_API_KEY"],
            ["private_key"] = await File.ReadAllTextAsync(account["WECHAT_PRIVATE_KEY_PATH"]),
            ["cert"] = await File.ReadAllTextAsync(account["WECHAT_CERT_PATH"]),
            ["base_url"] = account["WECHAT_BASE_URL"],
        };
        var saved = await client.PutAsync("/providers/wechat", JsonSerializer.Serialize(new { settings }));
        saved.Status.Should().Be(HttpStatusCode.OK, saved.Error);
        saved.Data.ToJsonString().Should().NotContain("PRIVATE").And.NotContain(settings["api_key"]);
        settings.Remove("private_key");
        settings["private_key_path"] = account["WECHAT_PRIVATE_KEY_PATH"];
        var (other, _) = await new ApiClient(gateway.Http).RegisterAsync("file@example.com");
        var refused = await other.PutAsync("/providers/wechat", JsonSerializer.Serialize(new { settings }));
        (refused.Status, refused.Error).Should().Be(
            (HttpStatusCode.BadRequest, "settings.private_key_path: files are the operator's; send the text"));
    }

    private async Task<(HttpStatusCode Status, string Body)> SendAsync(
        string path, string body, IReadOnlyDictionary<string, string> headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await gateway.Http.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private async Task<string> PageAsync(string url, string userAgent)
    {
        using var payer = gateway.Browser(userAgent);
        return await payer.GetStringAsync(url);
    }

    private static async Task<Uri> GoAsync(HttpClient payer, Uri url) => await LocationAsync(await payer.GetAsync(url), url);

    private static async Task<Uri> LocationAsync(HttpResponseMessage answer, Uri? from = null)
    {
        using (answer)
        {
            answer.Headers.Location.Should().NotBeNull(await answer.Content.ReadAsStringAsync());
            return answer.Headers.Location!.IsAbsoluteUri ? answer.Headers.Location : new Uri(from!, answer.Headers.Location);
        }
    }
}

/// <summary>A gateway with the stand-in's account as the installation's, and one without any.</summary>
public sealed class WeChatGateway : IAsyncLifetime
{
    private readonly HttpClient hands = new(new HttpClientHandler { AllowAutoRedirect = false });
    private JsonObject merchant = null!;

    public GatewayHost Host { get; private set; } = null!;

    public GatewayHost Bare { get; private set; } = null!;

    public WeChatSandbox Sandbox { get; private set; } = null!;

    public ApiClient Shop { get; private set; } = null!;

    public HttpClient Http => Host.Http;

    public string MerchantId => (string)merchant["merchant_id"]!;

    public async Task InitializeAsync()
    {
        Sandbox = await WeChatSandbox.StartAsync(TimeProvider.System);
        var settings = SandboxAccounts.SettingsOf("wechat", Sandbox.Account);
        settings["Providers:AllowSandbox"] = "true";
        settings["Logging:LogLevel:Default"] = "None";
        Host = await GatewayHost.StartAsync(settings);
        Bare = await GatewayHost.StartAsync(new Dictionary<string, string?> { ["Logging:LogLevel:Default"] = "None" });
        (Shop, merchant) = await new ApiClient(Host.Http).RegisterAsync("shop@example.com");
        await Shop.PollAsync(merchant);
    }

    public async Task DisposeAsync()
    {
        await Host.EndAuditedAsync();
        await Bare.DisposeAsync();
        await Sandbox.DisposeAsync();
        hands.Dispose();
    }

    /// <summary>A browser with cookies of its own, which follows no redirects.</summary>
    public HttpClient Browser(string userAgent)
    {
        var handler = new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() };
        var browser = new HttpClient(handler) { BaseAddress = Host.Url };
        browser.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", userAgent);
        return browser;
    }

    public async Task<JsonNode> CreateAsync(string number, string method)
    {
        var wish = new { order_id = number, amount = "70", currency = "CNY", method };
        var created = await Shop.PostAsync("/payments", JsonSerializer.Serialize(wish));
        created.Status.Should().Be(HttpStatusCode.Created, created.Error);
        return created.Data["charge"]!;
    }

    /// <summary>The payer pays a charge.</summary>
    public Task PayAsync(JsonNode charge) => PostAsync(new Uri(Sandbox.Url, $"pay/{charge["reference"]}/pay").ToString());

    public async Task PostAsync(string url)
    {
        using var answer = await hands.PostAsync(url, null);
        ((int)answer.StatusCode).Should().BeLessThan(400, url);
    }

    /// <summary>A submit of an EPay shop, signed unless it is changed.</summary>
    public Dictionary<string, string> Form(string number, string type = "wxpay") =>
        EpayForm.Of((long)merchant["pid"]!, (string)merchant["api_secret"]!, number, "70", "https://shop.example/n", type);

    /// <summary>An order whose payer has chosen nothing yet; its id.</summary>
    public async Task<string> OpenAsync(string number)
    {
        using var answer = await Http.PostAsync("/mapi.php", new FormUrlEncodedContent(Form(number, "")));
        return (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["trade_no"]!;
    }

    /// <summary>Signs it as it is now.</summary>
    public void Sign(Dictionary<string, string> form)
    {
        form.Remove("sign");
        form.Remove("sign_type");
        form["sign"] = EpayForm.Sign(form, (string)merchant["api_secret"]!);
        form["sign_type"] = "MD5";
    }

    public Task BecomesAsync(string number, string status) => Patience.UntilAsync(
        async () => (string)(await Shop.GetAsync($"/payments/{number}")).Data["status"]!, seen => seen == status, $"{number} is {status}");
}
