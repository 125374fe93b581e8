using System.Net;
using System.Text.Json.Nodes;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Signatures;
using Payments.Testing;
using Payments.Testing.Gateway;
using Payments.Testing.Shops;

namespace Payments.Http.Tests.Api;

/// <summary>A merchant's webhook endpoints over the wire.</summary>
public sealed class EndpointTests(ApiGateway gateway) : IClassFixture<ApiGateway>
{
    private const string Root = "/webhooks/endpoints";

    private static int shops;

    [Fact]
    public async Task An_endpoint_is_added_shown_changed_and_removed_and_its_secret_is_told_once()
    {
        var (client, _) = await OpenAsync();
        var added = await client.PostAsync(Root, """{"url":"https://shop.example/events","events":["payment.completed","payment.late"]}""");
        added.Status.Should().Be(HttpStatusCode.Created, added.Error);
        var (id, secret) = ((string)added.Data["endpoint_id"]!, (string)added.Data["secret"]!);
        ((string)added.Data["webhook_secret"]!).Should().Be(WebhookSignature.StandardForm(secret));

        var shown = (await client.GetAsync($"{Root}/{id}")).Data;
        shown.Should().NotContainKey("secret").And.NotContainKey("webhook_secret");
        ((string)shown["url"]!, (bool)shown["enabled"]!, (int)shown["health"]!["failures_in_row"]!)
            .Should().Be(("https://shop.example/events", true, 0));
        shown["events"]!.AsArray().Select(name => (string)name!).Should().Equal("payment.completed", "payment.late");

        var changed = (await client.PutAsync($"{Root}/{id}", """{"enabled":false,"events":["payment.created"]}""")).Data;
        ((bool)changed["enabled"]!, (string)changed["off_reason"]!, (string)changed["url"]!)
            .Should().Be((false, "switched off by the merchant", "https://shop.example/events"));
        ((bool)(await client.PutAsync($"{Root}/{id}", """{"enabled":true}""")).Data["enabled"]!).Should().BeTrue();

        var rotated = (await client.PostAsync($"{Root}/{id}/rotate-secret", """{"overlap_hours":1}""")).Data;
        ((string)rotated["secret"]!).Should().NotBe(secret);
        rotated["former_secret_valid_until"].Should().NotBeNull();
        (await client.GetAsync(Root)).Data["endpoints"]!.AsArray().Should().ContainSingle();
        (await client.DeleteAsync($"{Root}/{id}")).Status.Should().Be(HttpStatusCode.OK);
        (await client.GetAsync(Root)).Data["endpoints"]!.AsArray().Should().BeEmpty();
        (await client.GetAsync($"{Root}/{id}")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("""{"events":["payment.completed"]}""", "url: is required")]
    [InlineData("""{"url":"ftp://shop.example/x"}""", "url: expected")]
    [InlineData("""{"url":"http://10.0.0.7/x"}""", "url: callbacks may not reach 10.0.0.7")]
    [InlineData("""{"url":"https://shop.example/x","events":["payment.paid"]}""", "events: expected a list of one or more of payment")]
    [InlineData("""{"url":"https://shop.example/x","events":[]}""", "events: expected a list of one or more of payment.created, ")]
    [InlineData("""{"url":"https://shop.example/x","events":"payment.created"}""", "events: expected a list of strings")]
    [InlineData("""{"url":"https://shop.example/x","enabled":1}""", "enabled: expected true or false")]
    [InlineData("""{"url":"https://shop.example/x","secret":"mine"}""", "secret: is not known here")]
    public async Task A_bad_endpoint_is_refused_by_the_field(string body, string error)
    {
        var (client, _) = await OpenAsync();
        var answer = await client.PostAsync(Root, body);
        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        answer.Error.Should().StartWith(error);
        (await client.GetAsync(Root)).Data["endpoints"]!.AsArray().Should().BeEmpty();
    }

    [Fact]
    public async Task A_merchant_has_ten_endpoints_at_most_and_sees_its_own_alone()
    {
        var (client, _) = await OpenAsync();
        var (other, _) = await OpenAsync();
        var id = "";
        for (var i = 0; i < 10; i++) id = (string)(await AddAsync(client, $"https://shop.example/{i}"))["endpoint_id"]!;
        var refused = await client.PostAsync(Root, """{"url":"https://shop.example/11"}""");
        (refused.Status, refused.Error).Should().Be((HttpStatusCode.Conflict, "endpoints: at most 10 for one merchant"));
        foreach (var path in new[] { $"{Root}/{id}", $"{Root}/{id}/recover" })
            (await other.GetAsync(path)).Error.Should().Be("endpoint_id: no such endpoint");
        (await other.PutAsync($"{Root}/{id}", """{"enabled":false}""")).Status.Should().Be(HttpStatusCode.NotFound);
        (await other.DeleteAsync($"{Root}/{id}")).Status.Should().Be(HttpStatusCode.NotFound);
        (await other.PostAsync("/webhooks/test", $$"""{"event_type":"payment.late","endpoint_id":"{{id}}"}""")).Status
            .Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_key_without_the_scope_changes_no_endpoint()
    {
        var (client, _) = await OpenAsync();
        var key = (await client.PostAsync("/keys", """{"name":"reader","scopes":["read","create"]}""")).Data;
        var reader = gateway.Anyone.With((string)key["api_key"]!);
        (await reader.PostAsync(Root, """{"url":"https://shop.example/x"}""")).Status.Should().Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task What_an_endpoint_hears_verifies_with_its_own_secret_and_is_listed_and_sent_again()
    {
        await using var shop = new ShopReceiver(_ => (204, ""));
        var (client, merchant) = await OpenAsync();
        var endpoint = await AddAsync(client, shop.Url + "events", "payment.created");
        var secret = (string)endpoint["secret"]!;
        var order = await OrderAsync(merchant, "E-1");
        var heard = await shop.NextAsync();
        StandardVerifier.Accepts(heard, WebhookSignature.StandardForm(secret)).Should().BeTrue();
        StandardVerifier.Accepts(heard, WebhookSignature.StandardForm((string)merchant["api_secret"]!)).Should().BeFalse();
        var body = JsonNode.Parse(heard.Body)!;
        ((string)body["event_type"]!, (int)body["sequence"]!, (string)body["data"]!["payment_id"]!, (string)body["data"]!["status"]!)
            .Should().Be(("payment.created", 1, order.Id.ToUuid(), "pending"));

        var listed = await Patience.UntilAsync(
            async () => (await client.GetAsync("/deliveries?order=E-1")).Data["deliveries"]!.AsArray(),
            rows => rows.Count == 1 && (string)rows[0]!["status"]! == "delivered", "it was heard");
        ((string)listed[0]!["delivery_id"]!, (string)listed[0]!["event"]!, (string)listed[0]!["endpoint_id"]!)
            .Should().Be(($"{order.Id.Value}-e1", "payment.created", (string)endpoint["endpoint_id"]!));
        (await client.PostAsync($"/deliveries/{order.Id.Value}-e1/resend")).Status.Should().Be(HttpStatusCode.OK);
        (await shop.NextAsync()).Headers["webhook-id"].Should().Be(heard.Headers["webhook-id"]);
        foreach (var id in new[] { "e2", "e", "ee1", "e-1" })
            (await client.PostAsync($"/deliveries/{order.Id.Value}-{id}/resend")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_test_goes_to_an_endpoint_signed_by_its_secret()
    {
        await using var shop = new ShopReceiver();
        var (client, _) = await OpenAsync();
        var endpoint = await AddAsync(client, shop.Url + "events");
        var answer = await client.PostAsync(
            "/webhooks/test", $$"""{"event_type":"order.archived","endpoint_id":"{{endpoint["endpoint_id"]}}"}""");
        answer.Status.Should().Be(HttpStatusCode.OK, answer.Error);
        var heard = await shop.NextAsync();
        heard.Target.Should().Be("/events");
        StandardVerifier.Accepts(heard, (string)endpoint["webhook_secret"]!).Should().BeTrue();
    }

    [Fact]
    public async Task What_was_missed_is_counted_and_then_sent_again()
    {
        var isDown = true;
        await using var shop = new ShopReceiver(_ => isDown ? (503, "") : (200, ""));
        var (client, merchant) = await OpenAsync();
        var path = $"{Root}/{(await AddAsync(client, shop.Url, "payment.created"))["endpoint_id"]}";
        (await client.GetAsync($"{path}/recover")).Error.Should().Be("endpoint_id: nothing was ever recovered for it");
        foreach (var number in new[] { "M-1", "M-2" }) await OrderAsync(merchant, number);
        await shop.NextAsync();
        await shop.NextAsync();
        await Patience.UntilAsync(
            async () => (int)(await client.GetAsync(path)).Data["health"]!["failures_in_row"]!, failures => failures == 2, "both failed");

        var counted = await Patience.UntilAsync(
            async () => (await client.PostAsync($"{path}/recover", """{"since":"2026-01-01","count_only":true}""")).Data,
            data => (int)data["total"]! == 2, "both are stored");
        ((string)counted["status"]!, (int)counted["resent"]!).Should().Be(("counted", 0));
        isDown = false;
        var started = await client.PostAsync($"{path}/recover", """{"since":"2026-01-01T00:00:00Z"}""");
        (started.Status, (string)started.Data["status"]!, (int)started.Data["total"]!).Should().Be((HttpStatusCode.Accepted, "running", 2));
        await shop.NextAsync();
        await shop.NextAsync();
        var done = await Patience.UntilAsync(
            async () => (await client.GetAsync($"{path}/recover")).Data, data => (string)data["status"]! == "done", "all were sent");
        ((int)done["resent"]!, (bool)done["include_superseded"]!).Should().Be((2, false));
        ((string)(await client.DeleteAsync($"{path}/recover")).Data["status"]!).Should().Be("done", "there is nothing to stop");

        var bad = new[]
        {
            ("\"soon\"", "since: expected a day"), ("\"2999-01-01\"", "since: expected a time in the past"), ("null", "since: is required"),
        };
        foreach (var (since, error) in bad)
            (await client.PostAsync($"{path}/recover", $$"""{"since":{{since}}}""")).Error.Should().StartWith(error);
        await client.PutAsync(path, """{"enabled":false}""");
        var off = await client.PostAsync($"{path}/recover", """{"since":"2026-01-01"}""");
        (off.Status, off.Error).Should().Be((HttpStatusCode.Conflict, "endpoint_id: the endpoint is off: switch it on first"));
    }

    private async Task<(ApiClient Client, JsonObject Merchant)> OpenAsync() =>
        await gateway.Anyone.RegisterAsync($"endpoints{Interlocked.Increment(ref shops)}@example.com");

    private static async Task<JsonObject> AddAsync(ApiClient client, string url, params string[] events)
    {
        var body = new JsonObject { ["url"] = url };
        if (events.Length > 0) body["events"] = new JsonArray([.. events.Select(name => (JsonNode)name)]);
        var added = await client.PostAsync(Root, body.ToJsonString());
        added.Status.Should().Be(HttpStatusCode.Created, added.Error);
        return added.Data;
    }

    private async Task<Order> OrderAsync(JsonObject merchant, string number)
    {
        MerchantId.TryParse((string)merchant["merchant_id"]!, out var id).Should().BeTrue();
        await gateway.Host.AddWalletAsync(id, "bsc", "USDT", $"0x{(long)merchant["pid"]!:x40}");
        return await gateway.Host.CreateOrderAsync(id, number);
    }
}
