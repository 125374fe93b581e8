using System.Net;
using System.Text.Json.Nodes;
using Payments.Domain.People;
using Payments.Http.Tests.Api;
using Payments.Http.Tests.Console;
using Payments.Http.Tests.Faces.Recharge;
using Payments.ProviderSandbox.Cryptomus;
using Payments.Testing;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests.Payouts;

/// <summary>Payouts that are withdrawn, held by rules and decided, over HTTP.</summary>
public sealed class PayoutDecisionTests(RechargeGateway gateway) : IClassFixture<RechargeGateway>
{
    private const string Address = "0x52908400098527886E0F7030069857D2E4169EE7";

    private const string Reason = """{"reason":"known supplier"}""";

    private const string Much = """
        {"name":"much","subject":"payout","measure":"amount","outcome":"review","currency":"USDT","limit":"5","state":"active"}
        """;

    private ApiClient Operator => new ApiClient(gateway.Host.Http).AsAdmin(GatewayHost.AdminKey);

    private Task<RechargeShop> ShopAsync() => gateway.ShopAsync(
        ("payout_key", CryptomusSandbox.PayoutKey), ("payout_limits", "USDT:100"), ("webhook_networks", "127.0.0.0/8"));

    private static string Wish(string id, string amount = "12.5") =>
        $$"""{"payout_id":"{{id}}","amount":"{{amount}}","currency":"usdt","network":"bsc","address":"{{Address}}"}""";

    private static async Task<JsonObject> UntilAsync(RechargeShop shop, string id, string status)
    {
        var seen = new JsonObject();
        await Patience.UntilAsync(
            async () => (string?)(seen = (await shop.Client.GetAsync($"/payouts/{id}")).Data)["status"], found => found == status,
            $"{id} is {status}");
        return seen;
    }

    [Fact]
    public async Task What_a_rule_holds_is_sent_once_approved_and_refused_or_withdrawn_otherwise()
    {
        var shop = await ShopAsync();
        (await shop.Client.PostAsync("/risk/rules", Much)).Status.Should().Be(HttpStatusCode.Created);
        foreach (var id in new[] { "a", "b", "c" })
        {
            var asked = await shop.Client.PostAsync("/payouts", Wish(id));
            asked.Status.Should().Be(HttpStatusCode.Created, asked.Error);
            ((string)asked.Data["status"]!, (string)asked.Data["review"]!).Should().Be(("review", "open"));
        }
        var waiting = (await shop.Client.GetAsync("/risk/payouts?limit=2")).Data;
        waiting["reviews"]!.AsArray().Select(one => (string)one!["payout"]!["payout_id"]!).Should().Equal("a", "b");
        var rest = (await shop.Client.GetAsync($"/risk/payouts?after={(string)waiting["next"]!}")).Data["reviews"]!.AsArray();
        rest.Should().ContainSingle().Which!["by"]!.ToString().Should().Be("merchant");

        var approved = await shop.Client.PostAsync("/risk/payouts/a/approve", Reason);
        approved.Status.Should().Be(HttpStatusCode.OK, approved.Error);
        approved.Data["decisions"]!.AsArray().Select(one => (string?)one!["reason"]).Should().Equal(null, "known supplier");
        await UntilAsync(shop, "a", "processing");
        (await shop.Client.PostAsync("/risk/payouts/a/refuse", Reason)).Status.Should().Be(HttpStatusCode.Conflict);
        var refused = await shop.Client.PostAsync("/risk/payouts/b/refuse", Reason);
        ((string)refused.Data["payout"]!["status"]!, (string)refused.Data["payout"]!["review"]!).Should().Be(("failed", "refused"));
        var cancelled = await shop.Client.PostAsync("/payouts/c/cancel", Reason);
        ((string)cancelled.Data["status"]!, (string)cancelled.Data["detail"]!).Should().Be(("cancelled", "withdrawn: known supplier"));
        (await shop.Client.PostAsync("/payouts/c/cancel", Reason)).Status.Should().Be(HttpStatusCode.OK, "the same again is the same");
        (await shop.Client.GetAsync("/payouts?status=cancelled")).Data["payouts"]!.AsArray().Should().ContainSingle();
        (await shop.Client.GetAsync("/risk/payouts")).Data["reviews"]!.AsArray().Should().BeEmpty();
        (await shop.Client.GetAsync("/payouts?status=gone")).Error.Should().StartWith("status: expected one of review, requested");
    }

    [Fact]
    public async Task In_the_console_what_was_not_sent_is_withdrawn_and_limits_and_a_download_are_shown()
    {
        var shop = await ShopAsync();
        await shop.Client.PostAsync("/payouts", Wish("w-1"));
        await UntilAsync(shop, "w-1", "processing");
        await shop.Client.PostAsync("/risk/rules", Much);
        await shop.Client.PostAsync("/payouts", Wish("w-2"));
        var pid = (await shop.Client.GetAsync($"/merchants/{shop.Id.ToUuid()}")).Data["pid"]!;
        var browser = await ConsoleBrowser.JoinAsync(gateway.Host, shop.Id.ToUuid(), ShopRole.Owner, $"withdraws{pid}@example.com");
        var path = $"/console/{pid}/payouts";
        (await browser.GetAsync($"/console/{pid}")).Text.Should().Contain("1 payouts that wait for a decision");
        (await browser.GetAsync(path)).Text.Should().Contain("USDT 100 25 75").And.Contain("w-1 12.5 USDT Under way")
            .And.Contain("w-2 12.5 USDT Under review").And.Contain(Address);

        Task<ConsoleAnswer> PostAsync(string deed, params (string, string)[] fields) => browser.PostFromAsync(
            path, $"{path}/{deed}", [.. fields, ("reason", "wrong address"), ("proof-password", ConsoleGateway.Password)]);
        (await PostAsync("1/cancel")).Text.Should().Contain("only what was not sent can be withdrawn");
        (await PostAsync("1/resolve", ("status", "failed"))).Text.Should().Contain("only of one that is unknown");
        (await PostAsync("1/resolve", ("status", "gone"))).Status.Should().Be(HttpStatusCode.BadRequest);
        (await PostAsync("1/resolve", ("status", "failed"), ("transaction_hash", "0xa"))).Text
            .Should().Contain("goes with status succeeded");
        (await PostAsync("9/cancel")).Status.Should().Be(HttpStatusCode.NotFound);
        (await PostAsync("2/cancel")).Location.Should().Be($"{path}?notice=PayoutWithdrawn");
        (await browser.GetAsync($"{path}?status=cancelled")).Text
            .Should().Contain("w-2").And.Contain("withdrawn: wrong address · withdraws").And.NotContain("w-1");
        var rows = (await browser.GetAsync($"{path}/export")).Html.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        rows[0].Should().StartWith("payout_id,status,amount,currency,network,address,");
        rows[1..].Select(row => row.Split(',')[..2]).Should().BeEquivalentTo([new[] { "w-1", "processing" }, ["w-2", "cancelled"]]);
        (await browser.GetAsync($"{path}?status=gone")).Status.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task In_the_console_a_person_decides_with_a_reason_and_the_audit_page_says_so()
    {
        var shop = await ShopAsync();
        await shop.Client.PostAsync("/risk/rules", Much);
        await shop.Client.PostAsync("/payouts", Wish("c-1"));
        await shop.Client.PostAsync("/payouts", Wish("c-2"));
        var pid = (await shop.Client.GetAsync($"/merchants/{shop.Id.ToUuid()}")).Data["pid"]!;
        var browser = await ConsoleBrowser.JoinAsync(gateway.Host, shop.Id.ToUuid(), ShopRole.Owner, $"payouts{pid}@example.com");
        var path = $"/console/{pid}/risk";
        (await browser.GetAsync(path)).Text.Should().Contain("Payouts that wait").And.Contain("c-1").And.Contain("12.5 USDT (bsc)")
            .And.Contain(Address).And.Contain("much 12.5 > 5");

        Task<ConsoleAnswer> DecideAsync(string deed, string reason = "known", string password = ConsoleGateway.Password) =>
            browser.PostFromAsync(path, $"{path}/payouts/{deed}", ("reason", reason), ("proof-password", password));
        (await DecideAsync("1/approve", reason: "")).Status.Should().Be(HttpStatusCode.BadRequest);
        (await DecideAsync("1/approve", password: "another sentence")).Status.Should().Be(HttpStatusCode.BadRequest);
        (await DecideAsync("77/approve")).Status.Should().Be(HttpStatusCode.NotFound);
        (await DecideAsync("none/approve")).Status.Should().Be(HttpStatusCode.NotFound);
        (await DecideAsync("1/approve")).Location.Should().Be($"{path}?notice=ReviewDecided");
        (await DecideAsync("2/refuse")).Location.Should().Be($"{path}?notice=ReviewDecided");
        (await DecideAsync("2/approve")).Status.Should().Be(HttpStatusCode.Conflict);
        await UntilAsync(shop, "c-1", "processing");
        (await browser.GetAsync(path)).Text.Should().NotContain("Payouts that wait");
        (await browser.GetAsync($"/console/{pid}/audit")).Text.Should().Contain("Payout approved after review")
            .And.Contain("Payout refused in review").And.Contain("Payout c-1 · Status: review");
    }

    [Fact]
    public async Task What_was_sent_is_withdrawn_no_more_and_what_is_known_is_not_resolved()
    {
        var shop = await ShopAsync();
        await shop.Client.PostAsync("/payouts", Wish("p"));
        await UntilAsync(shop, "p", "processing");
        (await shop.Client.PostAsync("/payouts/p/cancel", Reason)).Should().Match<ApiAnswer>(late =>
            late.Status == HttpStatusCode.Conflict && late.Error!.StartsWith("payout_id: the provider may have heard"));
        (await shop.Client.PostAsync("/payouts/p/resolve", """{"status":"failed","reason":"looked it up"}""")).Should().Match<ApiAnswer>(
            known => known.Status == HttpStatusCode.Conflict && known.Error!.StartsWith("payout_id: is processing: only"));
        (await shop.Client.PostAsync("/payouts/none/cancel", Reason)).Status.Should().Be(HttpStatusCode.NotFound);
        (await shop.Client.PostAsync("/risk/payouts/p/approve", Reason)).Status.Should().Be(HttpStatusCode.NotFound);
        var key = (string)(await shop.Client.PostAsync("/keys", """{"name":"till","scopes":["read","payouts"]}""")).Data["api_key"]!;
        var refusal = await shop.Client.With(key).PostAsync("/payouts/p/resolve", """{"status":"failed","reason":"looked it up"}""");
        (refusal.Status, refusal.Error!.Contains("complete")).Should().Be((HttpStatusCode.Forbidden, true));
    }

    [Theory]
    [InlineData("resolve", """{"reason":"x"}""", "status")]
    [InlineData("resolve", """{"status":"sent","reason":"x"}""", "status")]
    [InlineData("resolve", """{"status":"failed"}""", "reason")]
    [InlineData("resolve", """{"status":"failed","reason":"x","transaction_hash":"ab"}""", "transaction_hash")]
    [InlineData("cancel", "{}", "reason")]
    [InlineData("cancel", """{"reason":"x","more":1}""", "more")]
    public async Task A_wrong_field_is_named(string deed, string json, string field)
    {
        var shop = await ShopAsync();
        await shop.Client.PostAsync("/payouts", Wish("p", "1"));
        var refused = await shop.Client.PostAsync($"/payouts/p/{deed}", json);
        (refused.Status, refused.Error!.Split(':')[0]).Should().Be((HttpStatusCode.BadRequest, field));
    }

    [Fact]
    public async Task A_rule_of_the_installation_is_decided_by_operators_and_a_list_of_addresses_blocks()
    {
        var shop = await ShopAsync();
        var common = (string)(await Operator.PostAsync("/admin/risk/rules", Much)).Data["rule_id"]!;
        var tries = 0;
        try
        {
            await Patience.UntilAsync(
                async () =>
                {
                    var id = $"p-{++tries}";
                    await shop.Client.PostAsync("/payouts", Wish(id, "6"));
                    return (string?)(await shop.Client.GetAsync($"/payouts/{id}")).Data["status"] == "review" ? id : null;
                },
                id => id is not null, "the rule is in force on this silo");
        }
        finally
        {
            (await Operator.DeleteAsync($"/admin/risk/rules/{common}")).Status.Should().Be(HttpStatusCode.OK);
        }
        var held = (await Operator.GetAsync("/admin/risk/payouts")).Data["reviews"]!.AsArray()
            .Last(one => (string)one!["merchant_id"]! == shop.Id.ToUuid())!;
        var (id, reference) = ((string)held["payout"]!["payout_id"]!, (string)held["payout"]!["reference"]!);
        (await shop.Client.PostAsync($"/risk/payouts/{id}/approve", Reason)).Status.Should().Be(HttpStatusCode.Forbidden);
        (await Operator.PostAsync($"/admin/risk/payouts/{reference}/approve", Reason)).Status.Should().Be(HttpStatusCode.OK);
        await UntilAsync(shop, id, "processing");

        var list = (string)(await shop.Client.PostAsync("/risk/lists", """{"name":"bad","subject":"address"}""")).Data["list_id"]!;
        using var upload = new StringContent(Address.ToLowerInvariant(), null, "text/csv");
        (await shop.Client.SendAsync(HttpMethod.Put, $"/risk/lists/{list}/items", upload)).Status.Should().Be(HttpStatusCode.OK);
        (await shop.Client.PostAsync("/risk/rules", $$"""
            {"name":"nobody","subject":"receiver","measure":"member","outcome":"block","list":"{{list}}","state":"active"}
            """)).Status.Should().Be(HttpStatusCode.Created);
        (await shop.Client.PostAsync("/payouts", Wish("bad", "1"))).Should().Match<ApiAnswer>(declined =>
            declined.Status == HttpStatusCode.Forbidden && declined.Error == "payout_id: was declined by the rule nobody");
        // Letters that are no checksum name the same address.
        var otherwise = Wish("bad-2", "1").Replace(Address, Address.Replace("E7030069857D2E", "e7030069857D2E"));
        (await shop.Client.PostAsync("/payouts", otherwise)).Error.Should().Be("payout_id: was declined by the rule nobody");
        var decided = (await shop.Client.GetAsync("/risk/decisions")).Data["decisions"]!.AsArray()[0]!;
        ((string)decided["order_id"]!, (string)decided["stage"]!, (string)decided["outcome"]!).Should().Be(("bad-2", "payout", "block"));
        var wrong = await shop.Client.PostAsync("/risk/lists", """{"name":"x","subject":"receiver"}""");
        wrong.Error.Should().StartWith("subject: has no lists");
        var rules = (await shop.Client.GetAsync("/risk/rules")).Data["rules"]!.AsArray();
        var rule = (string)rules[0]!["rule_id"]!;
        (await shop.Client.GetAsync($"/risk/rules/{rule}/try")).Error.Should().StartWith("rule_id: is about payouts");
    }
}
