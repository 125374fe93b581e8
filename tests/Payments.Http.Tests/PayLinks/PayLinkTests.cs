using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Payments.Contracts.Orders;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.PayLinks;
using Payments.Http.Common;
using Payments.Http.Tests.Api;

namespace Payments.Http.Tests.PayLinks;

/// <summary>Payment links over real HTTP: made by the API, opened by payers.</summary>
public sealed class PayLinkTests(ApiGateway gateway) : IClassFixture<ApiGateway>
{
    private const string Tea = """{"title":"Tea & <b>cake</b>","currency":"CNY","amount":"70","description":"Two lines\nof it"}""";
    private static int shops;

    private async Task<(ApiClient Client, JsonObject Merchant)> ShopAsync()
    {
        var (client, merchant) = await gateway.Anyone.RegisterAsync($"links{Interlocked.Increment(ref shops)}@example.com");
        MerchantId.TryParse((string)merchant["merchant_id"]!, out var id);
        await gateway.Host.AddWalletAsync(id, "ethereum", "USDT", gateway.FreshAddress());
        return (client, merchant);
    }

    private static async Task<JsonObject> MakeAsync(ApiClient client, string json)
    {
        var answer = await client.PostAsync("/payment-links", json);
        answer.Status.Should().Be(HttpStatusCode.Created, answer.Error);
        return answer.Data;
    }

    private static string PathOf(JsonObject link) => new Uri((string)link["url"]!).PathAndQuery;

    private async Task<(HttpStatusCode Status, string Html)> ShowAsync(string path, string language = "en")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept-Language", language);
        using var answer = await gateway.Host.Http.SendAsync(request);
        answer.Headers.GetValues("Content-Security-Policy").Single().Should().Be(HtmlPage.ContentSecurityPolicy);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static string VisitOf(string html) => Regex.Match(html, "name=\"visit\" value=\"([0-9a-f]{32})\"").Groups[1].Value;

    private async Task<(HttpStatusCode Status, string? Order, string Html)> OpenAsync(
        string path, string visit, string? amount = null, string site = "same-origin")
    {
        var fields = new Dictionary<string, string> { ["visit"] = visit };
        if (amount is not null) fields["amount"] = amount;
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields) };
        request.Headers.Add("Sec-Fetch-Site", site);
        request.Headers.Add("Accept-Language", "en");
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = gateway.Host.Url };
        using var answer = await client.SendAsync(request);
        var order = Regex.Match(answer.Headers.Location?.ToString() ?? "", "^/cashier\\?id=([0-9a-f]{32})$");
        return (answer.StatusCode, order.Success ? order.Groups[1].Value : null, await answer.Content.ReadAsStringAsync());
    }

    private async Task<Order> OrderAsync(string id) =>
        (await gateway.Host.Grains.GetGrain<IOrderGrain>(new OrderId(id).GrainKey).GetAsync())!;

    [Fact]
    public async Task A_link_is_read_listed_changed_and_switched_off()
    {
        var (client, _) = await ShopAsync();
        var link = await MakeAsync(client, Tea);
        var id = (string)link["link_id"]!;
        ((string)link["url"]!).Should().EndWith($"-{id}");
        ((string)link["amount"]!, (string)link["status"]!, (bool)link["active"]!).Should().Be(("70", "active", true));
        (await client.GetAsync($"/payment-links/{id}")).Data.ToJsonString().Should().Be(link.ToJsonString());

        var second = await MakeAsync(client, """{"title":"Gift","currency":"usdt","max_payments":1,"active":false}""");
        ((string)second["currency"]!, second["amount"], (int)second["max_payments"]!, (string)second["status"]!)
            .Should().Be(("USDT", null, 1, "off"));
        var listed = await client.GetAsync("/payment-links?limit=1");
        listed.Data["links"]!.AsArray().Select(one => (string)one!["link_id"]!).Should().Equal((string)second["link_id"]!);
        var rest = await client.GetAsync($"/payment-links?limit=1&after={listed.Data["next"]}");
        rest.Data["links"]!.AsArray().Select(one => (string)one!["link_id"]!).Should().Equal(id);
        rest.Data["next"].Should().BeNull();

        var changed = await client.PutAsync($"/payment-links/{id}",
            """{"description":"","expires_at":"2099-12-31","return_url":"https://shop.example/thanks"}""");
        var data = changed.Data;
        (data["description"], (string)data["expires_at"]!, (string)data["return_url"]!, (string)data["title"]!)
            .Should().Be((null, "2099-12-31T00:00:00Z", "https://shop.example/thanks", "Tea & <b>cake</b>"));
        (await client.PutAsync($"/payment-links/{id}", """{"active":false}""")).Data["expires_at"]!.ToString()
            .Should().Be("2099-12-31T00:00:00Z");
        var closed = await ShowAsync(PathOf(link));
        (closed.Status, closed.Html.Contains("switched this link off")).Should().Be((HttpStatusCode.Gone, true));
        (await OpenAsync(PathOf(link), new string('a', 32))).Status.Should().Be(HttpStatusCode.Gone);
    }

    [Theory]
    [InlineData("""{"currency":"CNY"}""", "title: is required")]
    [InlineData("""{"title":"x"}""", "currency: is required")]
    [InlineData("""{"title":"x","currency":"EUR"}""", "currency: expected one of CNY, USDT, which your wallets take")]
    [InlineData("""{"title":"x","currency":"CNY","amount":"0"}""", "amount: must be greater than zero")]
    [InlineData("""{"title":"x","currency":"CNY","amount":"1.001"}""", "amount: at most 2 decimals")]
    [InlineData("""{"title":"x","currency":"CNY","max_payments":"0"}""", "max_payments: must be greater than zero")]
    [InlineData("""{"title":"x","currency":"CNY","max_payments":101}""", "max_payments: expected a whole number from 0 to 100")]
    [InlineData("""{"title":"x","currency":"CNY","expires_at":"2020-01-01"}""", "expires_at: expected a time in the future")]
    [InlineData("""{"title":"x","currency":"CNY","expires_at":"soon"}""", "expires_at: expected a day")]
    [InlineData("""{"title":"x","currency":"CNY","return_url":"javascript:alert(1)"}""", "return_url: expected an absolute http or https")]
    [InlineData("""{"title":"a\u0007b","currency":"CNY"}""", "title: must not contain control characters")]
    [InlineData("""{"title":"x","currency":"CNY","amuont":"1"}""", "amuont: is not known here")]
    public async Task Bad_input_names_its_field_and_nothing_is_stored(string json, string error)
    {
        var (client, _) = await ShopAsync();
        var answer = await client.PostAsync("/payment-links", json);
        answer.Status.Should().Be(HttpStatusCode.BadRequest, answer.Error);
        answer.Error.Should().StartWith(error);
        (await client.GetAsync("/payment-links")).Data["links"]!.AsArray().Should().BeEmpty();
    }

    [Fact]
    public async Task The_same_idempotency_key_makes_one_link_and_anothers_link_is_not_found()
    {
        var (client, _) = await ShopAsync();
        var (other, _) = await ShopAsync();
        Task<ApiAnswer> AskAsync() => client.SendAsync(HttpMethod.Post, "/payment-links",
            new StringContent(Tea, System.Text.Encoding.UTF8, "application/json"), ("Idempotency-Key", "k-1"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => AskAsync()));
        answers.Select(answer => (string)answer.Data["link_id"]!).Distinct().Should().ContainSingle();
        (await client.GetAsync("/payment-links")).Data["links"]!.AsArray().Should().ContainSingle();
        var id = (string)answers[0].Data["link_id"]!;
        (await other.GetAsync($"/payment-links/{id}")).Status.Should().Be(HttpStatusCode.NotFound);
        (await other.PutAsync($"/payment-links/{id}", """{"active":false}""")).Status.Should().Be(HttpStatusCode.NotFound);
        (await client.GetAsync("/payment-links/x")).Error.Should().Be("link_id: no such payment link");
    }

    [Fact]
    public async Task Looking_makes_nothing_and_a_form_sent_twice_is_one_order()
    {
        var (client, merchant) = await ShopAsync();
        await client.PutAsync($"/merchants/{merchant["merchant_id"]}", """{"webhook_url":"https://shop.example/hook"}""");
        var link = await MakeAsync(client, Tea);
        var path = PathOf(link);
        var page = await ShowAsync(path);
        page.Status.Should().Be(HttpStatusCode.OK);
        page.Html.Should().Contain("Tea &amp; &lt;b&gt;cake&lt;/b&gt;").And.Contain("店 Shop").And.NotContain("<b>cake")
            .And.NotContain("name=\"amount\"");
        Regex.Matches(page.Html, "(?:src|href|action)=\"(https?:)?//").Should().BeEmpty();
        (await ShowAsync(path, "zh-CN")).Html.Should().Contain("前往付款");
        (await client.GetAsync("/orders")).Data["orders"]!.AsArray().Should().BeEmpty();

        var visit = VisitOf(page.Html);
        var opened = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => OpenAsync(path, visit)));
        opened.Should().OnlyContain(one => one.Status == HttpStatusCode.SeeOther);
        opened.Select(one => one.Order).Distinct().Should().ContainSingle();
        var order = await OrderAsync(opened[0].Order!);
        (order.Money, order.Currency, order.Terms.Face, order.Terms.Subject).Should().Be((70m, "CNY", Face.WoPay, "Tea & <b>cake</b>"));
        order.Terms.NotifyUrl.Should().Be("https://shop.example/hook");
        order.Number.Should().StartWith((string)link["order_id_prefix"]!);
        (await OpenAsync(path, VisitOf((await ShowAsync(path)).Html))).Order.Should().NotBe(opened[0].Order);
        (await client.GetAsync("/payments")).Data["payments"]!.AsArray().Should().HaveCount(2, "a link's orders are payments");
    }

    [Fact]
    public async Task A_payer_names_the_amount_of_an_open_link()
    {
        var (client, _) = await ShopAsync();
        var path = PathOf(await MakeAsync(client, """{"title":"Gift","currency":"CNY"}"""));
        var page = await ShowAsync(path + "?amount=12.5");
        page.Html.Should().Contain("value=\"12.5\"");
        var visit = VisitOf(page.Html);
        foreach (var wrong in new[] { null, "", "0", "1.234", "-5", "1e3", "<script>" })
        {
            var refused = await OpenAsync(path, visit, wrong);
            (refused.Status, refused.Order).Should().Be((HttpStatusCode.BadRequest, null), wrong);
            refused.Html.Should().Contain("Please enter an amount").And.NotContain("<script>");
            VisitOf(refused.Html).Should().Be(visit, "the form is still the same");
        }
        var first = await OpenAsync(path, visit, "12.50");
        (await OrderAsync(first.Order!)).Money.Should().Be(12.5m);
        (await OpenAsync(path, visit, "12.5")).Order.Should().Be(first.Order, "the same amount is the same order");
        (await OpenAsync(path, visit, "13")).Order.Should().NotBe(first.Order, "another amount is another order");
    }

    [Fact]
    public async Task A_link_for_one_payment_is_one_order_until_it_is_paid()
    {
        var (client, _) = await ShopAsync();
        var link = await MakeAsync(client, """{"title":"Invoice","currency":"CNY","amount":"70","max_payments":1}""");
        var path = PathOf(link);
        var order = (await OpenAsync(path, new string('1', 32))).Order!;
        (await OpenAsync(path, new string('2', 32))).Order.Should().Be(order);
        (await client.PostAsync($"/orders/{order}/complete", """{"reason":"cash"}""")).Status.Should().Be(HttpStatusCode.OK);
        var late = await OpenAsync(path, new string('3', 32));
        (late.Status, late.Html.Contains("paid as often as it may be")).Should().Be((HttpStatusCode.Gone, true));
        (await OpenAsync(path, new string('1', 32))).Order.Should().Be(order, "who paid sees that it is paid");
    }

    [Fact]
    public async Task A_place_whose_order_was_closed_goes_to_another()
    {
        var (client, _) = await ShopAsync();
        var path = PathOf(await MakeAsync(client, """{"title":"Seats","currency":"CNY","amount":"70","max_payments":2}"""));
        var (first, second) = ((await OpenAsync(path, new string('1', 32))).Order!, (await OpenAsync(path, new string('2', 32))).Order!);
        second.Should().NotBe(first);
        var refused = await OpenAsync(path, new string('3', 32));
        (refused.Status, refused.Html.Contains("Others are paying")).Should().Be((HttpStatusCode.Conflict, true));
        (await client.PostAsync($"/orders/{second}/close")).Status.Should().Be(HttpStatusCode.OK);
        var third = (await OpenAsync(path, new string('3', 32))).Order!;
        third.Should().NotBe(first).And.NotBe(second);
        (await OpenAsync(path, new string('4', 32))).Status.Should().Be(HttpStatusCode.Conflict);
    }

    [Theory]
    [InlineData("/link/1-0123456789ab", HttpStatusCode.NotFound)]
    [InlineData("/link/nothing", HttpStatusCode.NotFound)]
    [InlineData("/link/%3Cscript%3E-0123456789ab", HttpStatusCode.NotFound)]
    public async Task What_is_no_link_is_not_found(string path, HttpStatusCode status)
    {
        var page = await ShowAsync(path);
        (page.Status, page.Html.Contains("There is no such payment link")).Should().Be((status, true));
        page.Html.Should().NotContain("<script>");
    }

    [Fact]
    public async Task A_form_of_another_site_or_without_its_visit_opens_nothing()
    {
        var (client, _) = await ShopAsync();
        var path = PathOf(await MakeAsync(client, Tea));
        (await OpenAsync(path, new string('1', 32), site: "cross-site")).Status.Should().Be(HttpStatusCode.Forbidden);
        (await OpenAsync(path, "x")).Status.Should().Be(HttpStatusCode.BadRequest);
        (await client.GetAsync("/orders")).Data["orders"]!.AsArray().Should().BeEmpty();
    }

    [Fact]
    public async Task A_shop_without_anything_that_takes_money_makes_no_link()
    {
        var client = await gateway.MerchantAsync();
        (await client.PostAsync("/payment-links", Tea)).Error.Should().StartWith("currency: you have no wallet yet");
    }

    [Fact]
    public void Every_refusal_has_words_in_both_languages()
    {
        foreach (var outcome in Enum.GetValues<PayLinkOutcome>().Except([PayLinkOutcome.Open, PayLinkOutcome.AskOrders]))
        {
            var texts = new[] { "en", "zh" }.Select(language =>
            {
                var context = new Microsoft.AspNetCore.Http.DefaultHttpContext();
                context.Request.Headers.AcceptLanguage = language;
                return Payments.Http.PayLinks.PayLinkTexts.For(context.Request).Of(outcome);
            });
            texts.Should().OnlyHaveUniqueItems().And.NotContain("");
        }
    }
}
