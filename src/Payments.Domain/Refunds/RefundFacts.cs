using Payments.Domain.Money;
using Payments.Domain.Orders;

namespace Payments.Domain.Refunds;

/// <summary>What was returned of an order, the same for every face.</summary>
/// <param name="Currency">The currency or token of what is returned; null where refunds are in several, each of which says its own.</param>
/// <param name="Returned">How much went back for certain, a decimal text; null where <paramref name="Currency"/> is.</param>
/// <param name="IsWhole">Whether all that was paid went back.</param>
/// <param name="HasReturned">Whether anything went back.</param>
/// <param name="HasOpen">Whether a refund is on its way.</param>
public sealed record RefundFacts(string? Currency, string? Returned, bool IsWhole, bool HasReturned, bool HasOpen)
{
    /// <summary>Reckons an order; null where no refund of it is open or done.</summary>
    public static RefundFacts? Of(Order order)
    {
        var counted = order.Refunds.Where(refund => refund.TakesMoney).ToArray();
        if (counted.Length == 0) return null;
        var done = counted.Where(refund => refund.Status == RefundStatus.Succeeded).ToArray();
        var isOneCurrency = counted.All(refund => refund.Currency == counted[0].Currency && refund.Decimals == counted[0].Decimals);
        var sum = done.Aggregate((UInt128)0, (sum, refund) => checked(sum + refund.Units));
        return new RefundFacts(
            isOneCurrency ? counted[0].Currency : null,
            isOneCurrency ? TokenAmount.Format(sum, counted[0].Decimals) : null,
            done.Length > 0 && IsAll(order, done), done.Length > 0, counted.Any(refund => refund.IsOpen));
    }

    /// <summary>The word of it: <c>full</c>, <c>partial</c>, or <c>pending</c> while nothing went back yet.</summary>
    public string Word => IsWhole ? "full" : HasReturned ? "partial" : "pending";

    /// <summary>Of an archived order only its money is still known, so what went back in a token is called a part.</summary>
    private static bool IsAll(Order order, Refund[] done) => order.ArchivedAt is null
        ? OrderRules.RefundSources(order).All(source =>
            done.Where(source.IsOf).Aggregate((UInt128)0, (part, refund) => checked(part + refund.Units)) >= source.Paid)
        : done.Where(refund => refund.Kind == RefundKind.Provider && refund.Currency == order.Currency)
            .Sum(refund => refund.Amount) >= order.Money;
}
