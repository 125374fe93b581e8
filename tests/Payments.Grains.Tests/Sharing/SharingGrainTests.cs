using Payments.Contracts.Merchants;
using Payments.Contracts.Refunds;
using Payments.Contracts.Sharing;
using Payments.Domain.Orders;
using Payments.Domain.Refunds;
using Payments.Domain.Sharing;
using Payments.Grains.Tests.Refunds;
using Payments.Providers.Common;
using Payments.Storage.Queries;
using Payments.Testing.Silo;

namespace Payments.Grains.Tests.Sharing;

/// <summary>Payments of 70 CNY that are shared by a merchant's rules.</summary>
public sealed class SharingGrainTests : RefundHost
{
    private static readonly TimeSpan Wait = TimeSpan.FromMinutes(1) + ShareRules.Margin;

    [Fact]
    public async Task A_payment_is_shared_after_the_wait_by_one_number_and_the_rest_is_released()
    {
        await RuleAsync("a", 10);
        await RuleAsync("b", null, 2);
        var order = await PaidAsync("n");
        Toy.Created!.IsShared.Should().BeTrue();
        await PassAsync(Wait - TimeSpan.FromSeconds(1), "n");
        (await ReadAsync("n")).Shares.Should().BeEmpty();

        await PassAsync(TimeSpan.FromSeconds(1), "n");
        var shared = await ReadAsync("n");
        shared.Shares.Select(share => (share.Account, share.Amount, share.Status, share.ProviderId))
            .Should().Equal(("a", 7m, ShareStatus.Succeeded, "d-a"), ("b", 2m, ShareStatus.Succeeded, "d-b"));
        (SharingOf(shared).Stage, shared.WakeAt, shared.Status).Should().Be((SharingStage.Over, null, OrderStatus.Completed));
        Toy.Freed.Should().Equal(order.Charges[0].Reference);
        Toy.Calls.Count(call => call.StartsWith("share ", StringComparison.Ordinal)).Should().Be(1);
        (await Host.Get<ShareQueries>().ListAsync(Owner, ShareStatus.Succeeded, null, 10)).Items
            .Select(row => (row.Order, row.Share)).Should().BeEquivalentTo(shared.Shares.Select(share => (order.Id, share)));
    }

    [Fact]
    public async Task Without_a_rule_nothing_is_held_back_and_one_that_is_off_counts_for_none()
    {
        await RuleAsync("a", 10, isEnabled: false);
        var order = await PaidAsync("n");
        (Toy.Created!.IsShared, order.Charges[0].Sharing, order.WakeAt).Should().Be((false, null, null));
    }

    [Fact]
    public async Task What_the_provider_does_not_answer_is_asked_for_again_by_the_same_number_and_a_late_refusal_proves_nothing()
    {
        await RuleAsync("a", 10);
        await PaidAsync("n");
        for (var i = 0; i < 2; i++) Toy.NextShare.Enqueue(() => Unanswered);
        await PassAsync(Wait, "n");
        await PassAsync(TimeSpan.FromSeconds(16), "n");
        var waiting = await ReadAsync("n");
        (waiting.Shares[0].Status, SharingOf(waiting).Word).Should().Be((ShareStatus.Requested, "no answer"));
        (await Host.Get<ShareQueries>().OldestOpenAsync()).Should().NotBeNull();

        Toy.NextShare.Enqueue(() => new ShareAnswer(ProviderOutcome.Refused, null, null, "it was shared before"));
        await PassAsync(TimeSpan.FromMinutes(1), "n");
        (await ReadAsync("n")).Shares[0].Status.Should().Be(ShareStatus.Succeeded, "the provider knows the number");
        Toy.Calls.Where(call => call.StartsWith("share ", StringComparison.Ordinal)).Distinct().Should().ContainSingle();
        Toy.Shares.Should().ContainSingle();
    }

    [Fact]
    public async Task A_refusal_fails_the_shares_says_why_and_the_money_is_released()
    {
        await RuleAsync("a", 10);
        var order = await PaidAsync("n");
        Toy.NextShare.Enqueue(() => new ShareAnswer(ProviderOutcome.Refused, null, null, "RULELIMIT"));
        await PassAsync(Wait, "n");
        var refused = await ReadAsync("n");
        (refused.Shares[0].Status, refused.Shares[0].Word, SharingOf(refused).Stage)
            .Should().Be((ShareStatus.Failed, "RULELIMIT", SharingStage.Over));
        Toy.Freed.Should().Equal(order.Charges[0].Reference);
    }

    [Fact]
    public async Task Each_receivers_result_is_its_own()
    {
        await RuleAsync("a", 10);
        await RuleAsync("b", 5);
        await PaidAsync("n");
        Toy.Receivers.TryRemove("a", out _);
        await PassAsync(Wait, "n");
        (await ReadAsync("n")).Shares.Select(share => (share.Status, share.Word))
            .Should().Equal((ShareStatus.Failed, "NO_RELATION"), (ShareStatus.Succeeded, null));
    }

    [Fact]
    public async Task A_process_that_dies_between_the_call_and_the_write_shares_once()
    {
        await RuleAsync("a", 10);
        await PaidAsync("n");
        Toy.NextShare.Enqueue(() =>
        {
            Host.Storage.FailNextWrite = new InvalidOperationException("the disk is gone");
            return new ShareAnswer(ProviderOutcome.Done, ShareState.Processing, null, null);
        });
        await FluentActions.Awaiting(() => PassAsync(Wait, "n")).Should().ThrowAsync<Exception>();
        Toy.Shares.Should().ContainSingle("the provider had done it");
        await DieAndStartAsync(GrainHost.Keys(1));
        (await ReadAsync("n")).Shares[0].Status.Should().Be(ShareStatus.Requested);

        await PassAsync(TimeSpan.FromSeconds(1), "n");
        (await ReadAsync("n")).Shares.Select(share => share.Status).Should().Equal(ShareStatus.Succeeded);
        Toy.Calls.Where(call => call.StartsWith("share ", StringComparison.Ordinal)).Distinct().Should().ContainSingle();
        Toy.Shares.Should().ContainSingle();
    }

    [Fact]
    public async Task A_refund_takes_shares_back_first_and_is_made_only_then()
    {
        await RuleAsync("a", 10);
        await PaidAsync("n");
        await PassAsync(Wait, "n");
        Toy.NextShare.Enqueue(() => Unanswered);
        (await RefundAsync("n", amount: "35")).Refund!
            .Should().Match<Refund>(refund => refund.Status == RefundStatus.Requested && refund.Word == "no answer");
        Toy.Refunds.Should().BeEmpty();

        await PassAsync(TimeSpan.FromSeconds(16), "n");
        var order = await ReadAsync("n");
        (order.Refunds[0].Status, order.Shares[0].Returned, order.ShareReturns[0].Status)
            .Should().Be((RefundStatus.Succeeded, 3.5m, ShareStatus.Succeeded));
        Toy.Returns.Values.Should().Equal((ShareState.Done, "a", 3.5m));
        Toy.Refunds.Values.Should().Equal((RefundState.Done, 35m));
        (await RefundAsync("n", "r-2")).Refund!.Status.Should().Be(RefundStatus.Succeeded);
        Toy.Returns.Values.Sum(back => back.Amount).Should().Be(7m);
    }

    [Theory]
    [InlineData(true, RefundStatus.Succeeded, 7)]
    [InlineData(false, RefundStatus.Failed, 0)]
    public async Task A_return_that_never_ends_is_ended_by_a_person_and_its_refund_follows(bool isReturned, RefundStatus end, int returned)
    {
        await RuleAsync("a", 10);
        await PaidAsync("n");
        await PassAsync(Wait, "n");
        for (var i = 0; i < 100; i++)
            Toy.NextShare.Enqueue(() => new ShareAnswer(ProviderOutcome.Done, ShareState.Processing, null, "PROCESSING"));
        (await RefundAsync("n")).Refund!.Status.Should().Be(RefundStatus.Requested);
        var command = new DecideReturn { Number = 1, IsReturned = isReturned, Reason = "seen there" };
        (await Grain("n").DecideReturnAsync(command)).Should().Be(ReturnDecision.TooEarly);

        await PassAsync(ShareRules.ReturnPatience, "n");
        Toy.Refunds.Should().BeEmpty("the provider did not say how the return ended");
        var audit = (await ReadAsync("n")).Audit;
        (await Grain("n").DecideReturnAsync(command)).Should().Be(ReturnDecision.Done);
        (await Grain("n").DecideReturnAsync(command)).Should().Be(ReturnDecision.AlreadyDone);
        (await Grain("n").DecideReturnAsync(command with { IsReturned = !isReturned })).Should().Be(ReturnDecision.Over);
        var order = await ReadAsync("n");
        (order.Refunds[0].Status, order.Shares[0].Returned, order.ShareReturns[0].Word)
            .Should().Be((end, returned, "said by a person: seen there"));
        order.Audit.Should().NotBe(audit);

        Toy.NextShare.Clear();
        await PassAsync(TimeSpan.FromHours(12), "n");
        (await ReadAsync("n")).ShareReturns.Should().Equal(order.ShareReturns, "what the provider says afterwards changes nothing");
    }

    [Fact]
    public async Task A_refund_that_waits_for_a_share_that_never_ends_is_withdrawn_and_nobody_was_asked_for_money()
    {
        await RuleAsync("a", 10);
        await PaidAsync("n");
        Toy.NextShare.Enqueue(() => new ShareAnswer(ProviderOutcome.Done, ShareState.Processing, null, null));
        await PassAsync(Wait, "n");
        (await RefundAsync("n")).Refund!.Word.Should().Be("waits for what becomes of the payment's shares");
        (await Grain("n").CancelRefundAsync("r-1")).Should().Be(CancelRefundOutcome.Cancelled);
        (await Grain("n").CancelRefundAsync("r-1")).Should().Be(CancelRefundOutcome.AlreadyCancelled);
        (await ReadAsync("n")).Refunds[0].Status.Should().Be(RefundStatus.Cancelled);
        await PassAsync(TimeSpan.FromHours(1), "n");
        Toy.Refunds.Should().BeEmpty();
        (await RefundAsync("n", "r-2")).Refund!.Status.Should().Be(RefundStatus.Succeeded, "the share ended, and its money is free");
        (await Grain("n").CancelRefundAsync("r-2")).Should().Be(CancelRefundOutcome.UnderWay);
    }

    [Fact]
    public async Task A_receiver_who_gives_nothing_back_fails_the_refund_and_the_merchant_may_pay_it()
    {
        await RuleAsync("a", 10);
        await PaidAsync("n");
        await PassAsync(Wait, "n");
        Toy.NextShare.Enqueue(() => new ShareAnswer(ProviderOutcome.Done, ShareState.Failed, null, "BALANCE_NOT_ENOUGH"));
        var failed = (await RefundAsync("n")).Refund!;
        (failed.Status, failed.Word)
            .Should().Be((RefundStatus.Failed, "a did not give 7 CNY of its share back: BALANCE_NOT_ENOUGH"));
        Toy.Refunds.Should().BeEmpty();

        var kept = await Grain("n").RequestRefundAsync(new RefundRequest
        {
            Id = "r-2",
            Wish = new RefundWish { KeepsShares = true },
            By = "key",
            PublicUrl = "https://pay.test",
        });
        (kept.Refund!.Status, (await ReadAsync("n")).Shares[0].Returned).Should().Be((RefundStatus.Succeeded, 0m));
    }

    [Fact]
    public async Task A_refund_before_the_wait_is_over_is_made_at_once_and_the_rest_is_shared()
    {
        await RuleAsync("a", 10);
        await PaidAsync("n");
        Toy.NextRefund.Enqueue(() => Unknown);
        await RefundAsync("n", amount: "20");
        await PassAsync(TimeSpan.FromSeconds(16), "n");
        (await ReadRefundAsync("n")).Status.Should().Be(RefundStatus.Succeeded);
        await PassAsync(Wait, "n");
        (await ReadAsync("n")).Shares.Select(share => (share.Amount, share.Of)).Should().Equal((5m, 50m));
    }

    [Fact]
    public async Task Where_shares_go_back_with_the_refund_the_provider_is_told_of_them()
    {
        Toy.Terms = Toy.Terms with { ReturnsWithRefund = true };
        await RuleAsync("a", 10);
        await PaidAsync("n");
        await PassAsync(Wait, "n");
        await RefundAsync("n", amount: "35");
        Toy.Refunded!.Backs.Select(back => (back.Receiver.Kind, back.Receiver.Account, back.Amount)).Should().Equal(("SHOP", "a", 3.5m));
        (await ReadAsync("n")).Shares[0].Returned.Should().Be(3.5m);
        Toy.Returns.Should().BeEmpty();
    }

    [Fact]
    public async Task A_receiver_is_made_known_with_a_name_that_is_not_stored()
    {
        await Merchant().RegisterAsync(Registration);
        var receivers = Host.Grains.GetGrain<IShareReceiversGrain>(new ShareReceiversKey(Owner, "toy").GrainKey);
        var receiver = new AddReceiver { Kind = "SHOP", Account = "a", Name = "张三", Relation = "STORE" };
        (await receivers.AddAsync(receiver)).Outcome.Should().Be(ReceiverOutcome.NoAccount);
        await PaidAsync("n");
        (await receivers.AddAsync(receiver)).Outcome.Should().Be(ReceiverOutcome.Known);
        Toy.Receivers["a"].Should().Be("张三");
        Toy.NextShare.Enqueue(() => new ShareAnswer(ProviderOutcome.Refused, null, null, "NAME_NOT_MATCH"));
        (await receivers.AddAsync(receiver)).Should().Be(new ReceiverResult
        {
            Outcome = ReceiverOutcome.Refused,
            Detail = "NAME_NOT_MATCH",
        });
        Toy.NextShare.Enqueue(() => Unanswered);
        (await receivers.AddAsync(receiver)).Outcome.Should().Be(ReceiverOutcome.Unknown);
        receiver.ToString().Should().NotContain("张三");
    }

    private static ShareAnswer Unanswered => new(ProviderOutcome.Unknown, null, null, "no answer");

    private static ChargeSharing SharingOf(Order order) => order.Charges[0].Sharing!;

    /// <summary>A rule whose receiver the provider knows.</summary>
    private async Task RuleAsync(string account, decimal? percent, decimal? amount = null, bool isEnabled = true)
    {
        await Merchant().RegisterAsync(Registration);
        Toy.Receivers[account] = null;
        (await Merchant().SaveShareRuleAsync(new ShareRule
        {
            Id = $"rule-{account}",
            Name = account,
            Provider = "toy",
            Kind = "SHOP",
            Account = account,
            Relation = "STORE",
            Percent = percent,
            Amount = amount,
            Description = "a part",
            IsEnabled = isEnabled,
            CreatedAt = Clock.GetUtcNow(),
            UpdatedAt = Clock.GetUtcNow(),
        }, isKnown: false)).Should().Be(ShareRuleOutcome.Saved);
    }
}
