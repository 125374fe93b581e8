using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Payments.Http.Tests.Api;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests.Providers;

/// <summary>Payments at a provider through every face, with a provider that only the tests know.</summary>
public sealed class ProviderTests(ProviderGateway gateway) : IClassFixture<ProviderGateway>
{
    private HttpClient Http => gateway.Host.Http;

    [Fact]
    public async Task An_account_is_shown_without_its_secrets_and_removed_again()
    {
        var (client, merchant) = await gateway.MerchantAsync(hasAccount: false);
        var none = (await client.GetAsync("/providers")).Data["providers"]!.AsArray().Single(one => (string)one!["provider"]! == "toy")!;
        ((string)none["account"]!, none["methods"]!.AsArray().Count).Should().Be(("none", 0));

        var saved = await client.PutAsync("/providers/toy", Json(new { settings = new { key = "k-1", shop = "7" }, methods = new[] { "toy_app" } }));
        saved.Status.Should().Be(HttpStatusCode.OK);
        saved.Data.ToJsonString().Should().NotContain("k-1");
        var (key, shop) = (saved.Data["settings"]![0]!, saved.Data["settings"]![1]!);
        ((bool)key["is_set"]!, (string?)key["value"], (string?)shop["value"]).Should().Be((true, null, "7"));
        ((string)saved.Data["account"]!, (string)saved.Data["methods"]![0]!).Should().Be(("own", "toy_app"));
        ((string)saved.Data["notify_url"]!).Should().EndWith($"/notify/toy/{IdOf(merchant)}");

        var changed = await client.PutAsync("/providers/toy", Json(new { settings = new { shop = "" } }));
        ((bool)changed.Data["settings"]![0]!["is_set"]!, (bool)changed.Data["settings"]![1]!["is_set"]!).Should().Be((true, false));
        ((string?)changed.Data["former_until"]).Should().NotBeNull("what replaced settings verified is verified for a day more");

        ((string)(await client.DeleteAsync("/providers/toy")).Data["account"]!).Should().Be("none");
        (await client.DeleteAsync("/providers/toy")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("""{}""", "settings: is required")]
    [InlineData("""{"settings":{}}""", "settings.key: is required")]
    [InlineData("""{"settings":{"key":""}}""", "settings.key: is required")]
    [InlineData("""{"settings":{"key":1}}""", "settings.key: expected a string")]
    [InlineData("""{"settings":{"key":"a","key":"b"}}""", "settings.key: was sent twice")]
    [InlineData("""{"settings":{"key":"a","other":"b"}}""", "settings.other: is not known here; known are key, shop")]
    [InlineData("""{"settings":{"key":"a"},"methods":["none"]}""", "methods: expected a list of some of toy_page, toy_app, each once")]
    [InlineData("""{"settings":{"key":"a"},"overlap_seconds":604801}""", "overlap_seconds: expected a whole number from 0 to 604800")]
    public async Task Bad_settings_name_the_field_and_save_nothing(string body, string error)
    {
        var (client, _) = await gateway.MerchantAsync(hasAccount: false);
        var answer = await client.SendAsync(HttpMethod.Put, "/providers/toy", new StringContent(body, null, "application/json"));
        (answer.Status, answer.Error).Should().Be((HttpStatusCode.BadRequest, error));
        (await client.DeleteAsync("/providers/toy")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_payment_by_the_API_is_completed_by_a_genuine_notice_alone()
    {
        var (client, merchant) = await gateway.MerchantAsync();
        var wish = new { order_id = "A-1", amount = "70", currency = "cny", method = "toy_page", subject = "VIP" };
        var created = await client.PostAsync("/payments", Json(wish));
        created.Status.Should().Be(HttpStatusCode.Created);
        var charge = created.Data["charge"]!;
        var reference = (string)charge["reference"]!;
        ((string)charge["state"]!, (string)charge["url"]!, (string)charge["qr_text"]!).Should().Be(("open", $"https://toy.test/{reference}", $"toy:{reference}"));
        ((string)created.Data["amount"]!, (string)created.Data["currency"]!).Should().Be(("70", "CNY"));
        ((string)(await client.PostAsync("/payments", Json(wish))).Data["charge"]!["reference"]!).Should().Be(reference);

        var (_, stranger) = await gateway.MerchantAsync();
        (string Body, string Merchant, HttpStatusCode Status)[] notices =
        [
            ("", IdOf(merchant), HttpStatusCode.InternalServerError),
            ($"k-2 {reference} Paid 70", IdOf(merchant), HttpStatusCode.InternalServerError),
            ($"k-1 {reference} Paid 70", IdOf(stranger), HttpStatusCode.OK),
            ($"k-1 {reference[..^1]}9 Paid 70", IdOf(merchant), HttpStatusCode.OK),
            ("k-1 nothing Paid 70", IdOf(merchant), HttpStatusCode.OK),
        ];
        foreach (var (body, to, status) in notices)
        {
            (await NotifyAsync(to, body)).Status.Should().Be(status, body);
            ((string)(await client.GetAsync("/payments/A-1")).Data["status"]!).Should().Be("pending", body);
        }

        (await NotifyAsync(IdOf(merchant), $"k-1 {reference} Paid 70")).Should().Be((HttpStatusCode.OK, "taken"));
        (await NotifyAsync(IdOf(merchant), $"k-1 {reference} Paid 70")).Should().Be((HttpStatusCode.OK, "taken"));
        var paid = (await client.GetAsync("/payments/A-1")).Data;
        ((string)paid["status"]!, (string)paid["charge"]!["state"]!, (string)paid["transaction_hash"]!).Should().Be(("completed", "paid", "toy-tx"));
        ((string)(await client.GetAsync("/orders/A-1")).Data["charges"]![0]!["reference"]!).Should().Be(reference);
    }

    [Theory]
    [InlineData("none", "CNY", 400, "method: expected one of toy_page, toy_app for CNY")]
    [InlineData("toy_page", "USD", 400, "method: you offer no way to pay in USD; see GET /api/v1/providers")]
    public async Task What_is_not_offered_is_refused_and_stores_nothing(string method, string currency, int status, string error)
    {
        var (client, _) = await gateway.MerchantAsync();
        var answer = await client.PostAsync("/payments", Json(new { order_id = "B-1", amount = "70", currency, method }));
        ((int)answer.Status, answer.Error).Should().Be((status, error));
        (await client.GetAsync("/payments/B-1")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_provider_that_does_not_answer_is_asked_again_by_the_same_request()
    {
        var (client, _) = await gateway.MerchantAsync();
        await client.PutAsync("/providers/toy", """{"settings":{},"methods":["toy_page"]}""");
        gateway.Toy.Next.Enqueue(() => Payments.Providers.Common.ChargeAnswer.Unknown("no answer"));
        var wish = new { order_id = "C-1", amount = "70", currency = "CNY", method = "toy_page" };
        var first = await client.PostAsync("/payments", Json(wish));
        (first.Status, first.Error).Should().Be((HttpStatusCode.ServiceUnavailable, "method: the provider did not answer, try again: no answer"));
        // The page says to choose it again, so it must be there to be chosen.
        var page = await Http.GetStringAsync((string)(await client.GetAsync("/payments/C-1")).Data["cashier_url"]!);
        page.Should().Contain("name=\"method\" value=\"toy_page\"");
        var again = await client.PostAsync("/payments", Json(wish));
        (again.Status, (string)again.Data["charge"]!["state"]!).Should().Be((HttpStatusCode.OK, "open"));
    }

    [Fact]
    public async Task A_completed_payment_of_an_end_user_credits_his_wallet_once()
    {
        var (client, merchant) = await gateway.MerchantAsync();
        var wish = new { order_id = "U-1", amount = "70", currency = "CNY", method = "toy_page", user = "user-7", subject = "VIP" };
        var reference = (string)(await client.PostAsync("/payments", Json(wish))).Data["charge"]!["reference"]!;
        (await client.GetAsync("/users/user-7/balance")).Data["balances"]!.AsArray().Should().BeEmpty("nothing was paid");
        for (var turn = 0; turn < 3; turn++) await NotifyAsync(IdOf(merchant), $"k-1 {reference} Paid 70");

        var balance = (await client.GetAsync("/users/user-7/balance")).Data["balances"]!.AsArray().Should().ContainSingle().Which!;
        ((string)balance["currency"]!, (string)balance["available"]!).Should().Be(("CNY", "70"));
        var bad = await client.PostAsync("/payments", Json(wish with { order_id = "U-2", user = "a/b" }));
        (bad.Status, bad.Error).Should().Be((HttpStatusCode.BadRequest, "user: expected 1 to 128 ASCII letters, digits and . _ - @ : | + = ~"));
    }

    [Fact]
    public async Task A_hint_that_names_no_charge_changes_nothing_and_ends()
    {
        var (_, merchant) = await gateway.MerchantAsync();
        using var answer = await Http.PostAsync($"/notify/toy/{IdOf(merchant)}?trans_id=5", new StringContent(""));
        (answer.StatusCode, await answer.Content.ReadAsStringAsync()).Should().Be((HttpStatusCode.OK, "taken"));
    }

    [Fact]
    public async Task An_EPay_type_leads_to_the_provider_and_the_shop_hears_of_the_payment()
    {
        var (client, merchant) = await gateway.MerchantAsync();
        var form = EpayForm.Of((long)merchant["pid"]!, (string)merchant["api_secret"]!, "E-1", "70", "https://shop.example/n", "toypay");
        var mapi = await JsonAsync(await Http.PostAsync("/mapi.php", new FormUrlEncodedContent(form)));
        var reference = (string)(await client.GetAsync("/orders/E-1")).Data["charges"]![0]!["reference"]!;
        ((int)mapi["code"]!, (string)mapi["payurl"]!, (string)mapi["qrcode"]!).Should().Be((1, $"https://toy.test/{reference}", $"toy:{reference}"));

        using var submit = await Http.PostAsync("/submit.php", new FormUrlEncodedContent(form));
        submit.StatusCode.Should().Be(HttpStatusCode.Found);
        var page = await Http.GetStringAsync(submit.Headers.Location);
        page.Should().Contain($"href=\"https://toy.test/{reference}\"").And.Contain("Toy &amp; Co").And.Contain("qr.svg?of=charge");
        (await Http.GetAsync($"/cashier/{mapi["trade_no"]}/qr.svg?of=charge")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await Http.GetAsync($"/cashier/{mapi["trade_no"]}/qr.svg")).StatusCode.Should().Be(HttpStatusCode.NotFound);

        await NotifyAsync(IdOf(merchant), $"k-1 {reference} Seen 70");
        ((string)(await StateAsync(mapi))["stage"]!).Should().Be("confirming");
        await NotifyAsync(IdOf(merchant), $"k-1 {reference} Paid 70");
        ((string)(await StateAsync(mapi))["stage"]!).Should().Be("completed");
        ((string)(await client.GetAsync("/deliveries?order=E-1")).Data["deliveries"]![0]!["payload"]!).Should()
            .Contain("trade_status=TRADE_SUCCESS").And.Contain("type=toypay").And.Contain("money=70");
    }

    [Fact]
    public async Task The_payer_chooses_on_the_cashiers_page_and_on_the_shops_own()
    {
        var (_, merchant) = await gateway.MerchantAsync();
        var form = EpayForm.Of((long)merchant["pid"]!, (string)merchant["api_secret"]!, "P-1", "70", "https://shop.example/n", "");
        var mapi = await JsonAsync(await Http.PostAsync("/mapi.php", new FormUrlEncodedContent(form)));
        var state = await StateAsync(mapi);
        ((string)state["stage"]!, state["providerMethods"]!.AsArray().Count, state["charge"] is null).Should().Be(("choose", 2, true));
        (await Http.GetStringAsync($"/cashier?id={mapi["trade_no"]}&lang=en")).Should().Contain("Other ways to pay").And.Contain("value=\"toy_app\"");

        (await ChooseAsync(mapi, "toy_app", gateway.Host.Url.GetLeftPart(UriPartial.Authority))).Should().NotContain("problem");
        ((string)(await StateAsync(mapi))["charge"]!["method"]!).Should().Be("toy_app");
        (await ChooseAsync(mapi, "none", gateway.Host.Url.GetLeftPart(UriPartial.Authority))).Should().EndWith("&problem=method");
        using var elsewhere = await PostMethodAsync(mapi, "toy_page", "https://evil.example");
        elsewhere.StatusCode.Should().Be(HttpStatusCode.Forbidden);

        var token = (string)mapi["cashier_token"]!;
        var chosen = await Http.PostAsync($"/checkout/{token}/method", new StringContent("""{"method":"toy_page"}""", null, "application/json"));
        ((string)(await JsonAsync(chosen))["charge"]!["method"]!).Should().Be("toy_page");
        using var wrong = await Http.PostAsync($"/checkout/{token}/method", new StringContent("""{"method":"none"}""", null, "application/json"));
        (await wrong.Content.ReadAsStringAsync()).Should().Be("""{"error":"method: is none of the ways that this payment can be made in now"}""");
        (await Http.GetAsync($"/checkout/{token}/qr.png?of=charge")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_payer_who_comes_back_has_the_provider_asked_and_is_believed_for_nothing()
    {
        var (client, _) = await gateway.MerchantAsync();
        var created = await client.PostAsync("/payments", Json(new { order_id = "R-1", amount = "70", currency = "CNY", method = "toy_page", return_url = "https://shop.example/done" }));
        var reference = (string)created.Data["charge"]!["reference"]!;
        using (var back = await Http.GetAsync($"/cashier/back/toy/{reference}?trans_id=5"))
            (back.StatusCode, back.Headers.Location!.ToString()).Should().Be((HttpStatusCode.SeeOther, (string)created.Data["cashier_url"]!));
        gateway.Toy.Become(reference, Payments.Domain.Charges.ChargeState.Paid);
        using (var back = await Http.PostAsync($"/cashier/back/toy/{reference}", null))
            back.Headers.Location!.ToString().Should().EndWith("/return");
        ((string)(await client.GetAsync("/payments/R-1")).Data["status"]!).Should().Be("completed");
        foreach (var path in new[] { $"/cashier/back/none/{reference}", "/cashier/back/toy/none", $"/cashier/back/toy/{reference[..^1]}9x" })
            (await Http.GetAsync(path)).StatusCode.Should().Be(HttpStatusCode.NotFound, path);
        (await NotifyAsync("00000000000000000000000000000000", "k-1 x Paid 1")).Status.Should().Be(HttpStatusCode.Forbidden);
        (await Http.PostAsync("/notify/none/x", null)).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    private static string Json(object body) => JsonSerializer.Serialize(body);

    private static string IdOf(JsonObject merchant) => ((string)merchant["merchant_id"]!).Replace("-", "", StringComparison.Ordinal);

    private async Task<(HttpStatusCode Status, string Body)> NotifyAsync(string merchant, string body)
    {
        using var answer = await Http.PostAsync($"/notify/toy/{merchant}", new StringContent(body));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private async Task<JsonObject> StateAsync(JsonObject mapi) => await JsonAsync(await Http.GetAsync($"/cashier/{mapi["trade_no"]}/state"));

    private async Task<string> ChooseAsync(JsonObject mapi, string method, string origin)
    {
        using var answer = await PostMethodAsync(mapi, method, origin);
        answer.StatusCode.Should().Be(HttpStatusCode.SeeOther);
        return answer.Headers.Location!.ToString();
    }

    private async Task<HttpResponseMessage> PostMethodAsync(JsonObject mapi, string method, string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/cashier/{mapi["trade_no"]}/method")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["method"] = method }),
        };
        request.Headers.Add("Origin", origin);
        return await Http.SendAsync(request);
    }

    private static async Task<JsonObject> JsonAsync(HttpResponseMessage answer) => JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();
}
