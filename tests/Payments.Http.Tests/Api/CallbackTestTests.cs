using System.Net;
using System.Text.Json.Nodes;
using Payments.Contracts.Merchants;
using Payments.Domain.Callbacks;
using Payments.Domain.Callbacks.Formats;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Signatures;
using Payments.Testing;

namespace Payments.Http.Tests.Api;

/// <summary>A merchant tries out a callback address before the first payer does.</summary>
public sealed class CallbackTestTests(ApiGateway gateway) : IClassFixture<ApiGateway>
{
    [Fact]
    public async Task A_shop_that_checks_signatures_answers_and_takes_the_test_for_no_payment()
    {
        await using var shop = new ShopReceiver(heard => (heard.Method == "POST" ? 405 : 200, new string('x', 2000)));
        var (client, merchant) = await gateway.Anyone.RegisterAsync("test-a@example.com");
        var answer = await client.PostAsync("/deliveries/test", new JsonObject { ["url"] = shop.Url + "notify?x=1" }.ToJsonString());
        answer.Status.Should().Be(HttpStatusCode.OK);
        ((string)answer.Data["verdict"]!, (string)answer.Data["url"]!).Should().Be(("answered", shop.Url + "notify?x=1"));
        var attempts = answer.Data["attempts"]!.AsArray();
        attempts.Select(attempt => ((string)attempt!["method"]!, (int)attempt["status_code"]!)).Should().Equal(("POST", 405), ("GET", 200));
        attempts[1]!["answer"]!.ToString().Should().HaveLength(1024);
        attempts[1]!["duration_ms"].Should().NotBeNull();

        shop.All.Should().HaveCount(2);
        foreach (var heard in shop.All)
        {
            heard.Parameters["trade_status"].Should().Be("TEST");
            heard.Parameters["out_trade_no"].Should().StartWith("TEST-");
            heard.Parameters["money"].Should().Be("0");
            EpaySignature.Verify([.. heard.Parameters.Where(pair => pair.Key != "x")], heard.Parameters["sign"], "MD5", (string)merchant["api_secret"]!).Should().BeFalse("nothing signed tells of what was not paid");
        }
    }

    [Fact]
    public async Task A_shop_that_believes_what_is_not_signed_is_told_of_it()
    {
        await using var shop = new ShopReceiver();
        var (client, _) = await gateway.Anyone.RegisterAsync("test-b@example.com");
        var answer = await client.PostAsync("/deliveries/test", new JsonObject { ["url"] = shop.Url, ["face"] = "188pay" }.ToJsonString());
        ((string)answer.Data["verdict"]!, shop.All.Single().ContentType!.StartsWith("application/json", StringComparison.Ordinal)).Should().Be(("believed", true));
        var heard = JsonNode.Parse(shop.All.Single().Body)!;
        ((string)heard["status"]!, (bool)heard["test"]!, (string)heard["sign"]!).Should().Be((TestContent.Status, true, new string('0', 32)));
    }

    [Fact]
    public async Task A_shop_that_reads_the_query_alone_is_found_out_and_hears_by_GET_from_then_on()
    {
        await using var shop = new ShopReceiver(heard => (200, heard.Method == "POST" || !heard.Parameters["sign"].StartsWith('0')
            ? "success"
            : "fail"));
        var (client, merchant) = await gateway.Anyone.RegisterAsync("test-d@example.com");
        var answer = await client.PostAsync("/deliveries/test", new JsonObject { ["url"] = shop.Url }.ToJsonString());
        ((string)answer.Data["verdict"]!, (string)answer.Data["suggested_notify_method"]!).Should().Be(("believed", "get"));
        ((string)answer.Data["finding"]!).Should().EndWith("Set notify_method to get.");
        shop.All.Select(heard => heard.Method).Should().Equal("POST", "GET");

        (await LearnedAsync(merchant)).Should()
            .Equal(new Dictionary<string, NotifyMethod> { [new Uri(shop.Url).Authority] = NotifyMethod.Get });
        CallbackFormats.Of(Face.Epay).MethodsOf(NotifyMethod.Auto, NotifyMethod.Get).Should().Equal("GET", "POST");
    }

    [Fact]
    public async Task A_shop_that_believes_by_both_methods_hears_by_GET_first_from_then_on_and_by_POST_where_that_fails()
    {
        await using var shop = new ShopReceiver();
        var (client, merchant) = await gateway.Anyone.RegisterAsync("test-e@example.com");
        var answer = await client.PostAsync("/deliveries/test", new JsonObject { ["url"] = shop.Url }.ToJsonString());
        ((string)answer.Data["verdict"]!, (string?)answer.Data["suggested_notify_method"]).Should().Be(("believed", null));
        ((string)answer.Data["finding"]!).Should().StartWith("By POST and by GET");
        shop.All.Should().HaveCount(2).And.OnlyContain(heard => heard.Parameters["sign"] == new string('0', 32));
        (await LearnedAsync(merchant)).Should()
            .Equal(new Dictionary<string, NotifyMethod> { [new Uri(shop.Url).Authority] = NotifyMethod.Get });
        CallbackFormats.Of(Face.Epay).MethodsOf(NotifyMethod.Auto, NotifyMethod.Get).Should().Equal("GET", "POST");
    }

    [Fact]
    public async Task What_a_face_of_POST_alone_finds_changes_nothing_for_the_face_that_has_both()
    {
        await using var shop = new ShopReceiver();
        var (client, merchant) = await gateway.Anyone.RegisterAsync("test-f@example.com");
        var answer = await client.PostAsync("/deliveries/test", new JsonObject { ["url"] = shop.Url, ["face"] = "188pay" }.ToJsonString());
        ((string)answer.Data["verdict"]!).Should().Be("believed");
        (await LearnedAsync(merchant)).Should().BeEmpty();
    }

    [Theory]
    [InlineData("http://10.0.0.1/n")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://[fd00::1]/n")]
    public async Task An_address_that_is_not_public_is_not_called(string url)
    {
        var (client, _) = await gateway.Anyone.RegisterAsync($"test-{url.Length}@example.com");
        var answer = await client.PostAsync("/deliveries/test", new JsonObject { ["url"] = url }.ToJsonString());
        ((string)answer.Data["verdict"]!).Should().Be("unreachable");
        answer.Data["attempts"]!.AsArray().Should().OnlyContain(attempt => attempt!["error"]!.ToString().Contains("no public address") && attempt["status_code"] == null);
    }

    [Fact]
    public async Task Tests_have_a_limit_by_the_minute_and_bad_ones_are_refused()
    {
        await using var shop = new ShopReceiver();
        var (client, _) = await gateway.Anyone.RegisterAsync("test-c@example.com");
        (await gateway.Anyone.PostAsync("/deliveries/test", new JsonObject { ["url"] = shop.Url }.ToJsonString())).Status.Should().Be(HttpStatusCode.Unauthorized);
        foreach (var bad in new[] { new JsonObject { ["url"] = "ftp://x/" }, new JsonObject { ["url"] = shop.Url, ["face"] = "wechat" }, new JsonObject { ["address"] = shop.Url } })
            (await client.PostAsync("/deliveries/test", bad.ToJsonString())).Status.Should().Be(HttpStatusCode.BadRequest);
        var unknown = await client.PostAsync("/deliveries/test", new JsonObject { ["url"] = shop.Url, ["face"] = "none" }.ToJsonString());
        (unknown.Status, unknown.Error).Should()
            .Be((HttpStatusCode.BadRequest, "face: expected epay or 188pay or wopay or recharge or crazyminer"));
        for (var i = 0; i < 10; i++) (await client.PostAsync("/deliveries/test", new JsonObject { ["url"] = shop.Url }.ToJsonString())).Status.Should().Be(HttpStatusCode.OK);
        (await client.PostAsync("/deliveries/test", new JsonObject { ["url"] = shop.Url }.ToJsonString())).Status.Should().Be(HttpStatusCode.TooManyRequests);
        shop.All.Should().HaveCount(20, "each is believed, and so goes by both methods");
    }

    /// <summary>What was learned of the hosts of a merchant's shops.</summary>
    private async Task<IReadOnlyDictionary<string, NotifyMethod>> LearnedAsync(JsonObject merchant)
    {
        var id = MerchantId.From(((string)merchant["merchant_id"]!).Replace("-", "", StringComparison.Ordinal));
        return (await gateway.Host.Grains.GetGrain<IMerchantGrain>(id.GrainKey).GetAsync())!.Merchant.LearnedMethods;
    }
}
