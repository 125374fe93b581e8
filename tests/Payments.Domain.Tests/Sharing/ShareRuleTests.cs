using Payments.Domain.Sharing;
using static Payments.Domain.Tests.Sharing.ShareSamples;

namespace Payments.Domain.Tests.Sharing;

/// <summary>Which rules of sharing can be followed, and which fit beside others.</summary>
public sealed class ShareRuleTests
{
    public static TheoryData<string, ShareRule, string?> Rules => new()
    {
        { "a percentage", Rule("a", 30), null },
        { "an amount", Rule("a", amount: 0.01m), null },
        { "neither", Rule("a"), "percent" },
        { "both", Rule("a", 5, 1), "amount" },
        { "nothing", Rule("a", 0), "percent" },
        { "above the provider's limit", Rule("a", 30.01m), "percent" },
        { "no amount", Rule("a", amount: 0), "amount" },
        { "an unknown kind", Rule("a", 5, kind: "BANK"), "receiver_type" },
        { "no relation", Rule("a", 5) with { Relation = null }, "relation" },
        { "an unknown relation", Rule("a", 5) with { Relation = "AUNT" }, "relation" },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_rule_that_cannot_be_followed_says_by_which_field(string what, ShareRule rule, string? field) =>
        ShareRuleCheck.Fault(rule, Terms)?.Field.Should().Be(field, what);

    [Fact]
    public void Without_relations_at_the_provider_a_rule_names_none()
    {
        var bare = Terms with { Relations = [] };
        ShareRuleCheck.Fault(Rule("a", 5), bare)?.Field.Should().Be("relation");
        ShareRuleCheck.Fault(Rule("a", 5) with { Relation = null }, bare).Should().BeNull();
    }

    public static TheoryData<string, ShareRule, bool, ShareRuleOutcome> Changes => new()
    {
        { "up to the limit", Rule("c", 10), false, ShareRuleOutcome.Saved },
        { "an amount beside percentages", Rule("c", amount: 500), false, ShareRuleOutcome.Saved },
        { "above the limit", Rule("c", 10.01m), false, ShareRuleOutcome.TooMuch },
        { "above the limit, and off", Rule("c", 30) with { IsEnabled = false }, false, ShareRuleOutcome.Saved },
        { "at another provider", Rule("c", 30) with { Provider = "other" }, false, ShareRuleOutcome.Saved },
        { "the same receiver", Rule("a", 1) with { Id = "x" }, false, ShareRuleOutcome.ReceiverTaken },
        { "changed", Rule("a", 20), true, ShareRuleOutcome.Saved },
        { "changed above the limit", Rule("a", 21), true, ShareRuleOutcome.TooMuch },
        { "changed to another receiver", Rule("c", 5) with { Id = "rule-a" }, true, ShareRuleOutcome.FixedFields },
        { "not there", Rule("c", 5), true, ShareRuleOutcome.NotFound },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Rules_together_stay_within_what_the_provider_allows(string what, ShareRule rule, bool isKnown, ShareRuleOutcome outcome)
    {
        ShareRule[] rules = [Rule("a", 10), Rule("b", 10)];
        var (found, next) = ShareRuleRules.Put(rules, rule, isKnown, Terms);
        found.Should().Be(outcome, what);
        if (outcome != ShareRuleOutcome.Saved) next.Should().BeSameAs(rules);
        else next.Should().Contain(rule).And.HaveCount(isKnown ? 2 : 3);
    }

    [Fact]
    public void A_payment_has_so_many_receivers_and_a_merchant_so_many_rules()
    {
        IReadOnlyList<ShareRule> rules = [Rule("a", 1), Rule("b", 1), Rule("c", 1)];
        ShareRuleRules.Put(rules, Rule("d", 1), false, Terms).Outcome.Should().Be(ShareRuleOutcome.TooManyReceivers);
        for (var i = rules.Count; i < ShareRuleRules.MaxRules; i++)
            rules = ShareRuleRules.Put(rules, Rule($"r{i}", 1) with { IsEnabled = false }, false, Terms).Rules;
        ShareRuleRules.Put(rules, Rule("x", 1) with { IsEnabled = false }, false, Terms).Outcome.Should().Be(ShareRuleOutcome.TooMany);
        ShareRuleRules.Remove(rules, "rule-a").Rules.Should().HaveCount(ShareRuleRules.MaxRules - 1);
        ShareRuleRules.Remove(rules, "none").Outcome.Should().Be(ShareRuleOutcome.NotFound);
    }
}
