using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Risk;
using Payments.Storage.Risk;

namespace Payments.Grains.Tests.Risk;

/// <summary>Orders that are held for a person, and what becomes of their money.</summary>
public sealed class ReviewedOrderTests : RiskHost
{
    [Fact]
    public async Task What_is_paid_under_review_completes_with_the_approval_and_is_told_once_whatever_dies_between()
    {
        var wallet = await AddWalletAsync(ChainId.Bsc);
        await AddRuleAsync(Rule(RiskOutcome.Review));
        var order = (await CreateAsync("held", wallet)).Order!;
        (await ReviewAsync("held")).Should().Be(ReviewState.Open);
        await Dispatcher.DispatchAsync([Pay(order.Quote!, 100, 10, "0x1")], 10);

        await DieAndStartAsync(GrainHost.Keys(1));
        var held = await ReadAsync("held");
        (held.Status, PaymentFacts.Of(held)!.IsPaid, (await CallbacksAsync("held")).Count).Should().Be((OrderStatus.Detected, true, 0));
        (await Host.Get<ReviewQueue>().PageAsync(Id, null, 10)).Items.Should().ContainSingle().Which.Number.Should().Be("held");
        (await Host.Get<ReviewQueue>().CountAsync()).Should().Be((1L, held.Risk!.OpenSince));

        (await Grain("held").ApproveAsync(Reason, isOperator: false)).Should().Be(ReviewOutcome.Done);
        (await Grain("held").ApproveAsync("again", isOperator: false)).Should().Be(ReviewOutcome.AlreadyDone);
        await RestartAsync(GrainHost.Keys(1));
        await Grain("held").WakeAsync();
        (await ReadAsync("held")).Status.Should().Be(OrderStatus.Completed);
        (await CallbacksAsync("held")).Should().ContainSingle();
        (await Host.Get<ReviewQueue>().CountAsync()).Open.Should().Be(0);
        (await DecisionsAsync()).Select(row => string.Join('|', row.Stage, row.Outcome, row.Measured, row.RuleLimit, row.Note))
            .Should().BeEquivalentTo("creation|review|70|50|", $"review|allow|||{Reason}");
    }

    [Fact]
    public async Task A_refusal_gives_nothing_away_and_what_comes_later_is_unmatched()
    {
        var wallet = await AddWalletAsync(ChainId.Bsc);
        await AddRuleAsync(Rule(RiskOutcome.Review));
        var order = (await CreateAsync("no", wallet)).Order!;
        await Dispatcher.DispatchAsync([Pay(order.Quote!, 100, 10, "0x1")], 10);
        (await Grain("no").RefuseReviewedAsync(Reason, isOperator: false)).Should().Be(ReviewOutcome.Done);

        var refused = await ReadAsync("no");
        (refused.Status, refused.Transfers.Count, refused.Manual!.Reason, refused.CompletedAt).Should()
            .Be((OrderStatus.Closed, 1, Reason, null));
        await Dispatcher.DispatchAsync([Pay(order.Quote!, 100, 11, "0x2")], 11);
        (await UnmatchedAsync()).Should().ContainSingle();
        (await CallbacksAsync("no")).Should().BeEmpty();
    }

    [Fact]
    public async Task Of_an_approval_and_a_refusal_at_once_one_counts()
    {
        var wallet = await AddWalletAsync(ChainId.Bsc);
        await AddRuleAsync(Rule(RiskOutcome.Review));
        var order = (await CreateAsync("race", wallet)).Order!;
        await Dispatcher.DispatchAsync([Pay(order.Quote!, 100, 10, "0x1")], 10);

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(number => number % 2 == 0
            ? Grain("race").ApproveAsync(Reason, isOperator: false)
            : Grain("race").RefuseReviewedAsync(Reason, isOperator: true)));
        answers.Count(answer => answer == ReviewOutcome.Done).Should().Be(1);
        answers.Should().BeSubsetOf([ReviewOutcome.Done, ReviewOutcome.AlreadyDone, ReviewOutcome.DecidedOtherwise]);
        var after = await ReadAsync("race");
        (after.Status == OrderStatus.Completed).Should().Be(OrderRules.ReviewOf(after) == ReviewState.Approved);
        (await CallbacksAsync("race")).Count.Should().Be(after.Status == OrderStatus.Completed ? 1 : 0);
    }

    [Fact]
    public async Task A_sender_on_a_list_holds_the_order_before_it_completes_and_only_an_operator_frees_what_the_installation_holds()
    {
        var wallet = await AddWalletAsync(ChainId.Bsc);
        await AddListAsync("bad", RiskSubject.Address, "0xbad");
        await AddRuleAsync(Rule(RiskOutcome.Block, RiskMeasure.Member, RiskSubject.Address, list: "bad"));
        var (clean, dirty) = ((await CreateAsync("clean", wallet)).Order!, (await CreateAsync("dirty", wallet)).Order!);
        await Dispatcher.DispatchAsync(
            [Pay(clean.Quote!, 100, 10, "0x1", from: "0xgood"), Pay(dirty.Quote!, 100, 10, "0x2", from: "0xbad")], 10);
        ((await ReadAsync("clean")).Status, (await ReadAsync("dirty")).Status).Should().Be((OrderStatus.Completed, OrderStatus.Detected));
        (await ReviewAsync("dirty")).Should().Be(ReviewState.Open);

        await AddRuleAsync(Rule(RiskOutcome.Review, id: "i1"), isInstallation: true);
        await CreateAsync("common", wallet);
        (await Grain("common").ApproveAsync(Reason, isOperator: false)).Should().Be(ReviewOutcome.OperatorsOnly);
        (await Grain("common").ApproveAsync(Reason, isOperator: true)).Should().Be(ReviewOutcome.Done);
        (await Grain("clean").ApproveAsync(Reason, isOperator: true)).Should().Be(ReviewOutcome.NotReviewed);
        (await Grain("none").ApproveAsync(Reason, isOperator: true)).Should().Be(ReviewOutcome.NotFound);
    }
}
