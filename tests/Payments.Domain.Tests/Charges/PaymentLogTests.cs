using Payments.Domain.Charges;
using Payments.Domain.Orders;
using Payments.Domain.Tests.Orders;

namespace Payments.Domain.Tests.Charges;

/// <summary>The log of an order's payments, and receipts.</summary>
public sealed class PaymentLogTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddDays(20_000);

    [Fact]
    public void An_order_keeps_the_newest_lines_and_counts_all()
    {
        var order = OrderSamples.Unquoted();
        for (var i = 1; i <= 20; i++) order = OrderRules.Logged(order, "c_1", PaymentLogKind.Callback, $"line {i}", Now);
        order.Log!.Select(line => line.Number).Should().Equal(13, 14, 15, 16, 17, 18, 19, 20);
        order.Log![^1].Should().Be(
            new PaymentLogEntry { Number = 20, At = Now, Kind = PaymentLogKind.Callback, Text = "line 20", Charge = "c_1" });
        OrderRules.Logged(order, null, PaymentLogKind.Error, new string('x', 600), Now).Log![^1].Text.Should().HaveLength(500);
    }

    [Fact]
    public void A_request_and_a_return_are_logged_and_the_same_return_again_is_not()
    {
        var hints = new Dictionary<string, string> { ["trans_id"] = "5" };
        var charge = ChargeSamples.Begun();
        var begun = OrderRules.WithCharge(OrderSamples.Unquoted(), charge, isAskable: false, OrderSamples.Start);
        var back = OrderRules.Hinted(begun, charge.Reference, hints, OrderSamples.Start);
        back.Log!.Select(line => (line.Kind, line.Text)).Should().Equal(
            (PaymentLogKind.Request, $"{charge.Amount} {charge.Currency} are asked for by {charge.Method}"),
            (PaymentLogKind.Callback, "the payer came back with trans_id 5"));
        OrderRules.Hinted(back, charge.Reference, hints, OrderSamples.Start).Should().BeSameAs(back);
    }

    [Fact]
    public void A_receipt_that_paid_another_order_pays_nothing_and_is_not_asked_about_again()
    {
        var charge = ChargeSamples.Begun();
        var begun = OrderRules.WithCharge(OrderSamples.Unquoted(), charge, isAskable: false, OrderSamples.Start);
        var back = OrderRules.Hinted(begun, charge.Reference, new Dictionary<string, string> { ["trans_id"] = "5" }, OrderSamples.Start);
        var refused = OrderRules.ReceiptTaken(back, charge.Reference, OrderSamples.Start);
        var left = refused.Charges.Single();
        (refused.Status, left.State, left.Hints, left.AskAt).Should().Be((OrderStatus.Pending, back.Charges.Single().State, null, null));
        refused.Log![^1].Kind.Should().Be(PaymentLogKind.Error);
    }

    [Fact]
    public void The_receipt_of_a_payment_stays_with_its_charge()
    {
        var charge = ChargeSamples.Begun();
        var news = new ChargeNews { Reference = charge.Reference, State = ChargeState.Paid, Receipt = "medogram::5" };
        var paid = ChargeRules.Apply(charge, news, OrderSamples.Start);
        (paid.State, paid.Receipt).Should().Be((ChargeState.Paid, "medogram::5"));
        ChargeRules.Apply(paid, news with { Receipt = "medogram::6" }, OrderSamples.Start).Receipt.Should().Be("medogram::5");
    }
}
