using System.Net;
using System.Text.Json.Nodes;
using Payments.Http.Tests.Api;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests.Faces.Recharge;

/// <summary>Recharges at Cryptomus, as the document has them, over real HTTP with the sandbox in its place.</summary>
public sealed class RechargeTests(RechargeGateway gateway) : IClassFixture<RechargeGateway>
{
    private const string TenDollars = """{"amount":"10","currency":"usd","to_currency":"usdt","network":"tron"}""";

    [Fact]
    public async Task A_recharge_is_begun_drawn_followed_paid_and_credited_once()
    {
        var shop = await gateway.ShopAsync();
        var user = shop.User("user-7");
        var (status, made) = await user.CreateAsync(TenDollars);
        status.Should().Be(HttpStatusCode.Created);
        var (id, url) = ((string)made["payment_id"]!, (string)made["payment_url"]!);
        ((string)made["status"]!, (string)made["amount"]!, (string)made["currency"]!).Should().Be(("pending", "10.00", "USD"));
        ((string)made["pay_amount"]!, (string)made["pay_currency"]!, (string)made["network"]!).Should().Be(("10", "USDT", "tron"));
        ((string)made["address"]!).Should().StartWith("T");
        url.Should().StartWith(gateway.Sandbox.Url.ToString());
        ((bool)made["simulated"]!, (bool)made["credited"]!, (bool)made["is_final"]!).Should().Be((false, false, false));

        using (var image = await user.SendAsync(HttpMethod.Get, $"payments/{id}/qrcode"))
        {
            image.Content.Headers.ContentType!.MediaType.Should().Be("image/png");
            (await image.Content.ReadAsByteArrayAsync())[..4].Should().Equal(0x89, (byte)'P', (byte)'N', (byte)'G');
        }
        var watching = user.MonitorAsync(id);
        foreach (var fault in new[] { "forged", "twice" }) gateway.Sandbox.Faults.Order(fault, 1).Should().BeTrue();
        await ActAsync(url, "pay");
        var states = await watching;
        ((string)states[0]["status"]!, (string)states[^1]["status"]!).Should().Be(("pending", "completed"));
        ((bool)states[^1]["credited"]!, (bool)states[^1]["is_final"]!).Should().Be((true, true));

        var paid = (await user.GetAsync($"payments/{id}")).Body;
        ((string)paid["status"]!, (int?)paid["confirmations"]).Should().Be(("completed", null), "Cryptomus' node is not ours");
        (await user.GetAsync($"payments/{id}/qrcode")).Status.Should().Be(HttpStatusCode.NotFound, "nobody pays twice");
        var balance = (await shop.Client.GetAsync("/users/user-7/balance")).Data["balances"]!.AsArray().Should().ContainSingle().Which!;
        ((string)balance["currency"]!, (string)balance["available"]!).Should().Be(("USD", "10"));
        // The order is the merchant's like any other.
        var order = (await shop.Client.GetAsync($"/orders/{id}")).Data;
        ((string)order["user"]!, (string)order["status"]!, (string?)order["notify_url"]).Should().Be(("user-7", "completed", null));
        (await shop.Client.GetAsync("/orders?face=recharge")).Data["orders"]!.AsArray().Should().ContainSingle();
        (await shop.Client.GetAsync($"/deliveries?order={id}")).Data["deliveries"]!.AsArray().Should()
            .BeEmpty("the ledger hears it, nobody else");
    }

    [Fact]
    public async Task Less_than_asked_is_underpaid_and_the_rest_completes_it()
    {
        var user = (await gateway.ShopAsync()).User("user-1");
        var made = (await user.CreateAsync(TenDollars)).Body;
        await ActAsync((string)made["payment_url"]!, "less");
        // The webhook that something came is all that Cryptomus sends of it.
        (await user.BecomesAsync((string)made["payment_id"]!, "underpaid")).Should().NotBeNull();
        await ActAsync((string)made["payment_url"]!, "pay");
        await user.BecomesAsync((string)made["payment_id"]!, "completed");
    }

    [Fact]
    public async Task What_a_rule_refuses_is_refused_in_the_documents_form_and_says_nothing_of_the_rule()
    {
        var shop = await gateway.ShopAsync();
        var rule = await shop.Client.PostAsync("/risk/rules", """
            {"name":"secret threshold","subject":"payer","measure":"amount","outcome":"block","currency":"USD","limit":5,"state":"active"}
            """);
        rule.Status.Should().Be(HttpStatusCode.Created, rule.Error);
        var (status, body) = await shop.User("declined").CreateAsync(TenDollars);
        (status, (string)body["detail"]!).Should().Be((HttpStatusCode.Forbidden, "amount: this order was declined"));
        body.ToJsonString().Should().NotContain("secret threshold");
        (await shop.Client.GetAsync("/orders")).Data["orders"]!.AsArray().Should().BeEmpty();
    }

    [Fact]
    public async Task Users_see_their_own_alone()
    {
        var (shop, other) = (await gateway.ShopAsync(), await gateway.ShopAsync());
        var made = (await shop.User("a").CreateAsync(TenDollars)).Body;
        var id = (string)made["payment_id"]!;
        foreach (var stranger in new[] { shop.User("b"), shop.User("A"), other.User("a") })
        {
            foreach (var path in new[] { $"payments/{id}", $"payments/{id}/monitor", $"payments/{id}/qrcode" })
                (await stranger.GetAsync(path)).Should().Match<(HttpStatusCode Status, JsonNode Body)>(answer =>
                    answer.Status == HttpStatusCode.NotFound && (string)answer.Body["detail"]! == "payment_id: no such payment", path);
        }
        (await shop.User("a").GetAsync($"payments/{id}")).Status.Should().Be(HttpStatusCode.OK);
        (await shop.User("a").GetAsync($"payments/{new string('0', 32)}")).Status.Should().Be(HttpStatusCode.NotFound);
        (await shop.User("a").GetAsync("payments/none")).Status.Should().Be(HttpStatusCode.NotFound);

        var nobody = new RechargeUser(gateway.Host.Http, null);
        foreach (var path in new[] { $"payments/{id}", $"payments/{id}/monitor", $"payments/{id}/qrcode", "crypto/currencies" })
            (await nobody.GetAsync(path)).Body["detail"]!.ToString().Should()
                .Be("Authorization: is required: Bearer, and a token of your merchant");
        (await nobody.CreateAsync(TenDollars)).Status.Should().Be(HttpStatusCode.Unauthorized);
        (await shop.Client.GetAsync($"/orders/{id}")).Status.Should().Be(HttpStatusCode.OK, "the merchant sees it by its own API");
    }

    [Fact]
    public async Task The_same_key_is_the_same_recharge_of_the_same_user()
    {
        var shop = await gateway.ShopAsync();
        var user = shop.User("user-1");
        var first = await user.CreateAsync(TenDollars, "key-1");
        var again = await user.CreateAsync(TenDollars, "key-1");
        (first.Status, again.Status).Should().Be((HttpStatusCode.Created, HttpStatusCode.OK));
        ((string)again.Body["payment_id"]!, (string)again.Body["payment_url"]!).Should()
            .Be(((string)first.Body["payment_id"]!, (string)first.Body["payment_url"]!));
        var other = await user.CreateAsync("""{"amount":"11","currency":"USD"}""", "key-1");
        (other.Status, ((string)other.Body["detail"]!)[..16]).Should().Be((HttpStatusCode.Conflict, "Idempotency-Key:"));
        var others = await shop.User("user-2").CreateAsync(TenDollars, "key-1");
        (others.Status, (string)others.Body["payment_id"]! == (string)first.Body["payment_id"]!).Should()
            .Be((HttpStatusCode.Created, false));
        (await user.CreateAsync(TenDollars)).Body["payment_id"]!.ToString().Should().NotBe((string)first.Body["payment_id"]!);
    }

    [Theory]
    [InlineData("{}", "amount: is required")]
    [InlineData("""{"amount":"10"}""", "currency: is required")]
    [InlineData("""{"amount":"-1","currency":"USD"}""", "amount: expected a positive number such as 10 or 9.99")]
    [InlineData("""{"amount":"1e3","currency":"USD"}""", "amount: expected a positive number such as 10 or 9.99")]
    [InlineData("""{"amount":0,"currency":"USD"}""", "amount: must be greater than zero")]
    [InlineData("""{"amount":"0.001","currency":"USD"}""", "amount: at most 2 decimals")]
    [InlineData("""{"amount":"0.000000001","currency":"BTC"}""", "amount: at most 8 decimals")]
    [InlineData("""{"amount":"100000001","currency":"USD"}""", "amount: at most 100000000")]
    [InlineData("""{"amount":"10","currency":"US D"}""", "currency: expected a currency such as CNY or USDT")]
    [InlineData("""{"amount":"10","currency":"USD","to_currency":"<b>"}""", "to_currency: expected a coin such as USDT")]
    [InlineData("""{"amount":"10","currency":"USD","network":"../x"}""", "network: expected a network such as tron")]
    [InlineData("""{"amount":"10","currency":"USD","user":"someone"}""",
        "user: is not known here; known are amount, currency, to_currency, network, return_url")]
    [InlineData("""{"amount":"10","amount":"1","currency":"USD"}""", "amount: was sent twice")]
    [InlineData("""{"amount":"10","currency":"USD","return_url":"javascript:alert(1)"}""",
        "return_url: expected an absolute http or https URL")]
    [InlineData("""{"amount":"10","currency":"USD","return_url":"https://evil.example/x"}""",
        "return_url: expected an address of the gateway's own, or of an origin in the merchant's recharge.return_origins")]
    [InlineData("[]", "body: expected a JSON object")]
    [InlineData("{\"amount\":", "body: is not well-formed JSON")]
    public async Task Hostile_requests_name_the_field_and_begin_nothing(string body, string detail)
    {
        var shop = await gateway.ShopAsync();
        var (status, answer) = await shop.User("user-1").CreateAsync(body);
        (status, (string)answer["detail"]!).Should().Be((HttpStatusCode.BadRequest, detail));
        (await shop.Client.GetAsync("/orders")).Data["orders"]!.AsArray().Should().BeEmpty();
    }

    [Fact]
    public async Task What_Cryptomus_refuses_or_does_not_answer_is_said_in_the_documents_words_and_can_be_tried_again()
    {
        var user = (await gateway.ShopAsync()).User("user-1");
        var refused = await user.CreateAsync("""{"amount":"10","currency":"XYZ"}""");
        (refused.Status, (string)refused.Body["detail"]!).Should()
            .Be((HttpStatusCode.BadGateway, "Cryptomus payment creation failed: currency: validation.in"));

        gateway.Sandbox.Faults.Order("down", 3).Should().BeTrue();
        var failed = await user.CreateAsync(TenDollars, "again");
        var why = (string)failed.Body["detail"]!;
        (failed.Status, why.StartsWith("Cryptomus payment creation failed, try again: ", StringComparison.Ordinal))
            .Should().Be((HttpStatusCode.ServiceUnavailable, true));
        var retried = await user.CreateAsync(TenDollars, "again");
        (retried.Status, (string)retried.Body["status"]!).Should().Be((HttpStatusCode.OK, "pending"));
        ((string)retried.Body["payment_url"]!).Should().StartWith(gateway.Sandbox.Url.ToString());
    }

    [Fact]
    public async Task Payers_are_sent_back_to_the_merchants_own_pages_alone()
    {
        var shop = await gateway.ShopAsync();
        var set = await shop.SetAsync("""{"return_origins":["https://Shop.example","http://127.0.0.1:8000"]}""");
        set.Status.Should().Be(HttpStatusCode.OK);
        var shown = (await shop.Client.GetAsync($"/merchants/{shop.Id.ToUuid()}")).Data["recharge"]!;
        ((string)shown["return_origins"]![0]!).Should().Be("https://shop.example");
        var user = shop.User("user-1");
        foreach (var (url, status) in new[]
        {
            ("https://shop.example/done?x=1", HttpStatusCode.Created), ($"{gateway.Host.Url}recharge?merchant=1", HttpStatusCode.Created),
            ("https://shop.example.evil.example/", HttpStatusCode.BadRequest), ("http://shop.example/", HttpStatusCode.BadRequest),
            ("https://shop.example:8443/", HttpStatusCode.BadRequest),
        })
        {
            var wish = new JsonObject { ["amount"] = 10, ["currency"] = "USD", ["return_url"] = url };
            (await user.CreateAsync(wish.ToJsonString())).Status.Should().Be(status, url);
        }
    }

    [Theory]
    [InlineData("""{"source":"both"}""", "recharge.source: expected cryptomus or wallets")]
    [InlineData("""{"source":1}""", "recharge.source: expected cryptomus or wallets")]
    [InlineData("""{"sauce":"wallets"}""", "recharge.sauce: is not known here; known are source, return_origins")]
    [InlineData("""{"return_origins":"https://a.example"}""", "recharge.return_origins: expected a list of at most 20")]
    [InlineData("""{"return_origins":["https://a.example/path"]}""",
        "recharge.return_origins: expected origins such as https://shop.example")]
    [InlineData("""{"return_origins":["javascript:alert(1)"]}""", "recharge.return_origins: expected origins such as https://shop.example")]
    [InlineData("""{"return_origins":["https://user@a.example"]}""",
        "recharge.return_origins: expected origins such as https://shop.example")]
    [InlineData("""{"return_origins":[null]}""", "recharge.return_origins: expected origins such as https://shop.example")]
    public async Task A_merchants_setting_that_is_none_names_what_is_wrong(string setting, string error)
    {
        var answer = await (await gateway.ShopAsync()).SetAsync(setting);
        (answer.Status, answer.Error).Should().Be((HttpStatusCode.BadRequest, error));
    }

    [Fact]
    public async Task A_user_begins_so_many_an_hour_and_no_more()
    {
        var shop = await gateway.ShopAsync();
        // Loopback is not counted; a payer comes through a proxy.
        (string, string)[] from = [("X-Forwarded-For", "203.0.113.50")];
        for (var turn = 0; turn < 5; turn++)
            (await shop.User("eager").CreateAsync(TenDollars, null, from)).Status.Should().Be(HttpStatusCode.Created);
        var refused = await shop.User("eager").CreateAsync(TenDollars, null, from);
        (refused.Status, ((string)refused.Body["detail"]!)[..46]).Should()
            .Be((HttpStatusCode.TooManyRequests, "Authorization: at most 5 requests an hour; try"));
        (await shop.User("other").CreateAsync(TenDollars, null, from)).Status.Should().Be(HttpStatusCode.Created);
    }

    private async Task ActAsync(string url, string action)
    {
        using var answer = await gateway.Payer.PostAsync($"{url}/{action}", null);
        ((int)answer.StatusCode).Should().BeLessThan(400);
    }
}
