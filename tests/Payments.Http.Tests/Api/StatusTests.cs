using System.Net;
using System.Text.Json.Nodes;
using Payments.Contracts.Callbacks;
using Payments.Domain.Callbacks;
using Payments.Domain.Identity;
using Payments.Testing;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests.Api;

/// <summary>How the gateway says that it is: <c>/health</c> in the document's form, and <c>/api/v1/status</c>.</summary>
public sealed class StatusTests(ApiGateway gateway) : IClassFixture<ApiGateway>
{
    [Fact]
    public async Task Health_has_the_documents_fields_and_the_reasons()
    {
        using var response = await gateway.Host.Http.GetAsync("/health");
        response.StatusCode.Should().Be(HttpStatusCode.OK);
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();
        body.Select(field => field.Key).Should().Equal("status", "version", "database", "blockchain", "timestamp", "reasons");
        ((string)body["database"]!, (string)body["blockchain"]!, (string)body["status"]!)
            .Should().Be(("connected", "disconnected", "degraded"));
        body["reasons"]!.AsArray().Should().NotBeEmpty("degraded without a reason helps nobody");
        ((string)body["version"]!).Should().MatchRegex(@"^\d+\.\d+\.\d+");
        ((string)body["timestamp"]!).Should().MatchRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$");
    }

    [Fact]
    public async Task A_gateway_without_a_chain_says_that_it_has_none()
    {
        await using var host = await GatewayHost.StartAsync(new Dictionary<string, string?> { ["Logging:LogLevel:Default"] = "None" });
        var body = JsonNode.Parse(await host.Http.GetStringAsync("/health"))!;
        ((string)body["status"]!, (string)body["blockchain"]!).Should().Be(("degraded", "disconnected"));
        body["reasons"]!.AsArray().Select(reason => (string)reason!).Should().Equal(
            "no chain is on: only payments at providers can be made; the setting Rpc of a chain switches it on");
    }

    [Fact]
    public async Task Everybody_may_ask_for_version_chains_database_and_queues()
    {
        var answer = await gateway.Anyone.GetAsync("/status");
        answer.Status.Should().Be(HttpStatusCode.OK, answer.Error);
        answer.Data.Select(field => field.Key).Should().Equal("status", "version", "database", "blockchain", "chains", "queues", "reasons");
        ((string)answer.Data["status"]!, (string)answer.Data["database"]!).Should().Be(("degraded", "connected"));
        var chains = answer.Data["chains"]!.AsObject();
        chains.Select(chain => chain.Key).Should().BeEquivalentTo("tron", "ethereum", "bsc", "solana");
        chains["ethereum"]!.ToJsonString().Should().Be("""{"status":"disconnected","block_number":null,"blocks_behind":null}""");
        var queues = answer.Data["queues"]!.AsObject();
        queues.Select(queue => queue.Key).Should().Equal("callbacks", "callbacks_overdue_seconds", "orders_overdue_seconds");
        queues.Select(queue => (long)queue.Value!).Should().OnlyContain(number => number >= 0);
    }

    [Fact]
    public async Task A_callback_that_waits_for_its_next_try_is_in_the_queue()
    {
        await using var shop = new ShopReceiver(_ => (200, "fail"));
        var (_, merchant) = await gateway.Anyone.RegisterAsync("queue@example.com");
        var order = await gateway.OrderAsync(merchant, "Q-1");
        MerchantId.TryParse((string)merchant["merchant_id"]!, out var id).Should().BeTrue();
        (await QueuedAsync()).Should().Be(0);
        await gateway.Host.Grains.GetGrain<IWebhookDeliveryGrain>(Delivery.GrainKey(order, 1)).StartAsync(new Delivery
        {
            Order = order,
            Number = 1,
            Merchant = id,
            Url = shop.Url,
            Form = CallbackForm.EpayParameters,
            Payload = "pid=1",
            CreatedAt = TimeProvider.System.GetUtcNow(),
        });
        await Patience.UntilAsync(QueuedAsync, queued => queued == 1, "it waits");
    }

    private async Task<long> QueuedAsync() => (long)(await gateway.Anyone.GetAsync("/status")).Data["queues"]!["callbacks"]!;
}
