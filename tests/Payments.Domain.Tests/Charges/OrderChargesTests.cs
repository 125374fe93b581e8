using Payments.Domain.Charges;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using static Payments.Domain.Tests.Charges.ChargeSamples;
using static Payments.Domain.Tests.Orders.OrderSamples;

namespace Payments.Domain.Tests.Charges;

/// <summary>What a charge does to its order.</summary>
public sealed class OrderChargesTests
{
    private static readonly DateTimeOffset Now = Start + TimeSpan.FromMinutes(2);
    private static readonly DateTimeOffset Late = Start + Expiry + TimeSpan.FromMinutes(2);

    private static Order Applied(Order order, ChargeState state, DateTimeOffset? at = null) =>
        OrderRules.ApplyCharge(order, Provider, News(state), true, at ?? Now).Order;

    [Fact]
    public void A_paid_charge_completes_the_order_and_tells_the_shop_once()
    {
        var order = With(Unquoted(), At(ChargeState.Open));
        var (outcome, paid) = OrderRules.ApplyCharge(order, Provider, News(ChargeState.Paid), true, Now);
        outcome.Should().Be(ChargeOutcome.Taken);
        (paid.Status, paid.CompletedAt, paid.Deliveries).Should().Be((OrderStatus.Completed, Now, 1));

        var (again, same) = OrderRules.ApplyCharge(paid, Provider, News(ChargeState.Paid), true, Late);
        again.Should().Be(ChargeOutcome.Known);
        same.Should().BeSameAs(paid);
        ShownCharge.PaidOf(paid)!.Reference.Should().Be(Reference());
    }

    [Fact]
    public void Only_the_provider_of_the_charge_is_heard()
    {
        var order = With(Unquoted(), At(ChargeState.Open));
        OrderRules.ApplyCharge(order, "other", News(ChargeState.Paid), true, Now).Should().Be((ChargeOutcome.NotFound, order));
        OrderRules.ApplyCharge(order, Provider, News(ChargeState.Paid, number: 2), true, Now).Should().Be((ChargeOutcome.NotFound, order));
    }

    [Fact]
    public void A_payment_over_another_amount_completes_nothing_and_is_held()
    {
        var (outcome, order) = OrderRules.ApplyCharge(With(Unquoted(), At(ChargeState.Open)), Provider, News(ChargeState.Paid, 7m), true, Now);
        outcome.Should().Be(ChargeOutcome.Mismatch);
        (order.Status, order.Charges[0].State, order.Deliveries).Should().Be((OrderStatus.Detected, ChargeState.Held, 0));
        OrderRules.Wake(order, null, Late).Status.Should().Be(OrderStatus.Detected, "a person decides about it");

        var refused = OrderRules.Refuse(order, "not ours", Late).Order;
        (refused.Status, refused.Charges[0].State).Should().Be((OrderStatus.Closed, ChargeState.Ended));
    }

    [Theory]
    [InlineData(OrderStatus.Pending, OrderStatus.Completed, "completed")]
    [InlineData(OrderStatus.Detected, OrderStatus.Completed, "completed")]
    [InlineData(OrderStatus.Expired, OrderStatus.Completed, "completed")]
    [InlineData(OrderStatus.Closed, OrderStatus.Closed, "charge-paid-beside")]
    [InlineData(OrderStatus.Completed, OrderStatus.Completed, "charge-paid-beside")]
    [InlineData(OrderStatus.Refunded, OrderStatus.Refunded, "charge-paid-beside")]
    public void Money_of_an_order_that_takes_none_stays_on_record(OrderStatus before, OrderStatus after, string told)
    {
        var paid = Applied(With(Unquoted() with { Status = before }, At(ChargeState.Open)), ChargeState.Paid);
        (paid.Status, paid.Charges[0].State, paid.History[^1].Event).Should().Be((after, ChargeState.Paid, told));
    }

    [Fact]
    public void A_charge_over_money_that_the_order_no_longer_asks_for_does_not_pay_it()
    {
        var lapsed = With(Unquoted() with { Status = OrderStatus.Expired }, At(ChargeState.Open));
        var cheaper = OrderRules.Reopen(lapsed, 100m, "CNY", lapsed.Terms with { MoneyText = "100" }, Late, Expiry);
        var paid = Applied(cheaper, ChargeState.Paid, Late);
        (paid.Status, paid.Charges[0].State, paid.History[^1].Event).Should().Be((OrderStatus.Pending, ChargeState.Paid, "charge-paid-beside"));
    }

    [Fact]
    public void What_the_provider_saw_keeps_the_order_from_expiring_until_it_says_more()
    {
        var seen = Applied(With(Unquoted(), At(ChargeState.Open)), ChargeState.Seen);
        (seen.Status, PaymentStatus.Of(seen)).Should().Be((OrderStatus.Detected, PaymentStatus.Confirmed));
        OrderRules.Wake(seen, null, Late).Status.Should().Be(OrderStatus.Detected);

        var ended = Applied(seen, ChargeState.Ended, Late);
        (ended.Status, ended.WakeAt).Should().Be((OrderStatus.Pending, Late));
        OrderRules.Wake(ended, null, Late).Status.Should().Be(OrderStatus.Expired);
    }

    [Fact]
    public void An_order_is_woken_for_whichever_comes_first()
    {
        var asked = At(ChargeState.Open) with { AskAt = Now };
        OrderRules.NextWake(With(Unquoted(), asked), Start).Should().Be(Now);
        OrderRules.NextWake(With(Unquoted(), asked with { AskAt = Late }), Start).Should().Be(Start + Expiry);
        OrderRules.NextWake(With(Unquoted() with { Status = OrderStatus.Closed }, asked), Start).Should().Be(Now);
    }

    [Fact]
    public void A_completed_order_of_an_end_user_is_to_be_credited_before_it_rests()
    {
        var order = With(Unquoted() with { Terms = Unquoted().Terms with { User = "u-7", NotifyUrl = null } }, At(ChargeState.Open));
        var paid = Applied(order, ChargeState.Paid);
        (paid.CreditDue, paid.WakeAt).Should().Be(("u-7", Now + OrderRules.OutboxRetry));
        OrderRules.Credited(paid, Now).Should().Match<Order>(credited => credited.CreditDue == null && credited.WakeAt == null);
        OrderRules.Credited(order, Now).Should().BeSameAs(order);
    }

    [Fact]
    public void The_same_wish_is_shown_the_same_charge_while_it_can_be_paid()
    {
        var order = With(Unquoted(), At(ChargeState.Open));
        OrderRules.ChargeToShow(order, Begun(2), Now)!.Reference.Should().Be(Reference());
        OrderRules.ChargeToShow(order, Begun(2) with { Method = "toy_app" }, Now).Should().BeNull();
        OrderRules.ChargeToShow(order, Begun(2) with { WishedCurrency = "TRX" }, Now).Should().BeNull();
        OrderRules.ChargeToShow(order, Begun(2) with { Payer = PayerDigest.Of("somebody") }, Now).Should().BeNull("it is another payer's");
        OrderRules.ChargeToShow(order, Begun(2), Late).Should().BeNull();
        OrderRules.ChargeToShow(With(order, At(ChargeState.Ended)), Begun(2), Now).Should().BeNull();
        OrderRules.ChargeToShow(order with { Money = 71m }, Begun(2), Now).Should().BeNull();
        OrderRules.ChargeToShow(With(order, At(ChargeState.Open) with { Front = new ChargeFront { Until = Now } }), Begun(2), Now).Should().BeNull();
    }

    [Fact]
    public void Only_an_order_that_waits_for_its_first_money_begins_charges()
    {
        OrderRules.TakesCharges(Unquoted(), Now).Should().BeTrue();
        OrderRules.TakesCharges(With(Unquoted(), At(ChargeState.Open)), Now).Should().BeTrue();
        OrderRules.TakesCharges(With(Unquoted(), At(ChargeState.Underpaid)), Now).Should().BeFalse();
        OrderRules.TakesCharges(Unquoted(), Start + Expiry).Should().BeFalse();
        OrderRules.TakesCharges(Unquoted() with { Status = OrderStatus.Completed }, Now).Should().BeFalse();
        OrderRules.TakesCharges(With(Unquoted(), [.. Enumerable.Repeat(At(ChargeState.Ended), ChargeReference.Last)]), Now).Should().BeFalse();
    }

    [Fact]
    public void A_refused_charge_ends_and_the_order_waits_for_another()
    {
        var order = OrderRules.ChargeRefused(With(Unquoted(), Begun()), Reference(), "Not found", Now);
        (order.Status, order.Charges[0].State, order.Charges[0].Word).Should().Be((OrderStatus.Pending, ChargeState.Ended, "Not found"));
        var open = With(Unquoted(), At(ChargeState.Open));
        OrderRules.ChargeRefused(open, Reference(), "late", Now).Should().BeSameAs(open);
    }

    [Fact]
    public void What_a_return_brought_is_asked_with_at_once_and_again_changes_nothing()
    {
        var hints = new Dictionary<string, string> { ["trans_id"] = "5" };
        var hinted = OrderRules.Hinted(With(Unquoted(), At(ChargeState.Open)), Reference(), hints, Now);
        hinted.Charges[0].AskAt.Should().Be(Now);
        OrderRules.ChargesToAsk(hinted, Now).Should().ContainSingle();
        OrderRules.Hinted(hinted, Reference(), new Dictionary<string, string>(hints), Late).Should().BeSameAs(hinted);
        var paid = With(Unquoted(), At(ChargeState.Paid));
        OrderRules.Hinted(paid, Reference(), hints, Now).Should().BeSameAs(paid);
    }
}
