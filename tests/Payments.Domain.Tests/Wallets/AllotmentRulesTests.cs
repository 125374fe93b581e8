using Payments.Domain.Identity;
using Payments.Domain.Transfers;
using Payments.Domain.Wallets;

namespace Payments.Domain.Tests.Wallets;

/// <summary>Who gets a derived address, and whose money there is.</summary>
public sealed class AllotmentRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly WatchedAddress Fresh = new() { Chain = ChainId.Bsc, Address = "0xa", RegisteredAt = Now, TakesCoin = false };

    private static Allotment Of(string order, double untilHours = 1, string key = "k", long index = 7, bool isPaid = false) => new()
    {
        Key = key,
        Index = index,
        Order = new OrderId(order),
        OpenedAt = Now,
        Until = Now.AddHours(untilHours),
        WatchUntil = Now.AddHours(untilHours + 24),
        PaidAt = isPaid ? Now : null,
    };

    private static Transfer Payment(ChainId chain, double hours) => new()
    {
        Id = new TransferId("t"),
        Chain = chain,
        Token = "USDT",
        Units = 1,
        From = "0xf",
        To = "0xa",
        Transaction = "0x1",
        Block = 1,
        BlockHash = "0xb",
        BlockTime = Now.AddHours(hours),
    };

    [Theory]
    [InlineData(0, null, 20, false)]
    [InlineData(19, null, 20, false)]
    [InlineData(20, null, 20, true)]
    [InlineData(20, 0L, 20, false)]
    [InlineData(21, 0L, 20, true)]
    [InlineData(120, 99L, 20, true)]
    [InlineData(119, 99L, 20, false)]
    [InlineData(5, 4L, 0, true)]
    public void The_run_of_unpaid_addresses_is_counted_from_the_last_paid_one(long next, long? lastPaid, int limit, bool isFull) =>
        AllotmentRules.IsGapFull(next, lastPaid, limit).Should().Be(isFull);

    [Fact]
    public void An_address_that_nobody_knows_is_given() =>
        AllotmentRules.Take(null, Fresh, Of("a"), Now, Now).Should().Be(Fresh with { Allotment = Of("a") });

    [Fact]
    public void An_address_that_a_wallet_named_itself_is_never_given_whoever_owns_it_by_now()
    {
        AllotmentRules.Take(Fresh, Fresh, Of("a"), Now, Now).Should().BeNull();
        AllotmentRules.Take(Fresh with { Owner = new MerchantId("m") }, Fresh, Of("a"), Now, Now).Should().BeNull();
    }

    [Theory]
    [InlineData("other", 7)]
    [InlineData("k", 8)]
    public void An_address_of_another_key_or_index_is_refused(string key, long index) =>
        AllotmentRules.Take(Fresh with { Allotment = Of("a", untilHours: -9) }, Fresh, Of("b", key: key, index: index), Now, Now).Should().BeNull();

    [Theory]
    [InlineData(1, false, 0, false)]
    [InlineData(-1, false, 0, true)]
    [InlineData(-1, true, 0, false)]
    [InlineData(-1, false, -2, false)]
    [InlineData(0, false, 0, false)]
    public void Another_order_gets_it_once_its_time_is_over_its_chain_was_read_so_far_and_nobody_ever_paid(double untilHours, bool isPaid, double readThroughHours, bool isGiven)
    {
        var taken = AllotmentRules.Take(Fresh with { Allotment = Of("a", untilHours, isPaid: isPaid) }, Fresh, Of("b"), Now.AddHours(readThroughHours), Now);
        (taken is not null).Should().Be(isGiven);
        if (isGiven) taken.Should().Be(Fresh with { Allotment = Of("b") });
    }

    [Fact]
    public void An_address_to_which_a_transaction_was_ever_seen_is_its_orders_for_good()
    {
        var later = Now.AddDays(30);
        var sighted = AllotmentRules.Sighted(Fresh with { Allotment = Of("a", untilHours: -1) }, Now);
        sighted.Allotment!.Should().Be(Of("a", untilHours: -1) with { SightedAt = Now });
        AllotmentRules.Take(sighted, Fresh, Of("b"), later, later).Should().BeNull();
        AllotmentRules.Take(sighted, Fresh, Of("a", untilHours: 900), later, later)!.Allotment!.SightedAt.Should().Be(Now, "its own order may have it again");

        AllotmentRules.Sighted(sighted, later).Should().BeSameAs(sighted);
        var paid = AllotmentRules.Paid(sighted, later);
        (paid.Allotment!.SightedAt, paid.Allotment.PaidAt).Should().Be((Now, later));
        AllotmentRules.Paid(paid, later.AddDays(1)).Should().BeSameAs(paid);
        AllotmentRules.Sighted(AllotmentRules.Paid(Fresh with { Allotment = Of("a") }, Now), later).Allotment!.SightedAt.Should().BeNull("a block says more");
        AllotmentRules.Sighted(Fresh, Now).Should().BeSameAs(Fresh, "no order has it alone");
        AllotmentRules.Paid(Fresh, Now).Should().BeSameAs(Fresh);
    }

    [Fact]
    public void The_same_order_gets_it_again_with_more_time_and_what_was_paid_stays_known()
    {
        var known = Fresh with { Allotment = Of("a", isPaid: true) };
        AllotmentRules.Take(known, Fresh, Of("a"), DateTimeOffset.MinValue, Now).Should().BeSameAs(known);
        AllotmentRules.Take(known, Fresh, Of("a", untilHours: 2), DateTimeOffset.MinValue, Now).Should().Be(Fresh with { Allotment = Of("a", untilHours: 2, isPaid: true) });
    }

    [Fact]
    public void What_watchers_may_have_forgotten_is_registered_again()
    {
        var later = Now.AddDays(9);
        AllotmentRules.Take(Fresh with { Allotment = Of("a") }, Fresh, Of("b", untilHours: 300), later, later)!.RegisteredAt.Should().Be(later);
        AllotmentRules.Take(Fresh with { Allotment = Of("a", untilHours: -1) }, Fresh, Of("b"), Now, Now)!.RegisteredAt.Should().Be(Fresh.RegisteredAt);
    }

    [Theory]
    [InlineData("bsc", 0, true, true)]
    [InlineData("bsc", 1, true, true)]
    [InlineData("bsc", 1.001, false, true)]
    [InlineData("bsc", -0.5, false, false)]
    [InlineData("bitcoin", -0.5, true, true)]
    [InlineData("bitcoin", -1.5, false, false)]
    public void Whatever_comes_in_its_time_is_the_orders_and_later_money_was_meant_for_it(string chain, double hours, bool isAwaited, bool isMeant)
    {
        AllotmentRules.Awaits(Of("a"), Payment(new ChainId(chain), hours)).Should().Be(isAwaited);
        AllotmentRules.IsAfterOpening(Of("a"), Payment(new ChainId(chain), hours)).Should().Be(isMeant);
    }

    [Fact]
    public void Names_of_keys_are_read_back_and_cannot_be_taken_for_numbers()
    {
        ExtendedKeyName.Of(ChainId.Bsc, "00ff").Should().Be("xpk-bsc-00ff");
        ExtendedKeyName.Parse("xpk-bsc-00ff").Should().Be((ChainId.Bsc, "00ff"));
        FluentActions.Invoking(() => ExtendedKeyName.Parse("adr-bsc-00ff")).Should().Throw<FormatException>();
    }
}
