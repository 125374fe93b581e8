using System.Net;
using Payments.Contracts;
using Payments.Contracts.Users;
using Payments.Domain.People;
using Payments.Domain.Users;

namespace Payments.Http.Tests.Console;

/// <summary>Wallets of end users in the console.</summary>
public sealed class ConsoleUserTests(ConsoleGateway gateway) : IClassFixture<ConsoleGateway>
{
    [Fact]
    public async Task A_users_wallet_is_looked_up_with_its_statement()
    {
        var shop = await gateway.ShopAsync();
        var (browser, path) = (await gateway.SignedInAsync(shop, ShopRole.Accountant), $"/console/{shop.Merchant.Pid}/users");
        var wallet = gateway.Host.Grains.Find<IUserWalletGrain>(UserWalletKey.Of(shop.Merchant.Id, new UserId("user-7")));
        (await wallet.CreditAsync(new UserCredit { Key = "gift", Currency = "CNY", Amount = 70m, Text = "=welcome" })).Outcome
            .Should().Be(UserOutcome.Done);
        (await browser.GetAsync(path)).Text.Should().NotContain("Balances");
        (await browser.GetAsync($"{path}?user=user-8")).Text.Should().Contain("never had anything");
        (await browser.GetAsync($"{path}?user=user-7")).Text.Should().Contain("CNY 70 0").And.Contain("Credit 70 70 0 gift =welcome");
        (await browser.GetAsync($"{path}/export?user=user-7&currency=CNY")).Html
            .Should().Contain(",credit,CNY,70,70,0,gift").And.Contain("'=welcome");
        foreach (var query in new[] { "user=%20%21", "user=user-7&currency=%21", "user=user-7&after=x" })
            (await browser.GetAsync($"{path}?{query}")).Status.Should().Be(HttpStatusCode.BadRequest, query);
    }
}
