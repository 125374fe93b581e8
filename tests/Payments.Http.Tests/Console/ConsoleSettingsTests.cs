using System.Net;
using Payments.Contracts.Merchants;
using Payments.Domain.Merchants;
using Payments.Domain.People;
using Payments.Http.Tests.Api;

namespace Payments.Http.Tests.Console;

/// <summary>A shop's settings in the console: name, callback address, and how payers see it.</summary>
public sealed class ConsoleSettingsTests(ConsoleGateway gateway) : IClassFixture<ConsoleGateway>
{
    private static readonly (string, string) Proof = ("proof-password", ConsoleGateway.Password);

    private static string PathOf(MerchantKeys shop) => $"/console/{shop.Merchant.Pid}/settings";

    private async Task<Merchant> ReadAsync(MerchantKeys shop) =>
        (await gateway.Host.Grains.GetGrain<IMerchantGrain>(shop.Merchant.Id.GrainKey).GetAsync())!.Merchant;

    [Fact]
    public async Task The_name_is_changed_and_the_callback_address_with_the_password_alone()
    {
        var shop = await gateway.ShopAsync();
        var (browser, path) = (await gateway.SignedInAsync(shop, ShopRole.Developer), PathOf(shop));
        (await browser.PostFromAsync(path, path, ("name", "Tea & cake"), ("notify_method", "post"))).Location
            .Should().Be(path + "?notice=SettingsSaved");
        (string, string) wish = ("webhook_url", "https://shop.example/hook");
        (await browser.PostFromAsync(path, path, wish)).Status.Should().Be(HttpStatusCode.BadRequest);
        (await ReadAsync(shop)).WebhookUrl.Should().NotBe("https://shop.example/hook");
        (await browser.PostFromAsync(path, path, wish, Proof)).Location.Should().Be(path + "?notice=SettingsSaved");
        (await browser.PostFromAsync(path, path, wish)).Location.Should().Be(path + "?notice=SettingsSaved", "that changes nothing");
        var merchant = await ReadAsync(shop);
        (merchant.Name, merchant.WebhookUrl, merchant.NotifyMethod).Should()
            .Be(("Tea & cake", "https://shop.example/hook", Payments.Domain.Callbacks.NotifyMethod.Post));
        foreach (var (field, value, error) in new[]
        {
            ("name", new string('x', 101), "name: at most 100 characters"), ("webhook_url", "ftp://x", "webhook_url: "),
            ("notify_method", "put", "notify_method: expected auto, get or post"),
        })
        {
            var refused = await browser.PostFromAsync(path, path, (field, value), Proof);
            (refused.Status, refused.Text.Contains(error)).Should().Be((HttpStatusCode.BadRequest, true), refused.Text);
        }
    }

    [Fact]
    public async Task Name_colour_and_logo_for_payers_are_set_and_taken_away()
    {
        var shop = await gateway.ShopAsync();
        var (browser, path) = (await gateway.SignedInAsync(shop), PathOf(shop));
        (await browser.PostFromAsync(path, path + "/look", ("name", "The <b>shop</b>"), ("color", "#2f5bea"))).Location
            .Should().Be(path + "?notice=SettingsSaved");
        (await browser.PostFileAsync(path, path + "/logo", "logo", BrandingTests.Logo)).Location
            .Should().Be(path + "?notice=SettingsSaved");
        var look = (await ReadAsync(shop)).Branding!;
        (look.Name, look.Color, look.LogoWidth, look.LogoHeight).Should().Be(("The <b>shop</b>", "#2f5bea", 32, 24));
        (await browser.GetAsync(path)).Html.Should().Contain($"/assets/brand/{look.Logo}").And.NotContain("<b>shop");
        (await browser.PostFromAsync(path, path + "/look", ("color", "#ffd400"))).Text.Should().Contain("color: is too light");
        (await browser.PostFromAsync(path, path + "/logo")).Text.Should().Contain("logo: is required");
        (await browser.PostFileAsync(path, path + "/logo", "logo", "<svg/>"u8.ToArray())).Text
            .Should().Contain("logo: expected a PNG or JPEG file");
        (await browser.PostFileAsync(path, path + "/logo", "logo", new byte[(128 << 10) + 1])).Status
            .Should().Be(HttpStatusCode.RequestEntityTooLarge);
        (await browser.PostFromAsync(path, path + "/logo/remove")).Location.Should().Be(path + "?notice=SettingsSaved");
        (await browser.PostFromAsync(path, path + "/look")).Location.Should().Be(path + "?notice=SettingsSaved");
        (await ReadAsync(shop)).Branding.Should().BeNull();
        (await (await gateway.SignedInAsync(shop, ShopRole.Support)).GetAsync(path)).Html.Should().NotContain("type=\"file\"");
    }
}
