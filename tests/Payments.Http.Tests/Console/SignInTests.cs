using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OtpNet;
using Payments.Contracts.People;
using Payments.Domain.Audit;
using Payments.Domain.People;
using Payments.Http.Tests.Api;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests.Console;

/// <summary>Signing in to the console over real HTTP: what it tells strangers, and what it takes from them.</summary>
public sealed class SignInTests(ConsoleGateway gateway) : IClassFixture<ConsoleGateway>
{
    private const string Cookie = "payments-console";

    [Fact]
    public async Task An_address_that_nobody_has_and_a_wrong_password_get_the_same_answer()
    {
        var email = gateway.FreshEmail();
        await gateway.SignedInAsync(await gateway.ShopAsync(), email: email);
        var known = await new ConsoleBrowser(gateway.Host).PostAsync("/console/sign-in", ("email", email),
            ("password", "not the password"));
        var unknown = await new ConsoleBrowser(gateway.Host).PostAsync("/console/sign-in",
            ("email", gateway.FreshEmail()), ("password", "not the password"));
        (known.Status, unknown.Status).Should().Be((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized));
        Nameless(unknown.Html).Should().Be(Nameless(known.Html));
        known.Cookies.Select(cookie => cookie.Split('=')[0]).Should().Equal(unknown.Cookies.Select(cookie => cookie.Split('=')[0]));
    }

    [Fact]
    public async Task A_session_is_a_new_one_whatever_the_browser_brought_and_the_old_one_ends()
    {
        var email = gateway.FreshEmail();
        var browser = await gateway.SignedInAsync(await gateway.ShopAsync(), email: email);
        var first = browser.Cookie(Cookie)!;
        (await browser.PostAsync("/console/sign-in", ("email", email), ("password", ConsoleGateway.Password))).Location
            .Should().Be("/console");
        var second = browser.Cookie(Cookie)!;
        second.Should().NotBe(first);
        browser.Plant(Cookie, first);
        (await browser.GetAsync("/console/account")).Location.Should().StartWith("/console/sign-in");

        var fresh = new ConsoleBrowser(gateway.Host);
        var planted = $"{first.Split('.')[0]}.{new string('a', 64)}";
        fresh.Plant(Cookie, planted);
        await fresh.PostAsync("/console/sign-in", ("email", email), ("password", ConsoleGateway.Password));
        fresh.Cookie(Cookie).Should().NotBe(planted);
        (await fresh.GetAsync("/console/account")).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_cookie_is_for_this_host_and_no_script_and_no_other_site()
    {
        var email = gateway.FreshEmail();
        await gateway.SignedInAsync(await gateway.ShopAsync(), email: email);
        var answer = await new ConsoleBrowser(gateway.Host).PostAsync("/console/sign-in", ("email", email),
            ("password", ConsoleGateway.Password));
        answer.Cookies.Single(cookie => cookie.StartsWith(Cookie)).Split("; ").Should()
            .Contain("httponly").And.Contain("samesite=strict").And.Contain("path=/").And.NotContain("secure", "this is loopback");
    }

    [Theory]
    [InlineData("https://evil.example/console")]
    [InlineData("//evil.example")]
    [InlineData("/console//evil.example")]
    [InlineData("/console/\\evil.example")]
    [InlineData("/ops")]
    public async Task Nobody_is_sent_elsewhere_after_signing_in(string to)
    {
        var email = gateway.FreshEmail();
        await gateway.SignedInAsync(await gateway.ShopAsync(), email: email);
        (await new ConsoleBrowser(gateway.Host).PostAsync("/console/sign-in",
            ("email", email), ("password", ConsoleGateway.Password), ("to", to))).Location.Should().Be("/console");
    }

    [Fact]
    public async Task Too_many_attempts_of_an_account_are_refused_right_or_wrong_and_others_go_on()
    {
        var email = gateway.FreshEmail();
        var other = gateway.FreshEmail();
        var shop = await gateway.ShopAsync();
        await gateway.SignedInAsync(shop, email: email);
        await gateway.SignedInAsync(shop, email: other);
        var browser = new ConsoleBrowser(gateway.Host);
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 20; i++)
            answers.Add((await browser.PostAsync("/console/sign-in", ("email", email), ("password", "wrong"))).Status);
        answers.SkipLast(1).Should().OnlyContain(status => status == HttpStatusCode.Unauthorized, "they are within the limit");
        answers[^1].Should().Be(HttpStatusCode.TooManyRequests, "the invitation counted as the first attempt");
        (await browser.PostAsync("/console/sign-in", ("email", email), ("password", ConsoleGateway.Password))).Status
            .Should().Be(HttpStatusCode.TooManyRequests);
        (await browser.PostAsync("/console/sign-in", ("email", other), ("password", ConsoleGateway.Password))).Status
            .Should().Be(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task The_second_factor_is_set_up_asked_for_and_taken_away()
    {
        var email = gateway.FreshEmail();
        var browser = await gateway.SignedInAsync(await gateway.ShopAsync(), email: email);
        (await browser.PostFromAsync("/console/account", "/console/account/factor", ("proof-password", "wrong"))).Status
            .Should().Be(HttpStatusCode.BadRequest);
        var setUp = await browser.PostFromAsync("/console/account", "/console/account/factor", ("proof-password", ConsoleGateway.Password));
        var secret = Regex.Match(setUp.Html, "<code>([A-Z2-7]{32})</code>").Groups[1].Value;
        var codes = Regex.Matches(setUp.Html, "[a-z0-9]{4}(-[a-z0-9]{4}){2,}").Select(match => match.Value).ToArray();
        var recovery = codes[0];
        var draft = Regex.Match(setUp.Html, "name=\"draft\" value=\"([^\"]+)\"").Groups[1].Value;
        (await browser.PostFromAsync("/console/account", "/console/account/factor/confirm", ("draft", draft), ("code", Code(secret))))
            .Location.Should().Be("/console/account?notice=FactorSet");

        var other = new ConsoleBrowser(gateway.Host);
        var asked = await other.PostAsync("/console/sign-in", ("email", email), ("password", ConsoleGateway.Password));
        asked.Text.Should().Contain("Second factor");
        other.Cookie(Cookie).Should().BeNull("nobody is half signed in");
        var ticket = Regex.Match(asked.Html, "name=\"ticket\" value=\"([^\"]+)\"").Groups[1].Value;
        (await other.PostBareAsync("/console/sign-in/code", ("ticket", ticket), ("code", "000000"), ("form-token", asked.Token))).Status
            .Should().Be(HttpStatusCode.Unauthorized);
        (await other.PostBareAsync("/console/sign-in/code", ("ticket", ticket), ("code", recovery), ("form-token", asked.Token))).Location
            .Should().Be("/console");

        // That ended no other session; taking the factor away takes a code again.
        (await browser.PostFromAsync("/console/account", "/console/account/factor/remove", ("proof-code", recovery))).Status
            .Should().Be(HttpStatusCode.BadRequest);
        (await gateway.Person(email).GetAsync())!.HasSecondFactor.Should().BeTrue();
        (await browser.PostFromAsync("/console/account", "/console/account/factor/remove", ("proof-code", codes[1]))).Location
            .Should().Be("/console/account?notice=FactorRemoved");
        (await gateway.Person(email).GetAsync())!.HasSecondFactor.Should().BeFalse();
    }

    [Fact]
    public async Task Sessions_are_listed_and_ended_and_a_new_password_ends_the_others()
    {
        var email = gateway.FreshEmail();
        var browser = await gateway.SignedInAsync(await gateway.ShopAsync(), email: email);
        var other = new ConsoleBrowser(gateway.Host);
        await other.PostAsync("/console/sign-in", ("email", email), ("password", ConsoleGateway.Password));
        Regex.Count((await browser.GetAsync("/console/account")).Html, "name=\"session\"").Should().Be(2);
        await browser.PostFromAsync("/console/account", "/console/account/sessions/end-others");
        (await other.GetAsync("/console/account")).Location.Should().Be("/console/sign-in?to=%2Fconsole%2Faccount");

        await other.PostAsync("/console/sign-in", ("email", email), ("password", ConsoleGateway.Password));
        (await browser.PostFromAsync("/console/account", "/console/account/password",
            ("present", ConsoleGateway.Password), ("password", "short"))).Status.Should().Be(HttpStatusCode.BadRequest);
        (await browser.PostFromAsync("/console/account", "/console/account/password",
            ("present", ConsoleGateway.Password), ("password", "another long sentence"))).Status.Should().Be(HttpStatusCode.SeeOther);
        (await other.GetAsync("/console/account")).Status.Should().Be(HttpStatusCode.SeeOther);
        await browser.PostFromAsync("/console/account", "/console/sign-out");
        (await browser.GetAsync("/console/account")).Status.Should().Be(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task An_operators_link_sets_a_password_once()
    {
        var email = gateway.FreshEmail();
        var former = await gateway.SignedInAsync(await gateway.ShopAsync(), email: email);
        var link = await gateway.LinkAsync("/admin/people/links", new JsonObject { ["email"] = email });
        var browser = new ConsoleBrowser(gateway.Host);
        (await browser.PostAsync(link, ("password", "another long sentence"))).Location.Should().Be("/console/sign-in?notice=PasswordSet");
        (await browser.PostFromAsync("/console/sign-in", link, ("password", "and yet another one"))).Status
            .Should().Be(HttpStatusCode.NotFound);
        (await former.GetAsync("/console/account")).Status.Should().Be(HttpStatusCode.SeeOther, "every session ended");
        (await browser.PostAsync("/console/sign-in", ("email", email), ("password", "another long sentence"))).Status
            .Should().Be(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task An_invitation_is_for_one_person_once_and_makes_no_second_account()
    {
        var shop = await gateway.ShopAsync();
        var (email, path) = (gateway.FreshEmail(), $"/admin/merchants/{shop.Merchant.Id.ToUuid()}/people");
        var link = await gateway.LinkAsync(path, new JsonObject { ["email"] = email, ["role"] = "support" });
        (await new ConsoleBrowser(gateway.Host).GetAsync(link)).Text
            .Should().Contain($"{email} is invited to the shop").And.Contain("Support");
        var stranger = await gateway.SignedInAsync(await gateway.ShopAsync());
        (await stranger.GetAsync(link)).Status.Should().Be(HttpStatusCode.Conflict);

        var browser = new ConsoleBrowser(gateway.Host);
        (await browser.PostAsync(link, ("password", ConsoleGateway.Password))).Location
            .Should().Be($"/console/{shop.Merchant.Pid}?notice=Joined");
        (await gateway.LastEntryAsync(shop.Merchant.Id)).Should().Match<AuditEntry>(entry =>
            entry.What == "invitations, people" && entry.By == new AuditActor("person", email, "127.0.0.1"));
        (await browser.GetAsync(link)).Status.Should().Be(HttpStatusCode.NotFound);
        var again = await gateway.LinkAsync("/admin/merchants/" + (await gateway.ShopAsync()).Merchant.Id.ToUuid() + "/people",
            new JsonObject { ["email"] = email });
        (await new ConsoleBrowser(gateway.Host).GetAsync(again)).Location.Should().StartWith("/console/sign-in?to=%2Fconsole%2Finvitation");
        (await browser.PostAsync(again)).Status.Should().Be(HttpStatusCode.SeeOther);
        (await gateway.Person(email).GetAsync())!.Shops.Should().HaveCount(2);
    }

    [Fact]
    public async Task An_operator_is_made_none_again_from_the_next_request_on_and_the_last_one_stays()
    {
        var admin = new ApiClient(gateway.Host.Http).AsAdmin(GatewayHost.AdminKey);
        var foreign = $"/console/{(await gateway.ShopAsync()).Merchant.Pid}";
        string[] emails = [gateway.FreshEmail(), gateway.FreshEmail(), gateway.FreshEmail()];
        Task<string> LinkAsync(string email) =>
            gateway.LinkAsync("/admin/people/links", new JsonObject { ["email"] = email, ["operator"] = true });
        var browser = new ConsoleBrowser(gateway.Host);
        foreach (var email in emails[..2])
            await new ConsoleBrowser(gateway.Host).PostAsync(await LinkAsync(email), ("password", ConsoleGateway.Password));
        await browser.PostAsync("/console/sign-in", ("email", emails[0]), ("password", ConsoleGateway.Password));
        (await browser.GetAsync(foreign)).Status.Should().Be(HttpStatusCode.OK);
        var waiting = await LinkAsync(emails[2]);
        async Task<IReadOnlyList<string>> OperatorsAsync(Task<ApiAnswer> asked) =>
            [.. (await asked).Data["operators"]!.AsArray().Select(email => (string)email!)];

        (await OperatorsAsync(admin.GetAsync("/admin/operators"))).Should().Equal(emails[..2].Order());
        (await OperatorsAsync(admin.DeleteAsync($"/admin/operators/{emails[0]}"))).Should().Equal(emails[1]);
        (await browser.GetAsync(foreign)).Status.Should().Be(HttpStatusCode.NotFound);
        (await OperatorsAsync(admin.DeleteAsync($"/admin/operators/{emails[2]}"))).Should().Equal(emails[1]);
        (await new ConsoleBrowser(gateway.Host).PostFromAsync("/console/sign-in", waiting, ("password", ConsoleGateway.Password))).Status
            .Should().Be(HttpStatusCode.NotFound, "its link makes nobody an operator any more");
        foreach (var (email, status, error) in new[]
        {
            (emails[1], HttpStatusCode.Conflict, "email: is the last operator; make another one first"),
            (emails[0], HttpStatusCode.NotFound, "email: is no operator's"),
            ("nonsense", HttpStatusCode.BadRequest, "email: expected an address such as store@example.com"),
        })
        {
            var refused = await admin.DeleteAsync($"/admin/operators/{email}");
            (refused.Status, refused.Error).Should().Be((status, error));
        }
        (await gateway.Host.Http.GetAsync("/api/v1/admin/operators")).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task An_invitation_goes_with_the_owner_who_issued_it()
    {
        var shop = await gateway.ShopAsync();
        var (email, people) = (gateway.FreshEmail(), $"/console/{shop.Merchant.Pid}/people");
        var (anna, ben) = (await gateway.SignedInAsync(shop, email: email), await gateway.SignedInAsync(shop));
        var issued = await anna.PostFromAsync(people, $"{people}/invite",
            ("email", gateway.FreshEmail()), ("role", "Developer"), ("proof-password", ConsoleGateway.Password));
        var address = WebUtility.HtmlDecode(Regex.Match(issued.Html, "<code>(http[^<]+)</code>").Groups[1].Value);
        var link = new Uri(address).PathAndQuery;
        (await new ConsoleBrowser(gateway.Host).GetAsync(link)).Status.Should().Be(HttpStatusCode.OK);

        var person = (await gateway.Person(email).GetAsync())!.Id.Value;
        (await ben.PostFromAsync(people, $"{people}/remove", ("person", person), ("proof-password", ConsoleGateway.Password))).Location
            .Should().Be($"{people}?notice=PersonRemoved");
        (await new ConsoleBrowser(gateway.Host).GetAsync(link)).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Nobody_registers_a_shop_where_the_operator_invites() =>
        (await new ConsoleBrowser(gateway.Host).GetAsync("/console/register")).Status.Should().Be(HttpStatusCode.NotFound);

    private static string Code(string secret) =>
        new Totp(Base32Encoding.ToBytes(secret)).ComputeTotp(TimeProvider.System.GetUtcNow().UtcDateTime);

    /// <summary>A page without what is another in each: the token, and the address that was typed.</summary>
    private static string Nameless(string html) =>
        Regex.Replace(Regex.Replace(html, "name=\"form-token\" value=\"[^\"]+\"", ""), @"person\d+@example\.com", "");
}
