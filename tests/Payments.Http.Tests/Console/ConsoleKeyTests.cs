using System.Net;
using System.Text.RegularExpressions;
using Payments.Contracts.Merchants;
using Payments.Domain.Merchants;
using Payments.Domain.People;
using Payments.Http.Tests.Api;

namespace Payments.Http.Tests.Console;

/// <summary>API keys and the signing secret in the console: shown once, guarded, told of, and no more than the role may do.</summary>
public sealed partial class ConsoleKeyTests(ConsoleGateway gateway) : IClassFixture<ConsoleGateway>
{
    private static readonly (string, string) Proof = ("proof-password", ConsoleGateway.Password);

    private static string PathOf(MerchantKeys shop) => $"/console/{shop.Merchant.Pid}/keys";

    private async Task<MerchantAccess> ReadAsync(MerchantKeys shop) =>
        (await gateway.Host.Grains.GetGrain<IMerchantGrain>(shop.Merchant.Id.GrainKey).GetAsync())!;

    private async Task<HttpStatusCode> CallAsync(string key, string path = "/wallets") =>
        (await new ApiClient(gateway.Host.Http, key).GetAsync(path)).Status;

    /// <summary>The key or secret that an answer shows.</summary>
    private static string Shown(ConsoleAnswer answer)
    {
        answer.Status.Should().Be(HttpStatusCode.OK, answer.Text);
        return Once().Match(answer.Html).Groups[1].Value;
    }

    [Fact]
    public async Task A_key_is_made_with_the_password_shown_once_works_as_far_as_it_may_and_is_told_of()
    {
        var shop = await gateway.ShopAsync();
        var (browser, path) = (await gateway.SignedInAsync(shop), PathOf(shop));
        (string, string)[] wish = [("name", "tills <1>"), ("scopes", "read"), ("scopes", "create"), ("networks", "127.0.0.0/8, ::1/128")];
        var unproven = await browser.PostFromAsync(path, path, wish);
        (unproven.Status, unproven.Html.Contains("value=\"tills &lt;1&gt;\"")).Should()
            .Be((HttpStatusCode.BadRequest, true), "what was typed stays");
        (await ReadAsync(shop)).Merchant.Keys.Should().BeEmpty();

        var key = Shown(await browser.PostFromAsync(path, path, [.. wish, Proof]));
        (await CallAsync(key)).Should().Be(HttpStatusCode.OK);
        (await CallAsync(key, "/keys")).Should().Be(HttpStatusCode.Forbidden, "it may not manage");
        var page = await browser.GetAsync(path);
        page.Html.Should().NotContain(key);
        page.Text.Should().Contain("tills <1>").And.Contain("read, create").And.Contain("127.0.0.0/8, ::1/128");
        var support = await gateway.SignedInAsync(shop, ShopRole.Support);
        var home = await support.GetAsync($"/console/{shop.Merchant.Pid}");
        home.Text.Should().Contain("API key tills <1> was made or replaced lately");
        home.Html.Should().NotContain($"href=\"{path}\"", "that page is not for support");
        (await browser.GetAsync($"/console/{shop.Merchant.Pid}/audit")).Text.Should().Contain("API keys").And.Contain("tills <1>");
    }

    [Theory]
    [InlineData("", "read", "", "name: is required")]
    [InlineData("n", "", "", "scopes: expected a list of one or more of read, create")]
    [InlineData("n", "everything", "", "scopes: expected a list")]
    [InlineData("n", "read", "10.0.0.0/99", "networks: expected a list of networks")]
    public async Task A_key_that_cannot_be_is_refused_with_its_field(string name, string scope, string networks, string error)
    {
        var shop = await gateway.ShopAsync();
        var browser = await gateway.SignedInAsync(shop);
        var answer = await browser.PostFromAsync(
            PathOf(shop), PathOf(shop), ("name", name), ("scopes", scope), ("networks", networks), Proof);
        (answer.Status, answer.Text.Contains(error)).Should().Be((HttpStatusCode.BadRequest, true), answer.Text);
    }

    [Fact]
    public async Task A_key_is_replaced_with_an_overlap_and_ended_at_once()
    {
        var shop = await gateway.ShopAsync();
        var (browser, path) = (await gateway.SignedInAsync(shop), PathOf(shop));
        (await browser.PostFromAsync(path, path + "/first/roll")).Status.Should().Be(HttpStatusCode.BadRequest, "without the password");
        var rolled = Shown(await browser.PostFromAsync(path, path + "/first/roll", ("overlap_seconds", "3600"), Proof));
        (await CallAsync(shop.ApiKey), await CallAsync(rolled)).Should().Be((HttpStatusCode.OK, HttpStatusCode.OK));
        (await browser.GetAsync(path)).Text.Should().Contain("The one before works until");
        var last = Shown(await browser.PostFromAsync(path, path + "/first/roll", ("overlap_seconds", "0"), Proof));
        (await CallAsync(rolled), await CallAsync(last)).Should().Be((HttpStatusCode.Unauthorized, HttpStatusCode.OK));
        (await browser.PostFromAsync(path, path + "/first/roll", ("overlap_seconds", "9999999"), Proof)).Text
            .Should().Contain("overlap_seconds: expected a whole number from 0 to 2592000");
        (await browser.PostFromAsync(path, path + "/first/remove", Proof)).Text.Should().Contain("the first key cannot be removed");
        (await browser.PostFromAsync(path, path + "/nothing/remove", Proof)).Status.Should().Be(HttpStatusCode.NotFound);

        var made = Shown(await browser.PostFromAsync(path, path, ("name", "n"), ("scopes", "read"), Proof));
        var id = (await ReadAsync(shop)).Merchant.Keys[^1].Id;
        (await browser.PostFromAsync(path, $"{path}/{id}/remove", Proof)).Location.Should().Be(path + "?notice=KeyEnded");
        (await CallAsync(made)).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_secret_is_replaced_with_an_overlap()
    {
        var shop = await gateway.ShopAsync();
        var (browser, path) = (await gateway.SignedInAsync(shop, ShopRole.Developer), PathOf(shop));
        (await browser.PostFromAsync(path, path + "/secret", ("overlap_hours", "1"))).Status.Should().Be(HttpStatusCode.BadRequest);
        var secret = Shown(await browser.PostFromAsync(path, path + "/secret", ("overlap_hours", "1"), Proof));
        var access = await ReadAsync(shop);
        (access.Secret, access.FormerSecret).Should().Be((secret, shop.ApiSecret));
        (await browser.PostFromAsync(path, path + "/secret", ("overlap_hours", "169"), Proof)).Text
            .Should().Contain("overlap_hours: expected");
        (await browser.GetAsync($"/console/{shop.Merchant.Pid}")).Text.Should().Contain("the signing secret was replaced lately");
    }

    [Fact]
    public async Task A_developer_gives_keys_no_more_than_the_role_may_do()
    {
        var shop = await gateway.ShopAsync();
        var (browser, path) = (await gateway.SignedInAsync(shop, ShopRole.Developer), PathOf(shop));
        (await browser.GetAsync(path)).Html.Should().NotContain("value=\"payouts\"");
        var refused = await browser.PostFromAsync(path, path, ("name", "n"), ("scopes", "read"), ("scopes", "manage"), Proof);
        (refused.Status, refused.Text.Contains("your role in this shop gives keys no manage")).Should()
            .Be((HttpStatusCode.Forbidden, true));
        (await browser.PostFromAsync(path, path + "/first/roll", ("overlap_seconds", "0"), Proof)).Status
            .Should().Be(HttpStatusCode.Forbidden);
        (await CallAsync(shop.ApiKey)).Should().Be(HttpStatusCode.OK, "the first key is as it was");
        Shown(await browser.PostFromAsync(path, path, ("name", "n"), ("scopes", "webhooks"), Proof)).Should().NotBeEmpty();
    }

    [Fact]
    public async Task A_role_that_was_taken_away_meanwhile_makes_no_key()
    {
        var shop = await gateway.ShopAsync();
        var email = gateway.FreshEmail();
        await gateway.SignedInAsync(shop, ShopRole.Developer, email);
        await gateway.SignedInAsync(shop);
        var merchant = gateway.Host.Grains.GetGrain<IMerchantGrain>(shop.Merchant.Id.GrainKey);
        var person = (await ReadAsync(shop)).Merchant.People.Single(known => known.Email == email).Person;
        await merchant.ChangePersonAsync(person, ShopRole.Support, by: null);
        var wish = new AddKey { Name = "n", Scopes = KeyScopes.Read };
        (await merchant.AddKeyAsync(wish, keyHash: null, person)).Outcome.Should().Be(KeyOutcome.NotAllowed);
        (await merchant.RemoveKeyAsync(ApiKeyRules.FirstId, keyHash: null, person)).Outcome.Should().Be(KeyOutcome.NotAllowed);
    }

    [GeneratedRegex("<section role=\"status\">.*?<code>([^<]+)</code>", RegexOptions.Singleline)]
    private static partial Regex Once();
}
