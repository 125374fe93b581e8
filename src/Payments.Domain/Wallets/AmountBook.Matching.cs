using Payments.Domain.Identity;
using Payments.Domain.Transfers;

namespace Payments.Domain.Wallets;

public sealed partial class AmountBook
{
    /// <summary>The rule by which a transfer would be matched.</summary>
    public MatchRule Peek(Transfer transfer) => Judge(transfer, []).Rule;

    /// <summary>Whose a transfer is, as far as is known here. Nothing is changed.</summary>
    /// <param name="transfer">The transfer.</param>
    /// <param name="asked">Orders that asked exactly this amount and hold it no more, from the database; matters only where no order here
    /// owns the amount in the transfer's time.</param>
    public Verdict Judge(Transfer transfer, IReadOnlyList<AskedAmount> asked) =>
        byTransfer.TryGetValue(transfer.Id, out var known)
            ? Verdict.Of(MatchRule.CountedBefore, known)
            : JudgeFresh(transfer, asked);

    /// <summary>Whose a transfer is that waits for a block.</summary>
    public Verdict Judge(Sighting sighting, IReadOnlyList<AskedAmount> asked) =>
        byTransfer.TryGetValue(sighting.Id, out var known)
            ? Verdict.Of(MatchRule.CountedBefore, known)
            : Judge(Payment.Of(sighting), asked);

    /// <summary>Whose a transfer is, by the first rule that applies, which is remembered; see <see cref="MatchRule"/>.</summary>
    public (MatchRule Rule, OrderId Order) Match(Transfer transfer)
    {
        var verdict = Judge(transfer, []);
        Take(transfer, verdict);
        return (verdict.Rule, verdict.Order ?? default);
    }

    /// <summary>Whose a transfer that waits for a block is, by the same rules, or null; it is remembered.</summary>
    public OrderId? Sight(Sighting sighting)
    {
        if (Judge(sighting, []).Order is not { } order) return null;
        Sighted(sighting.Id, order);
        return order;
    }

    /// <summary>Remembers whose a transfer is, and what the order still waits for.</summary>
    public void Take(Transfer transfer, Verdict verdict)
    {
        if (verdict.Order is not { } order) return;
        if (!sighted.Remove(transfer.Id) && byTransfer.ContainsKey(transfer.Id)) return;
        Counted(transfer.Id, order);
        var entry = At(transfer.Token, transfer.Units) is { } exact && exact.Order == order
            ? exact
            : AwaitedOf(order, Payment.Of(transfer));
        if (entry is null) return;
        entry.Matched = entry.Awaited > transfer.Units ? entry.Matched + transfer.Units : entry.Units;
        if (entry.Awaited <= entry.Tolerated) entry.IsPaid = true;
        if (transfer.From.Length > 0) entry.Senders = [.. entry.Senders, transfer.From];
    }

    private Verdict JudgeFresh(Transfer transfer, IReadOnlyList<AskedAmount> asked) => transfer.SignedByReceiver
        ? Verdict.Nobodys(UnmatchedCause.OwnTransaction)
        : Judge(Payment.Of(transfer), asked);

    private Verdict Judge(Payment payment, IReadOnlyList<AskedAmount> asked) => Attribution.Decide(
        payment,
        Named(payment),
        At(payment.Token, payment.Units),
        asked,
        Waiting(payment),
        order => AwaitedOf(order, payment) is not null);

    /// <summary>What each order waits for that takes this payment; of those that were paid in one of their amounts none.</summary>
    private IEnumerable<BookEntry> Waiting(Payment payment)
    {
        foreach (var first in byOrder.Values)
        {
            if (first.Next is null)
            {
                if (first.Token == payment.Token && !first.IsPaid && first.Awaited > 0 && first.Takes(payment)) yield return first;
            }
            else if (!IsPaidInOne(first) && AwaitedOf(first, payment) is { } entry && entry.Awaited > 0) yield return entry;
        }
    }

    /// <summary>What the order that the transaction names waits for in this token; null where it names none, or several.</summary>
    private BookEntry? Named(Payment payment)
    {
        BookEntry? named = null;
        foreach (var reference in payment.References ?? [])
        {
            if (!byReference.TryGetValue(reference, out var order)) continue;
            for (var entry = byOrder[order]; entry is not null; entry = entry.Next)
            {
                if (entry.Token != payment.Token || !entry.Takes(payment) || Dust.Is(payment.Units, entry.Units)) continue;
                if (named is not null && named.Order != entry.Order) return null;
                named = Awaited(named, entry);
            }
        }
        return named;
    }

    private BookEntry? AwaitedOf(OrderId order, Payment payment) =>
        byOrder.TryGetValue(order, out var first) ? AwaitedOf(first, payment) : null;

    private static BookEntry? AwaitedOf(BookEntry first, Payment payment)
    {
        BookEntry? found = null;
        for (var entry = first; entry is not null; entry = entry.Next)
            if (entry.Token == payment.Token && entry.Takes(payment)) found = Awaited(found, entry);
        return found;
    }

    private static bool IsPaidInOne(BookEntry first)
    {
        for (var entry = first; entry is not null; entry = entry.Next)
            if (entry.IsPaid) return true;
        return false;
    }

    /// <summary>
    /// An order that turned to another quote may have several amounts here; what it waits for now is the one that is not held, else the most.
    /// </summary>
    private static BookEntry Awaited(BookEntry? found, BookEntry entry)
    {
        if (found is null) return entry;
        if (found.IsHeld != entry.IsHeld) return found.IsHeld ? entry : found;
        return entry.Awaited > found.Awaited ? entry : found;
    }
}
