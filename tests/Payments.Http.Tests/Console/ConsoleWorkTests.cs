using System.Net;
using System.Text.RegularExpressions;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.People;
using Payments.Http.Tests.Api;
using Payments.Http.Tests.Refunds;

namespace Payments.Http.Tests.Console;

/// <summary>The console's pages of providers' work: refunds, reconciliation, risk control.</summary>
public sealed class ConsoleWorkTests(RefundGateway gateway) : IClassFixture<RefundGateway>
{
    [Fact]
    public async Task A_refund_is_asked_for_once_however_often_its_form_is_sent_and_is_listed_and_downloaded()
    {
        var (client, merchant) = await gateway.MerchantAsync();
        await gateway.PaidAsync(client, merchant, "R-1");
        var (browser, root) = await JoinAsync(merchant, ShopRole.Owner);
        var form = await browser.GetAsync($"{root}/refunds?order=R-1");
        var id = Regex.Match(form.Html, "name=\"refund_id\" value=\"([^\"]+)\"").Groups[1].Value;
        id.Should().StartWith("console-");
        Task<ConsoleAnswer> AskAsync(string amount, string password = ConsoleGateway.Password, string order = "R-1") =>
            browser.PostBareAsync($"{root}/refunds", ("order", order), ("refund_id", id), ("amount", amount), ("reason", "=broken"),
                ("proof-password", password), ("form-token", form.Token));

        (await AskAsync("30", "wrong")).Text.Should().Contain("password is wrong");
        (await AskAsync("none")).Text.Should().Contain("amount: expected a positive number");
        (await AskAsync("30", order: "R-9")).Status.Should().Be(HttpStatusCode.NotFound);
        (await AskAsync("1000")).Status.Should().Be(HttpStatusCode.Conflict);
        (await AskAsync("30")).Location.Should().Be($"{root}/refunds?notice=RefundAsked");
        (await AskAsync("30")).Location.Should().Be($"{root}/refunds?notice=RefundAsked");
        (await AskAsync("40")).Status.Should().Be(HttpStatusCode.Conflict, "the id is taken by other money");

        var page = await browser.GetAsync($"{root}/refunds");
        Regex.Count(page.Html, $">{id}<").Should().Be(1);
        page.Text.Should().Contain("30 CNY").And.Contain("=broken");
        (await browser.GetAsync($"{root}/refunds?status=nonsense")).Status.Should().Be(HttpStatusCode.BadRequest);
        (await browser.GetAsync($"{root}/refunds?status=cancelled")).Text.Should().Contain("Nothing here yet.");
        (await browser.GetAsync($"{root}/refunds/export")).Html.Should().Contain(id).And.Contain("'=broken");
        (await browser.GetAsync($"{root}/audit")).Text.Should().Contain("Refund asked for");
    }

    [Fact]
    public async Task Days_that_were_compared_differences_and_what_orders_brought_are_shown_and_downloaded()
    {
        var (_, merchant) = await gateway.MerchantAsync();
        var (browser, root) = await JoinAsync(merchant, ShopRole.Accountant);
        (await browser.GetAsync($"{root}/reconciliation")).Text.Should().Contain("Nothing is open.");
        (await browser.GetAsync($"{root}/reconciliation/settlements")).Text.Should().Contain("Nothing here yet.");
        (await browser.GetAsync($"{root}/reconciliation?after=nonsense")).Status.Should().Be(HttpStatusCode.BadRequest);
        (await browser.GetAsync($"{root}/reconciliation/export")).Html.Should().StartWith("id,provider,account,day,kind");
        (await browser.GetAsync($"{root}/reconciliation/settlements/export")).Html.Should().StartWith("provider,account,day,merchant_id");
    }

    [Fact]
    public async Task A_rule_is_added_tried_put_in_force_and_an_order_that_it_holds_is_decided()
    {
        var (client, merchant) = await gateway.MerchantAsync();
        var (browser, root) = await JoinAsync(merchant, ShopRole.Owner);
        var path = $"{root}/risk";
        await OrderAsync(client, "K-0", "90");
        Task<ConsoleAnswer> AddAsync(string limit) => browser.PostFromAsync(path, path + "/rules",
            ("name", "Large orders"), ("subject", "merchant"), ("measure", "amount"), ("outcome", "review"), ("limit", limit),
            ("currency", "CNY"), ("state", "draft"), ("proof-password", ConsoleGateway.Password));
        var wrong = await AddAsync("");
        wrong.Status.Should().Be(HttpStatusCode.BadRequest);
        wrong.Html.Should().Contain("value=\"Large orders\"", "what was typed stays");
        (await AddAsync("80")).Location.Should().Be($"{path}?notice=RulesChanged");
        var rule = Regex.Match((await browser.GetAsync(path)).Html, "/risk/rules/([0-9a-f]{16})/try").Groups[1].Value;
        (await browser.GetAsync($"{path}/rules/{rule}/try")).Text
            .Should().Contain("Of 1 orders of the last seven days it would have taken 1").And.Contain("K-0");
        (await browser.GetAsync($"{path}/rules/0000/try")).Status.Should().Be(HttpStatusCode.NotFound);

        (await browser.PostFromAsync(path, $"{path}/rules/{rule}/state", ("state", "active"), ("proof-password", ConsoleGateway.Password)))
            .Location.Should().Be($"{path}?notice=RulesChanged");
        var id = new OrderId((await OrderAsync(client, "K-1", "90")).Replace("-", ""));
        (await browser.GetAsync(path)).Text.Should().Contain("K-1").And.Contain("Large orders");
        (await browser.PostFromAsync(path, $"{path}/reviews/{id.Value}/approve", ("proof-password", ConsoleGateway.Password))).Status
            .Should().Be(HttpStatusCode.BadRequest, "a reason is asked for");
        var most = OrderRules.ReasonLimit - $" · {(string)merchant["merchant_id"]!}@example.com".Length;
        (await browser.GetAsync(path)).Html.Should().Contain($"maxlength=\"{most}\"");
        Task<ConsoleAnswer> ApproveAsync(string reason) => browser.PostFromAsync(
            path, $"{path}/reviews/{id.Value}/approve", ("reason", reason), ("proof-password", ConsoleGateway.Password));
        (await ApproveAsync(new string('k', most + 1))).Text.Should().Contain($"reason: at most {most} characters");
        (await ApproveAsync("known".PadRight(most, '.'))).Location.Should().Be($"{path}?notice=ReviewDecided");
        (await browser.GetAsync(path)).Text.Should().Contain("Nothing waits.");
        (await browser.GetAsync($"{path}/decisions/export")).Html.Should().Contain("K-1").And.Contain("known");
        (await browser.PostFromAsync(path, $"{path}/rules/{rule}/remove", ("proof-password", ConsoleGateway.Password))).Location
            .Should().Be($"{path}?notice=RulesChanged");
        (await browser.GetAsync($"{root}/audit")).Text.Should().Contain("Risk rules and lists").And.Contain("Order approved after review");
    }

    private static async Task<string> OrderAsync(ApiClient client, string number, string amount)
    {
        var created = await client.PostAsync("/payments",
            $$"""{"order_id":"{{number}}","amount":"{{amount}}","currency":"CNY","method":"toy_page"}""");
        created.Status.Should().Be(HttpStatusCode.Created, created.Error);
        return (string)created.Data["payment_id"]!;
    }

    private async Task<(ConsoleBrowser Browser, string Root)> JoinAsync(System.Text.Json.Nodes.JsonObject merchant, ShopRole role)
    {
        var id = (string)merchant["merchant_id"]!;
        var browser = await ConsoleBrowser.JoinAsync(gateway.Host, id, role, $"{id}@example.com");
        return (browser, $"/console/{merchant["pid"]}");
    }
}
