using Payments.Domain.Identity;
using Payments.Domain.Wallets;
using static Payments.Domain.Tests.Orders.OrderSamples;

namespace Payments.Domain.Tests.Wallets;

/// <summary>What a book learns from the database when another activation gave amounts away.</summary>
public sealed class AmountBookLearningTests
{
    private readonly AmountBook book = new();

    private static BookEntry Entry(int? order, UInt128 units, TimeSpan later = default, bool isPaid = false) => new()
    {
        Order = order is { } number ? new OrderId($"order-{number}") : null,
        Token = "USDT",
        Units = units,
        Until = Start + Expiry + later,
        OpenedAt = Start + later,
        IsPaid = isPaid,
    };

    [Fact]
    public void An_amount_that_was_known_as_taken_by_nobody_known_becomes_its_owners()
    {
        book.Add(Entry(null, 1000));
        book.CountOwned(Start).Should().Be(0);
        book.Learn(Entry(1, 1000));
        book.CountOwned(Start).Should().Be(1);
        book.Release(new OrderId("order-1"));
        book.Count.Should().Be(0);
        book.Reserve(Entry(2, 1000), new Nudge(10, 0), Start).Should().Be((UInt128)1000);
    }

    [Fact]
    public void The_database_is_right_about_an_amount_that_was_proposed_to_another()
    {
        book.Reserve(Entry(1, 1000), new Nudge(10, 0), Start);
        book.Learn(Entry(2, 1000));
        book.Reserve(Entry(1, 1000), new Nudge(10, 5), Start).Should().Be((UInt128)1010);
        book.Reserve(Entry(2, 1000), new Nudge(10, 5), Start).Should().Be((UInt128)1000);
    }

    [Fact]
    public void A_refused_amount_is_not_proposed_again()
    {
        book.Reserve(Entry(1, 1000), new Nudge(10, 0), Start);
        book.Refuse(new OrderId("order-1"), "USDT", 1000);
        book.Add(Entry(null, 1000)).Should().BeTrue();
        book.Reserve(Entry(1, 1000), new Nudge(10, 5), Start).Should().Be((UInt128)1010);
    }

    [Fact]
    public void What_was_proposed_and_is_not_stored_yet_stays()
    {
        book.Reserve(Entry(1, 1000), new Nudge(10, 0), Start);
        book.Learn(Entry(2, 1010));
        book.Reserve(Entry(3, 1000), new Nudge(10, 5), Start).Should().Be((UInt128)1020);
    }

    [Fact]
    public void An_order_that_was_opened_again_elsewhere_has_its_new_time_and_an_older_row_takes_nothing_back()
    {
        book.Add(Entry(1, 1000));
        book.Learn(Entry(1, 1000, TimeSpan.FromHours(9), isPaid: true));
        book.CountOwned(Start + TimeSpan.FromHours(5)).Should().Be(1);
        book.Learn(Entry(1, 1000));
        var late = Pay(1000) with { BlockTime = Start + TimeSpan.FromHours(9) };
        book.Peek(late).Should().Be(MatchRule.ExactAmount);
        book.Peek(late with { Units = 900 }).Should().Be(MatchRule.None, "the only order was paid");
    }
}
