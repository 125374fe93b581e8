using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Payments.Contracts.Orders;
using Payments.Domain.Orders;
using Payments.Testing;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests.Cashier;

/// <summary>What a shop's own page does with an order's token.</summary>
public sealed class HeadlessTests(ScriptedGateway gateway) : IClassFixture<ScriptedGateway>
{
    private HttpClient Http => gateway.Host.Http;

    [Fact]
    public async Task Each_JSON_answer_to_a_new_order_has_the_token_and_so_has_the_merchants_own_view()
    {
        var shop = await gateway.ShopAsync();
        var mapi = await JsonAsync(await Http.PostAsync("/mapi.php", new FormUrlEncodedContent(shop.SignEpay(shop.EpayOrder("T-1")))));
        var token = (string)mapi["cashier_token"]!;
        token.Should().MatchRegex("^[0-9a-f]{64}$").And.NotBe((string)mapi["trade_no"]!);

        using var asked = new HttpRequestMessage(HttpMethod.Get, "/api/v1/orders/T-1") { Headers = { { "X-API-Key", shop.Keys.ApiKey } } };
        ((string)(await JsonAsync(await Http.SendAsync(asked)))["data"]!["cashier_token"]!).Should().Be(token);

        var pay188 = Faces.Pay188.Pay188Tests.Signed(shop, "T-2", "70", "usdt", "https://shop.example/n");
        var created = await JsonAsync(await Http.PostAsync("/pay/address", new StringContent(pay188, Encoding.UTF8, "application/json")));
        var other = (string)created["data"]!["cashierToken"]!;
        other.Should().MatchRegex("^[0-9a-f]{64}$").And.NotBe(token);
        (await Http.GetStringAsync($"/pay/order/{created["data"]!["orderId"]}")).Should().NotContain(other, "anybody may ask for that");
        ((string)(await StateAsync(other))["id"]!).Should().Be((string)created["data"]!["orderId"]!);
    }

    [Fact]
    public async Task The_state_is_the_pages_own_and_any_page_may_read_it()
    {
        var (order, token) = await OrderAsync(await gateway.ShopAsync(), "S-1");
        using var answer = await Http.GetAsync($"/checkout/{token}/state");
        answer.Headers.GetValues("Access-Control-Allow-Origin").Should().Equal("*");
        answer.Headers.Contains("Access-Control-Allow-Credentials").Should().BeFalse("no cookie counts");
        answer.Headers.CacheControl!.NoStore.Should().BeTrue();
        var own = await JsonAsync(answer);
        var page = await JsonAsync(await Http.GetAsync($"/cashier/{order.Id.Value}/state"));
        own.Remove("now");
        page.Remove("now");
        own.ToJsonString().Should().Be(page.ToJsonString());
        ((string)own["stage"]!, (string)own["coin"]!["token"]!).Should().Be(("waiting", "USDT"));
    }

    [Theory]
    [InlineData("0123456789abcdef0123456789abcdef")]
    [InlineData("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    [InlineData("none")]
    public async Task Without_a_token_nothing_is_told(string token)
    {
        foreach (var path in new[] { "/state", "/events", "/coins", "/qr.png", "/qr.svg" })
        {
            using var answer = await Http.GetAsync($"/checkout/{token}{path}");
            answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
            answer.Headers.GetValues("Access-Control-Allow-Origin").Should().Equal("*");
            (await answer.Content.ReadAsStringAsync()).Should().Be("""{"error":"token: no such payment"}""");
        }
    }

    [Fact]
    public async Task The_id_of_an_order_is_no_token()
    {
        var (order, token) = await OrderAsync(await gateway.ShopAsync(), "S-2");
        (await Http.GetAsync($"/checkout/{order.Id.Value}/state")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await Http.GetAsync($"/cashier/{token}/state")).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_payer_chooses_a_coin_and_then_another_in_the_shops_page()
    {
        var shop = await gateway.ShopAsync("USDC");
        var (_, token) = await OrderAsync(shop, "C-1");
        var state = await StateAsync(token);
        ((string)state["stage"]!, state["coin"]).Should().Be(("choose", null));
        (await Http.GetAsync($"/checkout/{token}/qr.png")).StatusCode.Should().Be(HttpStatusCode.NotFound);

        var coins = (await JsonAsync(await Http.GetAsync($"/checkout/{token}/coins")))["coins"]!.AsArray();
        coins.Select(coin => $"{coin!["token"]} {coin["isChosen"]}").Should().Equal("USDT false", "USDC false");
        foreach (var coin in coins.Reverse())
        {
            var chosen = await JsonAsync(await ChooseAsync(token, $$"""{"wallet":"{{coin!["wallet"]}}"}"""));
            ((string)chosen["stage"]!, (string)chosen["coin"]!["token"]!).Should().Be(("waiting", (string)coin["token"]!));
        }
        (await Http.GetByteArrayAsync($"/checkout/{token}/qr.png"))[..4].Should().Equal(0x89, (byte)'P', (byte)'N', (byte)'G');
        (await Http.GetStringAsync($"/checkout/{token}/qr.svg?of=link")).Should().StartWith("<svg");
    }

    [Theory]
    [InlineData("""{"wallet":"none"}""", HttpStatusCode.BadRequest, "wallet: is none of the coins that this payment can be made in now")]
    [InlineData("""{}""", HttpStatusCode.BadRequest, "wallet: is required")]
    [InlineData("""{"wallet":"a","coin":"b"}""", HttpStatusCode.BadRequest, "coin: is not known here; known are wallet")]
    [InlineData("""[""", HttpStatusCode.BadRequest, "body: expected a JSON object")]
    public async Task A_choice_that_is_none_is_refused_by_the_field_and_changes_nothing(string body, HttpStatusCode status, string error)
    {
        var (order, token) = await OrderAsync(await gateway.ShopAsync("USDC"), "C-2");
        using var answer = await ChooseAsync(token, body);
        answer.StatusCode.Should().Be(status);
        ((string)(await JsonAsync(answer))["error"]!).Should().Be(error);
        (await gateway.Host.Grains.GetGrain<IOrderGrain>(order.Id.GrainKey).GetAsync())!.Quotes.Should().BeEmpty();
    }

    [Fact]
    public async Task After_a_payment_was_seen_the_coin_stays()
    {
        var shop = await gateway.ShopAsync("USDC");
        var (order, token) = await OrderAsync(shop, "C-3");
        var wallets = (await StateAsync(token))["methods"]!.AsArray().Select(method => (string)method!["wallet"]!).ToArray();
        await (await ChooseAsync(token, $$"""{"wallet":"{{wallets[0]}}"}""")).Content.ReadAsStringAsync();
        var quote = (await gateway.Host.Grains.GetGrain<IOrderGrain>(order.Id.GrainKey).GetAsync())!.Quote!;
        gateway.Chain.Pay(quote.Address, quote.Token, quote.Units);
        gateway.Chain.Mine();
        await Patience.UntilAsync(() => StateAsync(token), state => (string)state["stage"]! == "completed", "the payment is final");

        using var refused = await ChooseAsync(token, $$"""{"wallet":"{{wallets[1]}}"}""");
        refused.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await JsonAsync(await Http.GetAsync($"/checkout/{token}/coins")))["coins"]!.AsArray().Should().BeEmpty();
    }

    [Fact]
    public async Task The_event_stream_tells_a_page_of_another_origin_until_the_payment_is_final()
    {
        var (order, token) = await OrderAsync(await gateway.ShopAsync(), "E-1");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/checkout/{token}/events");
        request.Headers.Add("Origin", "https://shop.example");
        using var answer = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        answer.Headers.GetValues("Access-Control-Allow-Origin").Should().Equal("*");
        answer.Content.Headers.ContentType!.MediaType.Should().Be("text/event-stream");
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        gateway.Chain.Pay(order.Quote!.Address, "USDT", order.Quote.Units);
        gateway.Chain.Mine();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var told = await reader.ReadToEndAsync(patience.Token);
        told.Should().Contain("\"stage\":\"completed\"").And.Contain("event: end");
    }

    [Fact]
    public async Task A_browser_that_asks_first_is_let_post_JSON_and_other_paths_are_not_there()
    {
        var (_, token) = await OrderAsync(await gateway.ShopAsync(), "P-1");
        using var request = new HttpRequestMessage(HttpMethod.Options, $"/checkout/{token}/coin")
        {
            Headers = { { "Origin", "https://shop.example" }, { "Access-Control-Request-Method", "POST" } },
        };
        using var answer = await Http.SendAsync(request);
        answer.StatusCode.Should().Be(HttpStatusCode.NoContent);
        answer.Headers.GetValues("Access-Control-Allow-Headers").Single().Should().Contain("Content-Type");
        answer.Headers.GetValues("Access-Control-Allow-Methods").Single().Should().Contain("POST");
        using var elsewhere = await Http.GetAsync($"/checkout/{token}/return");
        (elsewhere.StatusCode, elsewhere.Content.Headers.ContentType!.MediaType).Should().Be((HttpStatusCode.NotFound, "application/json"));
        (await Http.PostAsync($"/checkout/{token}/state", null)).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    private async Task<(Order Order, string Token)> OrderAsync(Shop shop, string number)
    {
        var order = await gateway.Host.CreateOrderAsync(shop.Keys.Merchant.Id, number);
        return (order, gateway.Host.Services.GetRequiredService<IOrderIds>().CashierTokenOf(order.Id));
    }

    private async Task<JsonObject> StateAsync(string token) => await JsonAsync(await Http.GetAsync($"/checkout/{token}/state"));

    private Task<HttpResponseMessage> ChooseAsync(string token, string json) =>
        Http.PostAsync($"/checkout/{token}/coin", new StringContent(json, Encoding.UTF8, "application/json"));

    private static async Task<JsonObject> JsonAsync(HttpResponseMessage answer)
    {
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/json");
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();
    }
}
