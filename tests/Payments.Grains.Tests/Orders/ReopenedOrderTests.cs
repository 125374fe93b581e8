using Payments.Contracts.Merchants;
using Payments.Contracts.Orders;
using Payments.Domain.Orders;
using Payments.Grains.Tests.Wallets;
using Payments.Storage;

namespace Payments.Grains.Tests.Orders;

/// <summary>Orders over 70 CNY that expire and are sent again, with the price of a token changed meanwhile.</summary>
public sealed class ReopenedOrderTests : DerivedHost
{
    private const string Address = "0x00000000000000000000000000000000000000a1";
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_lapsed_quote_is_worth_nothing_once_a_newer_one_was_given(bool isDerived)
    {
        var wallet = await AddAsync(isDerived);
        var first = await OrderAsync("n", wallet);
        await PassAsync(Expiry + Grace - TimeSpan.FromMinutes(10), "n");
        await PriceAsync(wallet, 5m);

        var again = await CreateAsync("n", wallet);
        (again.Outcome, again.Order!.Quote!.Units, again.Order.Quote.Address).Should().Be((CreateOutcome.Reopened, Units(14), first.Quote!.Address));
        await PassAsync(TimeSpan.FromMinutes(11), "n");
        await PayAsync(first.Quote.Address, 10);
        var order = await ReadAsync("n");
        (order.Status, PaymentFacts.Of(order)!.ToPay).Should().Be((OrderStatus.Detected, Units(4)));
        await PayAsync(first.Quote.Address, 4);
        (await ReadAsync("n")).Status.Should().Be(OrderStatus.Completed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_amount_of_before_pays_half_of_an_order_that_was_opened_again_over_twice_the_money(bool isDerived)
    {
        var wallet = await AddAsync(isDerived);
        await OrderAsync("n", wallet);
        await PassAsync(Expiry + Minute, "n");

        var again = await CreateAsync("n", wallet, 140);
        (again.Outcome, again.Order!.Quote!.Units, again.Order.Quotes.Count).Should().Be((CreateOutcome.Reopened, Units(20), 1));
        await PayAsync(again.Order.Quote.Address, 10);
        var half = await ReadAsync("n");
        (half.Status, PaymentFacts.Of(half)!.ToPay).Should().Be((OrderStatus.Detected, Units(10)));
        await PayAsync(again.Order.Quote.Address, 10);
        (await ReadAsync("n")).Status.Should().Be(OrderStatus.Completed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_quote_is_honoured_to_its_end_when_the_order_was_opened_again(bool isDerived)
    {
        var wallet = await AddAsync(isDerived);
        var first = await OrderAsync("n", wallet);
        await PassAsync(Expiry + Minute, "n");
        await PriceAsync(wallet, 5m);
        await CreateAsync("n", wallet);
        await PassAsync(Grace - TimeSpan.FromMinutes(5), "n");
        await PayAsync(first.Quote!.Address, 10);
        (await ReadAsync("n")).Status.Should().Be(OrderStatus.Completed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_missing_of_a_part_paid_order_is_asked_for_at_the_price_of_now_and_what_came_stays_counted(bool isDerived)
    {
        var wallet = await AddAsync(isDerived);
        var first = await OrderAsync("n", wallet);
        await PayAsync(first.Quote!.Address, 6);
        await ReleaseAsync("n");
        await PriceAsync(wallet, 5m);
        // Another order waits for just what is missing: 40 percent of 70 CNY, at 5.
        if (!isDerived) (await OrderAsync("other", wallet, 28)).Quote!.Units.Should().Be(Units(5.6m));

        var again = await CreateAsync("n", wallet);

        (again.Outcome, again.Order!.Quote!.Address, again.Order.Quote.Rate).Should().Be((CreateOutcome.Reopened, first.Quote.Address, 5m));
        var facts = PaymentFacts.Of(again.Order)!;
        var toPay = isDerived ? 5.6m : 5.61m;
        (again.Order.Status, facts.Received, facts.Missing, facts.ToPay).Should().Be((OrderStatus.Detected, Units(6), Units(5.6m), Units(toPay)));
        await PayAsync(first.Quote.Address, toPay);
        (await ReadAsync("n")).Status.Should().Be(OrderStatus.Completed);
        if (!isDerived) (await ReadAsync("other")).Status.Should().Be(OrderStatus.Pending);
    }

    [Fact]
    public async Task A_part_paid_order_that_opens_again_stays_in_the_coin_that_was_paid()
    {
        var (usdt, usdc) = (await AddAsync(isDerived: false), (await Merchant().AddWalletAsync(Plain with { Token = "USDC" })).Wallet!.Id);
        var first = await OrderAsync("n", usdt);
        await PayAsync(first.Quote!.Address, 6);
        await PassAsync(Expiry + Minute, "n");

        var again = await CreateAsync("n", usdc);
        (again.Outcome, again.Order!.Quote!.Token, PaymentFacts.Of(again.Order)!.ToPay).Should().Be((CreateOutcome.Reopened, "USDT", Units(4)));
        (await OrderGrain("n").ChooseWalletAsync(usdc)).Outcome.Should().Be(CreateOutcome.NotOpen);
    }

    [Fact]
    public async Task A_part_paid_order_whose_wallet_is_gone_can_be_closed_and_not_opened()
    {
        var wallet = await AddAsync(isDerived: false);
        var other = (await Merchant().AddWalletAsync(Plain with { Token = "USDC" })).Wallet!.Id;
        await PayAsync((await OrderAsync("n", wallet)).Quote!.Address, 6);
        await ReleaseAsync("n");
        await Merchant().RemoveWalletAsync(wallet);

        (await CreateAsync("n", other)).Outcome.Should().Be(CreateOutcome.NoWallet);
        (await OrderGrain("n").CloseAsync()).Should().Be(CloseOutcome.Closed);
        (await CreateAsync("n", other)).Outcome.Should().Be(CreateOutcome.Over);
    }

    [Fact]
    public async Task Money_for_a_part_paid_order_that_was_closed_is_unmatched()
    {
        var wallet = await AddAsync(isDerived: false);
        var first = await OrderAsync("n", wallet);
        await PayAsync(first.Quote!.Address, 6);
        await PassAsync(Expiry + Minute, "n");
        (await OrderGrain("n").CloseAsync()).Should().Be(CloseOutcome.Closed);

        var rest = await PayAsync(first.Quote.Address, 4);
        (await Host.Get<TransferStore>().ListAsync(Host.Get<IOrderIds>().ForEmail(Shop), null, 10)).Items.Should().ContainSingle().Which.Transfer.Id.Should().Be(rest.Id);
        (await OrderGrain("n").AssignTransferAsync(rest.Id)).Should().Be(AcceptOutcome.Counted);
    }

    private static SaveWallet Plain => PlainAt(Address);

    private Task<string> AddAsync(bool isDerived) => isDerived ? AddWalletAsync() : AddWalletAsync(Plain);

    private async Task PriceAsync(string wallet, decimal rate)
    {
        var known = (await Merchant().GetAsync())!.Merchant.Wallets.Single(candidate => candidate.Id == wallet);
        (await Merchant().UpdateWalletAsync(wallet, (known.ExtendedKey is null ? Plain : Wish) with { Rate = rate })).Outcome.Should().Be(WalletOutcome.Saved);
    }

    /// <summary>Lets an order expire, and its amount be released.</summary>
    private async Task ReleaseAsync(string number)
    {
        await PassAsync(Expiry + Minute, number);
        (await ReadAsync(number)).Status.Should().Be(OrderStatus.Expired);
        await PassAsync(Grace, number);
        await PassAsync(Minute, number);
        (await ReadAsync(number)).Reservation.Should().BeNull();
    }
}
