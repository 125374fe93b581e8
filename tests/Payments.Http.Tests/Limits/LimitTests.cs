using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests.Limits;

/// <summary>What callers hear of limits, over real HTTP. The clock of the windows stands still until a test moves it.</summary>
public sealed class LimitTests(LimitGateway gateway) : IClassFixture<LimitGateway>
{
    private const string Rates = "/api/v1/admin/rates?from=USDT&to=CNY";

    private static int addresses;

    private static string FreshAddress() => $"203.0.113.{Interlocked.Increment(ref addresses)}";

    [Fact]
    public async Task An_API_key_has_ten_requests_a_second_from_wherever_they_come()
    {
        var (_, merchant) = await gateway.RegisterAsync();
        var key = (string)merchant["api_key"]!;
        for (var left = 9; left >= 0; left--)
        {
            using var answer = await gateway.SendAsync(FreshAddress(), HttpMethod.Get, "/api/v1/wallets", key);
            answer.StatusCode.Should().Be(HttpStatusCode.OK);
            Header(answer, "RateLimit-Policy").Should().Be("\"ip\";q=40;w=3600, \"api\";q=10;w=1");
            Header(answer, "RateLimit").Should().Be($"\"ip\";r=39;t=3600, \"api\";r={left};t=1");
        }
        using var refused = await gateway.SendAsync(FreshAddress(), HttpMethod.Get, "/api/v1/wallets", key);
        refused.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        (Header(refused, "Retry-After"), Header(refused, "RateLimit")).Should().Be(("1", "\"ip\";r=39;t=3600, \"api\";r=0;t=1"));
        var envelope = JsonNode.Parse(await refused.Content.ReadAsStringAsync())!;
        ((bool)envelope["success"]!, (string)envelope["error"]!).Should().Be(
            (false, "X-API-Key: at most 10 requests a second; try again in 1 s"));

        gateway.Clock.Advance(TimeSpan.FromSeconds(1));
        using var after = await gateway.SendAsync(FreshAddress(), HttpMethod.Get, "/api/v1/wallets", key);
        after.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("203.0.114.7", "203.0.114.8")]
    [InlineData("2001:db8:0:1::1", "2001:db8:0:2::1")]
    public async Task An_address_has_its_requests_an_hour_unknown_keys_included(string address, string other)
    {
        for (var i = 0; i < 40; i++)
        {
            using var answer = i % 2 == 0
                ? await gateway.SendAsync(address, HttpMethod.Get, "/api/v1/wallets", $"wopay_live_guess{i}")
                : await gateway.SendAsync(address, HttpMethod.Get, "/api/v1/network/status");
            answer.StatusCode.Should().Be(i % 2 == 0 ? HttpStatusCode.Unauthorized : HttpStatusCode.OK);
        }
        using var refused = await gateway.SendAsync(address, HttpMethod.Get, "/api/v1/wallets", "wopay_live_guess");
        refused.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        (Header(refused, "Retry-After"), Header(refused, "RateLimit")).Should().Be(("3600", "\"ip\";r=0;t=3600"));
        using var elsewhere = await gateway.SendAsync(other, HttpMethod.Get, "/api/v1/network/status");
        elsewhere.StatusCode.Should().Be(HttpStatusCode.OK);
        // Payers and probes are not counted.
        foreach (var path in new[] { "/health", "/cashier/none", "/submit.php" })
        {
            using var open = await gateway.SendAsync(address, HttpMethod.Get, path);
            (open.StatusCode, open.Headers.Contains("RateLimit")).Should().NotBe((HttpStatusCode.TooManyRequests, true), path);
            open.Headers.Contains("RateLimit").Should().BeFalse(path);
        }
    }

    [Fact]
    public async Task All_of_an_IPv6_network_counts_as_one_address()
    {
        for (var i = 0; i < 40; i++)
        {
            using var answer = await gateway.SendAsync($"2001:db8:0:9::{i:x}", HttpMethod.Get, "/api/v1/network/status");
            answer.StatusCode.Should().Be(HttpStatusCode.OK);
        }
        using var refused = await gateway.SendAsync("2001:db8:0:9:8888::1", HttpMethod.Get, "/api/v1/network/status");
        refused.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Loopback_and_the_networks_of_the_setting_have_no_limit()
    {
        var (client, merchant) = await gateway.RegisterAsync();
        for (var i = 0; i < 60; i++)
        {
            (await client.GetAsync("/wallets")).Status.Should().Be(HttpStatusCode.OK);
            using var free = await gateway.SendAsync("198.51.100.7", HttpMethod.Get, "/api/v1/wallets", (string)merchant["api_key"]!);
            (free.StatusCode, free.Headers.Contains("RateLimit")).Should().Be((HttpStatusCode.OK, false));
        }
    }

    [Fact]
    public async Task A_merchant_has_ten_transactions_a_minute_looked_for_with_all_its_keys()
    {
        var (client, merchant) = await gateway.RegisterAsync();
        var keys = new List<string> { (string)merchant["api_key"]! };
        keys.Add((string)(await client.PostAsync("/keys", """{"name":"second","scopes":["read","complete"]}""")).Data["api_key"]!);
        async Task<HttpResponseMessage> LookAsync(int i) => await gateway.SendAsync(
            FreshAddress(), HttpMethod.Get, $"/api/v1/transactions/ethereum/0x{i:x64}", keys[i % 2]);
        for (var i = 0; i < 10; i++)
        {
            using var answer = await LookAsync(i);
            answer.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable, "no node of the chain answers here");
        }
        using var refused = await LookAsync(10);
        refused.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        (await refused.Content.ReadAsStringAsync()).Should().Contain("X-API-Key: at most 10 requests a minute; try again in 60 s");
    }

    [Fact]
    public async Task An_operator_gives_a_merchant_other_numbers()
    {
        var (_, merchant) = await gateway.RegisterAsync();
        var (id, key, address) = ((string)merchant["merchant_id"]!, (string)merchant["api_key"]!, FreshAddress());
        var admin = new Api.ApiClient(gateway.Host.Http).AsAdmin(GatewayHost.AdminKey);
        var set = await admin.PutAsync($"/admin/merchants/{id}/limits", """{"api_per_second":2,"network_per_hour":3}""");
        set.Data.ToJsonString().Should().Be($$$"""
            {"merchant_id":"{{{id}}}",
            "own":{"api_per_second":2,"webhooks_per_second":null,"network_per_hour":3,"shop_per_second":null},
            "in_force":{"api_per_second":2,"webhooks_per_second":5,"network_per_hour":3,"shop_per_second":3}}
            """.ReplaceLineEndings(""));

        async Task<(HttpStatusCode, string)> AskAsync()
        {
            using var answer = await gateway.SendAsync(address, HttpMethod.Get, "/api/v1/wallets", key);
            return (answer.StatusCode, Header(answer, "RateLimit"));
        }
        (await AskAsync()).Should().Be((HttpStatusCode.OK, "\"ip\";r=2;t=3600, \"api\";r=1;t=1"));
        (await AskAsync()).Should().Be((HttpStatusCode.OK, "\"ip\";r=1;t=3600, \"api\";r=0;t=1"));
        (await AskAsync()).Should().Be((HttpStatusCode.TooManyRequests, "\"ip\";r=0;t=3600, \"api\";r=0;t=1"));
        (await AskAsync()).Should().Be((HttpStatusCode.TooManyRequests, "\"ip\";r=0;t=3600"));

        await admin.PutAsync($"/admin/merchants/{id}/limits", """{"network_per_hour":0,"api_per_second":0}""");
        (await AskAsync()).Should().Be((HttpStatusCode.OK, ""), "0 is no limit");
        (await admin.PutAsync($"/admin/merchants/{id}/limits", "{}")).Data["own"]!["api_per_second"].Should().BeNull();
        (await admin.GetAsync($"/admin/merchants/{id}/limits")).Data["in_force"]!["network_per_hour"]!.GetValue<int>().Should().Be(40);
        (await admin.PutAsync($"/admin/merchants/{id}/limits", """{"api_per_second":-1}""")).Error.Should().Be(
            "api_per_second: expected a whole number from 0 to 1000000, or null");
        (await admin.GetAsync($"/admin/merchants/{Guid.Empty}/limits")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task EPay_and_188Pay_say_their_limits_in_their_own_forms()
    {
        var (_, merchant) = await gateway.RegisterAsync();
        var query = $"/api.php?act=query&pid={merchant["pid"]}&key={merchant["api_secret"]}";
        for (var i = 0; i < 3; i++)
        {
            using var answer = await gateway.SendAsync(FreshAddress(), HttpMethod.Get, query);
            ((int)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"]!).Should().Be(1);
        }
        using (var refused = await gateway.SendAsync(FreshAddress(), HttpMethod.Get, query))
        {
            (refused.StatusCode, Header(refused, "Retry-After")).Should().Be((HttpStatusCode.TooManyRequests, "1"));
            Header(refused, "RateLimit").Should().Be("\"epay-ip\";r=5;t=1, \"epay\";r=0;t=1");
            (await refused.Content.ReadAsStringAsync()).Should().Be(
                """{"code":-4,"msg":"pid: at most 3 requests a second; try again in 1 s"}""");
        }

        var address = FreshAddress();
        for (var i = 0; i < 6; i++)
            using (var answer = await gateway.SendAsync(address, HttpMethod.Post, "/pay/address", content: Json("""{"merchantId":"1"}""")))
                answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        using (var refused = await gateway.SendAsync(address, HttpMethod.Post, "/pay/address", content: Json("""{"merchantId":"1"}""")))
        {
            (refused.StatusCode, Header(refused, "Retry-After")).Should().Be((HttpStatusCode.TooManyRequests, "1"));
            (await refused.Content.ReadAsStringAsync()).Should().Be(
                """{"code":-1,"msg":"address: at most 6 requests a second; try again in 1 s"}""");
        }
    }

    [Fact]
    public async Task After_a_few_wrong_admin_keys_an_address_is_not_heard_any_more_and_another_is()
    {
        var address = FreshAddress();
        for (var i = 0; i < 2; i++)
            using (var wrong = await gateway.SendAsync(address, HttpMethod.Get, Rates, adminKey: "a wrong admin key"))
                wrong.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        foreach (var key in new[] { "a wrong admin key", GatewayHost.AdminKey })
            using (var refused = await gateway.SendAsync(address, HttpMethod.Get, Rates, adminKey: key))
                (refused.StatusCode, Header(refused, "Retry-After")).Should().Be((HttpStatusCode.TooManyRequests, "3600"));
        using var other = await gateway.SendAsync(FreshAddress(), HttpMethod.Get, Rates, adminKey: GatewayHost.AdminKey);
        other.StatusCode.Should().NotBe(HttpStatusCode.TooManyRequests).And.NotBe(HttpStatusCode.Unauthorized);
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static string Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? string.Join("|", values) : "";
}
