using Payments.Domain.Orders;
using Payments.Domain.Risk;
using static Payments.Domain.Tests.Orders.OrderSamples;
using static Payments.Domain.Tests.Risk.RiskSamples;

namespace Payments.Domain.Tests.Risk;

/// <summary>Rules on past orders.</summary>
public sealed class RiskTrialTests
{
    [Fact]
    public void A_velocity_rule_counts_past_orders_by_their_own_times()
    {
        var rule = Rule(RiskOutcome.Review, RiskMeasure.Count, RiskSubject.Payer, limit: 2, currency: null, window: 3600);
        var trial = new RiskTrial(rule, null);
        var taken = new[] { 0, 10, 20, 200 }
            .Select(minute => trial.Judge(Of("u", minute)))
            .Append(trial.Judge(Of("v", 201)))
            .Append(trial.Judge(Of(null, 202)));
        taken.Should().Equal(null, null, "3", null, null, null);
        (trial.Judged, trial.Unknown, trial.Taken).Should().Be((5, 1, 1));
    }

    [Fact]
    public void A_rule_of_senders_asks_each_payment()
    {
        var rule = Rule(RiskOutcome.Block, RiskMeasure.Member, RiskSubject.Address, limit: null, currency: null, list: "l");
        var trial = new RiskTrial(rule, new RiskSet(RiskSubject.Address, ["0xbad"]));
        var good = OrderRules.Accept(Pending(), Pay(400, from: "0xgood"), assigned: false, Orders.OrderSamples.Start).Order;
        var bad = OrderRules.Accept(good, Pay(600, from: "0xbad", id: "t2"), assigned: false, Orders.OrderSamples.Start).Order;
        new[] { Pending(), good, bad }.Select(trial.Judge).Should().Equal(null, null, "0xbad");
        (trial.Judged, trial.Unknown, trial.Taken).Should().Be((2, 1, 1));
    }

    private static Order Of(string? user, int minute)
    {
        var order = Unquoted();
        return order with { Terms = order.Terms with { User = user }, CreatedAt = order.CreatedAt + TimeSpan.FromMinutes(minute) };
    }
}
