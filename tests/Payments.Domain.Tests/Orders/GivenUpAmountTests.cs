using Payments.Domain.Orders;
using static Payments.Domain.Tests.Orders.OrderSamples;

namespace Payments.Domain.Tests.Orders;

/// <summary>Amounts that orders let go of before their time.</summary>
public class GivenUpAmountTests
{
    [Theory]
    [InlineData("pending", 60, false, 90)]
    [InlineData("detected", 60, false, 90)]
    [InlineData("expired", 60, false, 90)]
    [InlineData("completed", 14, false, 15)]
    [InlineData("completed", 15, true, 15)]
    [InlineData("completed own", 60, false, null)]
    [InlineData("completed, more on its way", 60, false, 15)]
    [InlineData("closed", 6, true, 5)]
    [InlineData("closed own", 6, false, null)]
    [InlineData("nothing held", 60, false, null)]
    public void Who_is_over_lets_others_have_the_amount_when_amounts_are_short(string kind, int minute, bool givesUp, int? freeAt)
    {
        var order = Of(kind);
        OrderRules.GivesUpAmount(order, At(minute)).Should().Be(givesUp);
        OrderRules.AmountFreeAt(order).Should().Be(freeAt is { } free ? At(free) : null);
        var after = OrderRules.GiveUpAmount(order, At(minute));
        if (givesUp) after.Should().Match<Order>(next => next.Reservation == null && next.Status == order.Status);
        else after.Should().BeSameAs(order);
    }

    private static DateTimeOffset At(int minute) => Start + TimeSpan.FromMinutes(minute);

    private static Order Of(string kind)
    {
        var own = kind.EndsWith(" own", StringComparison.Ordinal);
        var pending = OrderRules.WithQuote(Unquoted(), QuoteOf(1000) with { IsOwnAddress = own }, Start, Grace);
        var paid = OrderRules.Accept(pending, Pay(1000), false, At(1)).Order;
        var completed = OrderRules.Confirm(paid, Domain.Identity.ChainId.Bsc, 10, At(5));
        return kind switch
        {
            "pending" => pending,
            "detected" => paid,
            "expired" => OrderRules.Wake(pending, null, At(31)),
            "completed" or "completed own" => completed,
            "completed, more on its way" => OrderRules.Accept(completed, Pay(1000, block: 12, id: "t2"), false, At(6)).Order,
            "closed" or "closed own" => OrderRules.Close(pending, null, At(5)).Order,
            "nothing held" => completed with { Reservation = null },
            _ => throw new ArgumentException(kind, nameof(kind)),
        };
    }
}
