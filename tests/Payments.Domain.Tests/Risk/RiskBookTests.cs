using Payments.Domain.Risk;
using static Payments.Domain.Tests.Risk.RiskSamples;

namespace Payments.Domain.Tests.Risk;

/// <summary>What rules need, and what may happen to a book of them.</summary>
public sealed class RiskBookTests
{
    private static readonly RiskList Countries = new() { Id = "l", Name = "list", Subject = RiskSubject.Country, UpdatedAt = Start };

    [Theory]
    [InlineData(RiskMeasure.Amount, "CNY", 1.0, null, null, null)]
    [InlineData(RiskMeasure.Amount, null, 1.0, null, null, "currency")]
    [InlineData(RiskMeasure.Amount, "CNY", null, null, null, "limit")]
    [InlineData(RiskMeasure.Amount, "CNY", 1.0, 3600, null, "window")]
    [InlineData(RiskMeasure.Count, null, 5.0, 60, null, null)]
    [InlineData(RiskMeasure.Count, null, 5.0, 59, null, "window")]
    [InlineData(RiskMeasure.Count, null, 5.0, null, null, "window")]
    [InlineData(RiskMeasure.Count, "CNY", 5.0, 60, null, "currency")]
    [InlineData(RiskMeasure.Count, null, 1.5, 60, null, "limit")]
    [InlineData(RiskMeasure.Sum, "CNY", 1.5, 7_776_000, null, null)]
    [InlineData(RiskMeasure.Sum, "CNY", 1.5, 7_776_001, null, "window")]
    [InlineData(RiskMeasure.Sum, null, 1.5, 60, null, "currency")]
    [InlineData(RiskMeasure.Member, null, null, null, "l", null)]
    [InlineData(RiskMeasure.Member, null, null, null, null, "list")]
    [InlineData(RiskMeasure.Member, null, 1.0, null, "l", "measure")]
    public void A_rule_has_what_its_measure_needs(
        RiskMeasure measure, string? currency, double? limit, int? window, string? list, string? fault) =>
        RiskRuleCheck.Fault(Rule(
            RiskOutcome.Review, measure, limit: (decimal?)limit, currency: currency, window: window, list: list))?.Field.Should().Be(fault);

    [Fact]
    public void Rules_name_lists_of_their_own_subject_which_stay_while_they_are_named()
    {
        var (_, book) = RiskBookRules.Apply(null, new RiskChange { List = Countries });
        var rule = Rule(RiskOutcome.Block, RiskMeasure.Member, RiskSubject.Country, limit: null, currency: null, list: "l");

        Outcome(book, new RiskChange { Rule = rule with { List = "other" } }).Should().Be(RiskChangeOutcome.UnknownList);
        Outcome(book, new RiskChange { Rule = rule with { Subject = RiskSubject.Coin } }).Should().Be(RiskChangeOutcome.OtherSubject);
        Outcome(book, new RiskChange { Rule = rule, IsKnown = true }).Should().Be(RiskChangeOutcome.NotFound);
        var (saved, withRule) = RiskBookRules.Apply(book, new RiskChange { Rule = rule });
        (saved, withRule.Rules.Count).Should().Be((RiskChangeOutcome.Saved, 1));
        Outcome(withRule, new RiskChange { RemovedList = "l" }).Should().Be(RiskChangeOutcome.ListInUse);
        Outcome(withRule, new RiskChange { RemovedRule = "r" }).Should().Be(RiskChangeOutcome.Saved);
        Outcome(withRule, new RiskChange { RemovedRule = "q" }).Should().Be(RiskChangeOutcome.NotFound);
        Outcome(book, new RiskChange { RemovedList = "l" }).Should().Be(RiskChangeOutcome.Saved);
    }

    [Fact]
    public void A_list_turns_only_from_the_edition_that_its_next_one_was_made_from()
    {
        var (_, book) = RiskBookRules.Apply(null, new RiskChange { List = Countries });
        var next = new RiskChange { List = Countries with { Edition = 5 }, IsKnown = true, FromEdition = 0 };
        var (_, written) = RiskBookRules.Apply(book, next);
        written.Lists[0].Edition.Should().Be(5);
        Outcome(written, next).Should().Be(RiskChangeOutcome.ListChanged);
    }

    [Fact]
    public void There_are_so_many_rules_and_lists_and_no_more()
    {
        var full = new RiskBook
        {
            Rules = [.. Enumerable.Range(0, RiskBookRules.MaxRules).Select(number => Rule(RiskOutcome.Block, id: $"{number}"))],
            Lists = [.. Enumerable.Range(0, RiskBookRules.MaxLists).Select(number => Countries with { Id = $"{number}" })],
        };
        Outcome(full, new RiskChange { Rule = Rule(RiskOutcome.Block, id: "x") }).Should().Be(RiskChangeOutcome.TooMany);
        Outcome(full, new RiskChange { List = Countries }).Should().Be(RiskChangeOutcome.TooMany);
        Outcome(full, new RiskChange { Rule = Rule(RiskOutcome.Review, id: "1"), IsKnown = true }).Should().Be(RiskChangeOutcome.Saved);
    }

    private static RiskChangeOutcome Outcome(RiskBook book, RiskChange change) => RiskBookRules.Apply(book, change).Outcome;
}
