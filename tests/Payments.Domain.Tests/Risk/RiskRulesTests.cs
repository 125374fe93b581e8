using Payments.Domain.Risk;
using static Payments.Domain.Tests.Risk.RiskSamples;

namespace Payments.Domain.Tests.Risk;

/// <summary>Which rules take an order, and which of them decides.</summary>
public sealed class RiskRulesTests
{
    [Theory]
    // Scope: i of the installation, m of the merchant; then priority and outcome.
    [InlineData("", "allow", null, null)]
    [InlineData("m0review", "review", "0", null)]
    [InlineData("m0review m1block", "block", "1", null)]
    [InlineData("m0review m1review", "review", "0", null)]
    [InlineData("m0allow m1block", "allow", "0", "1")]
    [InlineData("m0block m0allow", "block", "0", null)]
    [InlineData("m1allow m0block", "block", "1", null)]
    [InlineData("m0review m1allow m2block", "review", "0", "2")]
    [InlineData("m0allow m1review m2block", "allow", "0", "2")]
    [InlineData("m0allow i5review", "review", "1", null)]
    [InlineData("i0allow m5block", "block", "1", null)]
    [InlineData("i0review m0review", "review", "0", null)]
    [InlineData("i0review m0block", "block", "1", null)]
    public void Reading_goes_by_priority_then_severity_and_ends_at_an_allow_rule(
        string taken, string outcome, string? reason, string? exempted)
    {
        var findings = taken.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select((text, place) => new RiskFinding(
                Rule(Enum.Parse<RiskOutcome>(text[2..], ignoreCase: true), id: $"{place}", priority: text[1] - '0'), text[0] == 'i', ""))
            .ToArray();
        var verdict = RiskRules.Decide(findings);
        (verdict.Outcome.ToString().ToLowerInvariant(), verdict.Reason?.Rule.Id, verdict.Exempted?.Rule.Id)
            .Should().Be((outcome, reason, exempted));
    }

    [Theory]
    [InlineData(99.99, "CNY", "100")]
    [InlineData(100, "CNY", null)]
    [InlineData(99.99, "USD", null)]
    public void An_amount_above_the_limit_in_the_rules_currency_is_taken(double limit, string currency, string? measured)
    {
        var rule = Rule(RiskOutcome.Review, limit: (decimal)limit, currency: currency);
        var taken = RiskRules.IsAbout(rule, Facts, null) ? RiskRules.Measured(rule, Facts, null) : null;
        taken.Should().Be(measured);
    }

    [Theory]
    [InlineData(RiskMeasure.Count, 3, null)]
    [InlineData(RiskMeasure.Count, 4, "4")]
    [InlineData(RiskMeasure.Sum, 300, "300")]
    public void Counts_and_sums_are_taken_above_the_limit(RiskMeasure measure, int held, string? measured) =>
        RiskRules.Measured(Rule(RiskOutcome.Block, measure, limit: 3, window: 3600), Facts, held).Should().Be(measured);

    [Theory]
    [InlineData(RiskSubject.Merchant, true)]
    [InlineData(RiskSubject.Payer, false)]
    [InlineData(RiskSubject.Network, false)]
    [InlineData(RiskSubject.Country, false)]
    [InlineData(RiskSubject.Coin, false)]
    [InlineData(RiskSubject.Address, false)]
    [InlineData(RiskSubject.Email, false)]
    public void What_is_not_known_is_taken_by_no_rule(RiskSubject subject, bool isTaken)
    {
        var bare = new RiskFacts { Merchant = "m", Currency = "CNY", Money = 1000 };
        RiskRules.IsAbout(Rule(RiskOutcome.Block, subject: subject), bare, null).Should().Be(isTaken);
        RiskRules.IsAbout(Rule(RiskOutcome.Block, subject: subject), Facts, null).Should().BeTrue();
    }

    [Theory]
    [InlineData(RiskSubject.Merchant, true, false, false)]
    [InlineData(RiskSubject.Network, true, false, false)]
    [InlineData(RiskSubject.Coin, true, true, false)]
    [InlineData(RiskSubject.Address, false, false, true)]
    public void Each_rule_is_judged_as_soon_as_its_subject_is_known(RiskSubject subject, bool creation, bool coin, bool payment)
    {
        var rule = Rule(RiskOutcome.Block, subject: subject);
        new[] { RiskStage.Creation, RiskStage.Coin, RiskStage.Payment }
            .Select(stage => RiskRules.IsJudgedAt(rule, stage, isCoinKnown: true)).Should().Equal(creation, coin, payment);
        RiskRules.IsJudgedAt(rule, RiskStage.Creation, isCoinKnown: false).Should().Be(creation && subject != RiskSubject.Coin);
    }

    [Fact]
    public void A_window_slides_in_slots_and_takes_back()
    {
        var window = new VelocityWindow(TimeSpan.FromHours(1));
        window.Add(1, Start).Should().Be(1);
        window.Add(1, Start + TimeSpan.FromMinutes(30)).Should().Be(2);
        window.Add(1, Start + TimeSpan.FromMinutes(60)).Should().Be(3, "the first is in the slot that is half within");
        window.Add(0, Start + TimeSpan.FromMinutes(62)).Should().Be(2);
        window.Add(-1, Start + TimeSpan.FromMinutes(62)).Should().Be(1);
        window.EndsAt.Should().Be(Start + TimeSpan.FromMinutes(123));

        var stored = new VelocityWindow(TimeSpan.FromHours(1));
        foreach (var (slot, sum) in window.Held) stored.Restore(slot, sum);
        stored.Add(0, Start + TimeSpan.FromMinutes(90)).Should().Be(window.Add(0, Start + TimeSpan.FromMinutes(90)));
    }
}
