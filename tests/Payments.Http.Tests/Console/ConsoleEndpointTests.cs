using System.Net;
using System.Text.RegularExpressions;
using Payments.Contracts.Merchants;
using Payments.Domain.Merchants;
using Payments.Domain.People;
using Payments.Domain.Signatures;
using Payments.Http.Tests.Api;
using Payments.Testing;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests.Console;

/// <summary>Webhook endpoints in the console: added, changed, tested and removed, guarded where an address or a secret changes.</summary>
public sealed class ConsoleEndpointTests(ConsoleGateway gateway) : IClassFixture<ConsoleGateway>
{
    private static readonly (string, string) Proof = ("proof-password", ConsoleGateway.Password);

    private static string PathOf(MerchantKeys shop) => $"/console/{shop.Merchant.Pid}/deliveries/endpoints";

    private static async Task<IReadOnlyList<WebhookEndpoint>> EndpointsAsync(GatewayHost host, MerchantKeys shop) =>
        (await host.Grains.GetGrain<IMerchantGrain>(shop.Merchant.Id.GrainKey).GetAsync())!.Merchant.Endpoints;

    private static string Shown(ConsoleAnswer answer)
    {
        answer.Status.Should().Be(HttpStatusCode.OK, answer.Text);
        return Regex.Match(answer.Html, "<section role=\"status\">.*?<code>([^<]+)</code>", RegexOptions.Singleline).Groups[1].Value;
    }

    [Fact]
    public async Task An_endpoint_is_added_with_the_password_and_its_test_is_signed_with_the_secret_that_was_shown()
    {
        await using var receiver = new ShopReceiver();
        var shop = await gateway.ShopAsync();
        var (browser, path) = (await gateway.SignedInAsync(shop, ShopRole.Developer), PathOf(shop));
        (string, string)[] wish = [("url", receiver.Url + "hook"), ("events", "payment.completed"), ("events", "payment.late")];
        var unproven = await browser.PostFromAsync(path, path, wish);
        (unproven.Status, unproven.Html.Contains($"value=\"{receiver.Url}hook\"")).Should().Be((HttpStatusCode.BadRequest, true));
        (await EndpointsAsync(gateway.Host, shop)).Should().BeEmpty();
        var secret = Shown(await browser.PostFromAsync(path, path, [.. wish, Proof]));
        var endpoint = (await EndpointsAsync(gateway.Host, shop)).Should().ContainSingle().Subject;
        endpoint.Events.Should().Equal("payment.completed", "payment.late");
        (await browser.GetAsync(path)).Html.Should().NotContain(secret);

        var tested = await browser.PostFromAsync(path, $"{path}/{endpoint.Id}/test", ("event", "payment.late"));
        tested.Text.Should().Contain("The endpoint answered with success.").And.Contain("\"test\":true");
        var heard = await receiver.NextAsync();
        heard.Headers["X-WoPay-Signature"].Should().Be(WebhookSignature.OfBody(heard.Body, secret));
        (await browser.PostFromAsync(path, $"{path}/{endpoint.Id}/test", ("event", "payment.nothing"))).Text
            .Should().Contain("event: expected one of");
        var support = await gateway.SignedInAsync(shop, ShopRole.Support);
        (await support.GetAsync($"/console/{shop.Merchant.Pid}")).Text.Should().Contain($"webhook endpoint {receiver.Url}hook was added");
    }

    [Fact]
    public async Task An_endpoint_is_changed_switched_off_and_on_its_secret_replaced_and_it_is_removed()
    {
        var shop = await gateway.ShopAsync();
        var (browser, path) = (await gateway.SignedInAsync(shop), PathOf(shop));
        await browser.PostFromAsync(path, path, ("url", "https://shop.example/a"), ("events", "payment.late"), Proof);
        var one = $"{path}/{(await EndpointsAsync(gateway.Host, shop))[0].Id}";
        (string, string)[] change = [("url", "https://shop.example/b"), ("events", "payment.created")];
        foreach (var rest in new[] { "", "/off", "/remove", "/secret" })
            (await browser.PostFromAsync(path, one + rest, change)).Status.Should().Be(HttpStatusCode.BadRequest, rest);
        (await browser.PostFromAsync(path, one, [.. change, Proof])).Location.Should().Be(path + "?notice=EndpointSaved");
        (await browser.PostFromAsync(path, one + "/off", Proof)).Location.Should().Be(path + "?notice=EndpointSaved");
        var changed = (await EndpointsAsync(gateway.Host, shop))[0];
        (changed.Url, changed.Events.Single(), changed.OffSince is null).Should().Be(("https://shop.example/b", "payment.created", false));
        (await browser.PostFromAsync(path, one + "/on")).Location.Should().Be(path + "?notice=EndpointSaved", "that needs no password");
        (await EndpointsAsync(gateway.Host, shop))[0].OffSince.Should().BeNull();
        Shown(await browser.PostFromAsync(path, one + "/secret", ("overlap_hours", "24"), Proof)).Should().NotBeEmpty();
        (await EndpointsAsync(gateway.Host, shop))[0].SealedFormerSecret.Should().NotBeNull();
        (await browser.PostFromAsync(path, one + "/remove", Proof)).Location.Should().Be(path + "?notice=EndpointRemoved");
        (await browser.PostFromAsync(path, one + "/remove", Proof)).Status.Should().Be(HttpStatusCode.NotFound);
        (await EndpointsAsync(gateway.Host, shop)).Should().BeEmpty();
    }

    [Theory]
    [InlineData("ftp://shop.example", "payment.late", "url: ")]
    [InlineData("", "payment.late", "url: is required")]
    [InlineData("https://shop.example", "payment.nothing", "events: expected a list")]
    [InlineData("https://shop.example", "", "events: expected a list")]
    public async Task An_endpoint_that_cannot_be_is_refused_with_its_field(string url, string name, string error)
    {
        var shop = await gateway.ShopAsync();
        var browser = await gateway.SignedInAsync(shop);
        var answer = await browser.PostFromAsync(PathOf(shop), PathOf(shop), ("url", url), ("events", name), Proof);
        (answer.Status, answer.Text.Contains(error)).Should().Be((HttpStatusCode.BadRequest, true), answer.Text);
    }

    [Fact]
    public async Task With_the_setting_a_new_address_waits_whether_it_came_by_the_console_or_the_api()
    {
        await using var host = await GatewayHost.StartAsync(new Dictionary<string, string?>
        {
            ["Chains:Ethereum:Rpc"] = ApiGateway.DeadNode,
            ["Rates:Sources"] = "",
            ["Merchants:EndpointDelay"] = "2.00:00:00",
            ["Logging:LogLevel:Default"] = "None",
        });
        var shop = await host.RegisterMerchantAsync("delay@example.com");
        var api = new ApiClient(host.Http, shop.ApiKey);
        var added = await api.PostAsync("/webhooks/endpoints", """{"url": "https://shop.example/a", "events": ["payment.created"]}""");
        (added.Data["active_from"] is null, (string?)added.Data["next_url"]).Should().Be((false, null));
        var browser = await ConsoleBrowser.JoinAsync(host, shop.Merchant.Id.ToUuid(), ShopRole.Owner, "owner@example.com");
        (await browser.GetAsync(PathOf(shop))).Text.Should().Contain("Waits").And.Contain("Until then you can remove it");

        var before = (await EndpointsAsync(host, shop))[0].ActiveFrom;
        var changed = await api.PutAsync($"/webhooks/endpoints/{added.Data["endpoint_id"]}", """{"url": "https://shop.example/b"}""");
        ((string?)changed.Data["url"]).Should().Be("https://shop.example/b", "nothing was told to the first address yet");
        (await EndpointsAsync(host, shop))[0].ActiveFrom.Should().BeAfter(before!.Value, "the wait begins again");
    }
}
