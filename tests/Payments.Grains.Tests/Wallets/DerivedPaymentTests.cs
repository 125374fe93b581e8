using Payments.Contracts.Orders;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Storage;

namespace Payments.Grains.Tests.Wallets;

/// <summary>Orders that are paid at an address of their own.</summary>
public sealed class DerivedPaymentTests : DerivedHost
{
    [Fact]
    public async Task Orders_over_the_same_money_have_the_same_amount_at_addresses_of_their_own()
    {
        var wallet = await AddWalletAsync();
        var orders = new List<Order>();
        for (var i = 0; i < 3; i++) orders.Add(await OrderAsync($"n{i}", wallet));

        orders.Select(order => order.Quote!.Address).Should().Equal(AddressAt(0), AddressAt(1), AddressAt(2));
        orders.Should().OnlyContain(order => order.Quote!.Units == Units(10));
        (await OrderAsync("n1", wallet)).Quote!.Address.Should().Be(AddressAt(1), "the same wish is the same order");
    }

    [Fact]
    public async Task Whatever_comes_counts_to_the_last_digit_and_what_is_missing_is_asked_for_at_the_same_address()
    {
        var wallet = await AddWalletAsync();
        var order = await OrderAsync("n", wallet);
        await PayAsync(order.Quote!.Address, 1.000001m);
        await PayAsync(order.Quote.Address, 8.5m);

        var partly = (await OrderGrain("n").GetAsync())!;
        (partly.Status, PaymentFacts.Of(partly)!.Missing, partly.Reservation!.Units).Should().Be((OrderStatus.Detected, Units(0.499999m), Units(0.499999m)));
        await PayAsync(order.Quote.Address, 0.7m);
        await PayAsync(order.Quote.Address, 10m);
        var paid = (await OrderGrain("n").GetAsync())!;
        (paid.Status, PaymentFacts.Of(paid)!.Excess, paid.Transfers.Count).Should().Be((OrderStatus.Completed, Units(10.200001m), 4));
    }

    [Fact]
    public async Task A_hundred_transfers_of_dust_leave_room_for_the_payment()
    {
        var order = await OrderAsync("n", await AddWalletAsync());
        for (var i = 0; i < OrderRules.TransferLimit; i++) await PayAsync(order.Quote!.Address, 0.01m);
        (await OrderGrain("n").GetAsync())!.Transfers.Should().BeEmpty();

        var payment = await PayAsync(order.Quote!.Address, 10);
        (await OrderGrain("n").GetAsync())!.Status.Should().Be(OrderStatus.Completed);
        (await UnmatchedAsync(OrderRules.TransferLimit + 1)).Should().HaveCount(OrderRules.TransferLimit).And.OnlyContain(dust => dust.MeantFor == order.Id && dust.Transfer != payment.Id);
    }

    [Fact]
    public async Task Dust_stays_unmatched_when_it_is_told_again_and_less_is_missing()
    {
        var order = await OrderAsync("n", await AddWalletAsync());
        var dust = await PayAsync(order.Quote!.Address, 0.5m);
        await PayAsync(order.Quote.Address, 9);
        await Host.Get<Grains.Chains.TransferDispatcher>().DispatchAsync([dust], 0);

        (await UnmatchedAsync()).Should().Equal((dust.Id, order.Id));
        (await OrderGrain("n").AssignTransferAsync(dust.Id)).Should().Be(AcceptOutcome.Counted);
        await Host.Get<Grains.Chains.TransferDispatcher>().DispatchAsync([dust], 0);
        (await UnmatchedAsync()).Should().BeEmpty();
        PaymentFacts.Of((await OrderGrain("n").GetAsync())!)!.Missing.Should().Be(Units(0.5m));
    }

    [Fact]
    public async Task What_an_order_cannot_take_is_not_claimed_for_it()
    {
        var order = await OrderAsync("n", await AddWalletAsync());
        var given = new List<Domain.Transfers.TransferId>();
        for (var i = 0; i <= OrderRules.TransferLimit; i++) given.Add((await PayAsync(order.Quote!.Address, 0.01m)).Id);
        foreach (var dust in given.Take(OrderRules.TransferLimit)) (await OrderGrain("n").AssignTransferAsync(dust)).Should().Be(AcceptOutcome.Counted);

        (await OrderGrain("n").AssignTransferAsync(given[^1])).Should().Be(AcceptOutcome.TooManyTransfers);
        (await UnmatchedAsync()).Should().Equal((given[^1], order.Id));
    }

    [Fact]
    public async Task A_payer_who_changes_the_coin_keeps_the_address_and_may_pay_in_either()
    {
        var (usdt, usdc) = (await AddWalletAsync(), await AddWalletAsync("USDC"));
        var first = await OrderAsync("n", usdt);
        var changed = (await OrderGrain("n").ChooseWalletAsync(usdc)).Order!;
        (changed.Quote!.Token, changed.Quote.Address).Should().Be(("USDC", first.Quote!.Address));

        await PayAsync(first.Quote.Address, 10);
        (await OrderGrain("n").GetAsync())!.Status.Should().Be(OrderStatus.Completed);
        (await OrderAsync("m", usdt)).Quote!.Address.Should().Be(AddressAt(1));
    }

    [Fact]
    public async Task Another_token_at_the_address_is_unmatched_and_names_the_order()
    {
        var order = await OrderAsync("n", await AddWalletAsync());
        var transfer = await PayAsync(order.Quote!.Address, 10, "USDC");
        (await UnmatchedAsync()).Should().Equal((transfer.Id, order.Id));
        (await OrderGrain("n").GetAsync())!.Status.Should().Be(OrderStatus.Pending);
    }

    [Fact]
    public async Task Money_within_grace_completes_the_order_and_later_money_is_unmatched_and_names_it()
    {
        var wallet = await AddWalletAsync();
        var (intime, late) = (await OrderAsync("a", wallet), await OrderAsync("b", wallet));
        await PassAsync(Expiry + Grace - TimeSpan.FromMinutes(1), "a", "b");
        await PayAsync(intime.Quote!.Address, 10);
        (await OrderGrain("a").GetAsync())!.Status.Should().Be(OrderStatus.Completed);

        await PassAsync(TimeSpan.FromHours(1), "b");
        (await OrderGrain("b").GetAsync())!.Reservation.Should().BeNull();
        var transfer = await PayAsync(late.Quote!.Address, 10);
        (await UnmatchedAsync()).Should().Equal((transfer.Id, late.Id));
        (await OrderGrain("b").AssignTransferAsync(transfer.Id)).Should().Be(AcceptOutcome.Counted);
    }

    [Fact]
    public async Task Money_for_a_closed_order_is_unmatched_names_it_and_can_be_assigned()
    {
        var order = await OrderAsync("n", await AddWalletAsync());
        await OrderGrain("n").CloseAsync();
        var transfer = await PayAsync(order.Quote!.Address, 10);
        (await UnmatchedAsync()).Should().Equal((transfer.Id, order.Id));

        (await OrderGrain("n").AssignTransferAsync(transfer.Id)).Should().Be(AcceptOutcome.Counted);
        (await UnmatchedAsync()).Should().BeEmpty();
        (await OrderGrain("n").GetAsync())!.Status.Should().Be(OrderStatus.Detected);
    }

    [Fact]
    public async Task A_reorganisation_takes_money_back_and_finds_it_again_after_a_restart()
    {
        var wallet = await AddWalletAsync();
        var order = await OrderAsync("n", wallet);
        var transfer = await PayAsync(order.Quote!.Address, 4);
        await DieAndStartAsync(GrainHost.Keys(1));
        (await OrderGrain("n").GetAsync())!.Transfers.Should().ContainSingle();
        await Host.Get<Grains.Chains.TransferDispatcher>().DispatchAsync([transfer with { Block = 99, BlockHash = "0xc" }], 0);
        (await OrderGrain("n").GetAsync())!.Transfers.Should().ContainSingle();
        (await UnmatchedAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task An_order_that_opens_again_has_its_address_again_and_late_money_stays_unmatched()
    {
        var wallet = await AddWalletAsync();
        var order = await OrderAsync("n", wallet);
        await PassAsync(Expiry + Grace + TimeSpan.FromMinutes(1), "n");
        await PassAsync(TimeSpan.FromMinutes(1), "n");
        var late = await PayAsync(order.Quote!.Address, 10);
        await PassAsync(TimeSpan.FromHours(2));

        var again = await CreateAsync("n", wallet);
        (again.Outcome, again.Order!.Quote!.Address).Should().Be((CreateOutcome.Reopened, order.Quote.Address));
        await Host.Get<Grains.Chains.TransferDispatcher>().DispatchAsync([late], 0);
        (await UnmatchedAsync()).Should().Equal((late.Id, order.Id));
        await PayAsync(order.Quote.Address, 10);
        (await OrderGrain("n").GetAsync())!.Status.Should().Be(OrderStatus.Completed);
    }

    private async Task<IReadOnlyList<(Domain.Transfers.TransferId Transfer, OrderId? MeantFor)>> UnmatchedAsync(int limit = 10) =>
        [.. (await Host.Get<TransferStore>().ListAsync(Host.Get<IOrderIds>().ForEmail(Shop), null, limit)).Items.Select(unmatched => (unmatched.Transfer.Id, unmatched.MeantFor))];
}
