using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Payments.Domain.Audit;
using Payments.Domain.Identity;
using Payments.Http.Tests.Api;
using Payments.Providers.Common;
using Payments.Storage.Audit;

namespace Payments.Http.Tests.Refunds;

/// <summary>Refunds by the API and by EPay's form, over real HTTP.</summary>
public sealed class RefundApiTests(RefundGateway gateway) : IClassFixture<RefundGateway>
{
    [Fact]
    public async Task A_refund_is_made_once_read_and_listed_and_the_payment_stays_completed()
    {
        var (client, merchant) = await gateway.MerchantAsync();
        var charge = await gateway.PaidAsync(client, merchant, "A-1");
        const string body = """{"refund_id":"R-1","amount":20.50,"reason":"returned"}""";
        var made = await client.PostAsync("/payments/A-1/refunds", body);
        made.Status.Should().Be(HttpStatusCode.Created, made.Error);
        var (data, kind) = (made.Data, (string)made.Data["kind"]!);
        ((string)data["status"]!, (string)data["amount"]!, (string)data["currency"]!, (string)data["charge"]!, kind)
            .Should().Be(("succeeded", "20.5", "CNY", charge, "provider"));
        gateway.Toy.Refunds[(string)made.Data["reference"]!].Should().Be((RefundState.Done, 20.5m));

        var again = await client.PostAsync("/payments/A-1/refunds", body);
        (again.Status, again.Data.ToJsonString()).Should().Be((HttpStatusCode.OK, made.Data.ToJsonString()));
        var other = await client.PostAsync("/payments/A-1/refunds", """{"refund_id":"R-1","amount":"21"}""");
        (other.Status, other.Error)
            .Should().Be((HttpStatusCode.Conflict, "refund_id: is taken by a refund that differs in amount, reason"));

        (await client.GetAsync("/payments/A-1/refunds/R-1")).Data.ToJsonString().Should().Be(made.Data.ToJsonString());
        (await client.GetAsync("/payments/A-1/refunds")).Data["refunds"]!.AsArray().Should().HaveCount(1);
        var payment = (await client.GetAsync("/payments/A-1")).Data;
        ((string)payment["status"]!, (string)payment["refund_status"]!, (string)payment["refunded_amount"]!,
            (string)payment["refund_currency"]!)
            .Should().Be(("completed", "partial", "20.5", "CNY"));
        (await client.PostAsync("/payments/A-1/refunds", """{"refund_id":"R-2"}""")).Data["amount"]!.GetValue<string>().Should().Be("49.5");
        var order = (await client.GetAsync("/orders/A-1")).Data;
        ((string)order["status"]!, (string)order["refund_status"]!, order["refunds"]!.AsArray().Count)
            .Should().Be(("completed", "full", 2));
        var shown = JsonNode.Parse(await gateway.Host.Http.GetStringAsync($"/checkout/{order["cashier_token"]}/state"))!;
        ((string)shown["stage"]!, (string)shown["refundStatus"]!).Should().Be(("completed", "full"));
        (await client.GetAsync("/refunds?status=failed")).Data["refunds"]!.AsArray().Should().BeEmpty();
        var page = (await client.GetAsync("/refunds?limit=1")).Data;
        ((string)page["refunds"]![0]!["refund_id"]!).Should().Be("R-2");
        ((string)(await client.GetAsync($"/refunds?limit=1&after={page["next"]}")).Data["refunds"]![0]!["refund_id"]!).Should().Be("R-1");
    }

    [Theory]
    [InlineData("""{}""", 400, "refund_id: is required")]
    [InlineData("""{"refund_id":"a b"}""", 400, "refund_id: only letters, digits and . _ - | are allowed")]
    [InlineData("""{"refund_id":"R","amount":"0"}""", 400, "amount: expected a positive number such as 99.99")]
    [InlineData("""{"refund_id":"R","amount":"-1"}""", 400, "amount: expected a positive number such as 99.99")]
    [InlineData("""{"refund_id":"R","amount":"1.001"}""", 400, "amount: at most 2 decimals")]
    [InlineData("""{"refund_id":"R","amount":"70.01"}""", 409, "amount: at most 70 CNY is left")]
    [InlineData("""{"refund_id":"R","overpaid_only":true}""", 409, "amount: nothing was overpaid that is still there")]
    [InlineData("""{"refund_id":"R","overpaid_only":"yes"}""", 400, "overpaid_only: expected true or false")]
    [InlineData("""{"refund_id":"R","chain":"moon"}""", 400, "chain: is no chain of this gateway")]
    [InlineData("""{"refund_id":"R","charge":"none"}""", 409, "payment_id: A-2 has no payment of this kind that is known to the gateway")]
    [InlineData("""{"refund_id":"R","money":"1"}""", 400,
        "money: is not known here; known are refund_id, amount, overpaid_only, charge, chain, currency, from, destination, " +
        "keep_shares, reason")]
    public async Task What_is_wrong_names_its_field_and_refunds_nothing(string body, int status, string error)
    {
        var (client, merchant) = await gateway.MerchantAsync();
        await gateway.PaidAsync(client, merchant, "A-2");
        var answer = await client.PostAsync("/payments/A-2/refunds", body);
        ((int)answer.Status, answer.Error).Should().Be((status, error));
        (await client.GetAsync("/payments/A-2/refunds")).Data["refunds"]!.AsArray().Should().BeEmpty();
    }

    [Fact]
    public async Task Only_ones_own_payments_are_refunded_and_only_with_the_scope()
    {
        var (client, merchant) = await gateway.MerchantAsync();
        await gateway.PaidAsync(client, merchant, "A-3");
        var id = (string)(await client.GetAsync("/payments/A-3")).Data["payment_id"]!;
        var (stranger, _) = await gateway.MerchantAsync();
        (await stranger.PostAsync($"/payments/{id}/refunds", """{"refund_id":"R"}""")).Status.Should().Be(HttpStatusCode.NotFound);
        (await stranger.GetAsync($"/payments/{id}/refunds")).Status.Should().Be(HttpStatusCode.NotFound);
        (await client.GetAsync("/payments/A-3/refunds/none")).Error.Should().Be("refund_id: no such refund");

        var reader = await client.PostAsync("/keys", """{"name":"reader","scopes":["read","create"]}""");
        var weak = client.With((string)reader.Data["api_key"]!);
        (await weak.PostAsync("/payments/A-3/refunds", """{"refund_id":"R"}""")).Status.Should().Be(HttpStatusCode.Forbidden);
        (await weak.GetAsync("/payments/A-3/refunds")).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_idempotency_key_gives_the_same_answer_and_sixteen_equal_requests_are_one_refund()
    {
        var (client, merchant) = await gateway.MerchantAsync();
        await gateway.PaidAsync(client, merchant, "A-4");
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => SendAsync("""{"refund_id":"R","amount":"30"}""")));
        answers.Select(answer => (answer.Status, (string)answer.Data["reference"]!)).Distinct().Should().HaveCount(1);
        (await client.GetAsync("/payments/A-4/refunds")).Data["refunds"]!.AsArray().Should().HaveCount(1);
        var other = await SendAsync("""{"refund_id":"R","amount":"31"}""");
        other.Status.Should().Be(HttpStatusCode.Conflict);
        other.Error.Should().EndWith("this one differs in amount");

        Task<ApiAnswer> SendAsync(string body) => client.SendAsync(HttpMethod.Post, "/payments/A-4/refunds",
            new StringContent(body, Encoding.UTF8, "application/json"), ("Idempotency-Key", "k"));
    }

    [Fact]
    public async Task What_the_provider_takes_on_is_ended_by_its_notice()
    {
        var (client, merchant) = await gateway.MerchantAsync();
        await gateway.PaidAsync(client, merchant, "A-5");
        gateway.Toy.NextRefund.Enqueue(() => new RefundAnswer(ProviderOutcome.Done, RefundState.Processing, "p-1", null));
        var made = (await client.PostAsync("/payments/A-5/refunds", """{"refund_id":"R","amount":"30"}""")).Data;
        ((string)made["status"]!, (string)made["provider_id"]!).Should().Be(("processing", "p-1"));
        ((string)(await client.GetAsync("/payments/A-5")).Data["refund_status"]!).Should().Be("pending");
        (await client.PostAsync("/payments/A-5/refunds/R/cancel")).Status.Should().Be(HttpStatusCode.Conflict);

        await gateway.NotifyAsync(merchant, $"k-1 {made["reference"]} Succeeded 30 refund");
        ((string)(await client.GetAsync("/payments/A-5/refunds/R")).Data["status"]!).Should().Be("succeeded");
    }

    [Fact]
    public async Task EPays_form_refunds_once_an_order_and_more_often_by_numbers()
    {
        var (client, merchant) = await gateway.MerchantAsync();
        await gateway.PaidAsync(client, merchant, "E-1");
        var first = await EpayAsync(merchant, ("out_trade_no", "E-1"), ("money", "20.00"));
        ((int)first["code"]!, (string)first["money"]!, (string)first["status"]!).Should().Be((1, "20", "succeeded"));
        (await EpayAsync(merchant, ("out_trade_no", "E-1"), ("money", "20"))).ToJsonString()
            .Should().Be(first.ToJsonString(), "a shop repeats what it heard no answer to");
        var more = await EpayAsync(merchant, ("out_trade_no", "E-1"), ("money", "30"));
        ((int)more["code"]!, (string)more["msg"]!)
            .Should().Be((-1, "money: 20 of this order is refunded already; " +
                "send out_refund_no with a number of your own for another part"));
        ((int)(await EpayAsync(merchant, ("trade_no", (string)first["trade_no"]!), ("money", "30"), ("out_refund_no", "x1")))["code"]!)
            .Should().Be(1);
        ((string)(await EpayAsync(merchant, ("out_trade_no", "E-1"), ("money", "30"), ("out_refund_no", "x2")))["msg"]!)
            .Should().Be("amount: at most 20 CNY is left");

        var log = gateway.Host.Services.GetRequiredService<AuditLog>();
        var id = new MerchantId(((string)merchant["merchant_id"]!).Replace("-", "", StringComparison.Ordinal));
        (await log.PageAsync(id, null, 50)).Items.Select(row => AuditChain.Read(row.Entry)!).Where(entry => entry.What == "refund")
            .Should().HaveCount(2).And.OnlyContain(entry => entry.By == new AuditActor("key", "EPay, signing secret", "127.0.0.1"));

        var order = await EpayAsync(merchant, "order", ("out_trade_no", "E-1"));
        ((int)order["status"]!, (string)order["refund_status"]!, (string)order["refund_money"]!).Should().Be((1, "partial", "50"));
    }

    [Fact]
    public async Task EPays_refund_is_a_form_with_its_act_in_the_query_and_no_link()
    {
        var (client, merchant) = await gateway.MerchantAsync();
        await gateway.PaidAsync(client, merchant, "E-3");
        var fields = $"pid={merchant["pid"]}&key={(string)merchant["api_secret"]!}&out_trade_no=E-3&money=70";
        using var asked = await gateway.Host.Http.GetAsync($"/api.php?act=refund&{fields}");
        (await asked.Content.ReadAsStringAsync()).Should().Contain("\"code\":-4").And.Contain("act: refund is taken by POST alone");
        ((string)(await client.GetAsync("/payments/E-3")).Data["refund_status"]!).Should().NotBe("full");

        using var form = new StringContent(fields, null, "application/x-www-form-urlencoded");
        using var refunded = await gateway.Host.Http.PostAsync("/api.php?act=refund", form);
        (await refunded.Content.ReadAsStringAsync()).Should().Contain("\"code\":1");
        ((string)(await client.GetAsync("/payments/E-3")).Data["refund_status"]!).Should().Be("full");
    }

    [Fact]
    public async Task While_money_goes_back_the_account_is_not_removed_and_its_keys_may_be_replaced()
    {
        var (client, merchant) = await gateway.MerchantAsync();
        await gateway.PaidAsync(client, merchant, "A-9");
        gateway.Toy.NextRefund.Enqueue(() => new RefundAnswer(ProviderOutcome.Done, RefundState.Processing, "p-9", null));
        var refund = await client.PostAsync("/payments/A-9/refunds", """{"refund_id":"R"}""");
        ((string)refund.Data["status"]!).Should().Be("processing");
        var refused = await client.DeleteAsync("/providers/toy");
        (refused.Status, refused.Error).Should().Be((HttpStatusCode.Conflict,
            "provider: 1 refunds and 0 shares are under way by this account, which alone knows of them; change it once they ended"));
        (await client.PutAsync("/providers/toy", """{"settings":{"key":"k-2"}}""")).Status.Should().Be(HttpStatusCode.OK);

        await gateway.NotifyAsync(merchant, $"k-2 {(string)refund.Data["reference"]!} Succeeded 70 refund");
        ((string)(await client.GetAsync("/payments/A-9/refunds/R")).Data["status"]!).Should().Be("succeeded");
        (await client.DeleteAsync("/providers/toy")).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task EPays_form_says_why_not_and_may_try_again_what_failed()
    {
        var (client, merchant) = await gateway.MerchantAsync();
        await gateway.PaidAsync(client, merchant, "E-2");
        ((int)(await EpayAsync(merchant, ("out_trade_no", "none"), ("money", "1")))["code"]!).Should().Be(-1);
        ((int)(await EpayAsync(merchant, ("money", "1")))["code"]!).Should().Be(-4);
        ((int)(await EpayAsync(merchant, ("out_trade_no", "E-2")))["code"]!).Should().Be(-4);
        gateway.Toy.NextRefund.Enqueue(() => new RefundAnswer(ProviderOutcome.Refused, null, null, "not now"));
        var failed = await EpayAsync(merchant, ("out_trade_no", "E-2"), ("money", "70"));
        ((int)failed["code"]!, (string)failed["msg"]!).Should().Be((-1, "the refund failed: not now"));
        ((int)(await EpayAsync(merchant, ("out_trade_no", "E-2"), ("money", "70")))["code"]!).Should().Be(1);
        ((string)(await client.GetAsync("/payments/E-2")).Data["refund_status"]!).Should().Be("full");
    }

    private Task<JsonObject> EpayAsync(JsonObject merchant, params (string Name, string Value)[] fields) =>
        EpayAsync(merchant, "refund", fields);

    private async Task<JsonObject> EpayAsync(JsonObject merchant, string act, params (string Name, string Value)[] fields)
    {
        (string Name, string Value)[] all =
            [("act", act), ("pid", merchant["pid"]!.ToString()), ("key", (string)merchant["api_secret"]!), .. fields];
        var form = new FormUrlEncodedContent(all.ToDictionary(field => field.Name, field => field.Value));
        using var answer = await gateway.Host.Http.PostAsync("/api.php", form);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();
    }
}
