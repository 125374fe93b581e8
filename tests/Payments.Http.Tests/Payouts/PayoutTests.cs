using System.Net;
using System.Text.Json.Nodes;
using Payments.Http.Tests.Api;
using Payments.Http.Tests.Faces.Recharge;
using Payments.ProviderSandbox.Cryptomus;
using Payments.Testing;

namespace Payments.Http.Tests.Payouts;

/// <summary>Payouts as a merchant asks for them, before the stand-in of Cryptomus.</summary>
public sealed class PayoutTests(RechargeGateway gateway) : IClassFixture<RechargeGateway>
{
    private const string Address = "TReceiver1234567890";

    private Task<RechargeShop> ShopAsync(string limits = "USDT:100,BTC:0.01") =>
        gateway.ShopAsync(("payout_key", CryptomusSandbox.PayoutKey), ("payout_limits", limits), ("webhook_networks", "127.0.0.0/8"));

    private static string Wish(string id, string amount = "12.5", string more = "") =>
        $$"""{"payout_id":"{{id}}","amount":"{{amount}}","currency":"usdt","network":"tron","address":"{{Address}}"{{more}}}""";

    private static async Task<JsonObject> UntilAsync(RechargeShop shop, string id, string status)
    {
        var seen = new JsonObject();
        await Patience.UntilAsync(
            async () => (string?)(seen = (await shop.Client.GetAsync($"/payouts/{id}")).Data)["status"], found => found == status,
            $"{id} is {status}");
        return seen;
    }

    [Fact]
    public async Task A_payout_is_taken_on_and_ended_by_the_providers_notice()
    {
        var shop = await ShopAsync();
        var asked = await shop.Client.PostAsync("/payouts", Wish("salary-1"));
        asked.Status.Should().Be(HttpStatusCode.Created, asked.Error);
        ((string)asked.Data["amount"]!, (string)asked.Data["currency"]!, (string)asked.Data["fee_from"]!)
            .Should().Be(("12.5", "USDT", "balance"));
        var taken = await UntilAsync(shop, "salary-1", "processing");
        var hand = new Uri(gateway.Sandbox.Url, $"sandbox/payouts/{(string)taken["provider_id"]!}/status/paid");
        using (var paid = await gateway.Payer.PostAsync(hand, null)) paid.EnsureSuccessStatusCode();
        var ended = await UntilAsync(shop, "salary-1", "succeeded");
        ended["ended_at"].Should().NotBeNull();

        (await shop.Client.PostAsync("/payouts", Wish("salary-1"))).Should().Match<ApiAnswer>(again =>
            again.Status == HttpStatusCode.OK && (string)again.Data["status"]! == "succeeded");
        var other = await shop.Client.PostAsync("/payouts", Wish("salary-1", "13"));
        (other.Status, other.Error).Should().Be((HttpStatusCode.Conflict, "payout_id: another payout has this id"));
        var limits = (await shop.Client.GetAsync("/payouts/limits")).Data["limits"]!.AsArray();
        limits.Select(limit => $"{limit!["currency"]} {limit["limit"]} {limit["used"]} {limit["left"]}").Should()
            .Equal("BTC 0.01 0 0.01", "USDT 100 12.5 87.5");
        (await shop.Client.GetAsync("/payouts?status=succeeded")).Data["payouts"]!.AsArray().Should().ContainSingle();
        (await shop.Client.GetAsync("/payouts?status=failed")).Data["payouts"]!.AsArray().Should().BeEmpty();
    }

    [Fact]
    public async Task A_payout_that_the_provider_refuses_says_why()
    {
        var shop = await ShopAsync("USDT:1000000");
        (await shop.Client.PostAsync("/payouts", Wish("rich", "999999"))).Status.Should().Be(HttpStatusCode.Created);
        ((string)(await UntilAsync(shop, "rich", "failed"))["detail"]!).Should().Contain("Not enough funds");
    }

    [Fact]
    public async Task A_forged_notice_or_one_under_the_payment_key_changes_nothing()
    {
        var shop = await ShopAsync();
        await shop.Client.PostAsync("/payouts", Wish("p"));
        var taken = await UntilAsync(shop, "p", "processing");
        var data = new JsonObject
        {
            ["type"] = "payout",
            ["uuid"] = (string)taken["provider_id"]!,
            ["order_id"] = (string)taken["reference"]!,
            ["amount"] = "12.5",
            ["currency"] = "USDT",
            ["status"] = "paid",
            ["is_final"] = true,
        };
        async Task<HttpStatusCode> SayAsync(string key, JsonObject said)
        {
            using var answer = await gateway.Host.Http.PostAsync(
                $"/notify/cryptomus/{shop.Id.Value}", new ByteArrayContent(await CryptomusOracle.WebhookAsync(said.ToJsonString(), key)));
            return answer.StatusCode;
        }
        async Task<string> StatusAsync() => (string)(await shop.Client.GetAsync("/payouts/p")).Data["status"]!;

        (await SayAsync(CryptomusSandbox.PaymentKey, data)).Should().Be(HttpStatusCode.Forbidden, "payouts have a key of their own");
        var more = data.DeepClone().AsObject();
        more["amount"] = "13";
        (await SayAsync(CryptomusSandbox.PayoutKey, more)).Should().Be(HttpStatusCode.OK);
        var nobodys = data.DeepClone().AsObject();
        nobodys["order_id"] = $"pyo_{shop.Id.Value}_77";
        (await SayAsync(CryptomusSandbox.PayoutKey, nobodys)).Should().Be(HttpStatusCode.OK);
        var doubtful = data.DeepClone().AsObject();
        (doubtful["status"], doubtful["is_final"]) = ("fail", false);
        (await SayAsync(CryptomusSandbox.PayoutKey, doubtful)).Should().Be(HttpStatusCode.OK);
        (await StatusAsync()).Should().Be("processing", "their support may send it again");
        (await SayAsync(CryptomusSandbox.PayoutKey, data)).Should().Be(HttpStatusCode.OK);
        (await StatusAsync()).Should().Be("succeeded");
    }

    [Theory]
    [InlineData("""{"amount":"1","currency":"USDT","network":"tron","address":"TReceiver1234567890"}""", "payout_id: is required")]
    [InlineData("""{"payout_id":"x","currency":"USDT","network":"tron","address":"TReceiver1234567890"}""", "amount: is required")]
    [InlineData("""{"payout_id":"x","amount":"-1","currency":"USDT","network":"tron","address":"TReceiver1234567890"}""",
        "amount: expected a positive")]
    [InlineData("""{"payout_id":"x","amount":"1e3","currency":"USDT","network":"tron","address":"TReceiver1234567890"}""",
        "amount: expected a positive")]
    [InlineData("""{"payout_id":"x","amount":1,"currency":"US DT","network":"tron","address":"TReceiver1234567890"}""",
        "currency: expected 1 to 16")]
    [InlineData("""{"payout_id":"x","amount":1,"currency":"ETH","network":"eth","address":"TReceiver1234567890"}""",
        "currency: ETH has no limit")]
    [InlineData("""{"payout_id":"x","amount":1,"currency":"USDT","network":"","address":"TReceiver1234567890"}""", "network: is required")]
    [InlineData("""{"payout_id":"x","amount":1,"currency":"USDT","network":"tron","address":"T 1234567890"}""",
        "address: expected 10 to 128")]
    [InlineData("""{"payout_id":"x","amount":1,"currency":"USDT","network":"tron","address":"TReceiver1234567890","fee_from":"me"}""",
        "fee_from: expected")]
    [InlineData("""{"payout_id":"x","amount":101,"currency":"USDT","network":"tron","address":"TReceiver1234567890"}""",
        "amount: exceeds what is left")]
    [InlineData("""{"payout_id":"x","amount":1,"to":"me"}""", "to: ")]
    public async Task What_does_not_fit_names_its_field_and_pays_nothing(string json, string error)
    {
        var shop = await ShopAsync();
        var answer = await shop.Client.PostAsync("/payouts", json);
        answer.Error.Should().StartWith(error);
        ((int)answer.Status).Should().BeInRange(400, 409);
        (await shop.Client.GetAsync("/payouts")).Data["payouts"]!.AsArray().Should().BeEmpty();
    }

    [Fact]
    public async Task Off_until_a_limit_is_set_and_never_from_the_installations_account_or_by_a_key_without_the_scope()
    {
        var lent = await gateway.ShopAsync();
        (await lent.Client.PostAsync("/payouts", Wish("a"))).Should().Match<ApiAnswer>(refused =>
            refused.Status == HttpStatusCode.Conflict && refused.Error!.StartsWith("currency: payouts go from the merchant's own account"));
        var unlimited = await gateway.ShopAsync(("payout_key", CryptomusSandbox.PayoutKey));
        (await unlimited.Client.PostAsync("/payouts", Wish("a"))).Error.Should().StartWith("currency: USDT has no limit");
        (await unlimited.Client.GetAsync("/payouts/limits")).Data["limits"]!.AsArray().Should().BeEmpty();

        var shop = await ShopAsync();
        var added = await shop.Client.PostAsync("/keys", """{"name":"till","scopes":["read","create","manage","refunds"]}""");
        var refusal = await shop.Client.With((string)added.Data["api_key"]!).PostAsync("/payouts", Wish("a"));
        refusal.Status.Should().Be(HttpStatusCode.Forbidden);
        refusal.Error.Should().Contain("payouts");
        (await (await ShopAsync()).Client.GetAsync("/payouts/a")).Status.Should().Be(HttpStatusCode.NotFound);

        var wrong = await shop.Client.PutAsync("/providers/cryptomus", $$"""
            {
              "settings": {
                "api_key": "k", "merchant_uuid": "{{CryptomusSandbox.MerchantUuid}}", "payout_key": "p", "payout_limits": "USDT"
              }
            }
            """);
        wrong.Status.Should().Be(HttpStatusCode.BadRequest);
        wrong.Error.Should().Contain("payout_limits");
    }
}
