using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Payments.Contracts.Callbacks;
using Payments.Contracts.Orders;
using Payments.Domain.Callbacks;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Signatures;
using Payments.Domain.Transfers;
using Payments.Testing;
using Payments.Testing.Shops;

namespace Payments.Http.Tests.Api;

/// <summary>Webhooks over the wire: what merchants receive, verify, count and rotate.</summary>
public sealed class WebhookTests(ApiGateway gateway) : IClassFixture<ApiGateway>
{
    private const string Sample = """{"event_type":"payment.completed","test_data":{"message":"This is a test webhook"}}""";

    private static int shops;
    private static int transfers;

    [Fact]
    public async Task The_documents_own_code_and_the_library_of_Standard_Webhooks_verify_what_a_shop_receives()
    {
        await using var shop = new ShopReceiver(_ => (204, ""));
        var (client, merchant) = await OpenAsync(shop.Url);
        var order = await PayAsync(merchant, "W-1", shop.Url);
        await shop.NextAsync();
        await shop.NextAsync();

        var secret = (string)merchant["api_secret"]!;
        var bodies = new List<JsonNode>();
        foreach (var heard in shop.All)
        {
            (heard.Method, heard.ContentType).Should().Be(("POST", "application/json; charset=utf-8"));
            await VerifyAsync(heard, secret);
            bodies.Add(JsonNode.Parse(heard.Body)!);
        }
        bodies.Select(body => (string)body["event_type"]!).Should().Equal("payment_status_changed", "payment_status_changed");
        bodies.Select(body => (string)body["data"]!["status"]!).Should().Equal("confirmed", "completed");
        bodies.Select(body => (int)body["sequence"]!).Should().Equal(1, 2);
        var data = bodies[1]["data"]!;
        ((string)data["payment_id"]!, (string)data["order_id"]!, (string)data["amount"]!).Should().Be((order.Id.ToUuid(), "W-1", "70"));
        ((string)data["transaction_hash"]!).Should().Be(order.Transfers[0].Transfer.Transaction);
        ((long)data["confirmations"]!).Should().BePositive();
        shop.All.Select(heard => heard.Headers["X-WoPay-Webhook-Id"]).Should().OnlyHaveUniqueItems()
            .And.AllSatisfy(id => Guid.TryParse(id, out _).Should().BeTrue());

        var listed = await Patience.UntilAsync(
            async () => (await client.GetAsync("/deliveries?order=W-1")).Data["deliveries"]!.AsArray(),
            rows => rows.All(row => (string)row!["status"]! == "delivered"), "a 204 is heard");
        listed.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_test_is_really_signed_says_that_it_is_one_and_names_no_payment()
    {
        await using var shop = new ShopReceiver();
        var (client, merchant) = await OpenAsync(shop.Url + "hook");
        var answer = await client.PostAsync("/webhooks/test", Sample);
        answer.Status.Should().Be(HttpStatusCode.OK, answer.Error);
        var heard = await shop.NextAsync();
        await VerifyAsync(heard, (string)merchant["api_secret"]!);
        var body = JsonNode.Parse(heard.Body)!.AsObject();
        ((string)body["event_type"]!, (bool)body["test"]!, (string)body["data"]!["message"]!)
            .Should().Be(("payment.completed", true, "This is a test webhook"));
        heard.Body.Should().NotContain("payment_id").And.NotContain("status");
        heard.Target.Should().Be("/hook");
        ((bool)answer.Data["delivered"]!, (int)answer.Data["status_code"]!, (string)answer.Data["payload"]!).Should().Be((true, 200, heard.Body));
        ((string)answer.Data["headers"]!["X-WoPay-Signature"]!).Should().Be(heard.Headers["X-WoPay-Signature"]);
        (await client.GetAsync("/deliveries")).Data["deliveries"]!.AsArray().Should().BeEmpty("a test is no callback");
    }

    [Theory]
    [InlineData("""{"event_type":"payment.completed","test_data":{"payment_id":"x"}}""", "test_data: must not have payment_id")]
    [InlineData("""{"event_type":"payment.completed","test_data":{"Status":"completed"}}""", "test_data: must not have Status")]
    [InlineData("""{"event_type":"payment.completed","test_data":{"a":[{"status":"completed"}]}}""", "test_data: must not have status")]
    [InlineData("""{"event_type":"payment.refused"}""", "event_type: expected one of payment_status_changed")]
    [InlineData("""{"test_data":{}}""", "event_type: is required")]
    [InlineData("""{"event_type":"payment.completed","test_data":"x"}""", "test_data: expected an object")]
    [InlineData("""{"event_type":"payment.completed","test_data":[1]}""", "test_data: expected")]
    [InlineData("""{"event_type":{"a":1}}""", "event_type: expected")]
    [InlineData("""{"event_type":"payment.completed","data":{}}""", "data: is not known here")]
    [InlineData("""{"event_type":"payment.completed","test_data":{"a":}}""", "body: is not well-formed JSON")]
    [InlineData("""{"event_type":"payment.completed","test_data":{"a":[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]}}""", "body: is not well-formed JSON")]
    public async Task A_test_that_could_be_taken_for_a_payment_or_is_wrong_is_refused(string body, string error)
    {
        await using var shop = new ShopReceiver();
        var (client, _) = await OpenAsync(shop.Url);
        var answer = await client.PostAsync("/webhooks/test", body);
        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        answer.Error.Should().StartWith(error);
        shop.All.Should().BeEmpty();
    }

    [Fact]
    public async Task A_test_needs_an_address_and_a_key_and_there_are_ten_a_minute()
    {
        await using var shop = new ShopReceiver(_ => (500, "no"));
        var none = await (await gateway.MerchantAsync()).PostAsync("/webhooks/test", Sample);
        (none.Status, none.Error!.Split(':')[0]).Should().Be((HttpStatusCode.BadRequest, "webhook_url"));
        (await gateway.Anyone.PostAsync("/webhooks/test", Sample)).Status.Should().Be(HttpStatusCode.Unauthorized);
        var (client, _) = await OpenAsync(shop.Url);
        for (var i = 0; i < 10; i++)
        {
            var failed = await client.PostAsync("/webhooks/test", """{"event_type":"payment_status_changed"}""");
            ((bool)failed.Data["delivered"]!, (string)failed.Data["error"]!).Should().Be((false, "HTTP 500: expected a status from 200 to 299"));
        }
        (await client.PostAsync("/webhooks/test", Sample)).Status.Should().Be(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Statistics_count_what_became_of_a_merchants_callbacks()
    {
        await using var shop = new ShopReceiver(heard => (heard.Target == "/deaf" ? 503 : 200, "success"));
        var (client, merchant) = await OpenAsync(shop.Url);
        var empty = (await client.GetAsync("/webhooks/stats?days=30")).Data;
        empty.Select(field => field.Key).Take(4).Should().Equal("total_webhooks", "successful_webhooks", "failed_webhooks", "pending_webhooks");
        ((int)empty["total_webhooks"]!, (decimal)empty["success_rate"]!, (decimal)empty["average_attempts"]!).Should().Be((0, 0m, 0m));

        await PayAsync(merchant, "S-1", shop.Url);
        await PayAsync(merchant, "S-2", shop.Url + "deaf");
        var counts = await Patience.UntilAsync(
            async () => (await client.GetAsync("/webhooks/stats")).Data,
            data => (int)data["successful_webhooks"]! == 2 && (int)data["pending_webhooks"]! == 1 && (decimal)data["average_attempts"]! == 1, "all are counted");
        ((int)counts["total_webhooks"]!, (int)counts["failed_webhooks"]!, (int)counts["superseded_webhooks"]!).Should().Be((4, 0, 1));
        ((decimal)counts["success_rate"]!).Should().Be(66.67m);
        ((int)(await (await gateway.MerchantAsync()).GetAsync("/webhooks/stats")).Data["total_webhooks"]!).Should().Be(0);
        foreach (var days in new[] { "0", "366", "x", "-1" })
            (await client.GetAsync($"/webhooks/stats?days={days}")).Error.Should().Be("days: expected a whole number from 1 to 365");
    }

    [Fact]
    public async Task A_rotated_secret_signs_at_once_and_the_former_one_beside_it()
    {
        await using var shop = new ShopReceiver();
        var (client, merchant) = await OpenAsync(shop.Url);
        var old = (string)merchant["api_secret"]!;
        var rotated = (await client.PostAsync("/webhooks/rotate-secret", """{"overlap_hours":2}""")).Data;
        var secret = (string)rotated["api_secret"]!;
        ((string)rotated["webhook_secret"]!).Should().Be(WebhookSignature.StandardForm(secret));
        secret.Should().NotBe(old);
        await client.PostAsync("/webhooks/test", Sample);
        var heard = await shop.NextAsync();
        await VerifyAsync(heard, secret);
        var at = DateTimeOffset.FromUnixTimeSeconds(long.Parse(heard.Headers["webhook-timestamp"], CultureInfo.InvariantCulture));
        heard.Headers["webhook-signature"].Should()
            .Be(WebhookSignature.Standard(heard.Headers["webhook-id"], at, heard.Body, [secret, old]), "both signatures are sent, the new one first");

        (await client.PostAsync("/webhooks/rotate-secret", """{"overlap_hours":0}""")).Status.Should().Be(HttpStatusCode.OK);
        await client.PostAsync("/webhooks/test", Sample);
        Verifies(await shop.NextAsync(), secret).Should().BeFalse("that overlap was none");
        foreach (var hours in new[] { "169", "-1", "1.5", "\"x\"" })
            (await client.PostAsync("/webhooks/rotate-secret", $$"""{"overlap_hours":{{hours}}}""")).Error
                .Should().Be("overlap_hours: expected a whole number from 0 to 168");
        (await client.PostAsync("/webhooks/rotate-secret")).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Requests_of_shops_are_taken_with_either_secret_while_a_rotation_overlaps()
    {
        var keys = await gateway.Host.RegisterMerchantAsync("rotating@example.com");
        var shop = new Shop(gateway.Host, keys);
        (await gateway.Host.AddWalletAsync(keys.Merchant.Id, "bsc", "USDT", $"0x{keys.Merchant.Pid:x40}")).Wallet.Should().NotBeNull();
        var secret = (string)(await gateway.Anyone.With(keys.ApiKey).PostAsync("/webhooks/rotate-secret")).Data["api_secret"]!;
        foreach (var (number, key) in new[] { ("R-1", keys.ApiSecret), ("R-2", secret), ("R-3", "neither") })
        {
            using var answer = await shop.Http.PostAsync("/mapi.php", new FormUrlEncodedContent(shop.SignEpay(shop.EpayOrder(number), key)));
            var code = (int)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"]!;
            (code == 1).Should().Be(key != "neither", number);
        }
    }

    private async Task<(ApiClient Client, JsonObject Merchant)> OpenAsync(string url)
    {
        var (client, merchant) = await gateway.Anyone.RegisterAsync($"hooks{Interlocked.Increment(ref shops)}@example.com");
        var set = await client.PutAsync($"/merchants/{merchant["merchant_id"]}", new JsonObject { ["webhook_url"] = url }.ToJsonString());
        set.Status.Should().Be(HttpStatusCode.OK, set.Error);
        return (client, merchant);
    }

    /// <summary>An order that is paid in a block, and then final.</summary>
    private async Task<Order> PayAsync(JsonObject merchant, string number, string url)
    {
        MerchantId.TryParse((string)merchant["merchant_id"]!, out var id).Should().BeTrue();
        await gateway.Host.AddWalletAsync(id, "bsc", "USDT", $"0x{(long)merchant["pid"]!:x40}");
        var order = await gateway.Host.CreateOrderAsync(id, number, new OrderTerms { Face = Face.WoPay, MoneyText = "70", NotifyUrl = url });
        var grain = gateway.Host.Grains.GetGrain<IOrderGrain>(order.Id.GrainKey);
        (await grain.AcceptTransferAsync(Paying(order), finalBlock: 0)).Should().Be(AcceptOutcome.Counted);
        var first = gateway.Host.Grains.GetGrain<IWebhookDeliveryGrain>(Delivery.GrainKey(order.Id, 1));
        await Patience.UntilAsync(first.GetAsync, delivery => delivery is { Attempts.Count: 1 }, "the first webhook was sent");
        await grain.ConfirmAsync(ChainId.Bsc, 7);
        return (await grain.GetAsync())!;
    }

    private static Transfer Paying(Order order)
    {
        var transaction = $"0x{Interlocked.Increment(ref transfers):x64}";
        return new Transfer
        {
            Id = TransferId.Of(ChainId.Bsc, transaction, "0"),
            Chain = ChainId.Bsc,
            Token = "USDT",
            Units = order.Quote!.Units,
            From = "0xf",
            To = order.Quote.Address,
            Transaction = transaction,
            Block = 7,
            BlockHash = "0x07",
            BlockTime = TimeProvider.System.GetUtcNow(),
        };
    }

    private static async Task VerifyAsync(ShopReceiver.Heard heard, string secret)
    {
        await using var receiver = CallbackChecker.Start(CallbackChecker.WoPay, secret);
        var genuine = JsonSerializer.Serialize(new { body = heard.Body, signature = heard.Headers["X-WoPay-Signature"] });
        var forged = JsonSerializer.Serialize(new { body = heard.Body + " ", signature = heard.Headers["X-WoPay-Signature"] });
        (await receiver.CheckAsync([genuine, forged])).Should().Equal("success", "fail");
        Verifies(heard, secret).Should().BeTrue();
        Verifies(heard with { Body = heard.Body + " " }, secret).Should().BeFalse();
    }

    private static bool Verifies(ShopReceiver.Heard heard, string secret) => StandardVerifier.Accepts(heard, WebhookSignature.StandardForm(secret));
}
