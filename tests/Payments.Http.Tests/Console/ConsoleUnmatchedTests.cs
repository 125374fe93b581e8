using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Payments.Contracts.Merchants;
using Payments.Contracts.Orders;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.People;
using Payments.Domain.Transfers;
using Payments.Domain.Wallets;
using Payments.Storage;

namespace Payments.Http.Tests.Console;

/// <summary>Money that fits no order, in the console: shown with its probable order, and decided by an owner.</summary>
public sealed class ConsoleUnmatchedTests(ConsoleGateway gateway) : IClassFixture<ConsoleGateway>
{
    private static readonly (string, string) Proof = ("proof-password", ConsoleGateway.Password);
    private static int transfers;

    private static string PathOf(MerchantKeys shop) => $"/console/{shop.Merchant.Pid}/unmatched";

    private TransferStore Store => gateway.Host.Services.GetRequiredService<TransferStore>();

    private async Task<Transfer> ReceivedAsync(MerchantKeys shop, Order? meant = null, UnmatchedCause cause = UnmatchedCause.NoneFits)
    {
        var id = $"{Interlocked.Increment(ref transfers):x32}";
        var transfer = new Transfer
        {
            Id = new TransferId($"ethereum-{id}-0"),
            Chain = ChainId.Ethereum,
            Token = "USDT",
            Units = 10_000_000,
            From = $"0x{new string('f', 40)}",
            To = $"0x{shop.Merchant.Pid:x40}",
            Transaction = $"0x{id}{id}",
            Block = 100,
            BlockHash = "0xb",
            BlockTime = TimeProvider.System.GetUtcNow(),
        };
        await Store.AddAsync([new SetAside(transfer, meant?.Id, cause)]);
        return transfer;
    }

    [Fact]
    public async Task Home_leads_to_what_came_with_why_and_the_probable_order_and_an_owner_gives_it_to_that()
    {
        var shop = await gateway.ShopAsync();
        var order = await gateway.Host.CreateOrderAsync(shop.Merchant.Id, "U-1");
        var transfer = await ReceivedAsync(shop, order);
        var (browser, path) = (await gateway.SignedInAsync(shop), PathOf(shop));
        (await browser.GetAsync($"/console/{shop.Merchant.Pid}")).Html.Should().Contain($"href=\"{path}\"");
        var page = await browser.GetAsync(path);
        page.Text.Should().Contain("10 USDT").And.Contain("no order asked for this amount").And.Contain(transfer.Transaction);
        page.Html.Should().Contain($"/orders/{order.Id.Value}\"").And.Contain($"name=\"order\" value=\"{order.Id.Value}\"");
        var support = await gateway.SignedInAsync(shop, ShopRole.Support);
        var looked = await support.GetAsync(path);
        (looked.Text.Contains("10 USDT"), looked.Html.Contains($"action=\"{path}/assign\"")).Should().Be((true, false));

        (string, string)[] wish = [("transfer", transfer.Id.Value), ("order", "U-1")];
        (await browser.PostFromAsync(path, path + "/assign", wish)).Status.Should().Be(HttpStatusCode.BadRequest, "without the password");
        (await Store.FindAsync(transfer.Id))!.AssignedOrder.Should().BeNull();
        (await browser.PostFromAsync(path, path + "/assign", [.. wish, Proof])).Location
            .Should().Be($"/console/{shop.Merchant.Pid}/orders/{order.Id.Value}?notice=MoneyAssigned");
        (await gateway.Host.Grains.GetGrain<IOrderGrain>(order.Id.GrainKey).GetAsync())!.Transfers.Should().ContainSingle();
        (await browser.GetAsync(path)).Text.Should().Contain("All money has its order.");
    }

    [Fact]
    public async Task It_is_noted_marked_as_sent_back_and_dismissed_with_who_said_so()
    {
        var shop = await gateway.ShopAsync();
        var (sent, little) = (await ReceivedAsync(shop), await ReceivedAsync(shop, cause: UnmatchedCause.Dust));
        var email = gateway.FreshEmail();
        var (browser, path) = (await gateway.SignedInAsync(shop, email: email), PathOf(shop));
        (string, string) Of(Transfer transfer) => ("transfer", transfer.Id.Value);
        (await browser.PostFromAsync(path, path + "/note", Of(sent), ("note", "<b>who?</b>"), Proof)).Location
            .Should().Be(path + "?notice=MoneyNoted");
        var noted = await browser.GetAsync(path);
        (noted.Text.Contains("<b>who?</b>"), noted.Html.Contains("<b>who?")).Should().Be((true, false));
        (await browser.PostFromAsync(path, path + "/return", Of(sent), ("note", "by hand"), Proof)).Location
            .Should().Be(path + "?notice=MoneyReturned");
        (await browser.PostFromAsync(path, path + "/dismiss", Of(little), Proof)).Location.Should().Be(path + "?notice=MoneyDismissed");
        var dismissed = (await browser.GetAsync(path + "?state=dismissed")).Text;
        dismissed.Should().Contain("sent back").And.Contain("by hand").And.Contain("dismissed").And.Contain($"(person {email})");
        (await browser.PostFromAsync(path + "?state=dismissed", path + "/note", ("transfer", "nothing"), Proof)).Status
            .Should().Be(HttpStatusCode.NotFound);
        (await browser.GetAsync(path + "?state=all")).Status.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Money_and_orders_of_another_shop_cannot_be_had()
    {
        var (mine, foreign) = (await gateway.ShopAsync(), await gateway.ShopAsync());
        var transfer = await ReceivedAsync(foreign);
        await gateway.Host.CreateOrderAsync(mine.Merchant.Id, "T-1");
        var (browser, path) = (await gateway.SignedInAsync(mine), PathOf(mine));
        (await browser.GetAsync(path)).Text.Should().Contain("All money has its order.");
        await ReceivedAsync(mine);
        foreach (var (call, field) in new[]
        {
            ("assign", ("order", "T-1")), ("return", ("note", "")), ("dismiss", ("note", "")), ("note", ("note", "x")),
        })
            (await browser.PostFromAsync(path, $"{path}/{call}", ("transfer", transfer.Id.Value), field, Proof)).Status
                .Should().Be(HttpStatusCode.NotFound, call);
        var found = (await Store.FindAsync(transfer.Id))!;
        (found.AssignedOrder, found.DismissedAt, found.Note).Should().Be((null, null, null));
    }
}
