using Payments.Domain.Charges;
using Payments.Providers.Alipay.Answers;
using Payments.Providers.Alipay.Requests;
using Payments.Providers.Common;
using Payments.ProviderSandbox.Common;

namespace Payments.Providers.Tests.Alipay;

/// <summary>Refunds, cancelled trades and shares against the stand-in.</summary>
public sealed class AlipayRefundTests(AlipayLab lab) : IClassFixture<AlipayLab>
{
    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task Parts_go_back_until_nothing_is_left_and_a_repeat_returns_nothing_more()
    {
        await PaidAsync("r_1");
        (await QueryAsync("r_1", "R1", 10m)).Outcome.Should().Be(ProviderOutcome.NotFound,
            "the query is answered with 10000 and without a status");

        (await RefundAsync("r_1", "R1", 10m)).Should().Match<RefundAnswer>(answer => answer.State == RefundState.Done);
        (await QueryAsync("r_1", "R1", 10m)).State.Should().Be(RefundState.Done);
        var repeat = await RefundAsync("r_1", "R1", 10m);
        (repeat.Outcome, repeat.State).Should().Be((ProviderOutcome.Done, RefundState.Done),
            "fund_change is N, and the query says that it was done");
        (await RefundAsync("r_1", "R1", 20m)).Outcome.Should().Be(ProviderOutcome.Refused, "this number returned another amount");
        (await RefundAsync("r_1", "R2", 80m)).Outcome.Should().Be(ProviderOutcome.Refused, "more than is left");
        (await RefundAsync("r_1", "R3", 78.88m)).State.Should().Be(RefundState.Done);
        (await lab.AskAsync("r_1")).News!.State.Should().Be(ChargeState.Ended, "wholly refunded is closed");
    }

    /// <summary>What a refund answers as its fee is what went back so far, of all refunds.</summary>
    [Fact]
    public async Task The_sum_so_far_is_not_taken_for_this_refund()
    {
        await PaidAsync("r_2");
        await RefundAsync("r_2", "S1", 10m);
        var second = await lab.Client.RefundAsync(new AlipayRefundRequest { OutTradeNo = "r_2", RefundAmount = 5m, OutRequestNo = "S2" },
            None);
        var refund = second.Should().BeOfType<ProviderAnswer<AlipayRefund>.Ok>().Subject.Value;
        (refund.HasMoved, refund.RefundedSoFar).Should().Be((true, 15m));
        var state = await lab.Client.GetRefundAsync(new AlipayRefundKey { OutTradeNo = "r_2", OutRequestNo = "S2" }, None);
        state.Should().BeOfType<ProviderAnswer<AlipayRefundState>.Ok>().Subject.Value.RefundAmount.Should().Be(5m);
    }

    [Fact]
    public async Task Notices_of_refunds_are_no_payments()
    {
        await PaidAsync("r_3");
        await RefundAsync("r_3", "T1", 10m);
        var part = await lab.NextAsync("r_3");
        await RefundAsync("r_3", "T2", 78.88m);
        var whole = await lab.NextAsync("r_3");
        foreach (var reading in new[] { part, whole })
            (reading.Verdict, reading.Reference, reading.News, reading.Reply.Body)
                .Should().Be((NoticeVerdict.Hint, "r_3", null, "success"));
    }

    [Fact]
    public async Task A_refund_whose_answer_was_lost_is_done_once()
    {
        await PaidAsync("r_4");
        lab.Sandbox.Faults.Order(Fault.Garbage);
        (await RefundAsync("r_4", "U1", 10m)).Outcome.Should().Be(ProviderOutcome.Unknown);
        (await RefundAsync("r_4", "U1", 10m)).State.Should().Be(RefundState.Done);
        var state = (await lab.Client.RefundAsync(new AlipayRefundRequest { OutTradeNo = "r_4", RefundAmount = 10m, OutRequestNo = "U1" },
            None));
        state.Should().BeOfType<ProviderAnswer<AlipayRefund>.Ok>().Subject.Value.RefundedSoFar.Should().Be(10m);
    }

    [Fact]
    public async Task What_was_not_paid_or_cannot_be_refunded_any_more_is_refused()
    {
        await lab.BeginAsync("r_5");
        (await RefundAsync("r_5", "V1", 1m)).Outcome.Should().Be(ProviderOutcome.Refused);
        (await RefundAsync("r_6", "V1", 1m)).Outcome.Should().Be(ProviderOutcome.NotFound);
        await PaidAsync("r_7");
        await lab.PostAsync("sandbox/trades/r_7/finish");
        (await lab.NextAsync("r_7")).News!.State.Should().Be(ChargeState.Paid);
        (await RefundAsync("r_7", "V1", 1m)).Outcome.Should().Be(ProviderOutcome.Refused);
    }

    [Fact]
    public async Task Cancelling_never_returns_the_money_of_a_paid_trade()
    {
        await PaidAsync("c_1");
        var paid = await lab.Client.CancelAsync(new AlipayTradeKey { OutTradeNo = "c_1" }, None);
        paid.Should().BeOfType<ProviderAnswer<AlipayCancelled>.Refused>().Subject.Refusal.Kind.Should().Be(RefusalKind.Conflict);
        lab.Sandbox.Requests.Should().NotContain(request => request.Body.Contains("alipay.trade.cancel") && request.Body.Contains("c_1"));
        await lab.BeginAsync("c_2");
        var open = await lab.Client.CancelAsync(new AlipayTradeKey { OutTradeNo = "c_2" }, None);
        open.Should().BeOfType<ProviderAnswer<AlipayCancelled>.Ok>().Subject.Value.Should().Be(new AlipayCancelled("close", false));
        (await lab.AskAsync("c_2")).News!.State.Should().Be(ChargeState.Ended);
    }

    [Fact]
    public async Task Money_is_divided_among_receivers_and_each_result_is_said()
    {
        await PaidAsync("s_1");
        var trade = (await lab.AskAsync("s_1")).News!.ProviderId;
        ShareReceiver[] receivers = [new("userId", "2088001"), new("loginName", "b@example.com", "乙", "partner")];
        ShareOrder Order(string number, params decimal[] amounts) => new(number, AlipayLab.Query("s_1", trade: trade),
            [.. amounts.Select((amount, i) => new SharePart(receivers[i], amount, "share"))], IsLast: false);

        (await lab.Shares.ShareAsync(lab.Account, Order("P1", 1m), None)).Outcome
            .Should().Be(ProviderOutcome.Refused, "the receiver is not bound");
        foreach (var receiver in receivers) (await lab.Shares.AddReceiverAsync(lab.Account, receiver, None)).State
            .Should().Be(ShareState.Done);
        var listed = await lab.Client.ListReceiversAsync(new AlipayRelationsRequest { OutRequestNo = "L1" }, None);
        listed.Should().BeOfType<ProviderAnswer<AlipayReceivers>.Ok>().Subject.Value.Receivers.Select(one => one.Account)
            .Should().BeEquivalentTo("2088001", "b@example.com");

        (await lab.Shares.ShareAsync(lab.Account, Order("P2", 5.5m, 1.01m), None)).State.Should().Be(ShareState.Processing);
        lab.Sandbox.PoorReceivers["2088001"] = true;
        var result = await lab.Shares.QueryShareAsync(lab.Account, Order("P2", 5.5m, 1.01m), None);
        result.State.Should().Be(ShareState.Done);
        result.Parts.Select(part => (part.Account, part.Amount, part.State)).Should()
            .Equal(("2088001", 5.5m, ShareState.Failed), ("b@example.com", 1.01m, ShareState.Done));
        result.Parts[0].Reason.Should().StartWith("TXN_RESULT_ACCOUNT_BALANCE_NOT_ENOUGH");

        (await lab.Shares.ShareAsync(lab.Account, Order("P3", 50m), None)).Outcome
            .Should().Be(ProviderOutcome.Refused, "more than a third");
        (await lab.Shares.ReleaseAsync(lab.Account, new ShareRelease("P4", AlipayLab.Query("s_1", trade: trade), "end"), None)).State
            .Should().Be(ShareState.Processing);
        (await lab.Shares.RemoveReceiverAsync(lab.Account, receivers[0], None)).State.Should().Be(ShareState.Done);
        (await lab.Shares.ShareAsync(lab.Account, Order("P5", 1m), None)).Outcome.Should().Be(ProviderOutcome.Refused);
        (await lab.Shares.ReturnShareAsync(lab.Account, new ShareReturn("B", "P2", AlipayLab.Query("s_1"), receivers[0], 1m, "r"),
            None)).Outcome.Should()
            .Be(ProviderOutcome.Refused);
        (await lab.Client.GetRoyaltyRateAsync(new AlipayRoyaltyRateRequest { OutRequestNo = "Q" }, None)).Should()
            .BeOfType<ProviderAnswer<AlipayRoyaltyRate>.Ok>().Subject.Value.MaxPercent.Should().Be(30);
    }

    [Fact]
    public async Task A_refund_names_what_receivers_give_back_and_they_give_no_more_than_they_got()
    {
        await PaidAsync("s_2");
        var trade = (await lab.AskAsync("s_2")).News!.ProviderId;
        var receiver = new ShareReceiver("userId", "2088009");
        await lab.Shares.AddReceiverAsync(lab.Account, receiver, None);
        var share = new ShareOrder("P6", AlipayLab.Query("s_2", trade: trade), [new SharePart(receiver, 2m, "share")], IsLast: false);
        (await lab.Shares.ShareAsync(lab.Account, share, None)).Outcome.Should().Be(ProviderOutcome.Done);
        await lab.Shares.RemoveReceiverAsync(lab.Account, receiver, None);
        RefundOrder Order(string number, decimal back) =>
            Refund("s_2", number, 5m) with { Backs = [new SharePart(receiver, back, "")] };

        (await lab.Provider.RefundAsync(lab.Account, Order("R6", 2.01m), None)).Outcome.Should().Be(ProviderOutcome.Refused);
        (await lab.Provider.RefundAsync(lab.Account, Order("R7", 2m), None)).State.Should().Be(RefundState.Done);
        (await lab.Provider.RefundAsync(lab.Account, Order("R7", 2m), None)).State
            .Should().Be(RefundState.Done, "the same again is the same");
        (await lab.Provider.RefundAsync(lab.Account, Order("R8", 0.01m), None)).Outcome.Should().Be(ProviderOutcome.Refused);
    }

    private async Task PaidAsync(string reference)
    {
        await lab.BeginAsync(reference, isPaid: true);
        (await lab.NextAsync(reference)).News!.State.Should().Be(ChargeState.Paid);
    }

    private Task<RefundAnswer> RefundAsync(string reference, string number, decimal amount) =>
        lab.Provider.RefundAsync(lab.Account, Refund(reference, number, amount), None);

    private Task<RefundAnswer> QueryAsync(string reference, string number, decimal amount) =>
        lab.Provider.QueryRefundAsync(lab.Account, Refund(reference, number, amount), None);

    private static RefundOrder Refund(string reference, string number, decimal amount) =>
        new(number, AlipayLab.Query(reference), amount, "broken", null, null);
}
