using System.Security.Cryptography;
using System.Text;
using Payments.Domain.Identity;
using Payments.Domain.Transfers;
using Payments.Domain.Wallets;
using static Payments.Domain.Tests.Orders.OrderSamples;

namespace Payments.Domain.Tests.Wallets;

/// <summary>Transactions that name the order they pay.</summary>
public sealed class ReferenceTests
{
    private readonly AmountBook book = new();

    [Fact]
    public void A_reference_is_a_keyed_hash_of_the_orders_id()
    {
        var key = Enumerable.Range(0, 32).Select(i => (byte)i).ToArray();
        var order = new OrderId("0123456789abcdef0123456789abcdef");
        using var hmac = new HMACSHA256(key);
        order.Reference(key).Should().Equal(hmac.ComputeHash(Encoding.UTF8.GetBytes("solana-reference|0123456789abcdef0123456789abcdef")));
        order.Reference(key).Should().NotEqual(order.Reference(new byte[32]), "nobody without the key can reckon it");
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(400)]
    [InlineData(5000)]
    public void The_named_order_gets_the_transfer_whatever_its_amount_is(int units)
    {
        Reserve(1, 1000);
        Reserve(2, 5000);
        Reserve(3, 400);
        book.Match(Paid((UInt128)units, "a", "ref-1")).Should().Be((MatchRule.Reference, Id(1)));
        book.Match(Paid((UInt128)units, "a")).Should().Be((MatchRule.CountedBefore, Id(1)), "it counts once, however often it is seen");
        book.Match(Paid((UInt128)units, "b", "ref-1")).Should().Be((MatchRule.Reference, Id(1)), "a reference that was copied brings more money to the same order");
    }

    [Fact]
    public void A_transfer_that_names_nobody_here_goes_by_its_amount()
    {
        Reserve(1, 1000);
        Reserve(2, 5000);
        book.Match(Paid(300, "b", "ref-of-another-address")).Rule.Should().Be(MatchRule.None);
        book.Match(Paid(5000, "a", "ref-of-another-address", "some-program")).Should().Be((MatchRule.ExactAmount, Id(2)));
    }

    /// <summary>Nobody pays by a transaction that the receiving wallet signed: it swapped, or moved its own money.</summary>
    [Fact]
    public void What_the_wallet_itself_signed_is_nobodys_whatever_its_amount_is_and_whoever_is_named()
    {
        Reserve(1, 1000);
        foreach (var own in (Transfer[])[Paid(1000, "a"), Paid(1000, "b", "ref-1"), Paid(700, "c")])
            book.Judge(own with { SignedByReceiver = true }, []).Should().BeEquivalentTo(Verdict.Nobodys(UnmatchedCause.OwnTransaction));
        book.Match(Paid(1000, "d")).Should().Be((MatchRule.ExactAmount, Id(1)));
        book.Judge(Paid(1000, "d") with { SignedByReceiver = true }, []).Rule.Should()
            .Be(MatchRule.CountedBefore, "what was counted stays counted");
    }

    [Fact]
    public void A_transfer_that_names_two_orders_goes_by_its_amount()
    {
        Reserve(1, 1000);
        Reserve(2, 5000);
        book.Match(Paid(6000, "b", "ref-1", "ref-2")).Rule.Should().Be(MatchRule.None);
        book.Match(Paid(5000, "a", "ref-1", "ref-2")).Should().Be((MatchRule.ExactAmount, Id(2)));
        book.Match(Paid(6000, "c", "ref-1", "ref-1")).Should().Be((MatchRule.Reference, Id(1)));
    }

    [Fact]
    public void Another_token_dust_and_blocks_before_the_order_or_after_its_grace_are_not_for_it()
    {
        Reserve(1, 1000);
        Reserve(2, 5000, "USDC");
        book.Match(Paid(1000, "a", "ref-1") with { Token = "SOL" }).Rule.Should().Be(MatchRule.None);
        book.Match(Paid(1000, "b", "ref-2")).Should().Be((MatchRule.ExactAmount, Id(1)));
        book.Match(Paid(99, "c", "ref-1")).Rule.Should().Be(MatchRule.None);
        book.Match(Paid(700, "d", "ref-1") with { BlockTime = Start - TimeSpan.FromMinutes(2) }).Rule.Should().Be(MatchRule.None);
        book.Match(Paid(700, "e", "ref-1") with { BlockTime = Start + Expiry + Grace + TimeSpan.FromSeconds(1) }).Rule.Should().Be(MatchRule.None);
        book.Match(Paid(700, "f", "ref-1")).Should().Be((MatchRule.Reference, Id(1)));
    }

    [Fact]
    public void An_order_that_asks_for_its_rest_or_shows_another_quote_is_named_still_and_one_that_was_released_is_not()
    {
        Reserve(1, 1000);
        Reserve(1, 300);
        book.Match(Paid(200, "a", "ref-1")).Should().Be((MatchRule.Reference, Id(1)));
        book.Hold(Wish(1, 300));
        Reserve(1, 70, "USDC");
        book.Match(Paid(100, "b", "ref-1")).Should().Be((MatchRule.Reference, Id(1)));
        book.Release(Id(1));
        book.Match(Paid(300, "c", "ref-1")).Rule.Should().Be(MatchRule.None);
    }

    private static OrderId Id(int number) => new($"order-{number}");

    private static BookEntry Wish(int order, UInt128 units, string token = "USDT") => new()
    {
        Order = Id(order),
        Reference = $"ref-{order}",
        Token = token,
        Units = units,
        Until = Start + Expiry + Grace,
        OpenedAt = Start,
    };

    private static Transfer Paid(UInt128 units, string id, params string[] references) => Pay(units, id: id) with { References = references };

    private void Reserve(int order, UInt128 units, string token = "USDT") =>
        book.Reserve(Wish(order, units, token), new Nudge(10, 0), Start).Should().Be(units);
}
