using System.Net;
using System.Text.Json.Nodes;
using Payments.Http.Tests.Api;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests.Faces.Recharge;

/// <summary>What can be paid with, and what the account has.</summary>
public sealed class RechargeCoinTests(RechargeGateway gateway) : IClassFixture<RechargeGateway>
{
    [Fact]
    public async Task The_seven_coins_have_rates_limits_and_commission_and_Cryptomus_is_asked_once()
    {
        var user = (await gateway.ShopAsync()).User("user-1");
        var (status, list) = await user.GetAsync("crypto/currencies");
        status.Should().Be(HttpStatusCode.OK);
        ((string)list["source"]!, (bool)list["simulated"]!, (string)list["rate_currency"]!).Should().Be(("cryptomus", false, "USD"));
        list["amount_currencies"]!.AsArray().Select(name => (string)name!).Should().Equal("USD", "EUR", "CNY");
        var coins = list["currencies"]!.AsArray();
        coins.Select(coin => (string)coin!["currency"]!).Distinct().Should().Equal("BTC", "ETH", "USDT", "USDC", "TRX", "LTC", "DASH");
        var bitcoin = coins[0]!;
        ((string)bitcoin["network"]!, (bool)bitcoin["is_available"]!, (string)bitcoin["rate"]!).Should().Be(("btc", true, "65000"));
        ((string)bitcoin["min_amount"]!, (string)bitcoin["max_amount"]!).Should().Be(("0.00001538", "15.38461538"));
        ((string)bitcoin["fee_amount"]!, (string)bitcoin["fee_percent"]!).Should().Be(("0", "2"));

        var inYuan = (await user.GetAsync("crypto/currencies?currency=cny")).Body;
        ((string)inYuan["rate_currency"]!, (string)inYuan["currencies"]![1]!["rate"]!).Should().Be(("CNY", "21428.57142857"));
        var asked = JsonNode.Parse(await gateway.Payer.GetStringAsync(new Uri(gateway.Sandbox.Url, "sandbox/requests")))!.AsArray();
        asked.Count(request => request!.ToJsonString().Contains("payment/services")).Should().Be(1);
        (await user.GetAsync("crypto/currencies?currency=%3Cb%3E")).Status.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_balance_is_the_accounts_owners_to_see()
    {
        var plain = await gateway.ShopAsync();
        var own = await gateway.ShopAsync(("resend_version", "v2"));
        var seen = await BalanceAsync("X-API-Key", await KeyAsync(own, "manage"));
        (seen.Status, seen.Body["merchant"]![0]!.ToJsonString()).Should()
            .Be((HttpStatusCode.OK, """{"currency":"USDT","balance":"1000"}"""));
        (await BalanceAsync("X-Admin-Key", GatewayHost.AdminKey)).Status.Should().Be(HttpStatusCode.OK);

        foreach (var (key, status) in new[] { (GatewayHost.AdminKey, HttpStatusCode.OK), ("", HttpStatusCode.Unauthorized) })
        {
            // A proxy in between changes nothing on the operators' path.
            using var asked = new HttpRequestMessage(HttpMethod.Get, "/api/v1/admin/crypto/balance")
            {
                Headers = { { "X-Admin-Key", key }, { "X-Forwarded-For", "10.0.0.7" } },
            };
            using var answer = await gateway.Host.Http.SendAsync(asked);
            answer.StatusCode.Should().Be(status);
        }

        var refused = await BalanceAsync("X-API-Key", await KeyAsync(plain, "manage"));
        (refused.Status, (string)refused.Body["detail"]!).Should()
            .Be((HttpStatusCode.Forbidden, "account: is the installation's, and its balance the operator's to see"));
        ((string)(await BalanceAsync("X-API-Key", await KeyAsync(own, "read"))).Body["detail"]!).Should()
            .Be("X-API-Key: this key lacks the scope manage");
        (await BalanceAsync("X-API-Key", "nobody's")).Status.Should().Be(HttpStatusCode.Unauthorized);
        (await BalanceAsync("Authorization", $"Bearer {own.TokenOf("user-1")}")).Status.Should().Be(HttpStatusCode.Unauthorized);
    }

    private async Task<(HttpStatusCode Status, JsonNode Body)> BalanceAsync(string header, string value)
    {
        var user = new RechargeUser(gateway.Host.Http, null);
        using var answer = await user.SendAsync(HttpMethod.Get, "crypto/balance", null, (header, value));
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }

    private static async Task<string> KeyAsync(RechargeShop shop, string scope)
    {
        var made = await shop.Client.PostAsync("/keys", $$"""{"name":"{{scope}}","scopes":["{{scope}}"]}""");
        made.Status.Should().Be(HttpStatusCode.Created, made.Error);
        return (string)made.Data["api_key"]!;
    }
}
