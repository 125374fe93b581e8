using FsCheck;
using FsCheck.Fluent;
using Payments.Domain.Callbacks;
using Payments.Domain.Orders;
using Payments.Domain.Refunds;
using Payments.Domain.Tests.Charges;
using static Payments.Domain.Tests.Orders.OrderSamples;
using static Payments.Domain.Tests.Refunds.RefundSamples;

namespace Payments.Domain.Tests.Refunds;

/// <summary>What becomes of refunds by what providers say, by time, and in users' ledgers.</summary>
public sealed class RefundProgressTests
{
    private static Order Asked(string? amount = null, string? user = null) => Ask(PaidAtProvider(user), Request(amount: amount)).Order;

    public static TheoryData<RefundStatus[], RefundNewsOutcome, RefundStatus> Stories => new()
    {
        { [RefundStatus.Succeeded], RefundNewsOutcome.Taken, RefundStatus.Succeeded },
        { [RefundStatus.Processing], RefundNewsOutcome.Taken, RefundStatus.Processing },
        { [RefundStatus.Processing, RefundStatus.Succeeded], RefundNewsOutcome.Taken, RefundStatus.Succeeded },
        { [RefundStatus.Succeeded, RefundStatus.Succeeded], RefundNewsOutcome.Known, RefundStatus.Succeeded },
        { [RefundStatus.Succeeded, RefundStatus.Processing], RefundNewsOutcome.Known, RefundStatus.Succeeded },
        { [RefundStatus.Succeeded, RefundStatus.Failed], RefundNewsOutcome.Known, RefundStatus.Succeeded },
        { [RefundStatus.Failed], RefundNewsOutcome.Taken, RefundStatus.Failed },
        { [RefundStatus.Failed, RefundStatus.Succeeded], RefundNewsOutcome.Mismatch, RefundStatus.Failed },
    };

    [Fact]
    public void A_provider_is_asked_ever_more_seldom_and_for_ever()
    {
        double[] seconds = [15, 30, 60, 120, 300, 600, 1800, 3600, 3600, 3600, 21600, 21600];
        Enumerable.Range(0, seconds.Length).Select(asked => RefundRules.RestAfter(asked).TotalSeconds).Should().Equal(seconds);
        RefundRules.RestAfter(int.MaxValue).Should().Be(TimeSpan.FromHours(6));
    }

    [Theory]
    [MemberData(nameof(Stories))]
    public void News_in_any_order_ends_a_refund_once(RefundStatus[] news, RefundNewsOutcome last, RefundStatus status)
    {
        var (order, outcome) = (Asked(), RefundNewsOutcome.NotFound);
        foreach (var told in news) (outcome, order) = OrderRules.ApplyRefund(order, "toy", News(told), Later);
        (outcome, order.Refunds[0].Status, order.Status).Should().Be((last, status, OrderStatus.Completed));
        (order.Refunds[0].AskAt is null, order.WakeAt is null)
            .Should().Be((status != RefundStatus.Processing, status != RefundStatus.Processing));
    }

    [Fact]
    public void News_of_another_amount_charge_provider_or_refund_changes_nothing()
    {
        var order = Asked("20");
        OrderRules.ApplyRefund(order, "toy", News(RefundStatus.Succeeded, amount: 21m), Later)
            .Should().Be((RefundNewsOutcome.Mismatch, order));
        OrderRules.ApplyRefund(order, "toy", News(RefundStatus.Succeeded, charge: ChargeSamples.Reference(2)), Later)
            .Should().Be((RefundNewsOutcome.Mismatch, order));
        OrderRules.ApplyRefund(order, "other", News(RefundStatus.Succeeded), Later).Should().Be((RefundNewsOutcome.NotFound, order));
        OrderRules.ApplyRefund(order, "toy", News(RefundStatus.Succeeded, number: 2), Later)
            .Should().Be((RefundNewsOutcome.NotFound, order));
        OrderRules.ApplyRefund(order, "toy", News(RefundStatus.Succeeded, amount: 20m, charge: ChargeSamples.Reference()), Later).Outcome
            .Should().Be(RefundNewsOutcome.Taken);
    }

    [Fact]
    public void What_is_not_known_is_asked_again_later_each_time_and_never_fails_by_itself()
    {
        var (refund, at) = (Asked().Refunds[0], Later);
        for (var i = 0; i < 100; i++)
        {
            var next = RefundRules.Asked(refund, "no answer", at);
            next.AskAt.Should().BeAfter(at).And.BeOnOrBefore(at + TimeSpan.FromHours(6));
            (refund, at) = (next, next.AskAt!.Value);
        }
        (refund.Status, refund.Asked, refund.Word).Should().Be((RefundStatus.Requested, 100, "no answer"));
    }

    [Theory]
    [InlineData(null, 70)]
    [InlineData("20", 20)]
    public void The_users_credit_goes_back_first_and_returns_when_the_refund_fails(string? amount, int reversed)
    {
        var order = Asked(amount, "u-7");
        (order.Refunds[0].Reversal, order.Refunds[0].Reversed).Should().Be((RefundReversal.Due, reversed));
        order = OrderRules.WithRefund(order, RefundRules.Reversed(order.Refunds[0], Later), Later);
        (order.Refunds[0].Reversal, order.Refunds[0].AskAt).Should().Be((RefundReversal.Done, Later));

        var failed = OrderRules.ApplyRefund(order, "toy", News(RefundStatus.Failed), Later).Order;
        (failed.Refunds[0].Reversal, failed.Refunds[0].AskAt, failed.WakeAt).Should().Be((RefundReversal.ReturnDue, Later, Later));
        RefundRules.Returned(failed.Refunds[0])
            .Should().Match<Refund>(refund => refund.Reversal == RefundReversal.Returned && refund.AskAt == null);
        RefundRules.Failed(Asked(amount, "u-7").Refunds[0], "spent", Later).Reversal
            .Should().Be(RefundReversal.None, "nothing was taken back");
    }

    [Theory]
    [InlineData(1000, "10", "70")]
    [InlineData(1000, "5", "35")]
    [InlineData(1000, "0.01", "0.07")]
    [InlineData(1003, "0.03", null)]
    [InlineData(1250, "2.5", null)]
    [InlineData(1250, "12.5", "70")]
    [InlineData(1250, "7.5", "35")]
    public void Of_a_payment_on_a_chain_the_credit_goes_in_proportion_and_what_was_overpaid_takes_none(
        int paid, string amount, string? reversed)
    {
        var refund = Ask(PaidOnChain((UInt128)paid, "u-7"), Request(amount: amount, destination: Destination)).Refund!;
        refund.Reversed.Should().Be(reversed is null ? null : decimal.Parse(reversed, System.Globalization.CultureInfo.InvariantCulture));
        refund.AskAt.Should().Be(reversed is null ? null : Later, "the ledger is asked at once");
    }

    [Fact]
    public void Endpoints_are_told_of_each_refund_and_of_its_end()
    {
        var before = PaidAtProvider();
        var asked = Asked();
        PaymentEvents.Of(before, asked).Should().Equal(new OrderEvent(WebhookEvents.RefundCreated, 1));
        var taken = OrderRules.ApplyRefund(asked, "toy", News(RefundStatus.Processing), Later).Order;
        PaymentEvents.Of(asked, taken).Should().BeEmpty();
        PaymentEvents.Of(taken, OrderRules.ApplyRefund(taken, "toy", News(RefundStatus.Succeeded), Later).Order)
            .Should().Equal(new OrderEvent(WebhookEvents.RefundSucceeded, 1));
        PaymentEvents.Of(taken, OrderRules.ApplyRefund(taken, "toy", News(RefundStatus.Failed), Later).Order)
            .Should().Equal(new OrderEvent(WebhookEvents.RefundFailed, 1));
    }

    [Fact]
    public void Facts_say_how_much_went_back_and_archives_wait_for_refunds()
    {
        RefundFacts.Of(PaidAtProvider()).Should().BeNull();
        var order = Ask(Ask(PaidAtProvider(), Request("r-1", "20")).Order, Request("r-2", "50")).Order;
        RefundFacts.Of(order)!.Should().Match<RefundFacts>(facts => facts.Word == "pending" && facts.Returned == "0" && facts.HasOpen);
        order = OrderRules.ApplyRefund(order, "toy", News(RefundStatus.Succeeded, 1), Later).Order;
        RefundFacts.Of(order)!
            .Should().Match<RefundFacts>(facts => facts.Word == "partial" && facts.Returned == "20" && facts.Currency == "CNY");
        OrderRules.MayArchive(order with { WakeAt = null, Outbox = [] }, [], Later + TimeSpan.FromDays(90))
            .Should().Be(ArchiveVerdict.PaymentOpen);
        order = OrderRules.ApplyRefund(order, "toy", News(RefundStatus.Succeeded, 2), Later).Order;
        RefundFacts.Of(order)!.Should().Match<RefundFacts>(facts => facts.Word == "full" && facts.Returned == "70" && !facts.HasOpen);
        RefundFacts.Of(OrderRules.Tombstone(order, Later))!
            .Should().Match<RefundFacts>(facts => facts.Word == "full" && facts.Returned == "70");
        var part = Ask(PaidAtProvider(), Request(amount: "20")).Order;
        part = OrderRules.ApplyRefund(part, "toy", News(RefundStatus.Succeeded), Later).Order;
        RefundFacts.Of(OrderRules.Tombstone(part, Later))!.Word.Should().Be("partial");
    }

    /// <summary>
    /// Whatever is asked for and said in whatever order, no more is returned than came, and no more credit than there was.
    /// </summary>
    [Fact]
    public void No_interleaving_returns_more_than_was_paid() => Prop.ForAll(
        Gen.Choose(0, 9_999).ListOf(40).ToArbitrary(), Gen.Elements(true, false).ToArbitrary(), (steps, isOnChain) =>
        {
            var order = isOnChain ? PaidOnChain(1250, "u-7") : PaidAtProvider("u-7");
            foreach (var step in steps)
            {
                order = Step(order, step, isOnChain);
                var source = OrderRules.RefundSources(order).Single();
                var returned = order.Refunds.Where(refund => refund.TakesMoney).Aggregate((UInt128)0, (sum, refund) => sum + refund.Units);
                returned.Should().BeLessThanOrEqualTo(source.Paid);
                var reversed = order.Refunds.Where(refund => refund.TakesMoney).Sum(refund => refund.Reversed ?? 0);
                reversed.Should().BeInRange(0, order.Money);
                if (returned == source.Paid) order.Refunds.Where(refund => refund.TakesMoney).Sum(refund => refund.Reversed)
                    .Should().Be(order.Money);
            }
        }).QuickCheckThrowOnFailure();

    private static Order Step(Order order, int step, bool isOnChain)
    {
        var (what, amount) = (step % 10, (step / 10).ToString(System.Globalization.CultureInfo.InvariantCulture));
        var number = (step / 10 % 7) + 1;
        var money = what == 0 ? null : $"{amount}.{what}";
        if (what < 4) return Ask(order, Request($"r-{step % 50}", money, what == 3, isOnChain ? Destination : null)).Order;
        if (OrderRules.FindRefund(order, number) is not { } refund) return order;
        if (isOnChain) return refund.IsOpen && what < 7 ? OrderRules.WithRefund(order, RefundRules.Cancelled(refund, Later), Later) : order;
        var status = what switch { < 6 => RefundStatus.Failed, < 8 => RefundStatus.Succeeded, _ => RefundStatus.Processing };
        return OrderRules.ApplyRefund(order, "toy", News(status, number), Later).Order;
    }
}
