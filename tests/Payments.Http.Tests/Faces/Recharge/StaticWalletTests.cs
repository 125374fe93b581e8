using System.Net;
using System.Text.Json.Nodes;
using Payments.Http.Tests.Api;
using Payments.ProviderSandbox.Cryptomus;
using Payments.Testing;

namespace Payments.Http.Tests.Faces.Recharge;

/// <summary>An end user's address for good: made once, every payment credited once, whatever does not fit held and shown.</summary>
public sealed class StaticWalletTests(RechargeGateway gateway) : IClassFixture<RechargeGateway>
{
    private const string Tether = """{"currency":"usdt","network":"tron"}""";

    private static async Task<(HttpStatusCode Status, JsonNode Body)> OpenAsync(RechargeUser user, string wish = Tether)
    {
        using var answer = await user.SendAsync(
            HttpMethod.Post, "crypto/static-wallets", new StringContent(wish, null, "application/json"));
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }

    private static async Task<IReadOnlyList<(string Currency, string Amount, string? Text)>> StatementAsync(
        RechargeShop shop, string user) =>
        [.. (await shop.Client.GetAsync($"/users/{user}/statement?currency=USDT")).Data["entries"]!.AsArray()
            .Select(entry => ((string)entry!["currency"]!, (string)entry["amount"]!, (string?)entry["text"]))];

    /// <summary>The sandbox's own number of an address, and ours.</summary>
    private async Task<JsonObject> SandboxWalletAsync(string address) =>
        (await gateway.Payer.GetFromJsonAsync(new Uri(gateway.Sandbox.Url, "sandbox/wallets")))
            .Single(wallet => (string)wallet!["address"]! == address)!.AsObject();

    private async Task DepositAsync(string address, string amount)
    {
        var uuid = (string)(await SandboxWalletAsync(address))["uuid"]!;
        using var answer = await gateway.Payer.PostAsync(new Uri(gateway.Sandbox.Url, $"sandbox/wallets/{uuid}/deposit/{amount}"), null);
        answer.EnsureSuccessStatusCode();
    }

    private async Task<HttpStatusCode> SayAsync(
        RechargeShop shop, string reference, string uuid, string tx, string amount, string coin = "USDT", string status = "paid")
    {
        var data = new JsonObject
        {
            ["type"] = "wallet",
            ["uuid"] = uuid,
            ["order_id"] = reference,
            ["amount"] = amount,
            ["payment_amount"] = amount,
            ["payment_amount_usd"] = "3.21",
            ["is_final"] = true,
            ["status"] = status,
            ["network"] = "tron",
            ["currency"] = coin,
            ["payer_currency"] = coin,
            ["txid"] = tx,
        }.ToJsonString();
        var body = await CryptomusOracle.WebhookAsync(data, CryptomusSandbox.PaymentKey);
        using var answer = await gateway.Host.Http.PostAsync($"/notify/cryptomus/{shop.Id.Value}", new ByteArrayContent(body));
        return answer.StatusCode;
    }

    [Fact]
    public async Task A_user_has_one_address_in_a_coin_and_each_payment_there_is_credited_once_and_shown_in_the_statement()
    {
        var shop = await gateway.ShopAsync();
        var user = shop.User("user:7");
        var opened = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => OpenAsync(user)));
        opened.Should().OnlyContain(answer => answer.Status == HttpStatusCode.OK);
        var address = opened.Select(answer => (string)answer.Body["address"]!).Distinct().Should().ContainSingle().Subject;
        var inDollars = (await OpenAsync(user, """{"currency":"USDT","network":"bsc","credited_in":"usd"}""")).Body;
        ((string)inDollars["credited_in"]!).Should().Be("USD");
        (await user.GetAsync("crypto/static-wallets")).Body["wallets"]!.AsArray()
            .Select(wallet => $"{wallet!["network"]} {wallet["credited_in"]}")
            .Should().Equal("tron USDT", "bsc USD");
        (await shop.User("other").GetAsync("crypto/static-wallets")).Body["wallets"]!.AsArray().Should().BeEmpty();

        await DepositAsync(address, "12.345678");
        await DepositAsync(address, "1");
        await Patience.UntilAsync(() => StatementAsync(shop, "user:7"), entries => entries.Count == 2, "both payments are credited");
        (await StatementAsync(shop, "user:7")).Should().Contain(entry =>
            entry.Currency == "USDT" && entry.Amount == "12.345678" && entry.Text!.StartsWith("12.345678 USDT on tron, "));
    }

    [Fact]
    public async Task A_hundred_payments_said_by_three_at_once_and_again_are_a_hundred_credits()
    {
        var shop = await gateway.ShopAsync(("webhook_networks", "127.0.0.0/8"));
        var user = shop.User("racer");
        var reference = (string)(await SandboxWalletAsync((string)(await OpenAsync(user)).Body["address"]!))["order_id"]!;
        for (var round = 0; round < 100; round++)
        {
            // Two payments of one id, and the one before once more.
            Task<HttpStatusCode> Say(int number) => SayAsync(shop, reference, $"uuid-{number / 2}", $"tx-{number}", "1.5");
            var said = await Task.WhenAll(Say(round), Say(round), Say(Math.Max(0, round - 1)));
            said.Should().OnlyContain(status => status == HttpStatusCode.OK);
        }
        var balance = (await shop.Client.GetAsync("/users/racer/balance")).Data["balances"]!.AsArray().Should().ContainSingle().Subject!;
        ((string)balance["currency"]!, (string)balance["available"]!).Should().Be(("USDT", "150"));
    }

    [Fact]
    public async Task What_does_not_fit_is_held_and_shown_and_credited_to_nobody()
    {
        var shop = await gateway.ShopAsync(("webhook_networks", "127.0.0.0/8"));
        var reference = (string)(await SandboxWalletAsync((string)(await OpenAsync(shop.User("h"))).Body["address"]!))["order_id"]!;
        (await SayAsync(shop, reference, "u1", "t1", "5", coin: "USDC")).Should().Be(HttpStatusCode.OK);
        (await SayAsync(shop, reference, "u1", "t1", "5", coin: "USDC")).Should().Be(HttpStatusCode.OK);
        (await SayAsync(shop, reference, "u2", "t2", "6", status: "locked")).Should().Be(HttpStatusCode.OK);
        (await SayAsync(shop, reference, "u3", "t3", "7", status: "confirm_check")).Should().Be(HttpStatusCode.OK);
        var seen = (await shop.Client.GetAsync("/users/h/static-wallets")).Data;
        seen["held"]!.AsArray().Select(held => $"{held!["came_in"]} {held["amount"]} {held["transaction_hash"]}: {held["reason"]}")
            .Should().Equal(
            "USDC 5 t1: USDC came, and the wallet is in USDT", "USDT 6 t2: the provider keeps it back: locked");
        (await StatementAsync(shop, "h")).Should().BeEmpty();

        (await SayAsync(shop, reference, "u2", "t2", "6")).Should().Be(HttpStatusCode.OK, "the provider let it go");
        (await StatementAsync(shop, "h")).Should().ContainSingle(entry => entry.Amount == "6");
        (await shop.Client.GetAsync("/users/h/static-wallets")).Data["held"]!.AsArray().Should().ContainSingle();
    }

    [Fact]
    public async Task A_held_payment_is_settled_or_dismissed_with_a_reason_and_never_twice()
    {
        var shop = await gateway.ShopAsync(("webhook_networks", "127.0.0.0/8"));
        var reference = (string)(await SandboxWalletAsync((string)(await OpenAsync(shop.User("s"))).Body["address"]!))["order_id"]!;
        await SayAsync(shop, reference, "u1", "t1", "5", coin: "USDC");
        await SayAsync(shop, reference, "u2", "t2", "6", status: "locked");
        string[] ids = [.. (await ListAsync(shop))["held"]!.AsArray().Select(held => (string)held!["id"]!)];
        Task<ApiAnswer> DecideAsync(string id, string what, string body) =>
            shop.Client.PostAsync($"/users/s/static-wallets/held/{id}/{what}", body);
        async Task RefusedAsync(string id, string what, string body, HttpStatusCode status, string error)
        {
            var answer = await DecideAsync(id, what, body);
            (answer.Status, answer.Error).Should().Be((status, error));
        }

        await RefusedAsync(ids[0], "settle", """{"amount":"4.5"}""", HttpStatusCode.BadRequest, "reason: is required");
        await RefusedAsync(ids[0], "settle", """{"amount":"-1","reason":"r"}""", HttpStatusCode.BadRequest,
            "amount: expected a positive number such as 59.90");
        await RefusedAsync(ids[0], "settle", """{"reason":"r"}""", HttpStatusCode.BadRequest,
            "amount: is required: the provider does not say what it is worth in USDT");
        await RefusedAsync("none", "settle", """{"reason":"r"}""", HttpStatusCode.NotFound, "id: no such held payment of this user");
        await RefusedAsync("none", "dismiss", """{"reason":"r"}""", HttpStatusCode.NotFound, "id: no such held payment of this user");

        const string agreed = """{"amount":"4.5","reason":"agreed by phone"}""";
        var settled = await DecideAsync(ids[0], "settle", agreed);
        (settled.Status, (string)settled.Data["kind"]!, (string)settled.Data["amount"]!, (string)settled.Data["text"]!)
            .Should().Be((HttpStatusCode.Created, "credit", "4.5", "agreed by phone (5 USDC on tron, t1)"));
        (await DecideAsync(ids[0], "settle", agreed)).Data.ToJsonString().Should().Be(settled.Data.ToJsonString());
        const string before = "the user was credited with 4.5 USDT for this payment before";
        await RefusedAsync(ids[0], "settle", """{"amount":"5","reason":"r"}""", HttpStatusCode.Conflict, $"amount: {before}");
        await RefusedAsync(ids[0], "dismiss", """{"reason":"r"}""", HttpStatusCode.Conflict, $"id: {before}");

        for (var times = 0; times < 2; times++)
        {
            var dismissed = await DecideAsync(ids[1], "dismiss", """{"reason":"not ours"}""");
            (dismissed.Status, (string)dismissed.Data["reason"]!).Should().Be((HttpStatusCode.OK, "not ours"));
        }
        await SayAsync(shop, reference, "u1", "t1", "5", coin: "USDC");
        await SayAsync(shop, reference, "u2", "t2", "6", status: "locked");
        var seen = await ListAsync(shop);
        (seen["held"]!.AsArray().Count, (string)seen["dismissed"]![0]!["deposit"]!["id"]!).Should().Be((0, ids[1]));
        (await StatementAsync(shop, "s")).Should().ContainSingle(entry => entry.Amount == "4.5");

        await SayAsync(shop, reference, "u2", "t2", "6");
        ((string)(await ListAsync(shop))["held"]![0]!["reason"]!).Should().Be("it was dismissed, and the provider has let it go since");
        (await DecideAsync(ids[1], "settle", """{"reason":"after all"}""")).Status.Should().Be(HttpStatusCode.Created);
        (await StatementAsync(shop, "s")).Should().HaveCount(2);

        static async Task<JsonObject> ListAsync(RechargeShop shop) => (await shop.Client.GetAsync("/users/s/static-wallets")).Data;
    }

    [Fact]
    public async Task A_blocked_address_takes_no_more_and_what_comes_all_the_same_is_held()
    {
        var shop = await gateway.ShopAsync(("webhook_networks", "127.0.0.0/8"));
        var reference = (string)(await SandboxWalletAsync((string)(await OpenAsync(shop.User("b"))).Body["address"]!))["order_id"]!;
        var missing = await shop.Client.PostAsync("/users/b/static-wallets/block", """{"currency":"BTC","network":"btc"}""");
        (missing.Status, missing.Error).Should().Be((HttpStatusCode.NotFound, "currency: no such static wallet of this user"));
        foreach (var _ in new[] { "first", "again" })
            ((bool)(await shop.Client.PostAsync("/users/b/static-wallets/block", Tether)).Data["blocked"]!).Should().BeTrue();
        (await SayAsync(shop, reference, "u", "t", "5")).Should().Be(HttpStatusCode.OK);
        (await StatementAsync(shop, "b")).Should().BeEmpty();
        var seen = (await shop.Client.GetAsync("/users/b/static-wallets")).Data;
        ((string)seen["held"]![0]!["reason"]!).Should().Be("the wallet was blocked");
    }

    [Fact]
    public async Task Another_merchants_account_credits_nobody_here_however_right_its_signature()
    {
        var shop = await gateway.ShopAsync(("webhook_networks", "127.0.0.0/8"));
        var rival = await gateway.ShopAsync(("webhook_networks", "127.0.0.0/8"));
        var reference = (string)(await SandboxWalletAsync((string)(await OpenAsync(shop.User("v"))).Body["address"]!))["order_id"]!;
        (await SayAsync(rival, reference, "u", "t", "5")).Should().Be(HttpStatusCode.OK, "it ends there");
        (await StatementAsync(shop, "v")).Should().BeEmpty();
    }

    [Theory]
    [InlineData("""{"network":"tron"}""", "currency: is required")]
    [InlineData("""{"currency":"USDT"}""", "network: is required")]
    [InlineData("""{"currency":"USDT","network":"tron","credited_in":"EUR"}""", "credited_in: expected USDT or USD")]
    [InlineData("""{"currency":"BTC","network":"tron"}""", "network: expected one of USDT on tron")]
    public async Task A_bad_wish_is_refused_by_its_field(string wish, string error)
    {
        var (status, body) = await OpenAsync((await gateway.ShopAsync()).User("bad"), wish);
        status.Should().Be(HttpStatusCode.BadRequest);
        ((string)body["detail"]!).Should().StartWith(error);
    }

    [Fact]
    public async Task What_a_wallet_credits_stays_as_it_was_first()
    {
        var user = (await gateway.ShopAsync()).User("stays");
        await OpenAsync(user);
        var (status, body) = await OpenAsync(user, """{"currency":"USDT","network":"tron","credited_in":"USD"}""");
        (status, (string)body["detail"]!).Should().Be((HttpStatusCode.Conflict, "credited_in: this wallet credits USDT, and stays so"));
    }
}

internal static class SandboxJson
{
    public static async Task<JsonArray> GetFromJsonAsync(this HttpClient http, Uri url) =>
        JsonNode.Parse(await http.GetStringAsync(url))!.AsArray();
}
