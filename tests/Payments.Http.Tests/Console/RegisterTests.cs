using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Payments.Contracts.Merchants;
using Payments.Contracts.Orders;
using Payments.Contracts.People;
using Payments.Domain.Identity;
using Payments.Domain.People;
using Payments.Http.Tests.Api;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests.Console;

/// <summary>Registering a shop where that is open, whatever a crash left out of it.</summary>
public sealed class RegisterTests : IAsyncLifetime
{
    private const string Email = "anna@example.com";

    private GatewayHost gateway = null!;

    private PersonId Anna => gateway.Services.GetRequiredService<IOrderIds>().PersonOf(Email);

    private IPersonGrain Account => gateway.Grains.GetGrain<IPersonGrain>(Anna.GrainKey);

    private IMerchantGrain Shop =>
        gateway.Grains.GetGrain<IMerchantGrain>(gateway.Services.GetRequiredService<IOrderIds>().ForEmail(Email).GrainKey);

    public async Task InitializeAsync() => gateway = await GatewayHost.StartAsync(new Dictionary<string, string?>
    {
        ["Console:Registration"] = "open",
        ["Logging:LogLevel:Default"] = "None",
    });

    public async Task DisposeAsync() => await gateway.DisposeAsync();

    [Fact]
    public async Task A_shop_is_made_with_its_owner_and_nobody_else_takes_the_account_or_the_shop()
    {
        (await RegisterAsync()).Status.Should().Be(HttpStatusCode.SeeOther);
        await ExpectOwnedAsync();
        var other = await RegisterAsync("another long sentence");
        other.Status.Should().Be(HttpStatusCode.Conflict);

        await gateway.RegisterMerchantAsync("ben@example.com");
        var taken = await RegisterAsync(email: "ben@example.com");
        taken.Status.Should().Be(HttpStatusCode.Conflict, "a shop that was registered by the API is its operator's to give away");
        (await RegisterAsync("short", "carl@example.com")).Status.Should().Be(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_a_crash_left_out_is_made_good_for_who_has_the_password_alone(bool isShopThere)
    {
        await MakeAccountAsync();
        if (isShopThere) await Shop.RegisterAsync(new RegisterMerchant { Name = "Shop", Email = Email, Owner = Anna });
        (await RegisterAsync("not the password")).Status.Should().Be(HttpStatusCode.Conflict);
        (await Account.GetAsync())!.Shops.Should().BeEmpty();

        var browser = new ConsoleBrowser(gateway);
        var registered = await RegisterAsync(browser: browser);
        registered.Status.Should().Be(HttpStatusCode.SeeOther);
        (await browser.GetAsync(registered.Location!)).Status.Should().Be(HttpStatusCode.OK);
        await ExpectOwnedAsync();
    }

    private async Task ExpectOwnedAsync()
    {
        var shop = (await Shop.GetAsync())!.Merchant;
        (ShopPeopleRules.RoleOf(shop, Anna), shop.People.Count, shop.Invitations.Count).Should().Be((ShopRole.Owner, 1, 0));
        (await Account.GetAsync())!.Shops.Should().Equal(shop.Id);
    }

    /// <summary>An account without a shop, as a crash leaves it.</summary>
    private async Task MakeAccountAsync()
    {
        var body = new JsonObject { ["email"] = Email, ["operator"] = true }.ToJsonString();
        var link = await new ApiClient(gateway.Http).AsAdmin(GatewayHost.AdminKey).PostAsync("/admin/people/links", body);
        var path = new Uri((string)link.Data["link"]!).PathAndQuery;
        (await new ConsoleBrowser(gateway).PostAsync(path, ("password", ConsoleGateway.Password))).Status
            .Should().Be(HttpStatusCode.SeeOther);
    }

    private Task<ConsoleAnswer> RegisterAsync(
        string password = ConsoleGateway.Password, string email = Email, ConsoleBrowser? browser = null) =>
        (browser ?? new ConsoleBrowser(gateway)).PostAsync(
            "/console/register", ("shop", "Shop"), ("email", email), ("password", password));
}
