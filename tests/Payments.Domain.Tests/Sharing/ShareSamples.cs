using Payments.Domain.Charges;
using Payments.Domain.Orders;
using Payments.Domain.Refunds;
using Payments.Domain.Sharing;
using Payments.Domain.Tests.Charges;
using Payments.Domain.Tests.Refunds;
using static Payments.Domain.Tests.Orders.OrderSamples;

namespace Payments.Domain.Tests.Sharing;

/// <summary>Payments of 70 CNY that are shared, and rules by which they are.</summary>
internal static class ShareSamples
{
    public static readonly DateTimeOffset Later = RefundSamples.Later;

    public static readonly TimeSpan Wait = TimeSpan.FromMinutes(1);

    public static ShareTerms Terms { get; } = new(Wait, TimeSpan.FromDays(30), MostPercent: 30, MostReceivers: 3)
    {
        Kinds = [new ShareKind("SHOP", NeedsName: true, GivesBack: true), new ShareKind("PERSON", NeedsName: false, GivesBack: false)],
        Relations = ["STORE", "PARTNER"],
    };

    public static ShareRule Rule(string account, decimal? percent = null, decimal? amount = null, string kind = "SHOP") => new()
    {
        Id = $"rule-{account}",
        Name = account,
        Provider = ChargeSamples.Provider,
        Kind = kind,
        Account = account,
        Relation = "STORE",
        Percent = percent,
        Amount = amount,
        Description = "a part",
        IsEnabled = true,
        CreatedAt = Start,
        UpdatedAt = Start,
    };

    /// <summary>The order, its charge made to be shared and not paid.</summary>
    public static Order Unpaid()
    {
        var order = Unquoted();
        return ChargeSamples.With(order, ChargeSamples.At(ChargeState.Open) with
        {
            Account = order.Merchant,
            Sharing = new ChargeSharing { Stage = SharingStage.Unpaid, Wait = Wait },
        });
    }

    /// <summary>The same, paid.</summary>
    public static Order Paid()
    {
        var order = OrderRules.ApplyCharge(
            Unpaid(), ChargeSamples.Provider, ChargeSamples.News(ChargeState.Paid), isAskable: true, Start).Order;
        return order with { CreditDue = null, Outbox = [] };
    }

    public static Order Planned(params ShareRule[] rules) => Plan(Paid(), rules);

    public static Order Plan(Order order, params ShareRule[] rules) =>
        OrderRules.PlanShares(order, ChargeSamples.Reference(), rules, Terms, Later);

    /// <summary>Shared by rules, all of which succeeded, and released.</summary>
    public static Order Shared(params ShareRule[] rules)
    {
        var order = Planned(rules);
        order = Tell(order, [.. order.Shares.Where(share => share.IsOpen).Select(share => Part(share, ShareStatus.Succeeded))]);
        return OrderRules.SharingOver(order, ChargeSamples.Reference(), null, Later);
    }

    public static Order Tell(Order order, params SharePartNews[] parts) => OrderRules.ApplyShares(
        order, ChargeSamples.Reference(), new ShareNews(ShareStatus.Succeeded) { Parts = parts }, Later);

    public static SharePartNews Part(Share share, ShareStatus status, decimal? amount = null) =>
        new(share.Account, amount ?? share.Amount, status, $"p-{share.Number}", status == ShareStatus.Failed ? "NO_RELATION" : null);

    public static ChargeSharing SharingOf(Order order) => order.Charges[0].Sharing!;

    public static RefundRequest Refund(string id, string? amount = null, bool keeps = false)
    {
        var request = RefundSamples.Request(id, amount);
        return request with { Wish = request.Wish with { KeepsShares = keeps } };
    }

    /// <summary>A refund that was asked for, with what receivers are to give back for it decided.</summary>
    public static Order Refunded(Order order, string id, string? amount = null, ShareTerms? terms = null)
    {
        var decision = RefundSamples.Ask(order, Refund(id, amount));
        decision.Outcome.Should().Be(RefundOutcome.Created, decision.Detail);
        return OrderRules.PlanReturns(decision.Order, decision.Refund!, terms ?? Terms, Later);
    }

    /// <summary>All open returns end so, and their refunds go on.</summary>
    public static Order Return(Order order, ShareStatus status)
    {
        foreach (var back in order.ShareReturns.Where(back => back.IsOpen).ToArray())
            order = OrderRules.ApplyReturn(order, back.Number, new ShareNews(status, "b-9", status.ToString()), Later);
        foreach (var refund in order.Refunds.ToArray()) order = OrderRules.AfterReturns(order, refund, Later);
        return order;
    }

    public static Order End(Order order, RefundStatus status, int number = 1) =>
        OrderRules.ApplyRefund(order, ChargeSamples.Provider, RefundSamples.News(status, number), Later).Order;
}
