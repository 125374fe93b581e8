using System.Net;
using System.Text;
using Payments.Contracts.Merchants;

namespace Payments.Http.Tests.Faces.Pay188;

/// <summary>Orders whose callbacks nobody would hear are not taken.</summary>
public sealed class CallbackAddressTests(FaceGateway gateway) : IClassFixture<FaceGateway>
{
    [Fact]
    public async Task Without_a_callback_address_anywhere_an_order_is_refused_unless_the_merchant_polls()
    {
        var shop = await gateway.ShopAsync();
        var merchant = gateway.Host.Grains.GetGrain<IMerchantGrain>(shop.Keys.Merchant.Id.GrainKey);
        await merchant.UpdateAsync(new UpdateMerchant { Polls = false });
        var (status, text) = await PostAsync(shop, null);
        status.Should().Be(HttpStatusCode.BadRequest);
        text.Should().Contain("notifyUrl: is required: the wallet has no notify_url either").And.Contain("polling");
        (await shop.FindAsync("CB-1")).Should().BeNull();

        (await PostAsync(shop, "https://shop.example/notify")).Status.Should().Be(HttpStatusCode.OK);
        await merchant.UpdateAsync(new UpdateMerchant { Polls = true });
        (await PostAsync(shop, null, "CB-2")).Status.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("http://10.1.2.3/notify", "10.1.2.3", "Callbacks:AllowedNetworks")]
    [InlineData("http://192.168.0.7:8000/notify", "192.168.0.7", "Callbacks:AllowedNetworks")]
    [InlineData("http://[fd00::1]/notify", "fd00::1", "Callbacks:AllowedNetworks")]
    [InlineData("http://[::ffff:172.16.0.1]/notify", "::ffff:172.16.0.1", "Callbacks:AllowedNetworks")]
    public async Task An_address_that_callbacks_may_never_reach_is_refused_and_the_setting_is_named(string url, string host, string setting)
    {
        var shop = await gateway.ShopAsync();
        var refused = await PostAsync(shop, url);
        refused.Should().Be((HttpStatusCode.BadRequest,
            $$"""{"code":-1,"msg":"notifyUrl: callbacks may not reach {{host}}, which is not of the public internet; the gateway's operator can allow it with {{setting}}"}"""));
        var form = new Dictionary<string, string>(shop.EpayOrder("CB-3")) { ["notify_url"] = url };
        using var submitted = await shop.Http.PostAsync("/mapi.php", new FormUrlEncodedContent(shop.SignEpay(form)));
        (await submitted.Content.ReadAsStringAsync()).Should().Contain("notify_url: callbacks may not reach").And.Contain(setting);
        (await shop.OrdersAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_port_that_no_callback_goes_to_is_refused_with_the_order()
    {
        var shop = await gateway.ShopAsync();
        var (status, text) = await PostAsync(shop, "https://shop.example:6379/notify");
        status.Should().Be(HttpStatusCode.BadRequest);
        text.Should().Contain("notifyUrl: port 6379 is not the web's").And.Contain("Callbacks:AllowedPorts");
        (await shop.OrdersAsync()).Should().BeEmpty();
    }

    private static Task<(HttpStatusCode Status, string Text)> PostAsync(Shop shop, string? notify, string number = "CB-1") =>
        Pay188Tests.PostAsync(shop.Http, new StringContent(Pay188Tests.Signed(shop, number, "70", "usdt", notify), Encoding.UTF8,
            "application/json"));
}
