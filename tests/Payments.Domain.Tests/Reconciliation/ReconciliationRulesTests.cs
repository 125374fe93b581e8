using Payments.Domain.Reconciliation;
using static Payments.Domain.Tests.Reconciliation.Entries;

namespace Payments.Domain.Tests.Reconciliation;

/// <summary>A line beside an entry, and two streams beside each other.</summary>
public sealed class ReconciliationRulesTests
{
    private static readonly FeeAgreement Agreed = new(0.6m);

    [Theory]
    [InlineData("70", "CNY", true, "0.42", null)]
    [InlineData("70", "CNY", true, null, null)]
    [InlineData("70", "CNY", true, "0.43", null)]
    [InlineData("70", "CNY", true, "0.41", null)]
    [InlineData("70", "CNY", true, "0.44", DifferenceKind.Fee)]
    [InlineData("70", "CNY", true, "0", DifferenceKind.Fee)]
    [InlineData("70", "CNY", false, "9", DifferenceKind.OtherState)]
    [InlineData("70.01", "CNY", false, "9", DifferenceKind.OtherAmount)]
    [InlineData("69.99", "CNY", true, "0.42", DifferenceKind.OtherAmount)]
    [InlineData("69", "USD", false, "9", DifferenceKind.OtherCurrency)]
    public void One_difference_is_told_the_first_of_the_ladder(
        string amount, string currency, bool isPaid, string? fee, DifferenceKind? expected)
    {
        var theirs = Theirs(1, Number(amount), isPaid) with { Currency = currency, Fee = fee is null ? null : Number(fee) };
        ReconciliationRules.Judge(theirs, Ours(1), Agreed).Should().Be(expected);
    }

    [Theory]
    [InlineData("0", true)]
    [InlineData("70", true)]
    [InlineData("70.01", false)]
    [InlineData("-0.01", false)]
    public void Without_an_agreement_only_an_impossible_fee_is_a_difference(string fee, bool isAllowed) =>
        FeeAgreement.Unknown.Allows(Number(fee), 70m).Should().Be(isAllowed);

    [Fact]
    public void A_refunds_fee_is_not_looked_at_and_an_unpaid_line_has_none()
    {
        var refund = Theirs(1, kind: EntryKind.Refund) with { Fee = -0.42m };
        ReconciliationRules.Judge(refund, Ours(1) with { Key = refund.Key }, Agreed).Should().BeNull();
        ReconciliationRules.Judge(Theirs(1, isPaid: false) with { Fee = 9m }, Ours(1, isPaid: false), Agreed).Should().BeNull();
    }

    [Fact]
    public void Both_streams_come_out_whole_each_line_and_each_entry_once()
    {
        StatementEntry[] lines = [Theirs(1), Theirs(3), Theirs(3) with { Number = "again" }, Theirs(5)];
        var pairs = ReconciliationRules.Pair(lines, [Ours(2), Ours(3), Ours(6)]);
        pairs.Select(pair => (pair.Theirs?.Number, pair.Ours?.Key.Reference, pair.IsAgain)).Should().Equal(
            ("n1", null, false), (null, Reference(2), false), ("n3", Reference(3), false), ("again", null, true), ("n5", null, false),
            (null, Reference(6), false));
    }

    [Fact]
    public void A_payment_and_its_refund_under_one_number_are_two_entries()
    {
        var pairs = ReconciliationRules.Pair([Theirs(1), Theirs(1, 30m, kind: EntryKind.Refund)], [Ours(1)]).ToArray();
        pairs.Select(pair => (pair.Theirs!.Key.Kind, pair.Ours is not null, pair.IsAgain)).Should().Equal(
            (EntryKind.Payment, true, false), (EntryKind.Refund, false, false));
    }

    [Fact]
    public void Streams_that_are_not_sorted_are_refused()
    {
        Paired([Theirs(2), Theirs(1)], []).Should().Throw<InvalidOperationException>();
        Paired([], [Ours(2), Ours(1)]).Should().Throw<InvalidOperationException>();
        Paired([], [Ours(1), Ours(1)]).Should().Throw<InvalidOperationException>();
        ReconciliationRules.Pair([], []).Should().BeEmpty();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(2026)]
    public void Whatever_is_planted_is_found_and_nothing_else(int seed)
    {
        var random = new Random(seed);
        var (theirs, ours) = (new List<StatementEntry>(), new List<OwnEntry>());
        var planted = new HashSet<(EntryKey, DifferenceKind)>();
        for (var number = 1; number <= 3000; number++)
        {
            var amount = random.Next(1, 10_000_000) / 100m;
            var (line, entry) = (Theirs(number, amount) with { Fee = Math.Round(amount * 0.006m, 2) }, Ours(number, amount));
            var fault = random.Next(50) switch
            {
                0 => DifferenceKind.MissingHere,
                1 => DifferenceKind.MissingThere,
                2 => DifferenceKind.OtherAmount,
                3 => DifferenceKind.OtherCurrency,
                4 => DifferenceKind.OtherState,
                5 => DifferenceKind.Fee,
                6 => DifferenceKind.Duplicate,
                _ => (DifferenceKind?)null,
            };
            if (fault is { } kind) planted.Add((line.Key, kind));
            if (fault == DifferenceKind.OtherAmount) line = line with { Amount = amount + 0.01m };
            if (fault == DifferenceKind.OtherCurrency) line = line with { Currency = "USD" };
            if (fault == DifferenceKind.OtherState) entry = entry with { IsPaid = false };
            if (fault == DifferenceKind.Fee) line = line with { Fee = line.Fee + 0.02m };
            if (fault != DifferenceKind.MissingThere) theirs.Add(line);
            if (fault == DifferenceKind.Duplicate) theirs.Add(line with { Number = "again" });
            if (fault != DifferenceKind.MissingHere) ours.Add(entry);
        }
        planted.Count.Should().BeGreaterThan(200);

        var found = new List<(EntryKey, DifferenceKind)>();
        foreach (var (line, entry, isAgain) in ReconciliationRules.Pair(theirs.OrderBy(one => one.Key), ours.OrderBy(one => one.Key)))
        {
            DifferenceKind? kind = (line, entry, isAgain) switch
            {
                ({ }, _, true) => DifferenceKind.Duplicate,
                ({ }, { }, _) => ReconciliationRules.Judge(line, entry, Agreed),
                ({ }, null, _) => DifferenceKind.MissingHere,
                _ => DifferenceKind.MissingThere,
            };
            if (kind is { } told) found.Add(((line?.Key ?? entry?.Key)!.Value, told));
        }

        found.Should().OnlyHaveUniqueItems().And.BeEquivalentTo(planted);
    }

    [Theory]
    [InlineData(0, 0, 0, true)]
    [InlineData(0, 3, 0, false)]
    [InlineData(0, 3, 11, false)]
    [InlineData(0, 3, 12, true)]
    [InlineData(1, 3, 0, true)]
    public void An_empty_statement_is_doubted_for_half_a_day_while_there_is_money_here(long lines, long paid, int hours, bool isBelieved)
    {
        var calendar = new StatementCalendar(TimeSpan.FromHours(8), TimeSpan.FromHours(10), StatementBasis.Paid);
        var day = new DateOnly(2026, 3, 1);
        var now = new DateTimeOffset(2026, 3, 2, 10, 0, 0, TimeSpan.FromHours(8)).AddHours(hours);
        ReconciliationRules.IsBelieved(lines, paid, day, calendar, now).Should().Be(isBelieved);
    }

    [Theory]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaab_1", null, true)]
    [InlineData("R20260301", "aaaaaaaaaaaaaaaaaaaaaaaaab_1", true)]
    [InlineData("shop-77", null, false)]
    [InlineData("shop-77", "shop-76", false)]
    public void Numbers_of_other_systems_are_no_concern(string reference, string? payment, bool isOurs) =>
        (Theirs(1) with { Key = new EntryKey(reference, EntryKind.Payment), Payment = payment }).IsOurs.Should().Be(isOurs);

    [Fact]
    public void Every_kind_has_a_word_of_its_own() =>
        Enum.GetValues<DifferenceKind>().Select(kind => kind.Word()).Should().OnlyHaveUniqueItems().And.BeEquivalentTo(
            "missing_here", "missing_there", "other_currency", "other_amount", "other_state", "fee", "duplicate", "other_day");

    private static Func<EntryPair[]> Paired(StatementEntry[] theirs, OwnEntry[] ours) => () => [.. ReconciliationRules.Pair(theirs, ours)];

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
