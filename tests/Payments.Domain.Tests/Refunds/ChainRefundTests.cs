using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Refunds;
using Payments.Domain.Transfers;
using Payments.Domain.Wallets;
using static Payments.Domain.Tests.Orders.OrderSamples;

namespace Payments.Domain.Tests.Refunds;

/// <summary>Which transfer returns the money of an order that was paid on a chain, and what blocks do with it.</summary>
public sealed class ChainRefundTests
{
    private static readonly DateTimeOffset Later = RefundSamples.Later;

    /// <summary>3.00 USDT of the 10.00 that came are asked back.</summary>
    private static readonly Order Asked = Ask();

    /// <summary>The transfer that returns them, in block 50.</summary>
    private static readonly Transfer Back = Pay(300, block: 50, id: "back") with
    {
        From = Address,
        To = RefundSamples.Destination,
        BlockTime = Later + TimeSpan.FromMinutes(1),
    };

    public static TheoryData<string, Transfer, bool> Transfers() => new()
    {
        { "the refund", Back, true },
        { "no sender is told", Back with { From = "" }, true },
        { "another sender", Back with { From = "0xf" }, false },
        { "another receiver", Back with { To = Address }, false },
        { "too little", Back with { Units = 299 }, false },
        { "too much", Back with { Units = 301 }, false },
        { "another token", Back with { Token = "USDC" }, false },
        { "another chain", Back with { Chain = ChainId.Polygon }, false },
        { "as early as clocks differ", Back with { BlockTime = Later - OpeningRules.ClockSkewOf(ChainId.Bsc) }, true },
        {
            "before it was asked for",
            Back with { BlockTime = Later - OpeningRules.ClockSkewOf(ChainId.Bsc) - TimeSpan.FromTicks(1) }, false
        },
    };

    [Theory]
    [MemberData(nameof(Transfers))]
    public void The_exact_transfer_to_the_destination_returns_the_money(string what, Transfer transfer, bool returns)
    {
        OrderRules.Returns(transfer, Asked.Refunds[0]).Should().Be(returns, what);
        var after = OrderRules.WithReturn(Asked, 1, transfer, Later);
        if (returns) (after.Refunds[0].Status, after.Refunds[0].Transfer).Should().Be((RefundStatus.Processing, transfer));
        else after.Should().BeSameAs(Asked);
    }

    [Fact]
    public void One_transfer_returns_one_refund_and_a_refund_takes_one_transfer()
    {
        var returned = OrderRules.WithReturn(Asked, 1, Back, Later);
        OrderRules.WithReturn(returned, 1, Back with { Id = TransferId.Of(ChainId.Bsc, "more", "0") }, Later).Should().BeSameAs(returned);
        OrderRules.WithReturn(Asked, 2, Back, Later).Should().BeSameAs(Asked, "there is no second refund");
        var withdrawn = Asked with { Refunds = [Asked.Refunds[0] with { Status = RefundStatus.Cancelled }] };
        OrderRules.WithReturn(withdrawn, 1, Back, Later).Should().BeSameAs(withdrawn);
        var held = Asked with { Refunds = [Asked.Refunds[0] with { Reversal = RefundReversal.Due }] };
        OrderRules.WithReturn(held, 1, Back, Later).Should().BeSameAs(held, "the user's wallet comes first");
    }

    [Theory]
    [InlineData(49, false)]
    [InlineData(50, true)]
    [InlineData(51, true)]
    public void It_ends_when_its_block_is_final(long final, bool ends)
    {
        var returned = OrderRules.WithReturn(Asked, 1, Back, Later);
        OrderRules.ConfirmReturns(returned, ChainId.Polygon, 99, Later).Should().BeSameAs(returned);
        var after = OrderRules.ConfirmReturns(returned, ChainId.Bsc, final, Later).Refunds[0];
        (after.Status, after.EndedAt).Should().Be(ends ? (RefundStatus.Succeeded, Later) : (RefundStatus.Processing, null));
    }

    [Theory]
    [InlineData(51, true)]
    [InlineData(50, true)]
    [InlineData(49, false)]
    public void It_waits_again_when_a_reorganisation_takes_its_block(long ancestor, bool stays)
    {
        var returned = OrderRules.ConfirmReturns(OrderRules.WithReturn(Asked, 1, Back, Later), ChainId.Bsc, 50, Later);
        OrderRules.RevertReturns(returned, ChainId.Polygon, 1, Later).Should().BeSameAs(returned);
        var reverted = OrderRules.RevertReturns(returned, ChainId.Bsc, ancestor, Later);
        if (stays)
        {
            reverted.Should().BeSameAs(returned);
            return;
        }
        var refund = reverted.Refunds[0];
        (refund.Status, refund.Transfer, refund.EndedAt).Should().Be((RefundStatus.Requested, null, null));
        OrderRules.Returns(Back, refund).Should().BeTrue("the same transfer may come in another block");
    }

    private static Order Ask()
    {
        var decision = RefundSamples.Ask(
            RefundSamples.PaidOnChain(1000), RefundSamples.Request(amount: "3", destination: RefundSamples.Destination));
        decision.Outcome.Should().Be(RefundOutcome.Created, decision.Detail);
        return decision.Order;
    }
}
