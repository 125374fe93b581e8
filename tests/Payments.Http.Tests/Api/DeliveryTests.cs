using System.Net;
using System.Text.Json.Nodes;
using Payments.Contracts.Callbacks;
using Payments.Domain.Callbacks;
using Payments.Domain.Identity;
using Payments.Testing;

namespace Payments.Http.Tests.Api;

public sealed class DeliveryTests(ApiGateway gateway) : IClassFixture<ApiGateway>
{
    [Fact]
    public async Task A_failed_callback_is_listed_with_every_attempt_and_sent_again_on_demand()
    {
        var answer = "fail";
        await using var shop = new ShopReceiver(_ => (200, answer));
        var (client, merchant) = await gateway.Anyone.RegisterAsync("resend@example.com");
        var order = await gateway.OrderAsync(merchant, "R-1");
        await StartAsync(merchant, order, shop.Url);
        var listed = await ListedAsync(client, "?order=R-1", attempts: 2);
        ((string)listed["status"]!, (string)listed["delivery_id"]!, (string)listed["payment_id"]!, listed["delivered_at"]).Should().Be(("pending", $"{order.Value}-1", order.ToUuid(), null));
        listed["next_attempt_at"].Should().NotBeNull();
        listed["attempts"]!.AsArray().Select(attempt => ((string)attempt!["method"]!, (int)attempt["status_code"]!, (string)attempt["answer"]!)).Should().Equal(("POST", 200, "fail"), ("GET", 200, "fail"));

        answer = "success";
        var resent = await client.PostAsync($"/deliveries/{listed["delivery_id"]}/resend");
        resent.Status.Should().Be(HttpStatusCode.OK);
        await ListedAsync(client, "?order=R-1", attempts: 3);

        foreach (var query in new[] { "?order=R-1", $"?order={order.Value}", $"?order={order.ToUuid()}", "" })
        {
            var delivered = Only(await client.GetAsync($"/deliveries{query}"));
            ((string)delivered["status"]!, delivered["attempts"]!.AsArray().Count).Should().Be(("delivered", 3), query);
        }
        shop.All.Select(heard => heard.Content).Distinct().Should().ContainSingle("the content of a callback never changes");
    }

    [Fact]
    public async Task Callbacks_of_another_merchant_are_neither_listed_nor_sent()
    {
        await using var shop = new ShopReceiver();
        var (owner, merchant) = await gateway.Anyone.RegisterAsync("private@example.com");
        var other = await gateway.MerchantAsync();
        var order = await gateway.OrderAsync(merchant, "P-1");
        await StartAsync(merchant, order, shop.Url);
        await ListedAsync(owner, "", attempts: 1);

        (await other.GetAsync("/deliveries")).Data["deliveries"]!.AsArray().Should().BeEmpty();
        (await other.GetAsync($"/deliveries?order={order.Value}")).Status.Should().Be(HttpStatusCode.NotFound);
        (await other.PostAsync($"/deliveries/{order.Value}-1/resend")).Status.Should().Be(HttpStatusCode.NotFound);
        shop.All.Should().ContainSingle();
        Only(await owner.GetAsync("/deliveries"))["status"]!.ToString().Should().Be("delivered");
    }

    [Fact]
    public async Task A_long_list_goes_on_where_the_page_before_said()
    {
        var (client, merchant) = await gateway.Anyone.RegisterAsync("pages@example.com");
        await using var shop = new ShopReceiver();
        foreach (var number in new[] { "G-1", "G-2", "G-3" }) await StartAsync(merchant, await gateway.OrderAsync(merchant, number), shop.Url);

        var (seen, query) = (new List<string>(), "?limit=2");
        for (var pages = 0; query is not null && pages < 10; pages++)
        {
            var page = (await client.GetAsync($"/deliveries{query}")).Data;
            seen.AddRange(page["deliveries"]!.AsArray().Select(delivery => (string)delivery!["delivery_id"]!));
            query = (string?)page["next"] is { } next ? $"?limit=2&after={next}" : null;
        }

        seen.Should().HaveCount(3).And.OnlyHaveUniqueItems();
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("1-1")]
    [InlineData("0123456789abcdef0123456789abcdef-0")]
    [InlineData("0123456789abcdef0123456789abcdef-1")]
    [InlineData("0123456789abcdef0123456789abcdef-99999999999")]
    [InlineData("0123456789abcdef0123456789abcdef--1")]
    public async Task A_callback_that_is_not_there_is_404(string id)
    {
        var answer = await (await gateway.MerchantAsync()).PostAsync($"/deliveries/{id}/resend");
        (answer.Status, answer.Error).Should().Be((HttpStatusCode.NotFound, "delivery_id: no such callback"));
    }

    [Theory]
    [InlineData("?limit=0", HttpStatusCode.BadRequest)]
    [InlineData("?limit=101", HttpStatusCode.BadRequest)]
    [InlineData("?limit=x", HttpStatusCode.BadRequest)]
    [InlineData("?after=2", HttpStatusCode.BadRequest)]
    [InlineData("?after=AAAA", HttpStatusCode.BadRequest)]
    [InlineData("?after=%2F", HttpStatusCode.BadRequest)]
    [InlineData("?order=nothing", HttpStatusCode.NotFound)]
    [InlineData("?order=%00", HttpStatusCode.NotFound)]
    [InlineData("?limit=100", HttpStatusCode.OK)]
    public async Task A_bad_question_for_callbacks_is_refused(string query, HttpStatusCode status) =>
        (await (await gateway.MerchantAsync()).GetAsync($"/deliveries{query}")).Status.Should().Be(status);

    /// <summary>An attempt is made beside all calls: it is listed when it is over.</summary>
    private static Task<JsonObject> ListedAsync(ApiClient client, string query, int attempts) => Patience.UntilAsync(
        async () => Only(await client.GetAsync($"/deliveries{query}")), listed => listed["attempts"]!.AsArray().Count == attempts, $"{attempts} attempts are listed");

    private async Task StartAsync(JsonObject merchant, OrderId order, string url)
    {
        MerchantId.TryParse((string)merchant["merchant_id"]!, out var id).Should().BeTrue();
        var grain = gateway.Host.Grains.GetGrain<IWebhookDeliveryGrain>(Delivery.GrainKey(order, 1));
        await grain.StartAsync(new Delivery
        {
            Order = order,
            Number = 1,
            Merchant = id,
            Url = url,
            Form = CallbackForm.EpayParameters,
            Payload = "trade_status=TRADE_SUCCESS&sign=x",
            CreatedAt = TimeProvider.System.GetUtcNow(),
        });
    }

    private static JsonObject Only(ApiAnswer answer) => answer.Data["deliveries"]!.AsArray().Should().ContainSingle().Subject!.AsObject();
}
