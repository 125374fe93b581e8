using FsCheck;
using FsCheck.Fluent;
using Payments.Domain.Orders;
using Payments.Domain.Refunds;
using Payments.Domain.Sharing;
using Payments.Domain.Tests.Charges;
using Payments.Domain.Tests.Refunds;
using static Payments.Domain.Tests.Sharing.ShareSamples;

namespace Payments.Domain.Tests.Sharing;

/// <summary>What receivers give back of shares before a refund.</summary>
public sealed class ReturnedShareTests
{
    [Theory]
    [InlineData(null, "7", "3.5")]
    [InlineData("35", "3.5", "1.75")]
    [InlineData("0.01", "0.01", "0.01")]
    [InlineData("0.1", "0.01", "0.01")]
    [InlineData("10.01", "1.01", "0.51")]
    public void A_refund_takes_the_same_part_of_each_share_rounded_up(string? amount, string first, string second)
    {
        var order = Refunded(Shared(Rule("a", 10), Rule("b", 5)), "r", amount);
        order.ShareReturns.Select(back => back.Amount).Should().Equal(Number(first), Number(second));
        (order.Refunds[0].Shares, order.Refunds[0].Status).Should().Be((RefundShares.Asked, RefundStatus.Requested));

        var done = Return(order, ShareStatus.Succeeded);
        (done.Refunds[0].Shares, done.Refunds[0].AskAt).Should().Be((RefundShares.Done, Later), "the provider is asked next");
        done.Shares.Select(share => share.Returned).Should().Equal(Number(first), Number(second));
    }

    [Theory]
    [InlineData(1, 3, true, ReturnDecision.Done)]
    [InlineData(1, 3, false, ReturnDecision.Done)]
    [InlineData(1, 2, true, ReturnDecision.TooEarly)]
    [InlineData(0, 3, true, ReturnDecision.NotFound)]
    [InlineData(2, 3, true, ReturnDecision.NotFound)]
    public void A_person_ends_a_return_that_is_open_for_three_days(int number, int days, bool isReturned, ReturnDecision expected)
    {
        var order = Refunded(Shared(Rule("a", 10)), "r");
        var (outcome, next) = Decide(order, number, isReturned, days);
        outcome.Should().Be(expected);
        if (expected != ReturnDecision.Done)
        {
            next.Should().BeSameAs(order);
            return;
        }
        (next.ShareReturns[0].Word, next.Shares[0].Returned).Should().Be(("said by a person: seen there", isReturned ? 7m : 0m));
        (next.Refunds[0].Status, next.Refunds[0].Shares).Should().Be(isReturned
            ? (RefundStatus.Requested, RefundShares.Done)
            : (RefundStatus.Failed, RefundShares.Asked));
        Decide(next, number, isReturned, days).Outcome.Should().Be(ReturnDecision.AlreadyDone);
        Decide(next, number, !isReturned, days).Should().Be((ReturnDecision.Over, next));
        OrderRules.ApplyReturn(next, 1, new ShareNews(isReturned ? ShareStatus.Failed : ShareStatus.Succeeded), Later)
            .Should().BeSameAs(next, "what the provider says afterwards changes nothing");
    }

    [Fact]
    public void A_person_ends_no_return_that_is_a_part_of_its_refund_or_goes_by_the_installations_account()
    {
        var together = Refunded(Shared(Rule("a", 10)), "r", terms: Terms with { ReturnsWithRefund = true });
        Decide(together, 1, true, 3).Should().Be((ReturnDecision.EndsWithRefund, together));
        var order = Refunded(Shared(Rule("a", 10)), "r");
        var lent = order with { Charges = [.. order.Charges.Select(charge => charge with { Account = null })] };
        Decide(lent, 1, true, 3).Should().Be((ReturnDecision.NotOwnAccount, lent));
    }

    private static (ReturnDecision Outcome, Order Order) Decide(Order order, int number, bool isReturned, int days) =>
        OrderRules.DecideReturn(
            order, number, isReturned ? ShareStatus.Succeeded : ShareStatus.Failed, "seen there", Later.AddDays(days));

    [Fact]
    public void Refunds_in_parts_take_the_whole_share_and_no_more()
    {
        var order = Shared(Rule("a", 10));
        foreach (var (id, amount) in new[] { ("r-1", "0.01"), ("r-2", "33.33"), ("r-3", "36.66") })
            order = End(Return(Refunded(order, id, amount), ShareStatus.Succeeded), RefundStatus.Succeeded, order.Refunds.Count + 1);
        order.ShareReturns.Sum(back => back.Amount).Should().Be(7m);
        order.Refunds.Should().OnlyContain(refund => refund.Status == RefundStatus.Succeeded);
    }

    [Fact]
    public void A_receiver_who_does_not_give_back_fails_the_refund_and_what_others_gave_counts_for_the_next()
    {
        var order = Refunded(Shared(Rule("a", 10), Rule("b", 5)), "r-1");
        order = OrderRules.ApplyReturn(order, 1, new ShareNews(ShareStatus.Succeeded), Later);
        var waiting = OrderRules.AfterReturns(order, order.Refunds[0], Later);
        (waiting.Refunds[0].Status, waiting.Refunds[0].Asked).Should().Be((RefundStatus.Requested, 1), "the other one is not known");
        order = OrderRules.ApplyReturn(order, 2, new ShareNews(ShareStatus.Failed, null, "BALANCE_NOT_ENOUGH"), Later);
        order = OrderRules.AfterReturns(order, order.Refunds[0], Later);
        (order.Refunds[0].Status, order.Refunds[0].Word)
            .Should().Be((RefundStatus.Failed, "b did not give 3.5 CNY of its share back: BALANCE_NOT_ENOUGH"));

        order = Refunded(order, "r-2");
        order.ShareReturns.Where(back => back.Refund == 2).Select(back => (back.Share, back.Amount)).Should().Equal((2, 3.5m));
    }

    [Fact]
    public void While_shares_are_under_way_a_refund_waits_and_while_a_refund_is_nothing_is_shared()
    {
        var order = Planned(Rule("a", 10));
        order = RefundSamples.Ask(order, Refund("r")).Order;
        var waiting = OrderRules.PlanReturns(order, order.Refunds[0], Terms, Later);
        (waiting.Refunds[0].Shares, waiting.Refunds[0].AskAt > Later).Should().Be((RefundShares.Due, true));
        var told = Tell(waiting, Part(waiting.Shares[0], ShareStatus.Succeeded));
        OrderRules.PlanReturns(told, told.Refunds[0], Terms, Later).ShareReturns.Single().Amount.Should().Be(7m);

        var unshared = Refunded(Paid(), "r");
        (unshared.Refunds[0].Shares, unshared.ShareReturns.Count).Should().Be((RefundShares.Done, 0));
    }

    [Fact]
    public void What_cannot_be_given_back_is_refused_unless_the_merchant_pays_it()
    {
        var order = Shared(Rule("a", 10), Rule("p", amount: 2, kind: "PERSON"));
        var refused = RefundSamples.Ask(order, Refund("r"));
        (refused.Outcome, refused.Order, refused.Detail).Should().Be((RefundOutcome.SharesKept, order,
            "2 CNY were shared with a PERSON, who cannot give it back; true refunds from your own balance"));
        var kept = RefundSamples.Ask(order, Refund("r", keeps: true));
        (kept.Outcome, kept.Refund!.Shares).Should().Be((RefundOutcome.Created, RefundShares.None));
        RefundSamples.Ask(kept.Order, Refund("r")).Detail.Should().Be("is taken by a refund that differs in keep_shares");

        var lent = order with { Charges = [.. order.Charges.Select(charge => charge with { Account = null })] };
        RefundSamples.Ask(lent, Refund("r", keeps: true)).Should().Match<RefundDecision>(decision =>
            decision.Outcome == RefundOutcome.SharesKept && decision.Detail!.Contains("installation's account"));
    }

    [Fact]
    public void A_provider_that_takes_shares_back_with_the_refund_is_asked_once_and_both_end_together()
    {
        var terms = Terms with { ReturnsWithRefund = true };
        var order = Refunded(Shared(Rule("a", 10)), "r", "35", terms);
        (order.Refunds[0].Shares, order.ShareReturns[0].Status).Should().Be((RefundShares.Done, ShareStatus.Requested));
        var failed = End(order, RefundStatus.Failed);
        (failed.ShareReturns[0].Status, failed.Shares[0].Returned).Should().Be((ShareStatus.Failed, 0m));
        var done = End(order, RefundStatus.Succeeded);
        (done.ShareReturns[0].Status, done.Shares[0].Returned).Should().Be((ShareStatus.Succeeded, 3.5m));
    }

    /// <summary>
    /// Whatever is shared, refunded and told in whatever order: no more is shared than may be, no receiver gives back more than it got, no
    /// refund is made before its shares are back, and once all is refunded all of them are.
    /// </summary>
    [Fact]
    public void No_interleaving_shares_or_takes_back_too_much() => Prop.ForAll(
        Gen.Choose(0, 99_999).ListOf(40).ToArbitrary(), Gen.Choose(1, 3000).ToArbitrary(), (steps, percent) =>
        {
            var order = Paid();
            var rules = new[] { Rule("a", percent / 100m), Rule("b", amount: percent / 200m) };
            foreach (var step in steps)
            {
                order = Step(order, step, rules);
                order.Shares.Where(share => share.Status != ShareStatus.Failed).Sum(share => share.Amount)
                    .Should().BeLessThanOrEqualTo(21m);
                foreach (var share in order.Shares)
                {
                    var given = order.ShareReturns.Where(back => back.Share == share.Number && back.Status != ShareStatus.Failed)
                        .Sum(back => back.Amount);
                    given.Should().BeLessThanOrEqualTo(share.Status == ShareStatus.Succeeded ? share.Amount : 0);
                    share.Returned.Should().BeLessThanOrEqualTo(given);
                }
                Settled(order);
            }
        }).QuickCheckThrowOnFailure();

    /// <summary>What is back is at least the part of the shares that was refunded since they were given.</summary>
    private static void Settled(Order order)
    {
        foreach (var share in order.Shares.Where(share => share.Status == ShareStatus.Succeeded))
        {
            var refunded = order.Refunds
                .Where(refund => refund.Number > share.AfterRefunds && refund.Status is RefundStatus.Processing or RefundStatus.Succeeded)
                .Sum(refund => refund.Number > share.AfterRefunds ? refund.Amount : 0);
            share.Returned.Should().BeGreaterThanOrEqualTo(ShareRules.GoneOf(share, refunded));
        }
    }

    private static Order Step(Order order, int step, ShareRule[] rules)
    {
        var (what, which, money) = (step % 9, step / 9 % 5, (step / 9).ToString(System.Globalization.CultureInfo.InvariantCulture));
        switch (what)
        {
            case 0:
                return Plan(order, rules);
            case 1 or 2:
                var status = which > 2 ? ShareStatus.Failed : ShareStatus.Succeeded;
                return order.Shares.Count == 0 ? order : Tell(order, Part(order.Shares[which % order.Shares.Count], status));
            case 3 or 4:
                var amount = what == 3 ? null : $"{money[..Math.Min(2, money.Length)]}.5";
                return RefundSamples.Ask(order, Refund($"r-{step % 50}", amount)).Order;
            case 5:
                return order.ShareReturns.Count == 0 ? order : OrderRules.ApplyReturn(order, (which % order.ShareReturns.Count) + 1,
                    new ShareNews(which > 3 ? ShareStatus.Failed : ShareStatus.Succeeded), Later);
            default:
                return Advanced(order, which + 1, what);
        }
    }

    /// <summary>What the order's grain does about a refund: the provider is asked only for one whose shares are back.</summary>
    private static Order Advanced(Order order, int number, int what)
    {
        if (OrderRules.FindRefund(order, number) is not { IsOpen: true } refund) return order;
        return refund.Shares switch
        {
            RefundShares.Due => OrderRules.PlanReturns(order, refund, Terms, Later),
            RefundShares.Asked => OrderRules.AfterReturns(order, refund, Later),
            _ => OrderRules.ApplyRefund(order, ChargeSamples.Provider, RefundSamples.News(what switch
            {
                6 => RefundStatus.Failed,
                7 => RefundStatus.Processing,
                _ => RefundStatus.Succeeded,
            }, number), Later).Order,
        };
    }

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
