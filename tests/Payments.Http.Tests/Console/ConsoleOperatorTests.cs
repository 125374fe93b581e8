using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Payments.Http.Console.Access;
using Payments.Http.Tests.Api;
using Payments.Storage.Audit;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests.Console;

/// <summary>The operators' side: who gets in, with one sign-in for all of it, and what is decided there.</summary>
public sealed class ConsoleOperatorTests(ConsoleGateway gateway) : IClassFixture<ConsoleGateway>
{
    private static readonly string[] Pages = ["overview", "chains", "merchants", "rates", "accounts", "operators", "audit"];

    private Task<(ConsoleBrowser Browser, Queue<string> Codes)> OperatorAsync(string? email = null) =>
        ConsoleBrowser.OperatorAsync(gateway.Host, email ?? gateway.FreshEmail());

    [Fact]
    public async Task To_others_there_is_no_such_page_and_an_operator_needs_a_second_factor()
    {
        var owner = await gateway.SignedInAsync(await gateway.ShopAsync());
        await owner.SetFactorAsync();
        foreach (var name in Pages)
        {
            (await owner.GetAsync($"/ops/{name}")).Status.Should().Be(HttpStatusCode.NotFound, name);
            (await new ConsoleBrowser(gateway.Host).GetAsync($"/ops/{name}")).Location.Should().Be($"/console/sign-in?to=%2Fops%2F{name}");
        }
        (await owner.GetAsync("/ops/state")).Status.Should().Be(HttpStatusCode.Unauthorized);
        (await owner.GetAsync("/ops")).Status.Should().Be(HttpStatusCode.Unauthorized);

        var (email, bare) = (gateway.FreshEmail(), new ConsoleBrowser(gateway.Host));
        var link = await gateway.LinkAsync("/admin/people/links", new() { ["email"] = email, ["operator"] = true });
        await bare.PostAsync(link, ("password", ConsoleGateway.Password));
        (await bare.PostFromAsync("/console/sign-in?to=%2Fops%2Foverview", "/console/sign-in",
            ("email", email), ("password", ConsoleGateway.Password), ("to", "/ops/overview"))).Location.Should().Be("/ops/overview");
        var refused = await bare.GetAsync("/ops/overview");
        (refused.Status, refused.Text.Contains("A second factor first")).Should().Be((HttpStatusCode.Forbidden, true));
        (await bare.GetAsync("/ops/state")).Status.Should().Be(HttpStatusCode.Unauthorized, "a password alone is not enough");
        await bare.SetFactorAsync();
        (await bare.GetAsync("/ops/overview")).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task One_sign_in_opens_the_pages_the_state_and_the_dashboard_but_issues_no_owners_links()
    {
        var (browser, _) = await OperatorAsync();
        (await browser.GetAsync("/ops")).Location.Should().Be("/ops/overview");
        (await browser.GetAsync("/console/operator")).Location.Should().Be("/ops/overview");
        (await browser.GetAsync("/ops/state")).Html.Should().Contain("\"activations\"");
        (await browser.GetAsync("/dashboard/")).Status.Should().Be(HttpStatusCode.OK);
        (await browser.PostFromAsync("/ops/operators", "/ops/links", ("email", gateway.FreshEmail()), ("pid", "1"))).Status
            .Should().Be(HttpStatusCode.Forbidden, "that takes the admin key");
        (await browser.GetAsync("/ops/login")).Text.Should().Contain("Admin key");
        (await browser.GetAsync("/console")).Html.Should().Contain("href=\"/ops/overview\"");
        await browser.PostFromAsync("/console/account", "/console/sign-out");
        (await browser.GetAsync("/ops/state")).Status.Should().Be(HttpStatusCode.Unauthorized);
        (await browser.GetAsync("/dashboard/")).Status.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Every_form_of_the_operators_side_wants_its_token_and_an_operator()
    {
        var (browser, _) = await OperatorAsync();
        var owner = await gateway.SignedInAsync(await gateway.ShopAsync());
        var forms = gateway.Host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<RouteAction>() is { Entry: ConsoleEntry.Operator } &&
                route.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods[0] == "POST")
            .Select(route => Regex.Replace($"/{route.RoutePattern.RawText!.Trim('/')}", @"\{[^}]+\}", "1")).ToArray();
        forms.Should().HaveCountGreaterThan(5);
        foreach (var path in forms)
        {
            (await browser.PostBareAsync(path)).Status.Should().Be(HttpStatusCode.BadRequest, path);
            (await owner.PostFromAsync("/console/account", path)).Status.Should().Be(HttpStatusCode.NotFound, path);
        }
    }

    [Theory]
    [InlineData("en", "Operators' side", "Chains and nodes")]
    [InlineData("zh-CN", "平台管理", "链与节点")]
    public async Task Pages_speak_both_languages_and_are_small(string language, string title, string chains)
    {
        var (browser, _) = await OperatorAsync();
        using var css = await gateway.Host.Http.GetAsync("/assets/console.css");
        var style = (await css.Content.ReadAsByteArrayAsync()).Length;
        foreach (var name in Pages)
        {
            var page = await browser.GetAsync($"/ops/{name}", language);
            page.Status.Should().Be(HttpStatusCode.OK, name);
            page.Text.Should().Contain(title).And.Contain(chains);
            (Encoding.UTF8.GetByteCount(page.Html) + style).Should().BeLessThan(60_000, name);
            page.Html.Should().Contain("href=\"/dashboard/\"").And.NotContain("style=");
        }
    }

    [Fact]
    public async Task A_shop_is_found_by_number_address_and_id_and_given_limits_on_record()
    {
        var email = gateway.FreshEmail();
        var (browser, codes) = await OperatorAsync(email);
        var merchant = (await gateway.ShopAsync("Tea <house>")).Merchant;
        var path = $"/ops/merchants/{merchant.Pid}";
        var list = await browser.GetAsync("/ops/merchants");
        list.Text.Should().Contain("Tea <house>").And.Contain(merchant.Email);
        foreach (var text in new[] { $"{merchant.Pid}", merchant.Email, merchant.Id.ToUuid() })
            (await browser.GetAsync($"/ops/merchants?q={Uri.EscapeDataString(text)}")).Location.Should().Be(path, text);
        (await browser.GetAsync("/ops/merchants?q=999999999")).Text.Should().Contain("There is no such shop");
        (await browser.GetAsync("/ops/merchants?after=x")).Status.Should().Be(HttpStatusCode.BadRequest);
        (await browser.GetAsync("/ops/merchants?after=1")).Text.Should().NotContain("Tea <house>");
        (await browser.GetAsync(path)).Html.Should().Contain($"href=\"/console/{merchant.Pid}\"").And.NotContain("<house>");

        (await browser.PostFromAsync(path, path + "/limits", ("api_per_second", "7"), ("proof-code", "000000"))).Status
            .Should().Be(HttpStatusCode.BadRequest, "the code is wrong");
        (await browser.PostFromAsync(path, path + "/limits", ("api_per_second", "many"), ("proof-code", codes.Peek()))).Text
            .Should().Contain("api_per_second: expected a whole number");
        (await browser.PostFromAsync(path, path + "/limits", ("api_per_second", "7"), ("proof-code", codes.Dequeue()))).Location
            .Should().Be(path + "?notice=LimitsSet");
        (await browser.GetAsync(path)).Html.Should().Contain("name=\"api_per_second\" value=\"7\"");
        var log = (await browser.GetAsync($"/console/{merchant.Pid}/audit")).Text;
        log.Should().Contain($"Operator {email}").And.Contain("API requests a second: – → 7");
    }

    [Fact]
    public async Task A_price_is_set_and_taken_away()
    {
        var (browser, codes) = await OperatorAsync();
        const string look = "/ops/rates?from=SOL&to=USD";
        (await browser.GetAsync(look)).Text.Should().Contain("No price is fresh enough");
        (await browser.PostFromAsync(look, "/ops/rates", ("from", "SOL"), ("to", "USD"), ("rate", "-1"), ("proof-code", codes.Peek())))
            .Text.Should().Contain("rate: ");
        (await browser.PostFromAsync(look, "/ops/rates", ("from", "SOL"), ("to", "USD"), ("rate", "152.5"), ("proof-code", codes.Dequeue())))
            .Location.Should().Be("/ops/rates?from=SOL&to=USD&notice=RateSet");
        (await browser.GetAsync(look)).Text.Should().Contain("152.5").And.Contain("configured");
        await browser.PostFromAsync(look, "/ops/rates", ("from", "SOL"), ("to", "USD"), ("proof-code", codes.Dequeue()));
        (await browser.GetAsync(look)).Text.Should().Contain("No price is fresh enough");
        (await browser.GetAsync("/ops/rates?from=XYZ&to=CNY")).Text.Should().Contain("from: expected one of");
    }

    [Fact]
    public async Task Alarms_are_ended_and_there_is_nothing_to_adopt_where_a_chain_is_read()
    {
        var (browser, codes) = await OperatorAsync();
        (await browser.GetAsync("/ops/chains")).Text.Should().Contain("ethereum").And.Contain("one node only");
        (await browser.PostFromAsync("/ops/chains", "/ops/chains/ethereum/acknowledge", ("proof-code", "000000"))).Status
            .Should().Be(HttpStatusCode.BadRequest);
        (await browser.PostFromAsync("/ops/chains", "/ops/chains/ethereum/acknowledge", ("proof-code", codes.Dequeue()))).Location
            .Should().Be("/ops/chains?notice=AlarmsEnded");
        var adopted = await browser.PostFromAsync("/ops/chains", "/ops/chains/ethereum/adopt", ("proof-code", codes.Dequeue()));
        (adopted.Status, adopted.Text.Contains("nothing to adopt")).Should().Be((HttpStatusCode.Conflict, true));
        (await browser.PostFromAsync("/ops/chains", "/ops/chains/nowhere/adopt", ("proof-code", codes.Peek()))).Text
            .Should().Contain("chain: expected one of");
    }

    [Fact]
    public async Task An_operator_invites_strangers_alone_and_takes_operators_out()
    {
        var (browser, codes) = await OperatorAsync();
        var (fresh, owner) = (gateway.FreshEmail(), gateway.FreshEmail());
        await gateway.SignedInAsync(await gateway.ShopAsync(), email: owner);
        const string path = "/ops/operators";
        (await browser.PostFromAsync(path, path, ("email", owner), ("proof-code", codes.Dequeue()))).Text
            .Should().Contain("has an account already", "a link would set the owner's password");
        var issued = await browser.PostFromAsync(path, path, ("email", fresh), ("proof-code", codes.Dequeue()));
        var link = WebUtility.HtmlDecode(Regex.Match(issued.Html, "<code>(http[^<]+)</code>").Groups[1].Value);
        (await new ConsoleBrowser(gateway.Host).PostAsync(new Uri(link).PathAndQuery, ("password", ConsoleGateway.Password))).Status
            .Should().Be(HttpStatusCode.SeeOther);
        (await gateway.Person(fresh).GetAsync())!.IsOperator.Should().BeTrue();
        (await browser.GetAsync(path)).Text.Should().Contain(fresh);
        (await browser.PostFromAsync(path, path + "/remove", ("email", fresh), ("proof-code", codes.Dequeue()))).Location
            .Should().Be(path + "?notice=OperatorRemoved");
        (await gateway.Person(fresh).GetAsync())!.IsOperator.Should().BeFalse();
        (await browser.PostFromAsync(path, path + "/remove", ("email", fresh), ("proof-code", codes.Dequeue()))).Text
            .Should().Contain("This person is no operator");
    }

    [Fact]
    public async Task What_operators_change_is_on_record_whichever_way_they_came()
    {
        var (email, fresh) = (gateway.FreshEmail(), gateway.FreshEmail());
        var (browser, codes) = await OperatorAsync(email);
        var shop = await gateway.ShopAsync();
        var admin = new ApiClient(gateway.Host.Http).AsAdmin(GatewayHost.AdminKey);
        await new ApiClient(gateway.Host.Http).With(shop.ApiKey)
            .PutAsync($"/merchants/{shop.Merchant.Id.ToUuid()}", """{"name":"Latter name"}""");

        await admin.PutAsync("/admin/rates", """{"from":"BTC","to":"USD","rate":"65000.5"}""");
        await browser.PostFromAsync("/ops/rates?from=BTC&to=USD", "/ops/rates",
            ("from", "BTC"), ("to", "USD"), ("rate", "66000"), ("proof-code", codes.Dequeue()));
        await admin.PutAsync($"/admin/merchants/{shop.Merchant.Id.ToUuid()}/limits", """{"api_per_second":9}""");
        await admin.DeleteAsync($"/admin/addresses/ethereum/0x{shop.Merchant.Pid:x40}");
        var rule = await admin.PostAsync("/admin/risk/rules", """
            {"name":"Huge","subject":"merchant","state":"active","measure":"amount","outcome":"review","currency":"CNY","limit":99999999}
            """);
        await admin.DeleteAsync($"/admin/risk/rules/{rule.Data["rule_id"]}");
        var link = await gateway.LinkAsync("/admin/people/links", new() { ["email"] = fresh, ["operator"] = true });
        await new ConsoleBrowser(gateway.Host).PostAsync(link, ("password", ConsoleGateway.Password));
        await admin.DeleteAsync($"/admin/operators/{fresh}");

        var page = await browser.GetAsync("/ops/audit");
        page.Text.Should().Contain("Rate BTC-USD · Set price: – → 65000.5").And.Contain("Rate BTC-USD · Set price: 65000.5 → 66000")
            .And.Contain($"Operator {email} 127.0.0.1 System rate set").And.Contain("API requests a second: – → 9")
            .And.Contain($"Receiving address given to another shop").And.Contain($"Shop: {shop.Merchant.Id.ToUuid()} → –")
            .And.Contain("Risk rules of the installation").And.Contain("Name: Huge → –")
            .And.Contain($"Person {fresh} · Operator: – → true").And.Contain($"Person {fresh} 127.0.0.1 Operator's link used")
            .And.Contain("Operator removed").And.NotContain("Latter name", "that was the shop's own").And.NotContain("Shop registered");
        page.Html.Should().Contain($"href=\"/ops/merchants?q={shop.Merchant.Id.ToUuid()}\"");
        (await browser.GetAsync("/ops/audit", "zh-CN")).Text.Should().Contain("设定系统汇率");
        (await browser.GetAsync("/ops/audit?after=nonsense")).Status.Should().Be(HttpStatusCode.BadRequest);

        var csv = (await browser.GetAsync("/ops/audit/export")).Html;
        csv.Split("\r\n")[0].Should().Be("chain,number,at,by,name,from,what,reason,changes,hash,entry");
        csv.Should().Contain("rates[BTC-USD].configured: 65000.5 → 66000").And.NotContain("Latter name");
        (await gateway.Host.Services.GetRequiredService<AuditChains>().CheckAsync(CancellationToken.None)).Broken.Should().Be(0);
        var owner = await gateway.SignedInAsync(shop);
        (await owner.GetAsync("/ops/audit/export")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_check_of_the_installations_account_says_what_is_not_set()
    {
        var (browser, _) = await OperatorAsync();
        (await browser.GetAsync("/ops/accounts")).Text.Should().Contain("cryptomus No account");
        (await browser.PostFromAsync("/ops/accounts", "/ops/accounts/cryptomus/check")).Text
            .Should().Contain("Configuration: CRYPTOMUS_API_KEY or Providers:Cryptomus:ApiKey: not set");
        (await browser.PostFromAsync("/ops/accounts", "/ops/accounts/nobody/check")).Status.Should().Be(HttpStatusCode.NotFound);
    }
}
