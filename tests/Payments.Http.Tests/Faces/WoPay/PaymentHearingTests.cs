using System.Net;
using Payments.Http.Tests.Api;

namespace Payments.Http.Tests.Faces.WoPay;

/// <summary>Payments whose completion nobody would hear of are not taken.</summary>
public sealed class PaymentHearingTests(ApiGateway gateway) : IClassFixture<ApiGateway>
{
    [Fact]
    public async Task A_payment_that_nobody_would_hear_of_is_refused_with_what_to_do()
    {
        var shop = await SilentAsync();
        var refused = await shop.PayAsync("H-1");
        (refused.Status, refused.Error).Should().Be((HttpStatusCode.BadRequest,
            "callback_url: is required: neither you have a webhook_url nor the wallet a notify_url, so nobody would hear of a payment; a " +
            "merchant that asks for its orders itself sets polling (PUT /api/v1/merchants/{id})"));
        (await shop.OrdersAsync()).Should().BeEmpty();
    }

    [Theory]
    [InlineData("PUT", "/merchants/{id}", """{"webhook_url":"https://shop.example/hook"}""", "")]
    [InlineData("PUT", "/merchants/{id}", """{"polling":true}""", "")]
    [InlineData("POST", "/webhooks/endpoints", """{"url":"https://shop.example/e"}""", "")]
    [InlineData("PUT", "/merchants/{id}", """{"name":"As it was"}""", ""","callback_url":"https://shop.example/one" """)]
    [InlineData("PUT", "/merchants/{id}", """{"name":"As it was"}""", ""","user":"42" """)]
    [InlineData("PUT", "/wallets/{wallet}", """{"notify_url":"https://shop.example/wallet"}""", "")]
    public async Task Whoever_hears_in_one_of_the_ways_is_served(string method, string path, string setting, string more)
    {
        var shop = await SilentAsync();
        if (path.Contains("{wallet}", StringComparison.Ordinal))
            path = $"/wallets/{(await shop.Client.GetAsync("/wallets")).Data["wallets"]![0]!["wallet_id"]}";
        path = path.Replace("{id}", (string)shop.Merchant["merchant_id"]!, StringComparison.Ordinal);
        var set = method == "PUT" ? await shop.Client.PutAsync(path, setting) : await shop.Client.PostAsync(path, setting);
        set.Error.Should().BeNull();
        var made = await shop.PayAsync("H-2", more: more);
        made.Status.Should().Be(HttpStatusCode.Created, made.Error);
    }

    [Fact]
    public async Task An_endpoint_that_hears_of_no_completion_is_no_ear()
    {
        var shop = await SilentAsync();
        (await shop.Client.PostAsync("/webhooks/endpoints", """{"url":"https://shop.example/e","events":["payment.created"]}"""))
            .Error.Should().BeNull();
        var refused = await shop.PayAsync("H-3");
        refused.Status.Should().Be(HttpStatusCode.BadRequest);
        refused.Error.Should().StartWith("callback_url: is required");
    }

    private async Task<PaymentShop> SilentAsync()
    {
        var shop = await PaymentShop.OpenAsync(gateway);
        await shop.Client.PollAsync(shop.Merchant, polls: false);
        return shop;
    }
}
