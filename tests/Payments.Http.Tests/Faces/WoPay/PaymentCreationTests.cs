using System.Net;
using System.Text;
using Payments.Domain.Orders;
using Payments.Http.Tests.Api;

namespace Payments.Http.Tests.Faces.WoPay;

/// <summary>A payment of the WoPay document is created.</summary>
public sealed class PaymentCreationTests(ApiGateway gateway) : IClassFixture<ApiGateway>
{
    private const string Usdt = "0xdAC17F958D2ee523a2206206994597C13D831ec7";

    [Fact]
    public async Task The_documents_request_gets_the_documents_answer_and_more()
    {
        var shop = await PaymentShop.OpenAsync(gateway);
        var answer = await shop.PayAsync(
            "ORDER_20240101_001", more: ""","callback_url":"https://mystore.example/payment-callback","expires_in":3600""");

        answer.Status.Should().Be(HttpStatusCode.Created, answer.Error);
        var data = answer.Data;
        data.Select(field => field.Key).Should().Equal(
            "payment_id", "payment_address", "amount", "currency", "expires_at", "qr_code", "payment_url",
            "order_id", "status", "chain", "pay_amount", "to_pay", "cashier_url", "cashier_token", "created_at", "charge");
        var order = (await shop.OrdersAsync()).Should().ContainSingle().Subject;
        ((string)data["payment_id"]!).Should().Be(order.Id.ToUuid());
        Guid.TryParseExact((string)data["payment_id"]!, "D", out _).Should().BeTrue();
        ((string)data["payment_address"]!).Should().BeEquivalentTo(shop.Address);
        ((string)data["amount"]!, (string)data["currency"]!, (string)data["pay_amount"]!, (string)data["to_pay"]!)
            .Should().Be(("99.99", "USDT", "99.99", "99.99"), "the amount is of the token itself, though the wallet prices orders in CNY");
        ((string)data["payment_url"]!).Should()
            .Be($"ethereum:{Usdt}@1/transfer?address={(string)data["payment_address"]!}&uint256=99990000");
        ((string)data["qr_code"]!).Should().StartWith("data:image/png;base64,iVBORw0KGgo");
        ((string)data["order_id"]!, (string)data["status"]!, (string)data["chain"]!)
            .Should().Be(("ORDER_20240101_001", "pending", "ethereum"));
        ((string)data["cashier_url"]!).Should().Be($"{gateway.Host.Url.ToString().TrimEnd('/')}/cashier?id={order.Id}");
        var (made, ends) = (DateTimeOffset.Parse((string)data["created_at"]!), DateTimeOffset.Parse((string)data["expires_at"]!));
        (ends - made).Should().Be(TimeSpan.FromHours(1));
        (order.Terms.Face, order.Terms.NotifyUrl, order.Currency, order.Quote!.RateSource).Should()
            .Be((Face.WoPay, "https://mystore.example/payment-callback", "USDT", "par"));
    }

    [Fact]
    public async Task Ether_is_asked_in_its_own_decimals_and_its_url_needs_no_contract()
    {
        var shop = await PaymentShop.OpenAsync(gateway);
        await shop.AddWalletAsync("ethereum", "ETH");
        var answer = await shop.Client.PostAsync("/payments", """{"order_id":"E-1","amount":0.05,"currency":"eth"}""");
        answer.Status.Should().Be(HttpStatusCode.Created, answer.Error);
        ((string)answer.Data["amount"]!, (string)answer.Data["currency"]!, (string)answer.Data["pay_amount"]!)
            .Should().Be(("0.05", "ETH", "0.05"));
        ((string)answer.Data["payment_url"]!).Should().Be($"ethereum:{(string)answer.Data["payment_address"]!}@1?value=50000000000000000");
    }

    [Theory]
    [InlineData("", "ethereum")]
    [InlineData(""","chain":"bsc" """, "bsc")]
    [InlineData(""","chain":"BEP20" """, "bsc")]
    [InlineData(""","chain":null""", "ethereum")]
    public async Task Of_several_chains_the_one_that_is_named_or_the_merchants_first_is_taken(string chain, string expected)
    {
        var shop = await PaymentShop.OpenAsync(gateway);
        await shop.AddWalletAsync("bsc", "USDT", "USDT");
        var answer = await shop.PayAsync("C-1", "10", chain);
        answer.Status.Should().Be(HttpStatusCode.Created, answer.Error);
        ((string)answer.Data["chain"]!).Should().Be(expected);
    }

    [Fact]
    public async Task Equal_amounts_at_one_address_are_nudged_and_the_url_asks_for_the_nudged_one()
    {
        var shop = await PaymentShop.OpenAsync(gateway);
        await shop.PayAsync("N-1");
        var second = (await shop.PayAsync("N-2")).Data;
        ((string)second["amount"]!, (string)second["pay_amount"]!).Should().Be(("99.99", "100"));
        ((string)second["payment_url"]!).Should().EndWith("&uint256=100000000");
    }

    [Theory]
    [InlineData("99.99", "99.99", "99.99")]
    [InlineData("\"99.990\"", "99.990", "99.99")]
    [InlineData("100", "100", "100")]
    [InlineData("\"0.011\"", "0.011", "0.02")]
    public async Task The_amount_is_echoed_as_it_was_written_and_asked_in_payable_steps(string sent, string echoed, string asked)
    {
        var shop = await PaymentShop.OpenAsync(gateway);
        var answer = await shop.Client.PostAsync("/payments", $$"""{"order_id":"A-1","amount":{{sent}},"currency":"USDT"}""");
        ((string)answer.Data["amount"]!, (string)answer.Data["pay_amount"]!).Should().Be((echoed, asked));
        ((string)(await shop.Client.GetAsync("/payments/A-1")).Data["amount"]!).Should().Be(echoed);
    }

    [Theory]
    [InlineData("60", 60)]
    [InlineData("86400", 86400)]
    [InlineData("\"3600\"", 3600)]
    [InlineData("null", 1800)]
    public async Task The_time_to_pay_is_what_was_asked_or_the_usual(string expiresIn, int seconds)
    {
        var shop = await PaymentShop.OpenAsync(gateway);
        await shop.PayAsync("X-1", more: $",\"expires_in\":{expiresIn}");
        var order = (await shop.OrdersAsync()).Single();
        (order.ExpiresAt - order.CreatedAt).Should().Be(TimeSpan.FromSeconds(seconds));
    }

    [Fact]
    public async Task The_callback_address_of_a_payment_goes_before_the_merchants()
    {
        var shop = await PaymentShop.OpenAsync(gateway);
        (await shop.Client.PutAsync($"/merchants/{shop.Merchant["merchant_id"]}", """{"webhook_url":"https://mystore.example/webhook"}"""))
            .Status.Should().Be(HttpStatusCode.OK);
        await shop.PayAsync("W-1");
        await shop.PayAsync("W-2", more: ""","callback_url":"https://mystore.example/one" """);
        ((await shop.Grain("W-1").GetAsync())!.Terms.NotifyUrl, (await shop.Grain("W-2").GetAsync())!.Terms.NotifyUrl)
            .Should().Be(("https://mystore.example/webhook", "https://mystore.example/one"));
    }

    [Fact]
    public async Task The_same_order_id_gives_the_same_payment_and_other_money_is_a_conflict()
    {
        var shop = await PaymentShop.OpenAsync(gateway);
        await shop.AddWalletAsync("ethereum", "ETH");
        var first = await shop.PayAsync("S-1");
        var again = await shop.PayAsync("S-1");
        (first.Status, again.Status).Should().Be((HttpStatusCode.Created, HttpStatusCode.OK));
        again.Data.ToJsonString().Should().Be(first.Data.ToJsonString());

        var other = await shop.PayAsync("S-1", "100");
        (other.Status, other.Error).Should()
            .Be((HttpStatusCode.Conflict, "order_id: order number S-1 is taken by an order over 99.99 USDT"));
        var coin = await shop.Client.PostAsync("/payments", """{"order_id":"S-1","amount":"99.99","currency":"ETH"}""");
        coin.Status.Should().Be(HttpStatusCode.Conflict);
        (await shop.OrdersAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task An_unpaid_payment_turns_to_the_chain_that_is_named_and_a_paid_one_does_not()
    {
        var shop = await PaymentShop.OpenAsync(gateway);
        await shop.AddWalletAsync("bsc", "USDT");
        await shop.PayAsync("T-1", "10");
        ((string)(await shop.PayAsync("T-1", "10", ""","chain":"bsc" """)).Data["chain"]!).Should().Be("bsc");
        await shop.ReceiveAsync("T-1", 400, "0x1");
        var refused = await shop.PayAsync("T-1", "10", ""","chain":"ethereum" """);
        (refused.Status, refused.Error).Should().Be((HttpStatusCode.Conflict,
            $"order_id: a payment of T-1 was seen (order {(await shop.OrdersAsync()).Single().Id}), so these stay as they were: type"));
        var rest = (await shop.PayAsync("T-1", "10", ""","chain":"bsc" """)).Data;
        ((string)rest["status"]!, (string)rest["pay_amount"]!, (string)rest["to_pay"]!).Should().Be(("confirmed", "10", "6"));
        ((string)rest["payment_url"]!).Should().EndWith("&uint256=6000000000000000000");
    }

    [Fact]
    public async Task A_payment_that_is_seen_in_full_has_nothing_to_scan_and_a_completed_one_takes_no_more()
    {
        var shop = await PaymentShop.OpenAsync(gateway);
        await shop.PayAsync("F-1", "10");
        await shop.ReceiveAsync("F-1", 1000, "0x1", isFinal: false);
        var seen = (await shop.PayAsync("F-1", "10")).Data;
        (seen["qr_code"], seen["payment_url"], (string)seen["to_pay"]!).Should().Be((null, null, "0"));
        await shop.ReceiveAsync("F-1", 1, "0x2", block: 11);
        var refused = await shop.PayAsync("F-1", "10");
        refused.Status.Should().Be(HttpStatusCode.Conflict);
        refused.Error.Should().StartWith("order_id: F-1 is completed (order ").And.EndWith("takes no money any more; send a new number");
    }

    [Theory]
    [InlineData("{}", "order_id: is required")]
    [InlineData("""{"order_id":"","amount":"1","currency":"USDT"}""", "order_id: is required")]
    [InlineData("""{"order_id":1,"amount":"1","currency":"USDT"}""", "order_id: expected a string")]
    [InlineData("""{"order_id":"a b","amount":"1","currency":"USDT"}""", "order_id: only letters, digits and . _ - | are allowed")]
    [InlineData("""{"order_id":"b","currency":"USDT"}""", "amount: is required")]
    [InlineData("""{"order_id":"b","amount":"","currency":"USDT"}""", "amount: is required")]
    [InlineData("""{"order_id":"b","amount":true,"currency":"USDT"}""", "amount: expected a number")]
    [InlineData("""{"order_id":"b","amount":"0","currency":"USDT"}""", "amount: must be greater than zero")]
    [InlineData("""{"order_id":"b","amount":"-1","currency":"USDT"}""", "amount: expected a positive number such as 99.99")]
    [InlineData("""{"order_id":"b","amount":1e2,"currency":"USDT"}""", "amount: expected a positive number such as 99.99")]
    [InlineData("""{"order_id":"b","amount":"1,5","currency":"USDT"}""", "amount: expected a positive number such as 99.99")]
    [InlineData("""{"order_id":"b","amount":"0.0000001","currency":"USDT"}""", "amount: at most 6 decimals")]
    [InlineData("""{"order_id":"b","amount":"100000000.01","currency":"USDT"}""", "amount: at most 100000000")]
    [InlineData("""{"order_id":"b","amount":"1"}""", "currency: is required")]
    [InlineData("""{"order_id":"b","amount":"1","currency":7}""", "currency: expected a string")]
    [InlineData("""{"order_id":"b","amount":"1","currency":"USDT","chain":"mars"}""",
        "chain: expected one of ethereum, bsc, polygon, tron, solana, bitcoin, litecoin, dash")]
    [InlineData("""{"order_id":"b","amount":"1","currency":"USDT","chain":"polygon"}""",
        "chain: polygon is switched off on this gateway: no node is configured for it")]
    [InlineData("""{"order_id":"b","amount":"1","currency":"USDT","chain":5}""", "chain: expected a string")]
    [InlineData("""{"order_id":"b","amount":"1","currency":"USDT","callback_url":"ftp://shop.example"}""",
        "callback_url: expected an absolute http or https URL")]
    [InlineData("""{"order_id":"b","amount":"1","currency":"USDT","callback_url":"/relative"}""",
        "callback_url: expected an absolute http or https URL")]
    [InlineData("""{"order_id":"b","amount":"1","currency":"USDT","return_url":"javascript:alert(1)"}""",
        "return_url: expected an absolute http or https URL")]
    [InlineData("""{"order_id":"b","amount":"1","currency":"USDT","expires_in":59}""",
        "expires_in: expected a whole number of seconds from 60 to 86400")]
    [InlineData("""{"order_id":"b","amount":"1","currency":"USDT","expires_in":86401}""",
        "expires_in: expected a whole number of seconds from 60 to 86400")]
    [InlineData("""{"order_id":"b","amount":"1","currency":"USDT","expires_in":"1h"}""",
        "expires_in: expected a whole number of seconds from 60 to 86400")]
    [InlineData("""{"order_id":"b","amount":"1","currency":"USDT","expires_in":600.5}""",
        "expires_in: expected a whole number of seconds from 60 to 86400")]
    [InlineData("""{"order_id":"b","amount":"1","currency":"USDT","expiresin":600}""",
        "expiresin: is not known here; known are order_id, amount, currency, chain, callback_url, expires_in, return_url, subject, method, payer_id, payer_ip, pay_currency, network, user")]
    [InlineData("""{"order_id":"b","amount":"1","currency":"USDT","subject":["x"]}""", "subject: expected a string")]
    [InlineData("""{"order_id":"b","order_id":"c","amount":"1","currency":"USDT"}""", "order_id: was sent twice")]
    [InlineData("""{"order_id":"b","amount":"1","currency":"USDT"} x""", "body: is not well-formed JSON")]
    [InlineData("[]", "body: expected a JSON object")]
    [InlineData("", "body: is not well-formed JSON")]
    public async Task Wrong_input_is_a_400_that_names_the_field_and_stores_nothing(string body, string error)
    {
        var shop = await PaymentShop.OpenAsync(gateway);
        var refused = await shop.Client.PostAsync("/payments", body);
        (refused.Status, refused.Error).Should().Be((HttpStatusCode.BadRequest, error));
        (await shop.OrdersAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task An_address_that_callbacks_may_not_reach_is_refused_by_the_field_that_it_is_from()
    {
        var shop = await PaymentShop.OpenAsync(gateway);
        var refused = await shop.PayAsync("P-1", more: ""","callback_url":"http://10.0.0.1/notify" """);
        refused.Status.Should().Be(HttpStatusCode.BadRequest);
        refused.Error.Should().StartWith("callback_url: ");
        (await shop.OrdersAsync()).Should().BeEmpty();
    }

    [Theory]
    [InlineData("bnb", "", "currency: you have no wallet for BNB yet; add one: POST /api/v1/wallets " +
        """{"chain":"bsc","token":"BNB","address":"…","currency":"USDT"}""")]
    [InlineData("usdt", ""","chain":"bsc" """, "currency: you have no wallet for USDT on bsc yet; add one: POST /api/v1/wallets " +
        """{"chain":"bsc","token":"USDT","address":"…","currency":"USDT"}""")]
    [InlineData("CNY", ""","chain":"ethereum" """, "currency: expected one of ETH, USDC, USDT")]
    [InlineData("USDT-bsc", ""","chain":"ethereum" """, "currency: expected one of ETH, USDC, USDT")]
    public async Task Without_a_wallet_for_the_currency_it_says_how_to_add_one(string currency, string chain, string error)
    {
        var shop = await PaymentShop.OpenAsync(gateway);
        var refused = await shop.Client.PostAsync("/payments", $$"""{"order_id":"b","amount":"1","currency":"{{currency}}"{{chain}}}""");
        refused.Status.Should().Be(HttpStatusCode.BadRequest);
        refused.Error.Should().Be(error);
    }

    [Theory]
    [InlineData("text/plain", HttpStatusCode.UnsupportedMediaType, "Content-Type: expected application/json in UTF-8")]
    [InlineData("application/json", HttpStatusCode.RequestEntityTooLarge, "body: at most 64 KiB")]
    public async Task A_body_of_another_type_or_too_large_is_refused(string type, HttpStatusCode status, string error)
    {
        var shop = await PaymentShop.OpenAsync(gateway);
        var body = new StringContent(PaymentShop.Body("L-1", more: $",\"subject\":\"{new string('x', 70_000)}\""), Encoding.UTF8, type);
        var refused = await shop.Client.SendAsync(HttpMethod.Post, "/payments", body);
        (refused.Status, refused.Error).Should().Be((status, error));
    }

    [Fact]
    public async Task Without_a_key_or_for_another_method_nothing_is_created()
    {
        (await gateway.Anyone.PostAsync("/payments", PaymentShop.Body("K-1"))).Status.Should().Be(HttpStatusCode.Unauthorized);
        (await gateway.Anyone.With("wopay_live_0000").PostAsync("/payments", PaymentShop.Body("K-1")))
            .Status.Should().Be(HttpStatusCode.Unauthorized);
        var shop = await PaymentShop.OpenAsync(gateway);
        (await shop.Client.PutAsync("/payments", PaymentShop.Body("K-1"))).Status.Should().Be(HttpStatusCode.NotFound);
        (await shop.OrdersAsync()).Should().BeEmpty();
    }
}
