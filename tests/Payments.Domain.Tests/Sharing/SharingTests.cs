using Payments.Domain.Callbacks;
using Payments.Domain.Charges;
using Payments.Domain.Orders;
using Payments.Domain.Refunds;
using Payments.Domain.Sharing;
using Payments.Domain.Tests.Charges;
using Payments.Domain.Tests.Refunds;
using static Payments.Domain.Tests.Orders.OrderSamples;
using static Payments.Domain.Tests.Sharing.ShareSamples;

namespace Payments.Domain.Tests.Sharing;

/// <summary>What is shared of a payment, when, and what becomes of it.</summary>
public sealed class SharingTests
{
    [Fact]
    public void A_payment_that_is_made_to_be_shared_waits_as_long_as_its_provider_demands()
    {
        SharingOf(Unpaid()).Stage.Should().Be(SharingStage.Unpaid);
        var order = Paid();
        (SharingOf(order).Stage, SharingOf(order).AskAt).Should().Be((SharingStage.Waiting, Start + Wait));
        OrderRules.ChargesToShare(order, Start + Wait - TimeSpan.FromTicks(1)).Should().BeEmpty();
        OrderRules.ChargesToShare(order, Start + Wait).Should().ContainSingle();
        RefundSamples.PaidAtProvider().Charges[0].Sharing.Should().BeNull("a payment that was made otherwise cannot be shared");
    }

    public static TheoryData<string, ShareRule[], (decimal Amount, ShareStatus Status)[]> Plans => new()
    {
        { "percent and amount", [Rule("a", 10), Rule("b", amount: 1.23m)], [(7m, ShareStatus.Requested), (1.23m, ShareStatus.Requested)] },
        { "rounded down", [Rule("a", 0.99m)], [(0.69m, ShareStatus.Requested)] },
        { "all that may be", [Rule("a", 30)], [(21m, ShareStatus.Requested)] },
        { "less than a fen", [Rule("a", 0.01m)], [(0m, ShareStatus.Failed)] },
        {
            "amount above the limit", [Rule("a", amount: 21.01m), Rule("b", 1)],
            [(21.01m, ShareStatus.Failed), (0.7m, ShareStatus.Requested)]
        },
        {
            "the second does not fit", [Rule("a", 20), Rule("b", amount: 7.01m)],
            [(14m, ShareStatus.Requested), (7.01m, ShareStatus.Failed)]
        },
        {
            "one receiver too many", [Rule("a", 1), Rule("b", 1), Rule("c", 1), Rule("d", 1)],
            [(0.7m, ShareStatus.Requested), (0.7m, ShareStatus.Requested), (0.7m, ShareStatus.Requested), (0.7m, ShareStatus.Failed)]
        },
    };

    [Theory]
    [MemberData(nameof(Plans))]
    public void What_fits_is_shared_and_what_does_not_says_why(
        string what, ShareRule[] rules, (decimal Amount, ShareStatus Status)[] expected)
    {
        var order = Planned(rules);
        order.Shares.Select(share => (share.Amount, share.Status)).Should().Equal(expected, what);
        order.Shares.Should().OnlyContain(share => share.Status != ShareStatus.Failed || share.Word != null && share.EndedAt == Later);
        var isShared = expected.Any(share => share.Status == ShareStatus.Requested);
        (SharingOf(order).Stage, SharingOf(order).AskAt, order.WakeAt)
            .Should().Be((isShared ? SharingStage.Sharing : SharingStage.Releasing, Later, Later), "it is asked for at once");
    }

    [Fact]
    public void Without_a_rule_the_money_is_released()
    {
        SharingOf(Planned()).Stage.Should().Be(SharingStage.Releasing);
        var order = OrderRules.SharingOver(Planned(), ChargeSamples.Reference(), null, Later);
        (SharingOf(order).Stage, order.WakeAt).Should().Be((SharingStage.Over, null));
    }

    public static TheoryData<string, Order, SharingStage> Undecided => new()
    {
        { "not over", Paid() with { Status = OrderStatus.Detected, CompletedAt = null }, SharingStage.Waiting },
        { "refused, so the money is the payer's", Paid() with { Status = OrderStatus.Failed, CompletedAt = null }, SharingStage.Releasing },
        { "a refund is under way", RefundSamples.Ask(Paid(), Refund("r", "20")).Order, SharingStage.Waiting },
        { "refunded", End(Refunded(Paid(), "r"), RefundStatus.Succeeded), SharingStage.Over },
    };

    [Theory]
    [MemberData(nameof(Undecided))]
    public void Only_money_that_stays_the_merchants_is_shared(string what, Order order, SharingStage stage)
    {
        var next = Plan(order, Rule("a", 10));
        (SharingOf(next).Stage, next.Shares.Count).Should().Be((stage, 0), what);
        if (stage == SharingStage.Waiting) SharingOf(next).AskAt.Should().BeAfter(Later);
    }

    [Fact]
    public void After_a_refund_the_rest_is_shared()
    {
        var order = End(Refunded(Paid(), "r", "20"), RefundStatus.Succeeded);
        var share = Plan(order, Rule("a", 10)).Shares.Single();
        (share.Amount, share.Of, share.AfterRefunds).Should().Be((5m, 50m, 1));
    }

    [Fact]
    public void Each_receivers_result_is_kept_and_the_rest_is_released_once_all_are_known()
    {
        var order = Planned(Rule("a", 10), Rule("b", 5));
        var begun = Tell(order, Part(order.Shares[0], ShareStatus.Succeeded));
        begun.Shares.Select(share => share.Status).Should().Equal(ShareStatus.Succeeded, ShareStatus.Processing);
        (SharingOf(begun).Stage, SharingOf(begun).Asked).Should().Be((SharingStage.Sharing, 1));

        var done = Tell(begun, Part(order.Shares[0], ShareStatus.Failed), Part(order.Shares[1], ShareStatus.Failed));
        done.Shares.Select(share => (share.Status, share.Word))
            .Should().Equal((ShareStatus.Succeeded, null), (ShareStatus.Failed, "NO_RELATION"));
        (SharingOf(done).Stage, done.Shares[0].ProviderId).Should().Be((SharingStage.Releasing, "p-1"));
    }

    [Fact]
    public void Another_amount_proves_nothing()
    {
        var order = Planned(Rule("a", 10));
        var told = Tell(order, Part(order.Shares[0], ShareStatus.Succeeded, 7.01m));
        (told.Shares[0].Status, told.Shares[0].Word).Should().Be((ShareStatus.Processing, "the provider says 7.01 in place of 7"));
        SharingOf(told).Stage.Should().Be(SharingStage.Sharing);
    }

    [Fact]
    public void What_is_not_known_is_asked_again_later_each_time_and_never_fails_by_itself()
    {
        var (order, at) = (Planned(Rule("a", 10)), Later);
        for (var i = 0; i < 100; i++)
        {
            order = OrderRules.SharingAsked(order, ChargeSamples.Reference(), "no answer", at);
            var next = SharingOf(order).AskAt!.Value;
            next.Should().BeAfter(at).And.BeOnOrBefore(at + TimeSpan.FromHours(6));
            at = next;
        }
        (order.Shares[0].Status, SharingOf(order).Word).Should().Be((ShareStatus.Requested, "no answer"));
        order = OrderRules.SharesRefused(order, ChargeSamples.Reference(), "RULE_LIMIT", Later);
        (order.Shares[0].Status, order.Shares[0].Word, SharingOf(order).Stage)
            .Should().Be((ShareStatus.Failed, "RULE_LIMIT", SharingStage.Releasing));
    }

    [Fact]
    public void Endpoints_are_told_of_each_share_that_ended_and_of_what_was_given_back()
    {
        var planned = Planned(Rule("a", 10), Rule("b", amount: 60));
        PaymentEvents.Of(Paid(), planned).Should().Equal(new OrderEvent(WebhookEvents.ShareFailed, Share: 2));
        var done = Tell(planned, Part(planned.Shares[0], ShareStatus.Succeeded));
        PaymentEvents.Of(planned, done).Should().Equal(new OrderEvent(WebhookEvents.ShareSucceeded, Share: 1));
        var asked = Refunded(done, "r");
        PaymentEvents.Of(asked, Return(asked, ShareStatus.Succeeded)).Should().Equal(new OrderEvent(WebhookEvents.ShareReturned, Share: 1));
    }

    [Fact]
    public void An_order_is_archived_once_its_sharing_is_over_and_keeps_its_shares()
    {
        var waiting = Paid() with { WakeAt = null };
        OrderRules.MayArchive(waiting, [], Later + TimeSpan.FromDays(90)).Should().Be(ArchiveVerdict.PaymentOpen);
        OrderRules.Tombstone(Shared(Rule("a", 10)), Later).Shares.Should().ContainSingle();
    }
}
