using Payments.Domain.Identity;
using Payments.Domain.Payouts;

namespace Payments.Domain.Tests.Payouts;

/// <summary>What is paid out, how much of it, and what becomes of it whatever the provider says.</summary>
public sealed class PayoutRulesTests
{
    private static readonly MerchantId Merchant = new(new string('1', 32));
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly PayoutBook Empty = new() { Merchant = Merchant };

    private static PayoutLimits Limits(string text)
    {
        PayoutLimits.TryParse(text, out var limits).Should().BeTrue();
        return limits;
    }

    private static PayoutWish Wish(decimal amount = 10, string coin = "USDT") =>
        new() { Amount = amount, Coin = coin, Network = "tron", Address = "TXyz1234567890" };

    private static (PayoutBook Book, PayoutOutcome Outcome, string? Detail) Add(
        PayoutBook book, decimal amount, string limits = "USDT:100", string coin = "USDT", DateTimeOffset? at = null)
    {
        var (wish, now) = (Wish(amount, coin), at ?? Start);
        return PayoutRules.Add(book, Limits(limits), number => new Payout
        {
            Id = $"p-{number}",
            Number = number,
            Wish = wish,
            Status = PayoutStatus.Requested,
            By = "key",
            CreatedAt = now,
            NotifyUrl = "https://pay.test/notify/cryptomus/1",
            AskAt = now,
        }, wish, now);
    }

    private static PayoutNews News(
        PayoutStatus status, decimal? amount = 10, string? coin = "USDT", string id = "u-1", string word = "word") =>
        new() { Reference = "pyo", Status = status, ProviderId = id, Amount = amount, Coin = coin, Word = word };

    private static PayoutBook WithOne() => PayoutRules.Sent(Add(Empty, 10).Book, 1, "m at cryptomus", Start);

    [Theory]
    [InlineData(null, "")]
    [InlineData(" ", "")]
    [InlineData("USDT:1000", "USDT=1000")]
    [InlineData(" btc : 0.05 , USDT:1000.5", "BTC=0.05 USDT=1000.5")]
    public void Limits_are_read(string? text, string expected)
    {
        PayoutLimits.TryParse(text, out var limits).Should().BeTrue();
        string.Join(' ', limits.ByCoin.Select(limit => FormattableString.Invariant($"{limit.Key}={limit.Value}"))).Should().Be(expected);
    }

    [Theory]
    [InlineData("USDT")]
    [InlineData("USDT:")]
    [InlineData(":5")]
    [InlineData("USDT:0")]
    [InlineData("USDT:-1")]
    [InlineData("USDT:1e3")]
    [InlineData("USDT:1,")]
    [InlineData("USDT:1,usdt:2")]
    [InlineData("US DT:1")]
    [InlineData("USDT:1:2")]
    [InlineData("ABCDEFGHIJKLMNOPQ:1")]
    public void What_is_no_limit_is_refused_and_leaves_payouts_off(string text)
    {
        PayoutLimits.TryParse(text, out var limits).Should().BeFalse();
        limits.ByCoin.Should().BeEmpty();
    }

    [Fact]
    public void Nothing_is_paid_out_until_a_limit_is_set()
    {
        Add(Empty, 1, limits: "").Outcome.Should().Be(PayoutOutcome.CoinOff);
        Add(Empty, 1, limits: "BTC:1").Detail.Should().Contain("USDT").And.Contain("BTC is");
    }

    [Fact]
    public void The_limit_is_of_a_coin_and_of_the_last_day_and_counts_what_may_have_been_sent()
    {
        var book = Add(Empty, 60).Book;
        Add(book, 40.01m).Outcome.Should().Be(PayoutOutcome.OverLimit);
        Add(book, 40.01m).Detail.Should().Contain("40 of 100 USDT");
        Add(book, 40).Outcome.Should().Be(PayoutOutcome.Created);
        Add(book, 1, "USDT:100,BTC:1", "BTC").Outcome.Should().Be(PayoutOutcome.Created, "another coin has a limit of its own");
        var failed = PayoutRules.Refused(book, 1, "no funds", Start);
        Add(failed, 100).Outcome.Should().Be(PayoutOutcome.Created, "what failed was not paid");
        var day = Start + PayoutRules.Window;
        Add(book, 100, at: day.AddDays(9)).Outcome.Should().Be(PayoutOutcome.OverLimit, "what is under way may still be sent");
        var paid = PayoutRules.Take(book, 1, News(PayoutStatus.Succeeded, 60), Start).Book;
        Add(paid, 100, at: day - TimeSpan.FromTicks(1)).Outcome.Should().Be(PayoutOutcome.OverLimit);
        Add(paid, 100, at: day).Outcome.Should().Be(PayoutOutcome.Created);
    }

    [Fact]
    public void A_book_holds_so_many_and_lets_go_of_those_that_are_over_and_a_day_old()
    {
        var book = Empty;
        for (var i = 0; i < PayoutRules.MostKept; i++) book = Add(book, 0.01m).Book;
        Add(book, 0.01m).Outcome.Should().Be(PayoutOutcome.TooMany);
        book = PayoutRules.Take(book, 7, News(PayoutStatus.Succeeded, 0.01m), Start).Book;
        Add(book, 0.01m).Outcome.Should().Be(PayoutOutcome.TooMany, "it counts for the limit");
        var (next, outcome, _) = Add(book, 0.01m, at: Start + PayoutRules.Window);
        outcome.Should().Be(PayoutOutcome.Created);
        next.Payouts.Select(payout => payout.Number).Should().NotContain(7).And.HaveCount(PayoutRules.MostKept);
        next.Payouts[^1].Number.Should().Be(PayoutRules.MostKept + 1, "a number is given once");
    }

    [Fact]
    public void What_the_provider_says_of_another_amount_coin_or_payout_changes_nothing()
    {
        var book = PayoutRules.Take(WithOne(), 1, News(PayoutStatus.Processing), Start).Book;
        PayoutNews[] wrong =
        [
            News(PayoutStatus.Succeeded, amount: 10.01m), News(PayoutStatus.Succeeded, coin: "BTC"),
            News(PayoutStatus.Succeeded, id: "u-2"),
        ];
        foreach (var news in wrong)
        {
            var (next, fault) = PayoutRules.Take(book, 1, news, Start);
            next.Should().BeSameAs(book);
            fault.Should().NotBeNull();
        }
        PayoutRules.Take(book, 2, News(PayoutStatus.Succeeded), Start).Should().Be((book, (string?)null));
        PayoutRules.Take(book, 1, News(PayoutStatus.Succeeded, amount: null, coin: null), Start).Fault.Should().BeNull();
    }

    [Fact]
    public void A_payout_ends_once_and_stays_what_it_ended_as()
    {
        foreach (var end in new[] { PayoutStatus.Succeeded, PayoutStatus.Failed })
        {
            var over = PayoutRules.Take(WithOne(), 1, News(end), Start).Book;
            (over.Payouts[0].Status, over.Payouts[0].AskAt, over.Payouts[0].EndedAt).Should().Be((end, null, Start));
            PayoutRules.HasWork(over).Should().BeFalse();
            foreach (var later in new[] { PayoutStatus.Processing, PayoutStatus.Succeeded, PayoutStatus.Failed })
            {
                var (next, fault) = PayoutRules.Take(over, 1, News(later), Start.AddHours(1));
                next.Should().BeSameAs(over);
                (fault is null).Should().Be(later == end, "the same again is nothing new");
            }
        }
    }

    [Fact]
    public void The_provider_is_asked_later_each_time_and_soon_again_after_a_change()
    {
        var (book, now) = (WithOne(), Start);
        var pauses = new List<double>();
        for (var i = 0; i < 12; i++)
        {
            book = PayoutRules.Asked(book, 1, "lost", now);
            pauses.Add((book.Payouts[0].AskAt!.Value - now).TotalSeconds);
            now = book.Payouts[0].AskAt!.Value;
            PayoutRules.Due(book, now - TimeSpan.FromTicks(1)).Should().BeNull();
            PayoutRules.Due(book, now)!.Number.Should().Be(1);
        }
        pauses.Should().StartWith([10, 20, 40, 80]).And.EndWith([1800, 1800]).And.BeInAscendingOrder();
        book = PayoutRules.Take(book, 1, News(PayoutStatus.Processing), now).Book;
        book.Payouts[0].AskAt.Should().Be(now.AddSeconds(10));
        PayoutRules.Take(book, 1, News(PayoutStatus.Processing), now).Book.Payouts[0].AskAt.Should().Be(now.AddSeconds(20));
    }

    [Fact]
    public void The_provider_may_write_much_and_little_is_kept()
    {
        var much = new string('x', 1000);
        PayoutRules.Asked(WithOne(), 1, much, Start).Payouts[0].Word.Should().HaveLength(PayoutRules.WordLimit);
        PayoutRules.Take(WithOne(), 1, News(PayoutStatus.Failed, word: much), Start).Book.Payouts[0].Word.Should()
            .HaveLength(PayoutRules.WordLimit);
    }

    [Theory]
    [InlineData("pyo_11111111111111111111111111111111_1", true)]
    [InlineData("pyo_11111111111111111111111111111111_0", false)]
    [InlineData("pyo_11111111111111111111111111111111_-1", false)]
    [InlineData("pyo_11111111-1111-1111-1111-111111111111_1", false)]
    [InlineData("stw_11111111111111111111111111111111_1", false)]
    [InlineData("pyo_1_1", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_number_reads_back(string? text, bool isOne)
    {
        PayoutReference.TryParse(text, out var reference).Should().Be(isOne);
        if (isOne) reference.ToString().Should().Be(text);
    }

    [Fact]
    public void A_wish_is_the_same_whatever_zeros_its_amount_has()
    {
        Wish(10).IsSame(Wish(10.00m)).Should().BeTrue();
        Wish(10).IsSame(Wish(10) with { Address = "TOther123456" }).Should().BeFalse();
        Wish(10).IsSame(Wish(10) with { IsFeeIncluded = true }).Should().BeFalse();
    }
}
