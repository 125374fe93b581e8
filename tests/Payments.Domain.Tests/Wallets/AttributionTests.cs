using System.Globalization;
using Payments.Domain.Identity;
using Payments.Domain.Wallets;
using static Payments.Domain.Tests.Orders.OrderSamples;

namespace Payments.Domain.Tests.Wallets;

/// <summary>
/// Whose a payment is, as a table. Orders are <c>name:units</c>, with <c>~tolerated</c>, <c>@sender</c>, <c>!</c> where one waits for
/// nothing; what lapsed orders asked is <c>name:units</c>, too. The verdict is the rule and the order, or the cause, whom it was meant for
/// in brackets, and the candidates.
/// </summary>
public sealed class AttributionTests
{
    [Theory]
    // A (10) lapses, B (5) waits, 10 comes: B is no stranger's, and A is named.
    [InlineData("b:500", "a:1000", 1000, "Late (a)")]
    // A (5) was asked and lapsed, B (10) waits: 5 is half of B, and A's all the same.
    [InlineData("b:1000", "a:500", 500, "Late (a)")]
    [InlineData("b:1000", "", 500, "Part b")]
    [InlineData("a:500 b:1000", "", 500, "ExactAmount a")]
    [InlineData("a:500 b:1000", "c:1000", 1000, "ExactAmount b")]
    // Who asked it last is named first, where several did.
    [InlineData("c:500", "a:1000 b:1000", 1000, "Late (b) b a")]
    public void An_amount_that_was_asked_is_whoevers_it_was_asked_of(string waiting, string asked, int units, string verdict) =>
        Judge(waiting, asked, units).Should().Be(verdict);

    [Theory]
    // Tolerance 2 %, orders of 100, 50 and 200 wait, 99 comes.
    [InlineData("a:10000~200 b:5000~100 c:20000~400", 9900, "Tolerance a")]
    [InlineData("a:10000~200 b:5000~100 c:20000~400", 9800, "Tolerance a")]
    [InlineData("a:10000~200 b:5000~100 c:20000~400", 4901, "Tolerance b")]
    [InlineData("a:10000~200 b:10050~201 c:20000~400", 9900, "SeveralFit a b")]
    [InlineData("a:10000~200! b:10050~201 c:20000~400", 9900, "Tolerance b")]
    // Below the window of a, 9,799 is at least half of a alone.
    [InlineData("a:10000~200 b:5000~100 c:20000~400", 9799, "Part a")]
    public void Tolerance_fits_the_one_order_whose_window_holds_the_amount(string waiting, int units, string verdict) =>
        Judge(waiting, "", units).Should().Be(verdict);

    [Theory]
    [InlineData("a:1000", 499, "NoneFits (a)")]
    [InlineData("a:1000", 500, "Part a")]
    [InlineData("a:1001", 500, "NoneFits (a)")]
    [InlineData("a:1000", 999, "Part a")]
    [InlineData("a:1000", 1001, "Excess a")]
    [InlineData("a:1000", 1100, "Excess a")]
    [InlineData("a:1000", 1101, "NoneFits (a)")]
    [InlineData("a:1009", 1109, "Excess a")]
    [InlineData("a:1009", 1110, "NoneFits (a)")]
    [InlineData("a:1000 b:1500", 900, "SeveralFit a b")]
    [InlineData("a:1000 b:2000", 900, "Part a")]
    // Half of b comes before a tenth above a.
    [InlineData("a:1000 b:2000", 1050, "Part b")]
    [InlineData("a:1000 b:1010", 1050, "SeveralFit a b")]
    [InlineData("a:1000 b:5000", 300, "NoneFits")]
    [InlineData("", 300, "NoneFits")]
    [InlineData("a:1000!", 900, "NoneFits")]
    [InlineData("a:1000! b:1200", 900, "Part b")]
    // Small amounts: a tenth of nine is nothing.
    [InlineData("a:9", 10, "NoneFits (a)")]
    [InlineData("a:10", 11, "Excess a")]
    public void What_nobody_asked_is_an_orders_only_where_one_alone_is_plausible(string waiting, int units, string verdict) =>
        Judge(waiting, "", units).Should().Be(verdict);

    [Theory]
    [InlineData("a:1000@0xf b:1100", 1050, "SameSender a")]
    [InlineData("a:1000@0xf b:1100@0xf", 900, "SeveralFit a b")]
    [InlineData("a:1000@0xf b:910~20", 900, "SameSender a")]
    [InlineData("a:1000@0xf b:910~20", 99, "NoneFits")]
    [InlineData("a:1000@0xf! b:910~20", 900, "Tolerance b")]
    [InlineData("a:1000@0xe b:910~20", 900, "Tolerance b")]
    public void The_sender_of_a_part_comes_first(string waiting, int units, string verdict) =>
        Judge(waiting, "", units).Should().Be(verdict);

    [Fact]
    public void An_order_that_changed_what_it_asks_still_has_what_it_asked_before()
    {
        var book = BookOf("a:400 b:1000");
        Text(book.Judge(Pay(1000), [])).Should().Be("ExactAmount b");
        Text(book.Judge(Pay(1100), [new AskedAmount(new OrderId("a"), Start)]))
            .Should().Be("AskedBefore a", "a takes money still, and asked just this before it was paid in part");
    }

    [Theory]
    [InlineData(-2, "BeforeOrder a")]
    [InlineData(89, "ExactAmount a")]
    [InlineData(91, "Late (a)")]
    public void What_is_older_than_the_order_or_too_late_is_nobodys_and_says_so(int minutes, string verdict) =>
        Text(BookOf("a:1000 b:1900").Judge(Pay(1000, after: TimeSpan.FromMinutes(minutes)), [])).Should().Be(verdict);

    [Fact]
    public void What_is_older_than_the_order_that_asks_it_now_is_the_lapsed_ones_that_asked_it_before() =>
        Text(BookOf("a:1000").Judge(Pay(1000, after: TimeSpan.FromMinutes(-2)), [new AskedAmount(new OrderId("z"), Start)]))
            .Should().Be("Late (z)");

    [Fact]
    public void Two_parts_that_come_at_once_leave_nothing_to_wait_for()
    {
        var book = BookOf("a:3000 b:9000");
        book.Match(Pay(1600, id: "1", from: "")).Should().Be((MatchRule.Part, new OrderId("a")));
        book.Match(Pay(1400, id: "2", from: "")).Should().Be((MatchRule.Tolerance, new OrderId("a")));
        book.Reserve(Entry("b2:3001"), new Nudge(10, 0), Start);
        book.Match(Pay(2500, id: "3", from: "")).Should().Be((MatchRule.Part, new OrderId("b2")), "a is paid");
    }

    [Fact]
    public void No_more_orders_are_named_than_may_be()
    {
        var orders = string.Join(' ', Enumerable.Range(0, 30).Select(number => $"o{number}:{1000 + number}"));
        BookOf(orders).Judge(Pay(990), []).Candidates.Should().HaveCount(Attribution.NamedLimit).And.OnlyHaveUniqueItems();
    }

    private static string Judge(string waiting, string asked, int units) => Text(BookOf(waiting).Judge(Pay((UInt128)units), Asked(asked)));

    private static AskedAmount[] Asked(string asked) =>
        [
            .. asked.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select((text, place) => new AskedAmount(new OrderId(text.Split(':')[0]), Start.AddMinutes(place))),
        ];

    private static AmountBook BookOf(string waiting)
    {
        var book = new AmountBook();
        foreach (var text in waiting.Split(' ', StringSplitOptions.RemoveEmptyEntries)) book.Add(Entry(text)).Should().BeTrue();
        return book;
    }

    private static BookEntry Entry(string text)
    {
        var parts = text.TrimEnd('!').Split(':', '~', '@');
        return new BookEntry
        {
            Order = new OrderId(parts[0]),
            Token = "USDT",
            Units = UInt128.Parse(parts[1], CultureInfo.InvariantCulture),
            Tolerated = text.Contains('~') ? UInt128.Parse(parts[2], CultureInfo.InvariantCulture) : 0,
            Senders = text.Contains('@') ? [parts[2]] : [],
            IsPaid = text.EndsWith('!'),
            Until = Start + Expiry + Grace,
            OpenedAt = Start,
        };
    }

    private static string Text(Verdict verdict) => string.Join(' ', [
        verdict.Cause is { } cause ? cause.ToString() : $"{verdict.Rule} {verdict.Order}",
        .. verdict.MeantFor is { } meant ? [$"({meant})"] : Array.Empty<string>(),
        .. verdict.Candidates.Select(order => order.Value)]);
}
