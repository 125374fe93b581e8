using Payments.Contracts.Orders;
using Payments.Domain.Orders;
using Payments.Grains.Tests.Wallets;
using Payments.Storage;

namespace Payments.Grains.Tests.Orders;

/// <summary>Orders over 70 CNY that a person completes, refuses or extends, and money that comes afterwards.</summary>
public sealed class ManualOrderTests : DerivedHost
{
    private const string Address = "0x00000000000000000000000000000000000000a2";
    private const string Reason = "paid within an exchange";
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_paid_after_a_completion_by_hand_is_the_orders_and_completes_it_once(bool isDerived)
    {
        var wallet = await AddAsync(isDerived);
        var order = await OrderAsync("n", wallet);
        (await OrderGrain("n").CompleteByHandAsync(Reason)).Should().Be(ManualOutcome.Done);
        (await OrderGrain("n").CompleteByHandAsync("again")).Should().Be(ManualOutcome.AlreadyDone);
        var completed = await ReadAsync("n");
        (completed.Status, completed.Manual!.Reason, completed.Transfers.Count).Should().Be((OrderStatus.Completed, Reason, 0));

        await PayAsync(order.Quote!.Address, 10);

        var paid = await ReadAsync("n");
        (paid.Status, paid.CompletedAt, PaymentFacts.Of(paid)!.Confirmed, PaymentFacts.Of(paid)!.Excess)
            .Should().Be((OrderStatus.Completed, completed.CompletedAt, Units(10), (UInt128)0));
        (await OrderGrain("n").RefuseAsync(Reason)).Should().Be(ManualOutcome.Over);
        (await OrderGrain("none").CompleteByHandAsync(Reason)).Should().Be(ManualOutcome.NotFound);
    }

    [Fact]
    public async Task What_is_paid_after_a_refusal_is_unmatched_and_what_came_before_stays()
    {
        var order = await OrderAsync("n", await AddAsync(isDerived: false));
        await PayAsync(order.Quote!.Address, 6);
        (await OrderGrain("n").RefuseAsync(Reason)).Should().Be(ManualOutcome.Done);

        var rest = await PayAsync(order.Quote.Address, 4);
        var refused = await ReadAsync("n");
        (refused.Status, refused.Manual!.Decision, PaymentFacts.Of(refused)!.Confirmed).Should().Be((OrderStatus.Closed, ManualDecision.Refused, Units(6)));
        (await Host.Get<TransferStore>().ListAsync(Host.Get<IOrderIds>().ForEmail(Shop), null, 10)).Items
            .Should().ContainSingle().Which.Transfer.Id.Should().Be(rest.Id);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_extended_order_is_paid_after_its_first_end_and_grace(bool isDerived)
    {
        var order = await OrderAsync("n", await AddAsync(isDerived));
        await PassAsync(Expiry + Minute, "n");
        (await ReadAsync("n")).Status.Should().Be(OrderStatus.Expired);
        var until = order.ExpiresAt + TimeSpan.FromHours(6);
        (await OrderGrain("n").ExtendAsync(until, "the payer asked for it")).Should().Be(ManualOutcome.Done);
        (await OrderGrain("n").ExtendAsync(until, "again")).Should().Be(ManualOutcome.NotLater);

        await PassAsync(Grace + (3 * Grace), "n");
        (await ReadAsync("n")).Status.Should().Be(OrderStatus.Pending);
        await PayAsync(order.Quote!.Address, 10);
        var paid = await ReadAsync("n");
        (paid.Status, paid.Transfers.Single().Late).Should().Be((OrderStatus.Completed, false));
    }

    [Fact]
    public async Task An_order_whose_amount_was_released_is_not_extended()
    {
        var order = await OrderAsync("n", await AddAsync(isDerived: false));
        await PassAsync(Expiry + Minute, "n");
        await PassAsync(Grace, "n");
        await PassAsync(Minute, "n");
        (await ReadAsync("n")).Reservation.Should().BeNull();
        (await OrderGrain("n").ExtendAsync(order.ExpiresAt + TimeSpan.FromHours(6), Reason)).Should().Be(ManualOutcome.AmountReleased);
    }

    private Task<string> AddAsync(bool isDerived) => isDerived ? AddWalletAsync() : AddWalletAsync(PlainAt(Address));
}
