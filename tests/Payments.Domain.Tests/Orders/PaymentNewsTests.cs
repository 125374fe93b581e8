using Payments.Domain.Orders;
using Payments.Domain.Transfers;

namespace Payments.Domain.Tests.Orders;

/// <summary>Which changes of an order are lines of the log: each payment once when it is seen and once when it is final.</summary>
public sealed class PaymentNewsTests
{
    private static readonly Order Open = OrderSamples.Pending();

    [Fact]
    public void A_payment_is_seen_once_and_counts_once()
    {
        var seen = OrderRules.Accept(Open, OrderSamples.Pay(400), assigned: false, OrderSamples.Start).Order;
        Told(Open, seen).Should().Be("seen bsc:t1:0 4 USDT");
        Told(seen, seen with { Version = 2 }).Should().BeEmpty();
        var counted = OrderRules.Confirm(seen, OrderSamples.Pay(400).Chain, 10, OrderSamples.Start);
        Told(seen, counted).Should().Be("counted bsc:t1:0 4 USDT");
    }

    [Fact]
    public void What_is_final_at_once_and_all_that_was_asked_is_told_in_order()
    {
        var next = OrderRules.Accept(Open, OrderSamples.Pay(1000), assigned: false, OrderSamples.Start).Order;
        next = OrderRules.Confirm(next, OrderSamples.Pay(1000).Chain, 10, OrderSamples.Start);
        Told(Open, next).Should().Be("seen bsc:t1:0 10 USDT, counted bsc:t1:0 10 USDT, completed");
    }

    [Fact]
    public void A_payment_that_waited_for_its_block_is_not_seen_again_with_it()
    {
        var pay = OrderSamples.Pay(1000);
        var sighting = new Sighting
        {
            Id = pay.Id,
            Chain = pay.Chain,
            Token = pay.Token,
            Units = pay.Units,
            To = pay.To,
            Transaction = pay.Transaction,
            SeenAt = OrderSamples.Start,
        };
        var sighted = OrderRules.Sight(Open, sighting, OrderSamples.Start);
        Told(Open, sighted).Should().Be("seen bsc:t1:0 10 USDT");
        Told(sighted, OrderRules.Accept(sighted, pay, assigned: false, OrderSamples.Start).Order).Should().BeEmpty();
    }

    private static string Told(Order before, Order next) => string.Join(", ",
    [
        .. PaymentNews.Seen(before, next).Select(note => $"seen {note.Id} {note.Amount}"),
        .. PaymentNews.Counted(before, next).Select(note => $"counted {note.Id} {note.Amount}"),
        .. PaymentNews.Completes(before, next) ? ["completed"] : Array.Empty<string>(),
    ]);
}
