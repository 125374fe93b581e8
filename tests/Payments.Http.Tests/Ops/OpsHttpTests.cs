using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Payments.Chains;
using Payments.Contracts.Chains;
using Payments.Domain.Identity;
using Payments.Domain.Transfers;
using Payments.Http.Common;
using Payments.Storage;
using Payments.Testing;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests.Ops;

/// <summary>Health, metrics and the operators' page of the whole gateway.</summary>
public sealed class OpsHttpTests : IAsyncLifetime
{
    private readonly ScriptedChain chain = new(confirmations: 2);
    private GatewayHost gateway = null!;
    private HttpClient bare = null!;

    public async Task InitializeAsync()
    {
        gateway = await GatewayHost.StartAsync(ScriptedChain.Settings, services => services.AddSingleton<IChainReaders>(chain));
        // Keeps no cookies: each request carries what the test says and nothing else.
        bare = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = gateway.Url };
    }

    public async Task DisposeAsync()
    {
        bare.Dispose();
        await gateway.DisposeAsync();
    }

    [Fact]
    public async Task Health_says_what_is_connected_in_the_published_form()
    {
        (await gateway.Http.GetAsync("/health/live")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await gateway.Http.GetAsync("/health/ready")).StatusCode.Should().Be(HttpStatusCode.OK);
        using var body = JsonDocument.Parse(await gateway.Http.GetStringAsync("/health"));
        body.RootElement.EnumerateObject().Select(property => property.Name).Should().Equal("status", "version", "database", "blockchain", "timestamp", "reasons");
        body.RootElement.GetProperty("database").GetString().Should().Be("connected");
        using var head = new HttpRequestMessage(HttpMethod.Head, "/health");
        (await gateway.Http.SendAsync(head)).StatusCode.Should().Be(HttpStatusCode.OK, "monitors ask by HEAD, too");
    }

    [Theory]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("X-Real-IP", "127.0.0.1")]
    [InlineData("Forwarded", "for=127.0.0.1")]
    [InlineData("Host", "pay.example")]
    public async Task Metrics_are_not_for_strangers_whom_a_proxy_on_the_same_machine_brings(string name, string value)
    {
        (await GetAsync("/metrics", (name, value))).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await GetAsync("/metrics", (name, value), ("Authorization", $"Bearer {GatewayHost.AdminKey}"))).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Behind_a_public_address_metrics_take_the_admin_key()
    {
        await using var host = await GatewayHost.StartAsync(new Dictionary<string, string?> { ["PublicUrl"] = "https://pay.example" });
        (await host.Http.GetAsync("/metrics")).StatusCode.Should().Be(HttpStatusCode.Unauthorized, "a proxy may forward without saying so");
    }

    [Fact]
    public async Task Metrics_are_well_formed_and_count_requests_by_face()
    {
        await gateway.Http.GetAsync("/cashier?id=none");
        using var answer = await gateway.Http.GetAsync("/metrics");
        answer.Content.Headers.ContentType!.ToString().Should().Be("text/plain; version=0.0.4; charset=utf-8");
        var lines = (await answer.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Should().OnlyContain(line => line.StartsWith("# ") || Regex.IsMatch(line, """^[a-zA-Z_:][a-zA-Z0-9_:]*(\{([a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\.)*"(,[a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\.)*")*)?\})? [-+0-9.eEInfaN]+$"""));
        lines.Where(line => line.StartsWith("# TYPE")).Should().OnlyHaveUniqueItems();
        lines.Should().Contain(line => line.StartsWith("payments_http_requests_total{face=\"cashier\",outcome=\"refused\"}"));
        lines.Should().Contain(line => line.StartsWith("payments_http_duration_seconds_bucket{face=\"cashier\",le=\"+Inf\"}"));
        lines.Should().Contain(line => line.StartsWith("orleans_catalog_activations{grain_type=\"alarm\"} "));
    }

    [Fact]
    public async Task Metrics_tell_of_commits_their_rows_and_the_queue_before_them()
    {
        await gateway.RegisterMerchantAsync();
        var lines = (await gateway.Http.GetStringAsync("/metrics")).Split('\n');
        lines.Should().Contain(line => Regex.IsMatch(line, @"^payments_storage_commits_total\{\} [1-9]"));
        lines.Should().Contain(line => line.StartsWith("payments_storage_commit_rows_bucket{le=\"1024\"}")).And.Contain("payments_storage_queue{} 0");
    }

    [Fact]
    public async Task Payments_whose_order_failed_are_counted_apart_from_money_that_fits_none()
    {
        var settings = new Dictionary<string, string?>(ScriptedChain.Settings) { ["Chains:Polygon:Rpc"] = "http://127.0.0.1:9/" };
        await using var host = await GatewayHost.StartAsync(settings, services => services.AddSingleton<IChainReaders>(chain));
        var store = host.Services.GetRequiredService<TransferStore>();
        await store.AddAsync([Transfer("0x1"), Transfer("0x2")], null);
        await store.AddAsync([Transfer("0x3")], new OrderId("meant"), "order failed: JsonException");
        var metrics = await host.Http.GetStringAsync("/metrics");
        metrics.Should().Contain("\npayments_transfers_unmatched{chain=\"bsc\"} 2\n").And.Contain("\npayments_transfers_parked{chain=\"bsc\"} 1\n");
        // The first that comes is only seen to come where there was a figure before.
        metrics.Should().Contain("\npayments_transfers_unmatched{chain=\"polygon\"} 0\n").And.Contain("\npayments_transfers_parked{chain=\"polygon\"} 0\n");
    }

    [Fact]
    public async Task The_page_opens_to_the_admin_key_alone()
    {
        (await gateway.Http.GetAsync("/ops")).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await gateway.Http.GetAsync("/ops/state")).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await LoginAsync("wrong")).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await LoginAsync(GatewayHost.AdminKey, "cross-site")).StatusCode.Should().Be(HttpStatusCode.Forbidden);

        var login = await LoginAsync(GatewayHost.AdminKey);
        login.StatusCode.Should().Be(HttpStatusCode.SeeOther);
        var cookie = login.Headers.GetValues("Set-Cookie").Single();
        cookie.Should().Contain("httponly").And.Contain("samesite=strict").And.NotContain(GatewayHost.AdminKey);
        var token = cookie.Split(';')[0];
        (await GetAsync("/ops", ("Cookie", token))).StatusCode.Should().Be(HttpStatusCode.OK);
        (await GetAsync("/ops", ("Cookie", token[..^1] + (token[^1] == '0' ? '1' : '0')))).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        var longer = Regex.Replace(token, "=[0-9]+", "=9999999999");
        (await GetAsync("/ops", ("Cookie", longer))).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_and_not_only_the_browsers_cookie()
    {
        var token = (await LoginAsync(GatewayHost.AdminKey)).Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        (await GetAsync("/ops/state", ("Cookie", token))).StatusCode.Should().Be(HttpStatusCode.OK);
        (await SignOutAsync("payments-ops=9999999999.0")).StatusCode.Should().Be(HttpStatusCode.SeeOther);
        (await GetAsync("/ops/state", ("Cookie", token))).StatusCode.Should().Be(HttpStatusCode.OK, "who has no session ends none");

        (await SignOutAsync(token)).StatusCode.Should().Be(HttpStatusCode.SeeOther);
        (await GetAsync("/ops/state", ("Cookie", token))).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        var next = (await LoginAsync(GatewayHost.AdminKey)).Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        (await GetAsync("/ops/state", ("Cookie", next))).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Wrong_admin_keys_are_counted_on_operators_paths_and_at_the_registration_and_judged_nowhere_else()
    {
        (await GetAsync("/ops/state", (AdminKey.Header, "wrong"))).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await GetAsync("/api/v1/admin/rates", (AdminKey.Header, "wrong"))).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        await GetAsync("/api/v1/network/status", (AdminKey.Header, "wrong"));
        await GetAsync("/api/v1/wallets", (AdminKey.Header, "wrong"));
        await GetAsync("/mapi.php", (AdminKey.Header, "wrong"));
        var anyone = new Api.ApiClient(gateway.Http);
        const string ownKeys = "/merchants/123e4567-e89b-12d3-a456-426614174000/keys";
        foreach (var key in new[] { "wrong", GatewayHost.AdminKey })
            (await anyone.AsAdmin(key).PostAsync(ownKeys)).Status.Should().Be(HttpStatusCode.Unauthorized, "it is a merchant's route");
        (await gateway.Http.GetStringAsync("/metrics")).Should().Contain("\npayments_http_wrong_admin_keys_total{} 2\n");

        // Registration is by the admin key where it is not open, and a proxy's callers have none.
        await anyone.AsAdmin("wrong").PostAsync("/merchants", "{}");
        await anyone.AsAdmin("wrong").SendAsync(HttpMethod.Post, "/merchants", null, ("X-Forwarded-For", "203.0.113.7"));
        (await gateway.Http.GetStringAsync("/metrics")).Should().Contain("\npayments_http_wrong_admin_keys_total{} 3\n");
    }

    private Task<HttpResponseMessage> SignOutAsync(string cookie)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/ops/logout")
        {
            Headers = { { "Cookie", cookie }, { "Sec-Fetch-Site", "same-origin" } },
        };
        return bare.SendAsync(request);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_chain_whose_watcher_does_not_answer_is_named_and_hides_nothing_else(bool hangs)
    {
        var settings = new Dictionary<string, string?>(ScriptedChain.Settings) { ["Chains:Polygon:Rpc"] = "http://127.0.0.1:9/" };
        var watcher = new SilentWatcher("chain-polygon", hangs);
        await using var host = await GatewayHost.StartAsync(
            settings, services => services.AddSingleton<IChainReaders>(chain).AddSingleton<IIncomingGrainCallFilter>(watcher));
        var metrics = await host.Http.GetStringAsync("/metrics");
        metrics.Should().Contain("\npayments_chain_watched{chain=\"bsc\"} 1\n").And.Contain("\npayments_chain_watched{chain=\"polygon\"} 0\n").And.Contain("\npayments_orders_overdue_seconds{} 0\n");
        using var page = new HttpRequestMessage(HttpMethod.Get, "/ops") { Headers = { { AdminKey.Header, GatewayHost.AdminKey } } };
        (await (await host.Http.SendAsync(page)).Content.ReadAsStringAsync()).Should().Contain("No answer from the watchers of: polygon");
        (await host.Http.GetStringAsync("/api/v1/network/status")).Should().Contain("\"bsc\"").And.NotContain("\"polygon\"");
        watcher.End();
    }

    private static Transfer Transfer(string transaction) => new()
    {
        Id = new TransferId($"bsc:{transaction}:0"),
        Chain = ChainId.Bsc,
        Token = "USDT",
        Units = 1,
        From = "0xf",
        To = "0xt",
        Transaction = transaction,
        Block = 1,
        BlockHash = "0xb",
        BlockTime = DateTimeOffset.UnixEpoch,
    };

    /// <summary>A watcher that fails when it is asked how it is, or never answers.</summary>
    private sealed class SilentWatcher(string key, bool hangs) : IIncomingGrainCallFilter
    {
        private readonly TaskCompletionSource ended = new();

        /// <summary>Lets go of its callers: the host would wait half a minute for them when it stops.</summary>
        public void End() => ended.SetResult();

        public Task Invoke(IIncomingGrainCallContext context) =>
            context.TargetId.Key.ToString() != key || context.MethodName != nameof(IChainWatcherGrain.GetStatusAsync) ? context.Invoke()
            : hangs ? ended.Task
            : throw new InvalidOperationException("The watcher is broken.");
    }

    [Fact]
    public async Task The_state_shows_chains_and_activations()
    {
        await gateway.RegisterMerchantAsync();
        var answer = await GetAsync("/ops/state", (AdminKey.Header, GatewayHost.AdminKey));
        using var state = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        state.RootElement.GetProperty("chains")[0].GetProperty("chain").GetString().Should().Be("bsc");
        state.RootElement.GetProperty("activations").EnumerateObject().Should().Contain(property => property.Name == "Payments.Grains.Merchants.MerchantGrain,Payments.Grains");
    }

    [Fact]
    public async Task The_page_shows_each_chains_gas_price_and_whether_its_node_is_syncing()
    {
        var page = await Patience.UntilAsync(
            async () => await (await GetAsync("/ops", (AdminKey.Header, GatewayHost.AdminKey))).Content.ReadAsStringAsync(),
            html => html.Contains("gwei", StringComparison.Ordinal), "the page shows a gas price");
        page.Should().Contain("<td data-head=\"Fees\">1.000 gwei</td>").And.Contain("<td data-head=\"Syncing\">no</td>");
        page.Should().Contain("<td data-head=\"Proof of work\">–</td>");
    }

    [Fact]
    public async Task A_chain_that_is_read_as_usual_has_nothing_to_adopt()
    {
        const string path = "/api/v1/admin/chains/bsc/adopt";
        using var stranger = await gateway.Http.PostAsync(path, null);
        stranger.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Headers = { { AdminKey.Header, GatewayHost.AdminKey } } };
        using var answer = await gateway.Http.SendAsync(request);
        answer.StatusCode.Should().Be(HttpStatusCode.Conflict);
        (await answer.Content.ReadAsStringAsync()).Should().Contain("nothing to adopt");
    }

    [Fact]
    public async Task Payments_on_which_nodes_disagree_degrade_health_and_are_told_everywhere()
    {
        const string wallet = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";
        var merchant = await gateway.RegisterMerchantAsync();
        await gateway.AddWalletAsync(merchant.Merchant.Id, "bsc", "USDT", wallet);
        var order = await gateway.CreateOrderAsync(merchant.Merchant.Id, "OPS-1", new() { Face = Domain.Orders.Face.Epay, MoneyText = "70" });
        chain.Disagreement = "1 of the nodes tell of it and 1 deny it";
        chain.Pay(wallet, "USDT", order.Reservation!.Units);
        for (var i = 0; i < 3; i++) chain.Mine();
        const string reason = "bsc: nodes contradict each other about 1 payments, which wait";
        await Patience.UntilAsync(() => gateway.Http.GetStringAsync("/health"), body => body.Contains(reason, StringComparison.Ordinal), "health says why");
        using var health = await gateway.Http.GetAsync("/health");
        health.StatusCode.Should().Be(HttpStatusCode.OK, "a gateway that waits for nodes still takes orders");
        (await health.Content.ReadAsStringAsync()).Should().Contain("\"status\":\"degraded\"");
        await Patience.UntilAsync(() => gateway.Http.GetStringAsync("/metrics"), text => text.Contains("\npayments_transfers_disputed{chain=\"bsc\"} 1\n", StringComparison.Ordinal), "the metric is told");
        var page = await (await GetAsync("/ops", (AdminKey.Header, GatewayHost.AdminKey))).Content.ReadAsStringAsync();
        page.Should().Contain(reason).And.Contain("one node only");
        (await GetAsync("/api/v1/admin/chains/bsc/alarms")).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await (await GetAsync("/api/v1/admin/chains/bsc/alarms", (AdminKey.Header, GatewayHost.AdminKey))).Content.ReadAsStringAsync()).Should().Contain(reason["bsc: ".Length..]).And.Contain("\"removed_payments\":[]");
    }

    [Theory]
    [InlineData(true, "<td data-head=\"Proof of work\">checked</td>")]
    [InlineData(false, "<td data-head=\"Proof of work\"><span class=\"warn\">not checked</span></td>")]
    public async Task The_page_says_of_which_chains_the_proof_of_work_is_checked(bool isChecked, string cell)
    {
        var told = new ScriptedChain(confirmations: 2, checksWork: isChecked);
        await using var host = await GatewayHost.StartAsync(
            ScriptedChain.Settings, services => services.AddSingleton<IChainReaders>(told));
        await Patience.UntilAsync(async () =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/ops") { Headers = { { AdminKey.Header, GatewayHost.AdminKey } } };
            using var answer = await host.Http.SendAsync(request);
            return await answer.Content.ReadAsStringAsync();
        }, html => html.Contains(cell, StringComparison.Ordinal), "the page tells it");
    }

    [Fact]
    public async Task A_chain_that_is_younger_than_its_confirmations_has_no_final_block()
    {
        var young = new ScriptedChain(confirmations: 1000);
        await using var host = await GatewayHost.StartAsync(ScriptedChain.Settings, services => services.AddSingleton<IChainReaders>(young));
        var bsc = await Patience.UntilAsync(async () =>
        {
            using var answer = JsonDocument.Parse(await host.Http.GetStringAsync("/api/v1/network/status"));
            return answer.RootElement.GetProperty("data").GetProperty("bsc").Clone();
        }, status => status.GetProperty("block_number").ValueKind != JsonValueKind.Null, "the chain's head is known");
        bsc.GetProperty("final_block").ValueKind.Should().Be(JsonValueKind.Null);
    }

    private Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        return bare.SendAsync(request);
    }

    private Task<HttpResponseMessage> LoginAsync(string key, string site = "same-origin")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/ops/login") { Content = new FormUrlEncodedContent([new("key", key)]) };
        request.Headers.Add("Sec-Fetch-Site", site);
        return bare.SendAsync(request);
    }
}
