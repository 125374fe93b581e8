using Payments.Domain.Charges;
using Payments.Domain.Orders;
using Payments.Domain.Refunds;
using Payments.Domain.Tests.Charges;
using static Payments.Domain.Tests.Orders.OrderSamples;

namespace Payments.Domain.Tests.Refunds;

/// <summary>Paid orders and requests to refund them.</summary>
internal static class RefundSamples
{
    public const string Destination = "0xdddddddddddddddddddddddddddddddddddddddd";

    public static readonly DateTimeOffset Later = Start + TimeSpan.FromHours(2);

    /// <summary>70 CNY, paid at a provider.</summary>
    public static Order PaidAtProvider(string? user = null, decimal? paid = null)
    {
        var order = ChargeSamples.With(Unquoted(), ChargeSamples.At(ChargeState.Open));
        order = order with { Terms = order.Terms with { User = user } };
        order = OrderRules.ApplyCharge(order, ChargeSamples.Provider, ChargeSamples.News(ChargeState.Paid, paid: paid), true, Start).Order;
        return order with { CreditDue = null, Outbox = [], WakeAt = null };
    }

    /// <summary>10.00 USDT were asked on a chain; this many hundredths came and are final.</summary>
    public static Order PaidOnChain(UInt128 units, string? user = null)
    {
        var order = Pending();
        order = order with { Terms = order.Terms with { User = user } };
        order = OrderRules.Accept(order, Pay(units), assigned: false, Start).Order;
        order = OrderRules.Confirm(order, Domain.Identity.ChainId.Bsc, 100, Start);
        return order with { CreditDue = null, Outbox = [], Reservation = null, WakeAt = null };
    }

    public static RefundRequest Request(
        string id = "r-1", string? amount = null, bool overpaid = false, string? destination = null) => new()
        {
            Id = id,
            Wish = new RefundWish { Amount = amount, OverpaidOnly = overpaid, Destination = destination },
            By = "key",
            PublicUrl = "https://pay.test",
        };

    /// <summary>All rules one after the other, as the order's grain asks them.</summary>
    public static RefundDecision Ask(Order order, RefundRequest request, RefundTerms? terms = null)
    {
        if (OrderRules.KnownRefund(order, request) is { } known) return known;
        var (source, refusal) = OrderRules.RefundSourceOf(order, request.Wish);
        if (refusal is not null) return refusal;
        var offered = terms ?? new RefundTerms(IsOffered: true, TakesParts: true, NeedsDestination: source!.Chain is not null);
        return OrderRules.RequestRefund(order, request, source!, request.Wish.Destination, offered, Later);
    }

    public static RefundNews News(RefundStatus status, int number = 1, decimal? amount = null, string? charge = null) => new()
    {
        Reference = new RefundReference(Unquoted().Id, number).ToString(),
        Status = status,
        Amount = amount,
        Charge = charge,
        ProviderId = "p-9",
        Word = status.ToString(),
    };
}
