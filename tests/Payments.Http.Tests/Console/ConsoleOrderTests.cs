using System.Net;
using System.Text.RegularExpressions;
using Payments.Contracts.Merchants;
using Payments.Domain.Orders;
using Payments.Domain.People;

namespace Payments.Http.Tests.Console;

/// <summary>A shop's orders in the console: found, looked at, decided about.</summary>
public sealed class ConsoleOrderTests(ConsoleGateway gateway) : IClassFixture<ConsoleGateway>
{
    [Fact]
    public async Task The_list_goes_on_behind_its_last_row_and_keeps_its_filter()
    {
        var shop = await gateway.ShopAsync();
        for (var i = 0; i < 30; i++) await gateway.Host.CreateOrderAsync(shop.Merchant.Id, $"L-{i:00}");
        var browser = await gateway.SignedInAsync(shop, ShopRole.Accountant);
        var first = await browser.GetAsync($"/console/{shop.Merchant.Pid}/orders?status=pending");
        var next = WebUtility.HtmlDecode(Regex.Match(first.Html, "rel=\"next\" href=\"([^\"]+)\"").Groups[1].Value);
        next.Should().StartWith($"/console/{shop.Merchant.Pid}/orders?status=pending&after=");
        var second = await browser.GetAsync(next);
        var numbers = new[] { first, second }
            .SelectMany(page => Regex.Matches(page.Html, ">(L-[0-9]{2})<").Select(match => match.Groups[1].Value)).ToArray();
        numbers.Should().HaveCount(30).And.OnlyHaveUniqueItems();
        second.Html.Should().NotContain("rel=\"next\"");
        (await browser.GetAsync($"/console/{shop.Merchant.Pid}/orders?status=completed")).Text.Should().Contain("Nothing here yet.");
        (await browser.GetAsync($"/console/{shop.Merchant.Pid}/orders?status=nonsense")).Status.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_search_that_finds_one_order_opens_it_and_anothers_order_is_not_found()
    {
        var (shop, other) = (await gateway.ShopAsync(), await gateway.ShopAsync());
        var order = await gateway.Host.CreateOrderAsync(shop.Merchant.Id, "FIND-ME");
        var foreign = await gateway.Host.CreateOrderAsync(other.Merchant.Id, "FOREIGN");
        var browser = await gateway.SignedInAsync(shop);
        (await browser.GetAsync($"/console/{shop.Merchant.Pid}/orders?q=FIND-ME")).Location
            .Should().Be($"/console/{shop.Merchant.Pid}/orders/{order.Id.Value}");
        (await browser.GetAsync($"/console/{shop.Merchant.Pid}/orders/{foreign.Id.Value}")).Status.Should().Be(HttpStatusCode.NotFound);
        (await browser.PostFromAsync("/console/account", $"/console/{shop.Merchant.Pid}/orders/{foreign.Id.Value}/close")).Status
            .Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_order_is_closed_or_completed_by_an_owner_with_a_reason_and_the_password()
    {
        var shop = await gateway.ShopAsync();
        var (closed, completed) =
            (await gateway.Host.CreateOrderAsync(shop.Merchant.Id, "D-1"), await gateway.Host.CreateOrderAsync(shop.Merchant.Id, "D-2"));
        var email = gateway.FreshEmail();
        var browser = await gateway.SignedInAsync(shop, email: email);
        string PathOf(Order order) => $"/console/{shop.Merchant.Pid}/orders/{order.Id.Value}";
        (await browser.PostFromAsync(PathOf(closed), PathOf(closed) + "/close")).Location.Should().Be(PathOf(closed) + "?notice=Closed");
        (await browser.GetAsync(PathOf(closed))).Text.Should().Contain("Closed").And.Contain("Order created");

        (await browser.PostFromAsync(PathOf(completed), PathOf(completed) + "/complete", ("reason", "cash"),
            ("proof-password", "wrong"))).Status
            .Should().Be(HttpStatusCode.BadRequest);
        (await browser.PostFromAsync(PathOf(completed), PathOf(completed) + "/complete",
            ("proof-password", ConsoleGateway.Password))).Status
            .Should().Be(HttpStatusCode.BadRequest);
        var most = 500 - $" · {email}".Length;
        var form = await browser.GetAsync(PathOf(completed));
        form.Html.Should().Contain($"maxlength=\"{most}\"");
        (await browser.PostFromAsync(PathOf(completed), PathOf(completed) + "/complete",
            ("reason", new string('r', most + 1)), ("proof-password", ConsoleGateway.Password))).Text
            .Should().Contain($"at most {most} characters");
        (await browser.PostFromAsync(PathOf(completed), PathOf(completed) + "/complete",
            ("reason", "cash"), ("proof-password", ConsoleGateway.Password))).Location.Should().Be(PathOf(completed) + "?notice=Completed");
        var late = await browser.PostFromAsync(PathOf(completed), PathOf(completed) + "/close");
        (late.Status, late.Text.Contains("Completed by hand", StringComparison.Ordinal)).Should().Be((HttpStatusCode.Conflict, true));
        (await browser.GetAsync(PathOf(completed))).Text
            .Should().Contain("Completed by hand").And.Contain($"cash · {email}").And.Contain("Paid");
    }

    [Fact]
    public async Task The_download_has_what_the_list_shows()
    {
        var shop = await gateway.ShopAsync();
        await gateway.Host.CreateOrderAsync(shop.Merchant.Id, "=1+1");
        var browser = await gateway.SignedInAsync(shop, ShopRole.Accountant);
        (await browser.GetAsync($"/console/{shop.Merchant.Pid}/orders/export")).Html.Should().Contain("'=1+1");
        (await browser.GetAsync($"/console/{shop.Merchant.Pid}/orders/export?status=completed")).Html.Split("\r\n").Should().HaveCount(2);
    }

    [Fact]
    public async Task People_are_invited_given_other_roles_and_removed_and_it_counts_at_once()
    {
        var shop = await gateway.ShopAsync();
        var owner = await gateway.SignedInAsync(shop);
        var (email, people) = (gateway.FreshEmail(), $"/console/{shop.Merchant.Pid}/people");
        (await owner.PostFromAsync(people, people + "/invite", ("email", email), ("role", "Support"), ("proof-password", "wrong"))).Status
            .Should().Be(HttpStatusCode.BadRequest);
        var invited = await owner.PostFromAsync(people, people + "/invite",
            ("email", email), ("role", "Support"), ("proof-password", ConsoleGateway.Password));
        var link = WebUtility.HtmlDecode(Regex.Match(invited.Html, "<code>(http[^<]+)</code>").Groups[1].Value);
        (await owner.GetAsync(people)).Html.Should().NotContain("token=", "a link is shown once").And.Contain(email);
        var browser = new ConsoleBrowser(gateway.Host);
        await browser.PostAsync(new Uri(link).PathAndQuery, ("password", ConsoleGateway.Password));
        (await browser.GetAsync(people)).Status.Should().Be(HttpStatusCode.Forbidden);
        (await browser.GetAsync($"/console/{shop.Merchant.Pid}")).Text.Should().Contain($"{email} joined the shop");

        var person = (await gateway.Person(email).GetAsync())!.Id;
        await owner.PostFromAsync(people, people + "/role", ("person", person.Value), ("role", "Developer"),
            ("proof-password", ConsoleGateway.Password));
        (await browser.GetAsync(people)).Status.Should().Be(HttpStatusCode.OK);
        await owner.PostFromAsync(people, people + "/remove", ("person", person.Value), ("proof-password", ConsoleGateway.Password));
        (await browser.GetAsync(people)).Status.Should().Be(HttpStatusCode.NotFound);
        (await owner.GetAsync($"/console/{shop.Merchant.Pid}")).Text.Should().Contain($"{email} is none of the shop's people any more");
        var grain = gateway.Host.Grains.GetGrain<IMerchantGrain>(shop.Merchant.Id.GrainKey);
        var last = (await grain.GetAsync())!.Merchant.People.Single().Person;
        (await owner.PostFromAsync(people, people + "/remove", ("person", last.Value), ("proof-password", ConsoleGateway.Password))).Text
            .Should().Contain("keeps its last owner");
    }

    [Fact]
    public async Task An_operator_looks_at_every_shop_and_changes_nothing()
    {
        var shop = await gateway.ShopAsync();
        var order = await gateway.Host.CreateOrderAsync(shop.Merchant.Id, "OP-1");
        var email = gateway.FreshEmail();
        var link = await gateway.LinkAsync("/admin/people/links", new() { ["email"] = email, ["operator"] = true });
        var browser = new ConsoleBrowser(gateway.Host);
        await browser.PostAsync(link, ("password", ConsoleGateway.Password));
        await browser.PostAsync("/console/sign-in", ("email", email), ("password", ConsoleGateway.Password));
        var page = await browser.GetAsync($"/console/{shop.Merchant.Pid}/orders/{order.Id.Value}");
        page.Text.Should().Contain("You look at this shop as an operator").And.NotContain("Close the order");
        (await browser.PostFromAsync("/console/account", $"/console/{shop.Merchant.Pid}/orders/{order.Id.Value}/close")).Status
            .Should().Be(HttpStatusCode.Forbidden);
        (await browser.GetAsync($"/console/{shop.Merchant.Pid}/keys")).Status.Should().Be(HttpStatusCode.Forbidden);
    }
}
