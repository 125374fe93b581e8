using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Payments.Domain.Merchants;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Testing;

namespace Payments.Http.Tests.Api;

/// <summary>Several API keys of a merchant, each with scopes and networks of its own.</summary>
public sealed class ApiKeyTests(ApiGateway gateway) : IClassFixture<ApiGateway>
{
    private const string Wallet =
        """{"chain":"ethereum","token":"USDT","address":"0xe00000000000000000000000000000000000aaaa","currency":"CNY"}""";

    [Fact]
    public async Task The_key_of_the_registration_is_the_first_and_makes_others()
    {
        var client = await gateway.MerchantAsync();
        var first = (await client.GetAsync("/keys")).Data["keys"]!.AsArray().Should().ContainSingle().Subject!;
        ((string)first["key_id"]!, first["scopes"]!.AsArray().Count).Should().Be(("first", 10));

        var added = await client.PostAsync("/keys", """{"name":"tills","scopes":["create","read"],"networks":["127.0.0.0/8","::1/128"]}""");
        added.Status.Should().Be(HttpStatusCode.Created);
        added.Data["scopes"]!.ToJsonString().Should().Be("""["read","create"]""");
        added.Data["networks"]!.ToJsonString().Should().Be("""["127.0.0.0/8","::1/128"]""");
        ((string)added.Data["api_key"]!).Should().StartWith("wopay_live_");

        var listed = await client.GetAsync("/keys");
        listed.Data["keys"]!.AsArray().Select(key => (string)key!["name"]!).Should().Equal("first", "tills");
        listed.Envelope.ToJsonString().Should().NotContain("api_key").And.NotContain((string)added.Data["api_key"]!);
        (await client.With((string)added.Data["api_key"]!).GetAsync("/wallets")).Status.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("read", "POST", "/wallets", Wallet, "manage")]
    [InlineData("read, create", "DELETE", "/wallets/x", null, "manage")]
    [InlineData("create", "GET", "/wallets", null, "read")]
    [InlineData("read", "POST", "/orders/x/close", null, "create")]
    [InlineData("read", "POST", "/transfers/x/assign", """{"order":"x"}""", "assign")]
    [InlineData("read", "POST", "/deliveries/x/resend", null, "webhooks")]
    [InlineData("read", "GET", "/keys", null, "manage")]
    [InlineData(
        "manage", "POST", "/merchants/{id}/regenerate-keys", null,
        "read, create, webhooks, refunds, complete, assign, payouts, risk, sharing")]
    [InlineData("manage", "POST", "/keys", """{"name":"wide","scopes":["read","manage"]}""", "read")]
    [InlineData("manage", "POST", "/keys/first/roll", null, "read, create, webhooks, refunds, complete, assign, payouts, risk, sharing")]
    public async Task A_key_without_the_scope_is_refused_with_its_name(
        string scopes, string method, string path, string? body, string lacking)
    {
        var (owner, merchant) = await RegisterAsync();
        var key = await AddAsync(owner, scopes);
        var content = body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        path = path.Replace("{id}", (string)merchant["merchant_id"]!, StringComparison.Ordinal);
        var answer = await key.SendAsync(new HttpMethod(method), path, content);
        answer.Status.Should().Be(HttpStatusCode.Forbidden);
        answer.Error.Should().Be($"X-API-Key: this key lacks the scope {lacking}");
    }

    [Fact]
    public async Task A_rolled_key_serves_on_beside_the_new_one_and_changes_nothing_of_weight()
    {
        var (owner, _) = await RegisterAsync();
        var rolled = await owner.PostAsync("/keys/first/roll", """{"overlap_seconds":3600}""");
        rolled.Data["former_key_until"].Should().NotBeNull();
        var present = owner.With((string)rolled.Data["api_key"]!);

        (await owner.GetAsync("/wallets")).Status.Should().Be(HttpStatusCode.OK);
        var refused = await owner.PostAsync("/wallets", Wallet);
        (refused.Status, refused.Error!.Contains("was replaced", StringComparison.Ordinal)).Should().Be((HttpStatusCode.Forbidden, true));
        (await owner.PostAsync("/keys/first/roll")).Status.Should().Be(HttpStatusCode.Forbidden, "who has the old key gets no new one");

        (await present.PostAsync("/keys/first/roll", """{"overlap_seconds":0}""")).Data["former_key_until"].Should().BeNull();
        (await present.GetAsync("/wallets")).Status.Should().Be(HttpStatusCode.Unauthorized);
        (await owner.GetAsync("/wallets")).Status.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_removed_key_acts_no_more_and_regeneration_leaves_the_others()
    {
        var (owner, merchant) = await RegisterAsync();
        var (gone, stays) = (await AddAsync(owner, "read"), await AddAsync(owner, "read"));
        var id = (string)(await owner.GetAsync("/keys")).Data["keys"]![1]!["key_id"]!;
        (await owner.DeleteAsync($"/keys/{id}")).Status.Should().Be(HttpStatusCode.OK);
        (await gone.GetAsync("/wallets")).Status.Should().Be(HttpStatusCode.Unauthorized);
        (await owner.DeleteAsync($"/keys/{id}")).Status.Should().Be(HttpStatusCode.NotFound);
        (await owner.DeleteAsync("/keys/first")).Status.Should().Be(HttpStatusCode.Conflict);

        (await owner.PostAsync($"/merchants/{merchant["merchant_id"]}/regenerate-keys")).Status.Should().Be(HttpStatusCode.OK);
        (await owner.GetAsync("/wallets")).Status.Should().Be(HttpStatusCode.Unauthorized);
        (await stays.GetAsync("/wallets")).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_key_is_refused_from_outside_of_its_networks()
    {
        var (owner, _) = await RegisterAsync();
        var added = await owner.PostAsync("/keys", """{"name":"office","scopes":["read"],"networks":["203.0.113.0/24"]}""");
        var answer = await owner.With((string)added.Data["api_key"]!).GetAsync("/wallets");
        (answer.Status, answer.Error).Should().Be((HttpStatusCode.Forbidden, "X-API-Key: this key may not be used from 127.0.0.1"));
    }

    [Fact]
    public async Task A_use_is_shown_soon_after()
    {
        var owner = await gateway.MerchantAsync();
        await Patience.UntilAsync(async () => (await owner.GetAsync("/keys")).Data["keys"]![0]!,
            key => key["last_used_at"] is not null && (string?)key["last_used_from"] == "127.0.0.1", "the use is noted");
    }

    [Theory]
    [InlineData("""{"scopes":["read"]}""", "name: is required")]
    [InlineData("""{"name":"x"}""", "scopes: is required")]
    [InlineData("""{"name":"x","scopes":[]}""", "scopes: expected a list of one or more of read, create, *")]
    [InlineData("""{"name":"x","scopes":["all"]}""", "scopes: expected *")]
    [InlineData("""{"name":"x","scopes":"read"}""", "scopes: expected a list of strings")]
    [InlineData("""{"name":"x","scopes":[1]}""", "scopes: expected a list of strings")]
    [InlineData("""{"name":"x","scopes":["read"],"networks":["lan"]}""", "networks: expected *")]
    [InlineData("""{"name":"x","scopes":["read"],"networks":["10.0.0.0/8,"]}""", "networks: expected *")]
    [InlineData("""{"name":"x","scopes":["read"],"networks":["10.0.0.0/8,192.0.2.0/24"]}""", "networks: expected *")]
    [InlineData("""{"name":"x","scopes":["read"],"hash":"y"}""", "hash: is not known here; *")]
    public async Task A_bad_key_is_refused_and_nothing_is_stored(string body, string error)
    {
        var owner = await gateway.MerchantAsync();
        var answer = await owner.PostAsync("/keys", body);
        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        answer.Error.Should().Match(error);
        (await owner.GetAsync("/keys")).Data["keys"]!.AsArray().Should().ContainSingle();
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("2592001")]
    [InlineData("1.5")]
    public async Task An_overlap_has_its_limits(string seconds)
    {
        var answer = await (await gateway.MerchantAsync()).PostAsync("/keys/first/roll", $$"""{"overlap_seconds":{{seconds}}}""");
        (answer.Status, answer.Error).Should().Be(
            (HttpStatusCode.BadRequest, "overlap_seconds: expected a whole number from 0 to 2592000"));
    }

    [Fact]
    public void Every_route_that_takes_a_key_names_a_scope_and_every_change_of_weight_is_guarded()
    {
        var routes = gateway.Host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.RoutePattern.RawText!.StartsWith("/api/v1/", StringComparison.Ordinal)).ToArray();
        string[] open =
        [
            "/api/v1/merchants", "/api/v1/network/status", "/api/v1/status", "/api/v1/{**rest}",
            // For end users with a token of their merchant.
            "/api/v1/me/balance", "/api/v1/me/statement", "/api/v1/orders/recharge", "/api/v1/orders/payments/{id}",
            "/api/v1/orders/payments/{id}/monitor", "/api/v1/orders/payments/{id}/qrcode", "/api/v1/orders/crypto/currencies",
            "/api/v1/orders/crypto/static-wallets",
            // For a provider, which signs.
            "/api/v1/orders/payments/cryptomus-webhook", "/api/v1/orders/payments/cryptomus-webhook/{merchant}",
        ];
        var owned = routes.Where(route => route.Metadata.GetMetadata<RouteReach>() == RouteReach.Public &&
            !open.Contains(route.RoutePattern.RawText)).ToArray();
        owned.Should().HaveCountGreaterThan(15);
        owned.Where(route => ScopesOf(route) is KeyScopes.None).Select(Name).Should().BeEmpty();

        // How pages look moves no money and opens nothing.
        var weighty = routes.Where(route => ScopesOf(route).HasFlag(KeyScopes.Manage))
            .Where(route => Name(route) is not ("GET /api/v1/keys" or "GET /api/v1/providers" or "GET /api/v1/orders/crypto/balance"))
            .Where(route => !route.RoutePattern.RawText!.StartsWith("/api/v1/branding", StringComparison.Ordinal));
        weighty.Where(route => route.Metadata.GetMetadata<RouteGuard>() is null).Select(Name).Should().BeEmpty();
    }

    private static KeyScopes ScopesOf(RouteEndpoint route) => route.Metadata.GetMetadata<RouteScope>()?.Needed ?? KeyScopes.None;

    private static string Name(RouteEndpoint route) =>
        $"{route.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.Single()} {route.RoutePattern.RawText}";

    private static int shops;

    private Task<(ApiClient Client, JsonObject Merchant)> RegisterAsync() =>
        gateway.Anyone.RegisterAsync($"keys{Interlocked.Increment(ref shops)}@example.com");

    private static async Task<ApiClient> AddAsync(ApiClient owner, string scopes)
    {
        var list = new JsonArray([.. scopes.Split(", ").Select(scope => (JsonNode)scope)]);
        var added = await owner.PostAsync("/keys", new JsonObject { ["name"] = scopes, ["scopes"] = list }.ToJsonString());
        added.Status.Should().Be(HttpStatusCode.Created, added.Error);
        return owner.With((string)added.Data["api_key"]!);
    }
}
