using System.Net;
using System.Text.Json.Nodes;
using Payments.Domain.Sharing;
using Payments.Http.Tests.Api;
using Payments.Http.Tests.Refunds;
using Payments.Providers.Common;
using Payments.Testing;

namespace Payments.Http.Tests.Sharing;

/// <summary>Rules of profit sharing and what was shared by them, over real HTTP.</summary>
public sealed class SharingApiTests : IClassFixture<RefundGateway>
{
    private const string Rule = """
        {"name":"Branch","provider":"toy","receiver_type":"SHOP","receiver":"a","receiver_name":"张三","relation":"STORE",
        "percent":"10"}
        """;

    private readonly RefundGateway gateway;

    public SharingApiTests(RefundGateway gateway)
    {
        this.gateway = gateway;
        // The provider wants no wait, so that a payment is shared as soon as it is paid.
        gateway.Toy.Terms = gateway.Toy.Terms with { Wait = -ShareRules.Margin };
    }

    [Fact]
    public async Task A_rule_is_saved_once_the_provider_knows_its_receiver_and_the_name_is_not_kept()
    {
        var (client, _) = await gateway.MerchantAsync();
        var made = await client.PostAsync("/sharing/rules", Rule);
        made.Status.Should().Be(HttpStatusCode.Created, made.Error);
        gateway.Toy.Receivers["a"].Should().Be("张三");
        var id = (string)made.Data["rule_id"]!;
        made.Data.ToJsonString().Should().NotContain("张三");
        ((string)made.Data["percent"]!, (string)made.Data["description"]!, (bool)made.Data["enabled"]!)
            .Should().Be(("10", "Branch", true));
        (await client.GetAsync($"/sharing/rules/{id}")).Data.ToJsonString().Should().Be(made.Data.ToJsonString());

        var calls = gateway.Toy.Calls.Count;
        var changed = await client.PutAsync($"/sharing/rules/{id}",
            """{"name":"Branch","provider":"toy","receiver_type":"SHOP","receiver":"a","relation":"STORE","amount":1.5,"enabled":false}""");
        ((string?)changed.Data["percent"], (string)changed.Data["amount"]!, (bool)changed.Data["enabled"]!)
            .Should().Be((null, "1.5", false), changed.Error);
        gateway.Toy.Calls.Count.Should().Be(calls, "the provider knows the receiver");
        (await client.GetAsync("/sharing/rules")).Data["rules"]!.AsArray().Should().ContainSingle();
        (await client.DeleteAsync($"/sharing/rules/{id}")).Status.Should().Be(HttpStatusCode.OK);
        (await client.GetAsync($"/sharing/rules/{id}")).Error.Should().Be("rule_id: no such rule");
    }

    [Theory]
    [InlineData("provider", "\"medogram\"", 400, "provider: expected one of alipay, toy, wechat")]
    [InlineData("receiver_type", "\"BANK\"", 400, "receiver_type: expected one of SHOP, PERSON")]
    [InlineData("receiver", "\"\"", 400, "receiver: is required")]
    [InlineData("receiver_name", "null", 400, "receiver_name: is required for a SHOP: toy compares it")]
    [InlineData("relation", "\"AUNT\"", 400, "relation: expected one of STORE, PARTNER")]
    [InlineData("percent", "null", 400, "percent: is required, or amount")]
    [InlineData("percent", "30.01", 400, "percent: expected more than 0, and at most the 30 of the provider")]
    [InlineData("amount", "1", 400, "amount: goes without percent: a rule has one of them")]
    [InlineData("percent", "25", 409, "percent: all rules together are above the 30 of the provider")]
    [InlineData("receiver", "\"first\"", 409, "receiver: another rule shares with this receiver")]
    public async Task What_is_wrong_names_its_field_and_no_provider_is_asked(string field, string value, int status, string error)
    {
        var (client, _) = await gateway.MerchantAsync();
        var first = JsonNode.Parse(Rule)!;
        first["receiver"] = "first";
        (await client.PostAsync("/sharing/rules", first.ToJsonString())).Status.Should().Be(HttpStatusCode.Created);
        var calls = gateway.Toy.Calls.Count;
        var rule = JsonNode.Parse(Rule)!;
        rule[field] = JsonNode.Parse(value);
        var refused = await client.PostAsync("/sharing/rules", rule.ToJsonString());
        ((int)refused.Status, refused.Error).Should().Be((status, error));
        gateway.Toy.Calls.Count.Should().Be(calls);
    }

    [Fact]
    public async Task What_the_provider_refuses_or_does_not_answer_saves_no_rule()
    {
        var (client, _) = await gateway.MerchantAsync();
        gateway.Toy.NextShare.Enqueue(() => new ShareAnswer(ProviderOutcome.Refused, null, null, "NAME_NOT_MATCH"));
        var refused = await client.PostAsync("/sharing/rules", Rule);
        (refused.Status, refused.Error).Should().Be((HttpStatusCode.BadRequest, "receiver: toy refused it: NAME_NOT_MATCH"));
        gateway.Toy.NextShare.Enqueue(() => new ShareAnswer(ProviderOutcome.Unknown, null, null, "no answer"));
        var unknown = await client.PostAsync("/sharing/rules", Rule);
        (unknown.Status, unknown.Error)
            .Should().Be((HttpStatusCode.ServiceUnavailable, "receiver: the provider did not answer, try again: no answer"));
        (await client.GetAsync("/sharing/rules")).Data["rules"]!.AsArray().Should().BeEmpty();
    }

    [Fact]
    public async Task A_payment_is_shared_shown_listed_exported_and_given_back_before_a_refund()
    {
        var (client, merchant) = await gateway.MerchantAsync();
        (await client.PostAsync("/sharing/rules", Rule)).Status.Should().Be(HttpStatusCode.Created);
        (await client.PostAsync("/sharing/rules", """
            {"name":"Agent","provider":"toy","receiver_type":"PERSON","receiver":"p","relation":"PARTNER","amount":"50"}
            """)).Status.Should().Be(HttpStatusCode.Created);
        await using var endpoint = new ShopReceiver();
        var added = await client.PostAsync("/webhooks/endpoints", $$"""{"url":"{{endpoint.Url}}","events":["share.succeeded"]}""");
        added.Status.Should().Be(HttpStatusCode.Created, added.Error);
        var charge = await gateway.PaidAsync(client, merchant, "S-1");
        await SharedAsync(client, "S-1");

        var payment = (await client.GetAsync("/sharing/payments/S-1")).Data;
        ((string)payment["state"]!, payment["returns"]!.AsArray().Count).Should().Be(("over", 0));
        var (first, second) = (payment["shares"]![0]!, payment["shares"]![1]!);
        ((string)first["status"]!, (string)first["amount"]!, (string)first["of"]!, (string)first["receiver"]!, (string)first["charge"]!)
            .Should().Be(("succeeded", "7", "70", "a", charge));
        ((string)second["status"]!, (string)second["detail"]!)
            .Should().Be(("failed", "at most 30 % of 70 CNY may be shared, and 14 is left"));
        var told = JsonNode.Parse((await endpoint.NextAsync()).Body)!["data"]!["share"]!;
        ((int)told["share"]!, (string)told["amount"]!, (string)told["receiver"]!, (string)told["returned"]!)
            .Should().Be((1, "7", "a", "0"));
        var page = (await client.GetAsync("/sharing/shares?limit=1")).Data;
        ((int)page["shares"]![0]!["share"]!).Should().Be(2);
        ((int)(await client.GetAsync($"/sharing/shares?after={page["next"]}")).Data["shares"]![0]!["share"]!).Should().Be(1);
        (await client.GetAsync("/sharing/shares?status=processing")).Data["shares"]!.AsArray().Should().BeEmpty();
        (await client.GetAsync("/sharing/shares?status=done")).Error
            .Should().Be("status: expected requested, processing, succeeded or failed");
        (await client.TextAsync("/sharing/shares?format=csv")).Split("\r\n").Should().HaveCount(4).And
            .StartWith("payment_id,share,rule_id,status,amount,of,returned,currency,provider,charge,receiver_type,receiver,provider_id," +
                "detail,created_at,ended_at");

        var refund = await client.PostAsync("/payments/S-1/refunds", """{"refund_id":"R","amount":"35"}""");
        ((string)refund.Data["status"]!).Should().Be("succeeded", refund.Error);
        var after = (await client.GetAsync("/sharing/payments/S-1")).Data;
        ((string)after["shares"]![0]!["returned"]!, (string)after["returns"]![0]!["amount"]!, (string)after["returns"]![0]!["refund_id"]!)
            .Should().Be(("3.5", "3.5", "R"));

        const string Resolve = "/sharing/payments/S-1/returns/1/resolve";
        async Task<(HttpStatusCode, string?)> SaysAsync(string path, string body)
        {
            var answer = await client.PostAsync(path, body);
            return (answer.Status, answer.Error);
        }
        (await SaysAsync(Resolve, """{"status":"succeeded","reason":"seen there"}""")).Item1.Should().Be(HttpStatusCode.OK, "so it ended");
        (await SaysAsync(Resolve, """{"status":"failed","reason":"seen there"}"""))
            .Should().Be((HttpStatusCode.Conflict, "status: the return ended otherwise and stays so"));
        (await SaysAsync(Resolve, """{"status":"done","reason":"seen there"}"""))
            .Should().Be((HttpStatusCode.BadRequest, "status: expected succeeded or failed"));
        (await SaysAsync(Resolve, """{"status":"failed"}""")).Item1.Should().Be(HttpStatusCode.BadRequest, "a reason is required");
        (await SaysAsync("/sharing/payments/S-1/returns/x/resolve", """{"status":"failed","reason":"none"}"""))
            .Should().Be((HttpStatusCode.NotFound, "return: no such return"));
    }

    [Fact]
    public async Task A_share_that_cannot_be_given_back_is_paid_by_the_merchant_or_nothing_is_refunded()
    {
        var (client, merchant) = await gateway.MerchantAsync();
        (await client.PostAsync("/sharing/rules", """
            {"name":"Agent","provider":"toy","receiver_type":"PERSON","receiver":"p","relation":"PARTNER","percent":"10"}
            """)).Status.Should().Be(HttpStatusCode.Created);
        await gateway.PaidAsync(client, merchant, "S-2");
        await SharedAsync(client, "S-2");
        var refused = await client.PostAsync("/payments/S-2/refunds", """{"refund_id":"R"}""");
        (refused.Status, refused.Error).Should().Be((HttpStatusCode.Conflict,
            "keep_shares: 7 CNY were shared with a PERSON, who cannot give it back; true refunds from your own balance"));
        var made = await client.PostAsync("/payments/S-2/refunds", """{"refund_id":"R","keep_shares":true}""");
        ((string)made.Data["status"]!, (string)made.Data["amount"]!).Should().Be(("succeeded", "70"));
    }

    [Fact]
    public async Task Only_ones_own_are_shown_and_rules_need_the_scope()
    {
        var (client, merchant) = await gateway.MerchantAsync();
        await gateway.PaidAsync(client, merchant, "S-3");
        ((string)(await client.GetAsync("/sharing/payments/S-3")).Data["state"]!).Should().Be("none", "there was no rule");
        var id = (string)(await client.GetAsync("/payments/S-3")).Data["payment_id"]!;
        var (stranger, _) = await gateway.MerchantAsync();
        (await stranger.GetAsync($"/sharing/payments/{id}")).Status.Should().Be(HttpStatusCode.NotFound);
        var reader = await client.PostAsync("/keys", """{"name":"reader","scopes":["read","manage","refunds"]}""");
        var weak = client.With((string)reader.Data["api_key"]!);
        (await weak.PostAsync("/sharing/rules", Rule)).Status.Should().Be(HttpStatusCode.Forbidden);
        (await weak.GetAsync("/sharing/rules")).Status.Should().Be(HttpStatusCode.Forbidden);
        (await weak.GetAsync("/sharing/shares")).Status.Should().Be(HttpStatusCode.OK);
    }

    private static Task SharedAsync(ApiClient client, string number) => Patience.UntilAsync(
        async () => (string)(await client.GetAsync($"/sharing/payments/{number}")).Data["state"]!, state => state == "over",
        $"{number} is shared");
}
