using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Payments.Domain.People;
using Payments.Http.Console.Access;

namespace Payments.Http.Tests.Console;

/// <summary>Who gets in where, and what every form and page of the console holds.</summary>
public sealed class ConsoleRouteTests(ConsoleGateway gateway) : IClassFixture<ConsoleGateway>
{
    /// <summary>
    /// Every route of a shop with the roles that may use it: owner, developer, support, accountant; I is an operator of the installation.
    /// </summary>
    private static readonly Dictionary<string, string> Matrix = new()
    {
        ["GET /console/{shop:long}"] = "O D S A I",
        ["GET /console/{shop:long}/orders"] = "O D S A I",
        ["GET /console/{shop:long}/orders/export"] = "O D A",
        ["GET /console/{shop:long}/orders/{order}"] = "O D S A I",
        ["POST /console/{shop:long}/orders/{order}/resend"] = "O D S",
        ["POST /console/{shop:long}/orders/{order}/close"] = "O",
        ["POST /console/{shop:long}/orders/{order}/complete"] = "O",
        ["GET /console/{shop:long}/deliveries"] = "O D S A I",
        ["GET /console/{shop:long}/deliveries/{delivery}"] = "O D S A I",
        ["POST /console/{shop:long}/deliveries/resend"] = "O D S",
        ["GET /console/{shop:long}/deliveries/endpoints"] = "O D S A I",
        ["POST /console/{shop:long}/deliveries/endpoints"] = "O D",
        ["POST /console/{shop:long}/deliveries/endpoints/{endpoint}"] = "O D",
        ["POST /console/{shop:long}/deliveries/endpoints/{endpoint}/on"] = "O D",
        ["POST /console/{shop:long}/deliveries/endpoints/{endpoint}/off"] = "O D",
        ["POST /console/{shop:long}/deliveries/endpoints/{endpoint}/remove"] = "O D",
        ["POST /console/{shop:long}/deliveries/endpoints/{endpoint}/secret"] = "O D",
        ["POST /console/{shop:long}/deliveries/endpoints/{endpoint}/test"] = "O D",
        ["POST /console/{shop:long}/deliveries/endpoints/{endpoint}/count"] = "O D S",
        ["POST /console/{shop:long}/deliveries/endpoints/{endpoint}/recover"] = "O D S",
        ["POST /console/{shop:long}/deliveries/endpoints/{endpoint}/stop"] = "O D S",
        ["GET /console/{shop:long}/unmatched"] = "O D S A I",
        ["POST /console/{shop:long}/unmatched/assign"] = "O",
        ["POST /console/{shop:long}/unmatched/return"] = "O",
        ["POST /console/{shop:long}/unmatched/dismiss"] = "O",
        ["POST /console/{shop:long}/unmatched/note"] = "O",
        ["GET /console/{shop:long}/refunds"] = "O D S A I",
        ["GET /console/{shop:long}/refunds/export"] = "O D A",
        ["GET /console/{shop:long}/payouts"] = "O D S A I",
        ["GET /console/{shop:long}/payouts/export"] = "O D A",
        ["POST /console/{shop:long}/payouts/{payout}/cancel"] = "O",
        ["POST /console/{shop:long}/payouts/{payout}/resolve"] = "O",
        ["POST /console/{shop:long}/refunds"] = "O",
        ["POST /console/{shop:long}/refunds/{order}/cancel"] = "O",
        ["GET /console/{shop:long}/reconciliation"] = "O D S A I",
        ["GET /console/{shop:long}/reconciliation/export"] = "O D A",
        ["GET /console/{shop:long}/reconciliation/settlements"] = "O D S A I",
        ["GET /console/{shop:long}/reconciliation/settlements/export"] = "O D A",
        ["GET /console/{shop:long}/risk"] = "O D S A I",
        ["GET /console/{shop:long}/risk/decisions/export"] = "O D A",
        ["POST /console/{shop:long}/risk/reviews/{order}/approve"] = "O",
        ["POST /console/{shop:long}/risk/reviews/{order}/refuse"] = "O",
        ["POST /console/{shop:long}/risk/payouts/{payout}/approve"] = "O",
        ["POST /console/{shop:long}/risk/payouts/{payout}/refuse"] = "O",
        ["POST /console/{shop:long}/risk/rules"] = "O",
        ["POST /console/{shop:long}/risk/rules/{rule}/state"] = "O",
        ["POST /console/{shop:long}/risk/rules/{rule}/remove"] = "O",
        ["GET /console/{shop:long}/risk/rules/{rule}/try"] = "O",
        ["GET /console/{shop:long}/users"] = "O D S A I",
        ["GET /console/{shop:long}/users/export"] = "O D A",
        ["GET /console/{shop:long}/checks"] = "O D",
        ["POST /console/{shop:long}/checks/test"] = "O D",
        ["POST /console/{shop:long}/checks/signature"] = "O D",
        ["GET /console/{shop:long}/links"] = "O D S A I",
        ["POST /console/{shop:long}/links"] = "O D",
        ["GET /console/{shop:long}/links/{link}"] = "O D S A I",
        ["POST /console/{shop:long}/links/{link}"] = "O D",
        ["POST /console/{shop:long}/links/{link}/off"] = "O D",
        ["POST /console/{shop:long}/links/{link}/on"] = "O D",
        ["GET /console/{shop:long}/statement"] = "O D S A I",
        ["GET /console/{shop:long}/statement/export"] = "O D A",
        ["GET /console/{shop:long}/wallets"] = "O D S A I",
        ["POST /console/{shop:long}/wallets/check"] = "O",
        ["POST /console/{shop:long}/wallets"] = "O",
        ["GET /console/{shop:long}/wallets/{wallet}"] = "O D S A I",
        ["POST /console/{shop:long}/wallets/{wallet}"] = "O",
        ["POST /console/{shop:long}/wallets/{wallet}/remove"] = "O",
        ["GET /console/{shop:long}/providers"] = "O D S A I",
        ["POST /console/{shop:long}/providers/{provider}"] = "O",
        ["POST /console/{shop:long}/providers/{provider}/remove"] = "O",
        ["POST /console/{shop:long}/providers/{provider}/check"] = "O D",
        ["GET /console/{shop:long}/keys"] = "O D",
        ["POST /console/{shop:long}/keys"] = "O D",
        ["POST /console/{shop:long}/keys/secret"] = "O D",
        ["POST /console/{shop:long}/keys/{key}/roll"] = "O D",
        ["POST /console/{shop:long}/keys/{key}/remove"] = "O D",
        ["GET /console/{shop:long}/settings"] = "O D S A I",
        ["POST /console/{shop:long}/settings"] = "O D",
        ["POST /console/{shop:long}/settings/look"] = "O D",
        ["POST /console/{shop:long}/settings/logo"] = "O D",
        ["POST /console/{shop:long}/settings/logo/remove"] = "O D",
        ["GET /console/{shop:long}/people"] = "O D",
        ["GET /console/{shop:long}/notices"] = "O D S A I",
        ["POST /console/{shop:long}/notices"] = "O D",
        ["POST /console/{shop:long}/notices/{target}"] = "O D",
        ["POST /console/{shop:long}/notices/{target}/again"] = "O D",
        ["POST /console/{shop:long}/notices/{target}/test"] = "O D",
        ["POST /console/{shop:long}/notices/{target}/remove"] = "O D",
        ["GET /console/{shop:long}/audit"] = "O D A I",
        ["GET /console/{shop:long}/audit/export"] = "O D A",
        ["POST /console/{shop:long}/people/invite"] = "O",
        ["POST /console/{shop:long}/people/withdraw"] = "O",
        ["POST /console/{shop:long}/people/role"] = "O",
        ["POST /console/{shop:long}/people/remove"] = "O",
    };

    private static readonly (ShopRole? Role, string Letter)[] Roles =
        [(ShopRole.Owner, "O"), (ShopRole.Developer, "D"), (ShopRole.Support, "S"), (ShopRole.Accountant, "A"), (null, "I")];

    private IReadOnlyList<(string Name, RouteAction Action)> Routes =>
    [
        .. gateway.Host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => $"/{route.RoutePattern.RawText!.Trim('/')}/".StartsWith("/console/", StringComparison.Ordinal))
            .Select(route => (
                $"{route.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods[0]} /{route.RoutePattern.RawText!.Trim('/')}",
                route.Metadata.GetMetadata<RouteAction>()!)),
    ];

    [Fact]
    public void Every_route_says_who_may_use_it_and_those_of_shops_are_in_the_matrix()
    {
        Routes.Should().OnlyContain(route => route.Action != null);
        Routes.Where(route => route.Action.Entry == ConsoleEntry.Shop).Select(route => route.Name).Should().BeEquivalentTo(Matrix.Keys);
        foreach (var (name, action) in Routes.Where(route => route.Action.Entry == ConsoleEntry.Shop))
            Roles.Where(role => RoleRules.May(role.Role, action.Action!.Value)).Select(role => role.Letter)
                .Should().Equal(Matrix[name].Split(' '), name);
    }

    [Theory]
    [InlineData(ShopRole.Owner)]
    [InlineData(ShopRole.Developer)]
    [InlineData(ShopRole.Support)]
    [InlineData(ShopRole.Accountant)]
    public async Task A_role_opens_what_the_matrix_says_and_is_refused_the_rest(ShopRole role)
    {
        var shop = await gateway.ShopAsync();
        var browser = await gateway.SignedInAsync(shop, role);
        var order = await gateway.Host.CreateOrderAsync(shop.Merchant.Id, "M-1");
        var letter = Roles.Single(known => known.Role == role).Letter;
        foreach (var (name, letters) in Matrix)
        {
            var path = name.Split(' ')[1].Replace("{shop:long}", $"{shop.Merchant.Pid}").Replace("{order}", order.Id.Value);
            var answer = name.StartsWith("GET") ? await browser.GetAsync(path) : await browser.PostFromAsync("/console/account", path);
            var isRefused = answer.Status == HttpStatusCode.Forbidden;
            isRefused.Should().Be(!letters.Contains(letter), $"{role} {name}: {answer.Status}");
        }
    }

    [Fact]
    public async Task A_form_without_its_token_or_with_anothers_is_not_taken()
    {
        var shop = await gateway.ShopAsync();
        var (browser, other) = (await gateway.SignedInAsync(shop), await gateway.SignedInAsync(shop));
        var forms = Routes.Where(route => route.Name.StartsWith("POST")).ToArray();
        forms.Should().HaveCountGreaterThan(15);
        var foreign = (await other.GetAsync("/console/account")).Token;
        foreach (var (name, _) in forms)
        {
            var path = name.Split(' ')[1].Replace("{shop:long}", $"{shop.Merchant.Pid}").Replace("{order}", new string('0', 32));
            (await browser.PostBareAsync(path)).Status.Should().Be(HttpStatusCode.BadRequest, name);
            (await browser.PostBareAsync(path, ("form-token", foreign))).Status.Should().Be(HttpStatusCode.BadRequest, name);
        }
        (await browser.GetAsync("/console/account")).Status.Should().Be(HttpStatusCode.OK, "none of them signed out");
    }

    [Fact]
    public async Task A_shop_that_one_is_not_part_of_is_as_one_that_does_not_exist()
    {
        var (mine, foreign) = (await gateway.ShopAsync(), await gateway.ShopAsync());
        var browser = await gateway.SignedInAsync(mine);
        var (there, nowhere) = (await browser.GetAsync($"/console/{foreign.Merchant.Pid}"), await browser.GetAsync("/console/999999999"));
        (there.Status, nowhere.Status).Should().Be((HttpStatusCode.NotFound, HttpStatusCode.NotFound));
        there.Text.Replace($"{foreign.Merchant.Pid}", "").Should().Be(nowhere.Text.Replace("999999999", ""));
        (await new ConsoleBrowser(gateway.Host).GetAsync($"/console/{mine.Merchant.Pid}/orders")).Location
            .Should().Be($"/console/sign-in?to=%2Fconsole%2F{mine.Merchant.Pid}%2Forders");
    }

    [Fact]
    public async Task Texts_that_shops_and_strangers_set_are_shown_as_texts()
    {
        const string evil = "<img src=x onerror=alert(1)>\"'";
        var shop = await gateway.ShopAsync(evil);
        var browser = await gateway.SignedInAsync(shop);
        var pid = shop.Merchant.Pid;
        foreach (var path in new[]
        {
            $"/console/{pid}", $"/console/{pid}/keys", $"/console/{pid}/people", "/console/account",
            $"/console/{pid}/orders?q={Uri.EscapeDataString(evil)}&status={Uri.EscapeDataString(evil)}&after={Uri.EscapeDataString(evil)}",
            $"/console/{pid}?notice={Uri.EscapeDataString(evil)}", $"/console/sign-in?to={Uri.EscapeDataString("/console/" + evil)}",
        })
            (await browser.GetAsync(path)).Html.Should().NotContain("<img src=x", path);
        (await browser.GetAsync($"/console/{pid}")).Text.Should().Contain(evil);
        (await new ConsoleBrowser(gateway.Host).PostAsync("/console/sign-in", ("email", evil), ("password", "x"))).Html
            .Should().NotContain("<img src=x");
    }

    [Theory]
    [InlineData("en", "Orders by state")]
    [InlineData("zh-CN", "订单状态")]
    public async Task A_page_speaks_the_readers_language_loads_nothing_from_elsewhere_and_is_small(string language, string words)
    {
        var shop = await gateway.ShopAsync();
        var browser = await gateway.SignedInAsync(shop);
        for (var i = 0; i < 30; i++) await gateway.Host.CreateOrderAsync(shop.Merchant.Id, $"S-{language}-{i}");
        (await browser.GetAsync($"/console/{shop.Merchant.Pid}", language)).Text.Should().Contain(words);
        using var css = await gateway.Host.Http.GetAsync("/assets/console.css");
        var style = (await css.Content.ReadAsByteArrayAsync()).Length;
        foreach (var path in new[]
        {
            "", "/orders", "/links", "/statement", "/wallets", "/deliveries", "/deliveries/endpoints", "/unmatched", "/refunds", "/payouts",
            "/reconciliation", "/reconciliation/settlements", "/risk", "/users", "/checks", "/providers", "/keys", "/settings", "/people",
            "/notices", "/audit",
        })
        {
            var page = await browser.GetAsync($"/console/{shop.Merchant.Pid}{path}", language);
            page.Status.Should().Be(HttpStatusCode.OK);
            (System.Text.Encoding.UTF8.GetByteCount(page.Html) + style).Should().BeLessThan(60_000, path);
            Regex.Matches(page.Html, "(?:src|href|action)=\"(https?:)?//").Should().BeEmpty();
        }
        (await browser.GetAsync($"/console/{shop.Merchant.Pid}?lang=zh")).Text.Should().Contain("订单状态");
        (await browser.GetAsync($"/console/{shop.Merchant.Pid}")).Text.Should().Contain("订单状态", "the choice is remembered");
    }
}
