using System.Text;
using System.Text.Json.Nodes;
using Payments.Contracts.Orders;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Wallets;
using Payments.Grains.Orders;
using Payments.Storage.States;

namespace Payments.Grains.Tests.Transfers;

/// <summary>Amounts of coins that payers turned away from.</summary>
public sealed class HeldAmountTests : TransferHost
{
    [Fact]
    public async Task A_payment_in_the_coin_that_was_changed_finds_its_order_after_a_restart()
    {
        var (polygon, bsc) = (await AddWalletAsync(ChainId.Polygon), await AddWalletAsync(ChainId.Bsc));
        var first = (await OrderAsync("a", polygon)).Quote!;
        await OrderAsync("b", polygon);
        (await Grain("a").ChooseWalletAsync(bsc)).Outcome.Should().Be(CreateOutcome.Existing);

        await DieAndStartAsync(GrainHost.Keys(1));
        (await OrderAsync("c", polygon)).Quote!.Units.Should().NotBe(first.Units, "it is held");
        await Dispatcher.DispatchAsync([Pay(first, 100, 10, "0x1")], 10);
        (await ReadAsync("a")).Status.Should().Be(OrderStatus.Completed);
        (await UnmatchedAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Where_an_address_holds_as_many_amounts_as_it_may_payers_change_the_coin_still_and_pay_in_the_old_one()
    {
        var (polygon, bsc) = (await AddWalletAsync(ChainId.Polygon), await AddWalletAsync(ChainId.Bsc));
        await FillAsync();
        var (quote, late) = ((await OrderAsync("n", polygon)).Quote!, (await OrderAsync("m", polygon)).Quote!);

        foreach (var number in new[] { "n", "m" })
            (await Grain(number).ChooseWalletAsync(bsc)).Order!.Quote!.Chain.Should().Be(ChainId.Bsc);
        (await OrderAsync("c", polygon)).Quote!.Units.Should().NotBe(quote.Units, "it is held");
        await Dispatcher.DispatchAsync([Pay(quote, 100, 10, "0x1")], 10);
        (await ReadAsync("n")).Status.Should().Be(OrderStatus.Completed);

        await DieAndStartAsync(GrainHost.Keys(1));
        await Dispatcher.DispatchAsync([Pay(late, 100, 11, "0x2")], 11);
        (await UnmatchedAsync()).Should().ContainSingle().Which.MeantFor.Should().Be((await ReadAsync("m")).Id);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Amounts_on_two_chains_are_released_when_both_were_read_far_enough(bool closes)
    {
        var (polygon, bsc) = (await AddWalletAsync(ChainId.Polygon), await AddWalletAsync(ChainId.Bsc));
        var first = (await OrderAsync("n", polygon)).Quote!;
        (await Grain("n").ChooseWalletAsync(bsc)).Outcome.Should().Be(CreateOutcome.Existing);
        if (closes) await Grain("n").CloseAsync();
        else Time.Advance(new OrderOptions().Expiry + new OrderOptions().Grace);
        await Grain("n").WakeAsync();

        await WakeAfterReadingAsync(ChainId.Bsc);
        (await ReadAsync("n")).Reservation.Should().NotBeNull("a payment in time may be in an unread block of the other chain");
        (await OrderAsync("c", polygon)).Quote!.Units.Should().NotBe(first.Units, "it is held");
        await WakeAfterReadingAsync(ChainId.Polygon);
        (await ReadAsync("n")).Reservation.Should().BeNull();
        (await OrderAsync("d", polygon)).Quote!.Units.Should().Be(first.Units);
    }

    private async Task WakeAfterReadingAsync(ChainId chain)
    {
        await Host.ReadThroughAsync(chain, Time.GetUtcNow());
        Time.Advance(OrderRules.ReleaseRetry);
        await Grain("n").WakeAsync();
    }

    /// <summary>Lets the address on Polygon hold all that it may, and be loaded anew.</summary>
    private async Task FillAsync()
    {
        var (table, key) = StateTables.Locate(StateNames.WalletAddress, WalletAddressKey.Of(ChainId.Polygon, Address));
        var store = Host.Get<IStateStore>();
        var row = (await store.ReadAsync(table, key))!.Value;
        var state = JsonNode.Parse(row.State)!;
        var (opened, until) = (Time.GetUtcNow().ToUnixTimeMilliseconds(), Time.GetUtcNow().AddHours(1).ToUnixTimeMilliseconds());
        state["held"] = new JsonArray([.. Enumerable.Range(0, AddressRules.HeldLimit).Select(i => (JsonNode)new JsonObject
        {
            ["order"] = $"{i:x32}",
            ["token"] = "USDT",
            ["units"] = $"{1_000_000 + i}",
            ["until"] = until,
            ["openedAt"] = opened,
        })]);
        await store.WriteAsync(table, key, Encoding.UTF8.GetBytes(state.ToJsonString()), row.Version);
        await DieAndStartAsync(GrainHost.Keys(1));
    }
}
