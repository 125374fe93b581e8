using System.Net;
using System.Text.RegularExpressions;
using Payments.Contracts.Merchants;
using Payments.Domain.People;

namespace Payments.Http.Tests.Console;

/// <summary>Payment links in the console.</summary>
public sealed class ConsoleLinkTests(ConsoleGateway gateway) : IClassFixture<ConsoleGateway>
{
    private static string PathOf(MerchantKeys shop) => $"/console/{shop.Merchant.Pid}/links";

    private static string SeedOf(ConsoleAnswer page) => Regex.Match(page.Html, "name=\"seed\" value=\"([0-9a-f]{32})\"").Groups[1].Value;

    [Fact]
    public async Task A_link_is_made_once_changed_and_switched_off()
    {
        var shop = await gateway.ShopAsync();
        var browser = await gateway.SignedInAsync(shop, ShopRole.Developer);
        var list = await browser.GetAsync(PathOf(shop));
        (string, string)[] fields = [("seed", SeedOf(list)), ("title", "Tea <b>"), ("currency", "CNY"), ("amount", "70")];
        var made = await browser.PostFromAsync(PathOf(shop), PathOf(shop), fields);
        made.Location.Should().EndWith("?notice=LinkMade");
        (await browser.PostFromAsync(PathOf(shop), PathOf(shop), fields)).Location
            .Should().Be(made.Location, "a form sent twice makes one link");
        var path = made.Location!.Split('?')[0];
        var page = await browser.GetAsync(path);
        page.Text.Should().Contain("Tea <b>").And.Contain("70 CNY").And.Contain("Pay button").And.Contain($"/link/{shop.Merchant.Pid}-");
        page.Html.Should().NotContain("<b>");
        (await browser.GetAsync(PathOf(shop))).Text.Should().Contain("Tea <b>").And.Contain("any number");

        (await browser.PostFromAsync(path, path, ("title", "Coffee"), ("return_url", "nonsense"))).Text.Should().Contain("return_url");
        (await browser.PostFromAsync(path, path, ("title", "Coffee"))).Location.Should().Be(path + "?notice=LinkChanged");
        (await browser.PostFromAsync(path, path + "/off")).Location.Should().Be(path + "?notice=LinkChanged");
        (await browser.GetAsync(path)).Text.Should().Contain("Coffee").And.Contain("Switch on");
        (await browser.PostFromAsync(path, path + "/on")).Location.Should().Be(path + "?notice=LinkChanged");
        (await browser.GetAsync(path)).Text.Should().Contain("Switch off");
    }

    [Fact]
    public async Task A_form_that_is_refused_keeps_what_was_typed()
    {
        var shop = await gateway.ShopAsync();
        var browser = await gateway.SignedInAsync(shop);
        var seed = SeedOf(await browser.GetAsync(PathOf(shop)));
        var refused = await browser.PostFromAsync(PathOf(shop), PathOf(shop),
            ("seed", seed), ("title", "Tea"), ("currency", "CNY"), ("amount", "much"));
        refused.Status.Should().Be(HttpStatusCode.BadRequest);
        refused.Text.Should().Contain("amount: expected a positive number");
        refused.Html.Should().Contain("value=\"Tea\"").And.Contain("value=\"much\"");
    }

    [Fact]
    public async Task Anothers_link_is_not_found_and_an_open_links_button_is_a_form()
    {
        var (mine, other) = (await gateway.ShopAsync(), await gateway.ShopAsync());
        var (browser, foreign) = (await gateway.SignedInAsync(mine), await gateway.SignedInAsync(other));
        var seed = SeedOf(await foreign.GetAsync(PathOf(other)));
        var made = await foreign.PostFromAsync(PathOf(other), PathOf(other), ("seed", seed), ("title", "Gift"), ("currency", "USDT"));
        (await foreign.GetAsync(made.Location!)).Text.Should().Contain("<form action=\"").And.Contain("payer's choice (USDT)");
        var code = made.Location!.Split('?')[0].Split('/')[^1];
        (await browser.GetAsync($"{PathOf(mine)}/{code}")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_links_orders_are_listed_with_it()
    {
        var shop = await gateway.ShopAsync();
        var browser = await gateway.SignedInAsync(shop);
        var seed = SeedOf(await browser.GetAsync(PathOf(shop)));
        var made = await browser.PostFromAsync(PathOf(shop), PathOf(shop),
            ("seed", seed), ("title", "Tea"), ("currency", "CNY"), ("amount", "70"));
        var path = made.Location!.Split('?')[0];
        var code = path.Split('/')[^1];
        for (var i = 1; i <= 27; i++) await gateway.Host.CreateOrderAsync(shop.Merchant.Id, $"link-{code}-{i}", money: 70 + i);
        await gateway.Host.CreateOrderAsync(shop.Merchant.Id, "link-000000000000-1", money: 5);
        var first = await browser.GetAsync(path);
        var next = WebUtility.HtmlDecode(Regex.Match(first.Html, "rel=\"next\" href=\"([^\"]+)\"").Groups[1].Value);
        var second = await browser.GetAsync(next);
        new[] { first, second }
            .SelectMany(page => Regex.Matches(page.Html, ">(link-[0-9a-f]{12}-[0-9]+)<").Select(match => match.Groups[1].Value))
            .Should().HaveCount(27).And.OnlyHaveUniqueItems().And.OnlyContain(number => number.StartsWith($"link-{code}-"));
    }
}
