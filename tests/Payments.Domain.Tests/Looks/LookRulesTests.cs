using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Transfers;

namespace Payments.Domain.Tests.Looks;

/// <summary>What a transaction that somebody asks about is.</summary>
public sealed class LookRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 5, 12, 0, 0, TimeSpan.Zero);
    private static readonly MerchantId Asker = new("asker");
    private static readonly MerchantId Other = new("other");

    private static readonly Transfer Paid = new()
    {
        Id = new TransferId("tron:ab:0"),
        Chain = ChainId.Tron,
        Token = "USDT",
        Units = 10_000_000,
        From = "payer",
        To = "wallet",
        Transaction = "ab",
        Block = 100,
        BlockHash = "block",
        BlockTime = Now.AddHours(-1),
    };

    private static Order OrderOf(
        MerchantId merchant, bool confirmed = false, string address = "wallet", string token = "USDT", int openedHoursAgo = 2) => new()
        {
            Id = new OrderId("00000000000000000000000000000001"),
            Merchant = merchant,
            Pid = 1,
            Number = "N-1",
            Status = OrderStatus.Pending,
            Currency = "USD",
            Money = 10,
            Terms = new OrderTerms { Face = Face.WoPay, MoneyText = "10" },
            CreatedAt = Now.AddHours(-openedHoursAgo),
            OpenedAt = Now.AddHours(-openedHoursAgo),
            ExpiresAt = Now,
            Quotes = [new Quote
            {
                Wallet = "w",
                Chain = ChainId.Tron,
                Token = token,
                Decimals = 6,
                Address = address,
                Units = 10_000_000,
                Rate = 1,
                RateSource = "par",
            }],
            Transfers = [new OrderTransfer { Transfer = Paid, Confirmed = confirmed }],
        };

    private static TransferQuestion Question(Order? order = null, bool isRead = true, bool isFinal = false, bool wasTakenUp = false) =>
        new(Asker, order, isRead, isFinal, wasTakenUp, Now);

    private static TransferStanding Standing(MerchantId? owner, Order? counting = null, bool isListed = false, string? cause = null) =>
        new(Paid, owner, counting, isListed, cause);

    [Theory]
    [InlineData(false, false, LookCode.NotFinal)]
    [InlineData(true, false, LookCode.Counted)]
    [InlineData(false, true, LookCode.Counted)]
    public void What_an_order_counts_is_final_by_its_block_or_by_the_orders_own_word(bool isFinal, bool confirmed, LookCode code) =>
        LookRules.Of(Standing(Asker, OrderOf(Asker, confirmed)), Question(isFinal: isFinal)).Should().Be(code);

    [Fact]
    public void What_another_merchants_order_counts_is_said_to_whoever_owns_the_address_by_now() =>
        LookRules.Of(Standing(Asker, OrderOf(Other, confirmed: true)), Question()).Should().Be(LookCode.CountedElsewhere);

    [Theory]
    [InlineData(true, LookCode.Dust)]
    [InlineData(false, LookCode.NotRead)]
    public void Dust_that_nobody_has_was_not_missed(bool isRead, LookCode code) =>
        LookRules.Of(Standing(Asker) with { IsDust = true }, Question(isRead: isRead)).Should().Be(code);

    [Theory]
    [InlineData(5, 59, false)]
    [InlineData(5, 60, true)]
    [InlineData(0, 9, false)]
    [InlineData(0, 10, true)]
    public void The_most_that_is_awaited_of_an_amount_is_the_last_of_which_it_is_no_dust(ulong units, ulong awaited, bool isDust)
    {
        Dust.Is(units, awaited).Should().Be(isDust);
        (awaited > Dust.MostAwaited(units)).Should().Be(isDust);
    }

    [Theory]
    [InlineData(true, false, LookCode.Missed)]
    [InlineData(true, true, LookCode.Dust)]
    [InlineData(false, false, LookCode.NotRead)]
    public void What_nobody_has_was_missed_only_where_its_block_was_read(bool isRead, bool wasTakenUp, LookCode code) =>
        LookRules.Of(Standing(Asker), Question(isRead: isRead, wasTakenUp: wasTakenUp)).Should().Be(code);

    [Fact]
    public void What_an_archived_order_may_have_counted_is_left_alone()
    {
        var edge = Standing(Asker) with { Transfer = Paid with { BlockTime = Now - OrderRules.ArchiveAge } };
        LookRules.Of(edge, Question()).Should().Be(LookCode.Missed);
        var older = edge with { Transfer = Paid with { BlockTime = edge.Transfer.BlockTime.AddSeconds(-1) } };
        LookRules.Of(older, Question()).Should().Be(LookCode.TooOld);
    }

    [Fact]
    public void Money_of_others_is_another_address_whatever_is_stored_of_it()
    {
        LookRules.Of(Standing(Other), Question()).Should().Be(LookCode.OtherAddress);
        LookRules.Of(Standing(null, isListed: true), Question()).Should().Be(LookCode.OtherAddress);
    }

    [Theory]
    [InlineData("none_fits", LookCode.Unmatched)]
    [InlineData("before_order", LookCode.BeforeOrder)]
    [InlineData(null, LookCode.Unmatched)]
    public void Without_an_order_the_list_says_why_it_is_unmatched(string? cause, LookCode code)
    {
        var listed = Standing(Asker, isListed: true, cause: cause);
        LookRules.Of(listed, Question()).Should().Be(code);
        LookRules.IsAssignable(listed).Should().BeTrue();
        LookRules.IsAssignable(listed with { Counting = OrderOf(Asker) }).Should().BeFalse();
    }

    [Theory]
    [InlineData("wallet", "USDT", 2, LookCode.Unmatched)]
    [InlineData("second wallet", "USDT", 2, LookCode.OtherAddress)]
    [InlineData("wallet", "USDC", 2, LookCode.OtherToken)]
    [InlineData("wallet", "USDT", 0, LookCode.BeforeOrder)]
    public void For_an_order_it_is_held_against_what_that_asked(string address, string token, int openedHoursAgo, LookCode code)
    {
        var order = OrderOf(Asker, address: address, token: token, openedHoursAgo: openedHoursAgo) with { Transfers = [] };
        LookRules.Of(Standing(Asker, isListed: true, cause: "none_fits"), Question(order)).Should().Be(code);
    }

    [Theory]
    [InlineData(false, false, LookCode.OtherAddress)]
    [InlineData(true, false, LookCode.OtherToken)]
    [InlineData(true, true, LookCode.NothingArrived)]
    public void A_transaction_whose_block_brought_nothing_is_told_by_whom_and_what_it_names(bool pays, bool taken, LookCode code) =>
        LookRules.OfUnread(pays, taken).Should().Be(code);

    [Fact]
    public void Every_code_has_a_word_of_its_own() =>
        Enum.GetValues<LookCode>().Select(code => code.Word()).Should().OnlyHaveUniqueItems().And.OnlyContain(word => word.Length > 3);
}
