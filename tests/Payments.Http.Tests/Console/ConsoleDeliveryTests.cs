using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Payments.Contracts;
using Payments.Contracts.Merchants;
using Payments.Contracts.Orders;
using Payments.Domain.Orders;
using Payments.Domain.People;
using Payments.Domain.Signatures.Clinic;
using Payments.Storage;
using Payments.Testing;

namespace Payments.Http.Tests.Console;

/// <summary>Callbacks in the console: those that fail, by host; sent again, replayed elsewhere, recovered.</summary>
public sealed class ConsoleDeliveryTests(ConsoleGateway gateway) : IClassFixture<ConsoleGateway>
{
    [Fact]
    public async Task Callbacks_that_fail_are_found_by_host_and_sent_again()
    {
        var isDown = true;
        await using var deaf = new ShopReceiver(_ => isDown ? (503, "<b>down</b>") : (200, "success"));
        await using var well = new ShopReceiver();
        var shop = await gateway.ShopAsync();
        var failed = await PaidAsync(shop, "F-1", deaf.Url + "notify");
        await PaidAsync(shop, "F-2", well.Url + "notify");
        await deaf.NextAsync();
        await well.NextAsync();
        var (browser, path) = (await gateway.SignedInAsync(shop, ShopRole.Support), $"/console/{shop.Merchant.Pid}/deliveries");
        var host = new Uri(deaf.Url).Authority;
        var all = await Patience.UntilAsync(() => browser.GetAsync(path), page => page.Text.Contains("Heard"), "one was heard");
        Rows(all).Should().HaveCount(2);
        var page = await Patience.UntilAsync(() => browser.GetAsync(path),
            found => found.Html.Contains($"?host={Uri.EscapeDataString(host)}"), "the host of the other is told");
        page.Html.Should().NotContain("<b>down");
        Rows(await browser.GetAsync($"{path}?state=failing")).Should().Equal($"{failed.Id.Value}-1");
        Rows(await browser.GetAsync($"{path}?host={Uri.EscapeDataString(host.ToUpperInvariant())}")).Should().Equal($"{failed.Id.Value}-1");
        Rows(await browser.GetAsync($"{path}?host={new Uri(well.Url).Authority}")).Should().BeEmpty();
        (await browser.GetAsync($"{path}?after=nonsense")).Status.Should().Be(HttpStatusCode.BadRequest);

        var one = await browser.GetAsync($"{path}/{failed.Id.Value}-1");
        one.Text.Should().Contain("HTTP 503").And.Contain("<b>down</b>");
        isDown = false;
        (await browser.PostFromAsync(path, path + "/resend", ("delivery", $"{failed.Id.Value}-1"))).Location
            .Should().Be($"{path}/{failed.Id.Value}-1?notice=Resent");
        await Patience.UntilAsync(() => browser.GetAsync($"{path}/{failed.Id.Value}-1"),
            found => found.Text.Contains("Heard"), "it is heard");
        Rows(await browser.GetAsync($"{path}?state=failing")).Should().BeEmpty();
    }

    [Fact]
    public async Task Another_shops_callback_is_not_there()
    {
        await using var receiver = new ShopReceiver();
        var (mine, foreign) = (await gateway.ShopAsync(), await gateway.ShopAsync());
        var order = await PaidAsync(foreign, "X-1", receiver.Url);
        await receiver.NextAsync();
        var (browser, path) = (await gateway.SignedInAsync(mine), $"/console/{mine.Merchant.Pid}/deliveries");
        foreach (var id in new[] { $"{order.Id.Value}-1", $"{order.Id.Value}-9", "nonsense", "-" })
        {
            (await browser.GetAsync($"{path}/{id}")).Status.Should().Be(HttpStatusCode.NotFound, id);
            (await browser.PostFromAsync(path, path + "/resend", ("delivery", id))).Status.Should().BeOneOf(
                HttpStatusCode.NotFound, HttpStatusCode.BadRequest);
        }
    }

    [Fact]
    public async Task The_command_sends_the_very_same_request_to_another_address()
    {
        await using var receiver = new ShopReceiver();
        await using var scratch = new ShopReceiver();
        var shop = await gateway.ShopAsync();
        var order = await PaidAsync(shop, "R-1", receiver.Url + "notify?a=1", "O'Brien's $(id) `x`");
        var heard = await receiver.NextAsync();
        var (browser, path) = (await gateway.SignedInAsync(shop, ShopRole.Accountant),
            $"/console/{shop.Merchant.Pid}/deliveries/{order.Id.Value}-1");
        var page = await Patience.UntilAsync(() => browser.GetAsync($"{path}?to={Uri.EscapeDataString(scratch.Url + "x")}"),
            found => found.Text.Contains("Heard"), "the attempt is on record");
        var command = WebUtility.HtmlDecode(Regex.Match(page.Html, "<code>(curl [^<]+)</code>").Groups[1].Value);
        command.Should().StartWith("curl -i -X POST ");
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", command])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var replayed = await scratch.NextAsync();
        await shell.WaitForExitAsync();
        (replayed.Method, replayed.Target, replayed.Body, replayed.ContentType)
            .Should().Be((heard.Method, "/x", heard.Body, heard.ContentType));
        (await browser.GetAsync($"{path}?to=javascript:alert(1)")).Status.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task What_an_endpoint_missed_is_counted_sent_again_and_its_progress_shown()
    {
        var isDown = true;
        await using var receiver = new ShopReceiver(_ => isDown ? (503, "") : (200, ""));
        var shop = await gateway.ShopAsync();
        var merchant = gateway.Host.Grains.GetGrain<IMerchantGrain>(shop.Merchant.Id.GrainKey);
        var added = await merchant.AddEndpointAsync(new SaveEndpoint { Url = receiver.Url, Events = ["payment.created"], IsOn = true });
        await gateway.Host.CreateOrderAsync(shop.Merchant.Id, "E-1");
        await receiver.NextAsync();
        var path = $"/console/{shop.Merchant.Pid}/deliveries/endpoints";
        var browser = await gateway.SignedInAsync(shop, ShopRole.Support);
        await Patience.UntilAsync(() => browser.GetAsync(path), page => page.Text.Contains("Fails"), "it failed");
        var one = $"{path}/{added.Endpoint!.Id}";
        await Patience.UntilAsync(() => browser.PostFromAsync(path, one + "/count", ("since", "2026-01-01T00:00")),
            page => page.Text.Contains("1 callbacks would be sent."), "it is stored");
        (await browser.PostFromAsync(path, one + "/count", ("since", "2999-01-01T00:00"))).Status.Should().Be(HttpStatusCode.BadRequest);
        (await browser.PostFromAsync(path, one + "/recover", ("since", ""))).Status.Should().Be(HttpStatusCode.BadRequest);
        (await browser.PostFromAsync(path, $"{path}/0000/recover", ("since", "2026-01-01"))).Status.Should().Be(HttpStatusCode.NotFound);
        isDown = false;
        (await browser.PostFromAsync(path, one + "/recover", ("since", "2026-01-01T00:00"))).Location
            .Should().Be(path + "?notice=RecoveryStarted");
        await Patience.UntilAsync(() => browser.GetAsync(path),
            page => page.Text.Contains("1 of 1 sent") && page.Text.Contains("Hears"), "it is done");
        (await browser.PostFromAsync(path, one + "/stop")).Location.Should().Be(path + "?notice=RecoveryStopped");
    }

    [Fact]
    public async Task A_callback_address_is_tested_with_the_verdict_in_words()
    {
        await using var believes = new ShopReceiver();
        await using var refuses = new ShopReceiver(_ => (200, "fail"));
        var shop = await gateway.ShopAsync();
        var (browser, path) = (await gateway.SignedInAsync(shop, ShopRole.Developer), $"/console/{shop.Merchant.Pid}/checks");
        Task<ConsoleAnswer> TestAsync(string url, string face = "epay") =>
            browser.PostFromAsync(path, path + "/test", ("url", url), ("face", face));
        (await TestAsync(refuses.Url)).Text.Should().Contain("did not take an unsigned notice").And.Contain("trade_status=TEST");
        (await TestAsync(believes.Url)).Text.Should().Contain("By POST + GET the shop answers success to what nobody signed");
        (await TestAsync("http://127.0.0.1:1/")).Text.Should().Contain("No answer came");
        foreach (var (url, face) in new[] { ("", "epay"), ("ftp://x", "epay"), (refuses.Url, "nonsense") })
            (await TestAsync(url, face)).Status.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_clinic_names_the_mistake_and_shows_no_secret()
    {
        var shop = await gateway.ShopAsync();
        var (browser, path) = (await gateway.SignedInAsync(shop, ShopRole.Developer), $"/console/{shop.Merchant.Pid}/checks");
        Task<ConsoleAnswer> ExamineAsync(string request, string signed = "") =>
            browser.PostFromAsync(path, path + "/signature", ("request", request), ("signed", signed));
        string Md5(string text) => Convert.ToHexStringLower(
            System.Security.Cryptography.MD5.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
        var text = $"money=1&pid={shop.Merchant.Pid}";
        (await ExamineAsync($"{text}&sign={Md5(text + shop.ApiSecret)}")).Text.Should().Contain("The signature is right.");
        var mistaken = await ExamineAsync($"{text}&sign={Md5($"{text}&key={shop.ApiSecret}")}", $"{text}&key={shop.ApiSecret}");
        mistaken.Text.Should().Contain("“&key=” stands before the secret").And.Contain($"{text}&key={{key}}");
        var shown = mistaken.Html.Replace($"key={shop.ApiSecret}</textarea>", "");
        shown.Should().NotContain(shop.ApiSecret, "but for what was typed");
        var other = await ExamineAsync("pid=1&money=1&sign=00");
        other.Text.Should().Contain("No reading gives it").And.Contain($"this shop's number is {shop.Merchant.Pid}");
        (await ExamineAsync("<img src=x onerror=alert(1)>=1&sign=00")).Html.Should().NotContain("<img src=x");
        (await ExamineAsync("hello")).Status.Should().Be(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("%")]
    [InlineData("钥")]
    [InlineData("\r\n")]
    public async Task The_clinic_takes_whatever_its_page_lets_people_type_and_names_the_field_that_is_too_long(string letter)
    {
        var shop = await gateway.ShopAsync();
        var (browser, path) = (await gateway.SignedInAsync(shop, ShopRole.Developer), $"/console/{shop.Merchant.Pid}/checks");
        Task<ConsoleAnswer> ExamineAsync(string request, string signed) =>
            browser.PostFromAsync(path, path + "/signature", ("request", request), ("signed", signed));
        const string head = "pid=1&sign=00&name=";
        string Long(string start, int more) =>
            start + string.Concat(Enumerable.Repeat(letter, SignatureClinic.TextLimit + more - start.Length - 1)) + ".";
        (await browser.GetAsync(path)).Html.Should().Contain($"maxlength=\"{SignatureClinic.TextLimit}\"");
        (await ExamineAsync(Long(head, 0), Long(".", 0))).Status.Should().Be(HttpStatusCode.OK);
        foreach (var (request, signed, field) in new[]
        {
            (Long(head, 1), "", "The request"), (head, Long(".", 1), "The text that your program signs"),
        })
        {
            var refused = await ExamineAsync(request, signed);
            refused.Status.Should().Be(HttpStatusCode.BadRequest);
            refused.Text.Should().Contain($"{field}: at most {SignatureClinic.TextLimit} characters");
        }
    }

    [Fact]
    public async Task Home_leads_from_callbacks_that_were_given_up_to_those_that_fail()
    {
        await using var deaf = new ShopReceiver(_ => (503, "down"));
        var shop = await gateway.ShopAsync();
        var order = await PaidAsync(shop, "G-1", deaf.Url + "notify");
        var (browser, home) = (await gateway.SignedInAsync(shop, ShopRole.Support), $"/console/{shop.Merchant.Pid}");
        var failing = $"{home}/deliveries?state=failing";
        await Patience.UntilAsync(() => browser.GetAsync(failing), page => Rows(page).Length > 0, "the first attempt has failed");
        // What seven attempts over two hours come to.
        var database = gateway.Host.Services.GetRequiredService<IDatabase>();
        var failed = database.IsSqlite ? "json_set(state, '$.status', 'failed')" : "jsonb_set(state, '{status}', '\"failed\"')";
        var giveUp = $"UPDATE deliveries SET state = {failed} WHERE key = @key";
        await database.WriteAsync((connection, transaction) =>
            connection.ExecuteAsync(giveUp, new { key = $"dlv-{order.Id.Value}-1" }, transaction));
        var page = await browser.GetAsync(home);
        page.Text.Should().Contain("orders whose callback was given up");
        page.Html.Should().Contain($"href=\"{failing}\"");
        Rows(await browser.GetAsync(failing)).Should().Equal($"{order.Id.Value}-1");
    }

    private async Task<Order> PaidAsync(MerchantKeys shop, string number, string url, string? param = null)
    {
        var order = await gateway.Host.CreateOrderAsync(shop.Merchant.Id, number,
            new OrderTerms { Face = Face.Epay, MoneyText = "70", NotifyUrl = url, Param = param });
        await gateway.Host.Grains.Find<IOrderGrain>(order.Id.GrainKey).CompleteByHandAsync("paid in cash");
        return order;
    }

    private static string[] Rows(ConsoleAnswer page) =>
        [.. Regex.Matches(page.Html, "href=\"[^\"]*/deliveries/([0-9a-f]{32}-e?[0-9]+)\"").Select(match => match.Groups[1].Value)];
}
