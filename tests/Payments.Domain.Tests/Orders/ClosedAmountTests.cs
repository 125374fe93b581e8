using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Transfers;
using static Payments.Domain.Tests.Orders.OrderSamples;

namespace Payments.Domain.Tests.Orders;

/// <summary>
/// What becomes of an order's amount when it is closed, as docs/decisions/orders-and-amounts.md has it: it is free with the closing where
/// nobody can still pay in it, and else as soon as that is so.
/// </summary>
public class ClosedAmountTests
{
    private const int Never = -1;

    /// <param name="kind">The order, closed in minute 40.</param>
    /// <param name="read">The minute up to which its chains were read.</param>
    /// <param name="outcome">What closing says.</param>
    /// <param name="heldUntil">The minute until which it holds its amount, or none.</param>
    /// <param name="wakesAfter">Seconds until it looks again, or none.</param>
    [Theory]
    [InlineData("no coin chosen", Never, CloseOutcome.Closed, null, null)]
    [InlineData("waiting", Never, CloseOutcome.Closed, 40, 1)]
    [InlineData("waiting", 39, CloseOutcome.Closed, 40, 1)]
    [InlineData("waiting", 40, CloseOutcome.Closed, null, null)]
    [InlineData("expired", 39, CloseOutcome.Closed, 40, 1)]
    [InlineData("expired", 40, CloseOutcome.Closed, null, null)]
    [InlineData("grace over, unread", 9, CloseOutcome.Closed, 10, 30)]
    [InlineData("grace over, unread", 10, CloseOutcome.Closed, null, null)]
    [InlineData("own address", 41, CloseOutcome.Closed, 90, 50 * 60)]
    [InlineData("part not final", 41, CloseOutcome.Closed, 40, 1)]
    [InlineData("part final", 41, CloseOutcome.Closed, null, null)]
    [InlineData("sighted", 41, CloseOutcome.HasPayment, 90, null)]
    [InlineData("detected", 41, CloseOutcome.HasPayment, 90, null)]
    public void Closing_frees_what_nobody_can_still_pay(string kind, int read, CloseOutcome outcome, int? heldUntil, int? wakesAfter)
    {
        var order = Of(kind);
        var (closing, closed) = OrderRules.Close(order, read == Never ? null : At(read), At(40));

        closing.Should().Be(outcome);
        if (outcome == CloseOutcome.HasPayment) closed.Should().BeSameAs(order);
        else closed.WakeAt.Should().Be(wakesAfter is { } seconds ? At(40).AddSeconds(seconds) : null);
        (closed.Reservation?.Until).Should().Be(heldUntil is { } minute ? At(minute) : null);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(10, 5)]
    [InlineData(60, 30)]
    [InlineData(3600, 30)]
    public void A_closed_order_looks_soon_at_first_and_then_ever_more_rarely(int secondsAfter, int next)
    {
        var closed = OrderRules.Close(Pending(), null, At(5)).Order;
        var now = At(5).AddSeconds(secondsAfter);
        var looked = OrderRules.Wake(closed, At(4), now);
        looked.Reservation.Should().NotBeNull("a payment made before may still be found");
        looked.WakeAt.Should().Be(now.AddSeconds(next));
        OrderRules.Wake(looked, At(5), now).Should().Match<Order>(order => order.Reservation == null && order.WakeAt == null);
    }

    [Fact]
    public void An_expired_order_is_in_no_hurry()
    {
        var expired = OrderRules.Wake(Pending(), null, At(90));
        expired.WakeAt.Should().Be(At(90) + OrderRules.ReleaseRetry);
    }

    [Fact]
    public void What_waits_for_being_final_keeps_the_amount_until_it_is()
    {
        var closed = OrderRules.Close(Of("part not final"), At(41), At(40)).Order;
        OrderRules.Wake(closed, At(50), At(50)).Reservation.Should().NotBeNull();
        var final = OrderRules.Confirm(closed, ChainId.Bsc, 10, At(50));
        OrderRules.Wake(final, At(50), At(50)).Reservation.Should().BeNull();
    }

    private static DateTimeOffset At(int minute) => Start + TimeSpan.FromMinutes(minute);

    private static Order Of(string kind)
    {
        var waiting = OrderRules.WithQuote(Unquoted(), QuoteOf(1000) with { IsOwnAddress = kind == "own address" }, Start, Grace);
        var brief = OrderRules.WithQuote(Unquoted() with { ExpiresAt = At(5) }, QuoteOf(1000), Start, TimeSpan.FromMinutes(5));
        var part = OrderRules.Wake(OrderRules.Accept(waiting, Pay(400), false, At(1)).Order, null, At(31));
        return kind switch
        {
            "no coin chosen" => Unquoted(),
            "waiting" or "own address" => waiting,
            "expired" => OrderRules.Wake(waiting, null, At(31)),
            "grace over, unread" => OrderRules.Wake(brief, null, At(20)),
            "part not final" => part,
            "part final" => OrderRules.Confirm(part, ChainId.Bsc, 10, At(32)),
            "sighted" => OrderRules.Sight(waiting, Sighted(), At(1)),
            "detected" => OrderRules.Accept(waiting, Pay(400), false, At(1)).Order,
            _ => throw new ArgumentException(kind, nameof(kind)),
        };
    }

    private static Sighting Sighted() => new()
    {
        Id = TransferId.Of(ChainId.Bsc, "s", "0"),
        Chain = ChainId.Bsc,
        Token = "USDT",
        Units = 1000,
        To = Address,
        Transaction = "s",
        SeenAt = At(1),
    };
}
