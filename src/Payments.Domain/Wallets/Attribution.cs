using Payments.Domain.Identity;
using Payments.Domain.Transfers;

namespace Payments.Domain.Wallets;

/// <summary>
/// Whose a payment to a shared address is. An exact amount is the order's that holds it, else the order's that asked it last; only an
/// amount that nobody asked is weighed, and it is an order's only where one order alone is plausible. What is nobody's names whom it was
/// probably meant for.
/// </summary>
public static class Attribution
{
    /// <summary>Orders that are named as candidates of one transfer at most.</summary>
    public const int NamedLimit = 10;

    /// <summary>An excess above this part of what is awaited is no plausible payment of it.</summary>
    private const int MostExcess = 10;

    /// <summary>Decides by the first rule that applies; see <see cref="MatchRule"/>.</summary>
    /// <param name="payment">The payment.</param>
    /// <param name="named">What the one order that the transaction names waits for, or null.</param>
    /// <param name="exact">What is known of this very amount, or null.</param>
    /// <param name="asked">Orders that asked exactly this amount and hold it no more.</param>
    /// <param name="waiting">What each order waits for here that takes this payment, of one entry an order.</param>
    /// <param name="takes">Whether an order takes payments in this token still, whatever they are.</param>
    public static Verdict Decide(
        Payment payment,
        BookEntry? named,
        BookEntry? exact,
        IReadOnlyList<AskedAmount> asked,
        IEnumerable<BookEntry> waiting,
        Predicate<OrderId> takes)
    {
        if (named is { Order: { } byName }) return Verdict.Of(MatchRule.Reference, byName);
        if (exact is { Order: { } holder })
        {
            if (exact.Takes(payment)) return Verdict.Of(MatchRule.ExactAmount, holder);
            if (payment.At > exact.Until) return Asked(payment, [.. asked, new AskedAmount(holder, exact.Until)], takes);
            if (asked.Count == 0) return Verdict.Nobodys(UnmatchedCause.BeforeOrder, null, [holder]);
        }
        return asked.Count > 0 ? Asked(payment, asked, takes) : Inexact(payment, waiting);
    }

    /// <summary>
    /// An amount that was asked belongs to whoever was asked it, and to nobody else, whether that order can take it still or not.
    /// </summary>
    private static Verdict Asked(Payment payment, IReadOnlyList<AskedAmount> asked, Predicate<OrderId> takes)
    {
        OrderId[] orders = [.. asked.OrderByDescending(one => one.Until).Select(one => one.Order).Distinct()];
        if (orders.Length > 1) return Verdict.Nobodys(UnmatchedCause.Late, orders[0], orders[..Math.Min(orders.Length, NamedLimit)]);
        return takes(orders[0]) ? Verdict.Of(MatchRule.AskedBefore, orders[0]) : Verdict.Nobodys(UnmatchedCause.Late, orders[0]);
    }

    private static Verdict Inexact(Payment payment, IEnumerable<BookEntry> waiting)
    {
        var (senders, tolerant, parts, exceeded, all) = (new Tally(), new Tally(), new Tally(), new Tally(), new Tally());
        foreach (var entry in waiting)
        {
            all.Add(entry);
            if (IsOfSender(entry, payment)) senders.Add(entry);
            if (IsTolerated(entry, payment.Units)) tolerant.Add(entry);
            if (IsPart(entry.Awaited, payment.Units)) parts.Add(entry);
            if (IsExcess(entry.Awaited, payment.Units)) exceeded.Add(entry);
        }
        return senders.Decide(MatchRule.SameSender)
            ?? tolerant.Decide(MatchRule.Tolerance)
            ?? parts.Decide(MatchRule.Part)
            ?? exceeded.Decide(MatchRule.Excess)
            ?? Verdict.Nobodys(UnmatchedCause.NoneFits, all.Sole);
    }

    private static bool IsOfSender(BookEntry entry, Payment payment) =>
        payment.From.Length > 0 && entry.Senders.Contains(payment.From) && !Dust.Is(payment.Units, entry.Awaited);

    private static bool IsTolerated(BookEntry entry, UInt128 units) => units <= entry.Awaited && entry.Awaited - units <= entry.Tolerated;

    private static bool IsPart(UInt128 awaited, UInt128 units) => units < awaited && units >= awaited - units;

    private static bool IsExcess(UInt128 awaited, UInt128 units) => units > awaited && units - awaited <= awaited / MostExcess;

    /// <summary>The candidates of one rule.</summary>
    private sealed class Tally
    {
        private readonly List<OrderId> named = [];

        /// <summary>The candidate, where there is one alone.</summary>
        public OrderId? Sole => named.Count == 1 ? named[0] : null;

        public void Add(BookEntry entry)
        {
            if (named.Count < NamedLimit) named.Add(entry.Order!.Value);
        }

        /// <summary>What the rule says; null where it has no candidate.</summary>
        public Verdict? Decide(MatchRule rule) => named.Count switch
        {
            0 => null,
            1 => Verdict.Of(rule, named[0]),
            _ => Verdict.Nobodys(UnmatchedCause.SeveralFit, null, named),
        };
    }
}
