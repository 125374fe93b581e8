using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Payments.Contracts.Merchants;
using Payments.Domain.Notices;
using Payments.Domain.People;
using Payments.Testing;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests.Console;

/// <summary>Notices, passwords and invitations by mail, through a real mail server.</summary>
public sealed class ConsoleNoticeTests(ConsoleNoticeTests.Mailed mailed) : IClassFixture<ConsoleNoticeTests.Mailed>
{
    private const string NewPassword = "another long sentence";

    private async Task<(MerchantKeys Shop, ConsoleBrowser Owner, string Email)> OwnerAsync()
    {
        var (shop, email) = (await mailed.Host.RegisterMerchantAsync(mailed.FreshEmail()), mailed.FreshEmail());
        return (shop, await ConsoleBrowser.JoinAsync(mailed.Host, shop.Merchant.Id.ToUuid(), ShopRole.Owner, email), email);
    }

    private static string LinkIn(JsonNode mail) => new Uri(Regex.Match((string)mail["text"]!, "https?://\\S+").Value).PathAndQuery;

    [Fact]
    public async Task A_forgotten_password_is_set_by_a_link_that_works_once_and_ends_sessions()
    {
        var (_, owner, email) = await OwnerAsync();
        var browser = new ConsoleBrowser(mailed.Host);
        (await browser.PostAsync("/console/forgot", ("email", email))).Status.Should().Be(HttpStatusCode.SeeOther);
        var mail = await mailed.NextAsync(email);
        ((string)mail["subject"]!).Should().Be("Set a new password");
        var link = LinkIn(mail);
        (await browser.PostAsync(link, ("password", NewPassword))).Location.Should().Contain("PasswordSet");
        (await owner.GetAsync("/console/account")).Status.Should().Be(HttpStatusCode.SeeOther, "its sessions ended");
        (await browser.PostFromAsync("/console/forgot", link, ("password", NewPassword + "2"))).Status.Should().Be(HttpStatusCode.NotFound);
        (await browser.PostAsync("/console/sign-in", ("email", email), ("password", ConsoleGateway.Password))).Status
            .Should().Be(HttpStatusCode.Unauthorized);
        (await browser.PostAsync("/console/sign-in", ("email", email), ("password", NewPassword))).Status
            .Should().Be(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task An_address_without_an_account_gets_the_same_answer_and_no_mail()
    {
        var (_, _, email) = await OwnerAsync();
        var browser = new ConsoleBrowser(mailed.Host);
        var nobody = await browser.PostAsync("/console/forgot", ("email", mailed.FreshEmail()));
        var somebody = await browser.PostAsync("/console/forgot", ("email", email));
        (nobody.Status, nobody.Location, nobody.Html).Should().Be((somebody.Status, somebody.Location, somebody.Html));
        await mailed.NextAsync(email);
        (await browser.PostAsync("/console/forgot", ("email", "no address"))).Status.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_sign_in_from_a_new_browser_is_mailed_once_and_one_from_a_known_browser_is_not()
    {
        var (_, owner, email) = await OwnerAsync();
        await owner.PostFromAsync("/console/account", "/console/sign-out");
        await SignInAsync(owner, email);
        var other = new ConsoleBrowser(mailed.Host);
        await SignInAsync(other, email);
        var mail = await mailed.NextAsync(email);
        ((string)mail["subject"]!).Should().Be("Sign-in from a new browser");
        ((string)mail["text"]!).Should().Contain("From: 127.0.0.1").And.Contain("来源：127.0.0.1").And.Contain("/console/account");
        await other.PostFromAsync("/console/account", "/console/sign-out");
        await SignInAsync(other, email);

        // Letters of one person go in their order: were there another one, it would come before this.
        await new ConsoleBrowser(mailed.Host).PostAsync("/console/forgot", ("email", email));
        ((string)(await mailed.NextAsync(email))["subject"]!).Should().Be("Set a new password");
    }

    private static async Task SignInAsync(ConsoleBrowser browser, string email)
    {
        (await browser.PostAsync("/console/sign-in", ("email", email), ("password", ConsoleGateway.Password))).Status
            .Should().Be(HttpStatusCode.SeeOther);
        (await browser.GetAsync("/console/account")).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_asks_too_often_is_refused()
    {
        var browser = new ConsoleBrowser(mailed.Host);
        var (email, status) = (mailed.FreshEmail(), HttpStatusCode.SeeOther);
        for (var i = 0; i < 30 && status == HttpStatusCode.SeeOther; i++)
            status = (await browser.PostAsync("/console/forgot", ("email", email))).Status;
        status.Should().Be(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task An_address_gets_notices_once_it_agreed()
    {
        var (shop, owner, _) = await OwnerAsync();
        var (page, to) = ($"/console/{shop.Merchant.Pid}/notices", mailed.FreshEmail());
        (string, string)[] fields = [("channel", "Mail"), ("address", to), ("language", "zh"), ("on-Review", "on")];
        (await owner.PostAsync(page, [.. fields, ("proof-password", "wrong")])).Status.Should().Be(HttpStatusCode.BadRequest);
        (await owner.PostAsync(page, [.. fields, ("proof-password", ConsoleGateway.Password)])).Location.Should().Contain("NoticeAsked");
        (await owner.GetAsync(page)).Text.Should().Contain(to).And.Contain("Waits to be confirmed");

        var link = LinkIn(await mailed.NextAsync(to));
        var stranger = new ConsoleBrowser(mailed.Host);
        (await stranger.GetAsync(link)).Text.Should().Contain(to);
        (await stranger.PostAsync(link)).Location.Should().Contain("NoticeConfirmed");
        (await stranger.GetAsync(link)).Status.Should().Be(HttpStatusCode.NotFound, "it works once");

        var target = (await TargetsAsync(shop)).Should().ContainSingle().Which;
        target.Should().Match<NoticeTarget>(one => one.IsOn && one.Language == "zh" && one.ConfirmHash == null);
        target.Events.Should().Equal(NoticeEvent.Review);
        (await owner.PostFromAsync(page, $"{page}/{target.Id}/test")).Location.Should().Contain("NoticeTested");
        ((string)(await mailed.NextAsync(to))["subject"]!).Should().Be("[Shop] 通知测试");
        await Patience.UntilAsync(async () => (await owner.GetAsync(page)).Text.Contains("Sent lately"), "the page says so");

        await owner.PostFromAsync(page, $"{page}/{target.Id}", ("on-Summary", "on"), ("paused", "on"));
        (await TargetsAsync(shop))[0].Should().Match<NoticeTarget>(one => !one.IsOn && one.Events.Single() == NoticeEvent.Summary);
        await owner.PostFromAsync(page, $"{page}/{target.Id}/remove");
        (await TargetsAsync(shop)).Should().BeEmpty();
        (await owner.PostFromAsync(page, $"{page}/{target.Id}/test")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Nobody_can_fill_a_mailbox_that_has_not_agreed_by_whatever_shop()
    {
        var victim = mailed.FreshEmail();
        (string, string)[] fields =
            [("channel", "Mail"), ("address", victim), ("language", "en"), ("proof-password", ConsoleGateway.Password)];
        var (shop, owner, _) = await OwnerAsync();
        var page = $"/console/{shop.Merchant.Pid}/notices";
        (await owner.PostAsync(page, fields)).Location.Should().Contain("NoticeAsked");
        var target = (await TargetsAsync(shop)).Should().ContainSingle().Which;
        for (var again = 0; again < 4; again++)
            (await owner.PostFromAsync(page, $"{page}/{target.Id}/again")).Location.Should().Contain("NoticeAsked");
        var refused = await owner.PostFromAsync(page, $"{page}/{target.Id}/again");
        refused.Status.Should().Be(HttpStatusCode.TooManyRequests);
        refused.Text.Should().Contain("asked as often as it may be within an hour");

        var (other, neighbour, _) = await OwnerAsync();
        (await neighbour.PostAsync($"/console/{other.Merchant.Pid}/notices", fields)).Status.Should().Be(HttpStatusCode.TooManyRequests);
        (await TargetsAsync(other)).Should().BeEmpty();
        var people = $"/console/{other.Merchant.Pid}/people";
        var invited = await neighbour.PostFromAsync(people, $"{people}/invite",
            ("email", victim), ("role", "Support"), ("proof-password", ConsoleGateway.Password));
        invited.Status.Should().Be(HttpStatusCode.OK);
        invited.Html.Should().Contain("/console/invitation?shop=").And.NotContain("mailed to", "the link is shown alone");
    }

    [Theory]
    [InlineData("Mail", "no address", "email")]
    [InlineData("Telegram", "123", "Telegram")]
    [InlineData("Pigeon", "a@example.com", "channel")]
    public async Task An_address_that_is_none_is_refused_in_words(string channel, string address, string words)
    {
        var (shop, owner, _) = await OwnerAsync();
        var answer = await owner.PostAsync($"/console/{shop.Merchant.Pid}/notices", ("channel", channel), ("address", address),
            ("proof-password", ConsoleGateway.Password));
        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        answer.Text.Should().Contain(words);
        (await TargetsAsync(shop)).Should().BeEmpty();
    }

    [Fact]
    public async Task An_invitation_is_mailed_and_shown()
    {
        var (shop, owner, _) = await OwnerAsync();
        var email = mailed.FreshEmail();
        var page = await owner.PostFromAsync($"/console/{shop.Merchant.Pid}/people", $"/console/{shop.Merchant.Pid}/people/invite",
            ("email", email), ("role", "Support"), ("proof-password", ConsoleGateway.Password));
        var link = LinkIn(await mailed.NextAsync(email));
        WebUtility.HtmlDecode(page.Html).Should().Contain(link);
        page.Text.Should().Contain($"mailed to {email}");
        (await new ConsoleBrowser(mailed.Host).GetAsync(link)).Text.Should().Contain(email);
    }

    [Fact]
    public async Task Without_mail_the_page_says_whom_to_ask()
    {
        await using var host = await GatewayHost.StartAsync(new Dictionary<string, string?> { ["Logging:LogLevel:Default"] = "None" });
        var browser = new ConsoleBrowser(host);
        (await browser.GetAsync("/console/forgot")).Text.Should().Contain("operator").And.NotContain("Send the link");
    }

    private async Task<IReadOnlyList<NoticeTarget>> TargetsAsync(MerchantKeys shop) =>
        (await mailed.Host.Grains.GetGrain<IMerchantGrain>(shop.Merchant.Id.GrainKey).GetAsync())!.Merchant.Notices;

    /// <summary>A gateway that mails.</summary>
    public sealed class Mailed : IAsyncLifetime
    {
        private readonly MailServer server = new();
        private readonly List<JsonNode> taken = [];
        private int people;

        public GatewayHost Host { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            var port = await server.StartAsync("none");
            Host = await GatewayHost.StartAsync(new Dictionary<string, string?>
            {
                ["Mail:Host"] = "127.0.0.1",
                ["Mail:Port"] = $"{port}",
                ["Mail:Security"] = "None",
                ["Mail:From"] = "pay@example.com",
                ["Logging:LogLevel:Default"] = "None",
            });
        }

        public async Task DisposeAsync() => await Host.DisposeAsync();

        public string FreshEmail() => $"mailed{Interlocked.Increment(ref people)}@example.com";

        /// <summary>The next message to an address that somebody asked for: people are told of changes as well.</summary>
        public async Task<JsonNode> NextAsync(string email)
        {
            JsonNode? found = null;
            await Patience.UntilAsync(async () =>
            {
                taken.AddRange((await server.TakeAsync()).Select(mail => mail!.DeepClone())
                    .Where(mail => !((string)mail["subject"]!).Contains("Settings of the shop changed")));
                found = taken.FirstOrDefault(mail => (string?)mail["to"] == email);
                return found is not null;
            }, $"a message to {email}");
            taken.Remove(found!);
            return found!;
        }
    }
}
