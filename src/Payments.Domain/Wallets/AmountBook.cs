using Payments.Domain.Identity;
using Payments.Domain.Transfers;

namespace Payments.Domain.Wallets;

/// <summary>
/// Which order owns which exact amount at one address. Kept in memory by the address's grain and rebuilt from the open
/// orders; it proposes amounts and matches transfers, while the database's unique index has the last word.
/// </summary>
public sealed partial class AmountBook
{
    private readonly Dictionary<(string Token, UInt128 Units), BookEntry> byAmount = [];
    private readonly Dictionary<OrderId, BookEntry> byOrder = [];
    private readonly Dictionary<string, OrderId> byReference = [];
    private readonly Dictionary<TransferId, OrderId> byTransfer = [];
    private readonly Dictionary<OrderId, List<TransferId>> countedBy = [];
    private readonly HashSet<TransferId> sighted = [];

    /// <summary>Amounts that were found taken, by the steps in which a free one was sought, so that none is passed over twice.</summary>
    private readonly Dictionary<(string Token, UInt128 Step, UInt128 Offset), TakenRuns> taken = [];
    private readonly HashSet<(string Token, UInt128 Step)> steps = [];
    private DateTimeOffset outdatedAfter = DateTimeOffset.MaxValue;

    /// <summary>How many amounts are taken.</summary>
    public int Count => byAmount.Count;

    /// <summary>How many amounts are some order's at a time: reserved, or held and not yet outdated.</summary>
    public int CountOwned(DateTimeOffset now) => byAmount.Values.Count(entry => entry.Order is not null && !(entry.IsHeld && entry.Until < now));

    /// <summary>Puts in an amount that is known to be owned; one that is taken already is left with its owner.</summary>
    public bool Add(BookEntry entry)
    {
        if (!byAmount.TryAdd((entry.Token, entry.Units), entry)) return false;
        if ((entry.IsHeld || entry.Order is null) && entry.Until < outdatedAfter) outdatedAfter = entry.Until;
        if (entry.Order is { } order)
        {
            entry.Next = null;
            if (byOrder.TryGetValue(order, out var last))
            {
                while (last.Next is { } next) last = next;
                last.Next = entry;
            }
            else byOrder[order] = entry;
            if (entry.Reference is { } reference) byReference[reference] = order;
        }
        return true;
    }

    /// <summary>Puts in an amount that the database says is an order's, whoever seemed to own it here: another activation may have given it away.</summary>
    public void Learn(BookEntry entry)
    {
        if (byAmount.TryGetValue((entry.Token, entry.Units), out var known))
        {
            if (known.Order == entry.Order && known.Until >= entry.Until)
            {
                known.IsStored = true;
                known.IsPaid = entry.IsPaid || known.IsPaid && known.Until > entry.Until;
                if (known.Until == entry.Until) (known.Matched, known.Senders) = (0, entry.Senders);
                return;
            }
            Forget(known);
        }
        entry.IsStored = true;
        Add(entry);
    }

    /// <summary>
    /// Puts in all that the database says is held here, and takes out what it said before and says no more: another activation has let go
    /// of it. What was only proposed stays.
    /// </summary>
    public void LearnAll(IReadOnlyCollection<BookEntry> stored)
    {
        foreach (var entry in stored) Learn(entry);
        var named = stored.Select(entry => (entry.Token, entry.Units)).ToHashSet();
        // What was matched to amounts that are only held was counted, or taken back, by now.
        foreach (var held in byAmount.Values)
            if (held is { IsHeld: true, IsPaid: false }) held.Matched = 0;
        bool IsGone(BookEntry entry) => entry is { IsStored: true, IsHeld: false } && !named.Contains((entry.Token, entry.Units));
        foreach (var gone in byAmount.Values.Where(IsGone).ToArray()) Forget(gone);
    }

    /// <summary>Whether an order owns an amount here.</summary>
    public bool Knows(OrderId order) => byOrder.ContainsKey(order);

    /// <summary>What is known of an amount, or null.</summary>
    public BookEntry? At(string token, UInt128 units) => byAmount.GetValueOrDefault((token, units));

    /// <summary>Takes back an amount that was proposed to an order and that is not its own in the database.</summary>
    public void Refuse(OrderId order, string token, UInt128 units) => Remove(order, entry => entry.Token == token && entry.Units == units);

    /// <summary>Remembers that a transfer counts for an order, so that seeing it again finds the same one.</summary>
    public void Counted(TransferId transfer, OrderId order)
    {
        if (byTransfer.TryGetValue(transfer, out var known) && known == order) return;
        byTransfer[transfer] = order;
        if (!countedBy.TryGetValue(order, out var transfers)) countedBy[order] = transfers = new List<TransferId>(1);
        transfers.Add(transfer);
    }

    /// <summary>Remembers that a transfer which waits for a block is an order's, so that it stays so, whenever the block comes.</summary>
    public void Sighted(TransferId transfer, OrderId order)
    {
        if (byTransfer.ContainsKey(transfer)) return;
        Counted(transfer, order);
        sighted.Add(transfer);
    }

    /// <summary>
    /// Takes the first free amount from the wished one upwards for an order, in place of what it had; null when none is near enough, and
    /// then it keeps what it had, as its row does.
    /// </summary>
    /// <param name="wish">The entry with the wished amount.</param>
    /// <param name="nudge">How far above the wish, and in which steps.</param>
    /// <param name="now">The present: amounts held past their time are freed when room is short.</param>
    public UInt128? Reserve(BookEntry wish, Nudge nudge, DateTimeOffset now)
    {
        var order = wish.Order ?? throw new ArgumentException("A reservation names its order.", nameof(wish));
        // What the order has is free for itself, so it is put aside while an amount is sought.
        var replaced = Remove(order, entry => entry.Token == wish.Token && (!entry.IsHeld || entry.Units == wish.Units));
        if (FirstFree(wish, nudge, now) is { } units)
        {
            Add(With(wish, units));
            return units;
        }
        foreach (var entry in replaced) Add(entry);
        return null;
    }

    private UInt128? FirstFree(BookEntry wish, Nudge nudge, DateTimeOffset now)
    {
        if (FirstFree(wish, nudge) is { } units) return units;
        return FreeOutdated(now) ? FirstFree(wish, nudge) : null;
    }

    private UInt128? FirstFree(BookEntry wish, Nudge nudge)
    {
        if (!byAmount.ContainsKey((wish.Token, wish.Units))) return wish.Units;
        if (nudge.MaxSteps == 0) return null;
        var (first, offset) = UInt128.DivRem(wish.Units, nudge.Step);
        var runs = RunsOf(wish.Token, nudge.Step, offset);
        for (var free = runs.FirstFree(first); free - first <= (UInt128)nudge.MaxSteps; free = runs.FirstFree(first))
        {
            var units = free * nudge.Step + offset;
            if (!byAmount.ContainsKey((wish.Token, units))) return units;
            runs.Take(free);
        }
        return null;
    }

    private TakenRuns RunsOf(string token, UInt128 step, UInt128 offset)
    {
        steps.Add((token, step));
        if (!taken.TryGetValue((token, step, offset), out var runs)) taken[(token, step, offset)] = runs = new TakenRuns();
        return runs;
    }

    private void FreeRuns(string token, UInt128 units)
    {
        foreach (var (ofToken, step) in steps)
        {
            if (ofToken != token || !taken.TryGetValue((token, step, units % step), out var runs)) continue;
            runs.Free(units / step);
            if (runs.IsEmpty) taken.Remove((token, step, units % step));
        }
    }

    /// <summary>Keeps an amount for an order that turns to another quote.</summary>
    public void Hold(BookEntry held)
    {
        var order = held.Order ?? throw new ArgumentException("A held amount names its order.", nameof(held));
        Remove(order, entry => entry.Token == held.Token && entry.Units == held.Units);
        Add(held);
    }

    /// <summary>Frees what an order owns here, held amounts included.</summary>
    public void Release(OrderId order)
    {
        Remove(order, static _ => true);
        if (!countedBy.Remove(order, out var transfers)) return;
        foreach (var transfer in transfers)
        {
            byTransfer.Remove(transfer);
            sighted.Remove(transfer);
        }
    }

    /// <summary>Frees what is held past its time; false where nothing is.</summary>
    private bool FreeOutdated(DateTimeOffset now)
    {
        if (now <= outdatedAfter) return false;
        outdatedAfter = DateTimeOffset.MaxValue;
        foreach (var entry in byAmount.Values.Where(entry => entry.IsHeld || entry.Order is null).ToArray())
        {
            if (entry.Until < now) Forget(entry);
            else if (entry.Until < outdatedAfter) outdatedAfter = entry.Until;
        }
        return true;
    }

    private IReadOnlyList<BookEntry> Remove(OrderId order, Predicate<BookEntry> which)
    {
        var removed = EntriesOf(order, which);
        foreach (var entry in removed) Forget(entry);
        return removed;
    }

    private IReadOnlyList<BookEntry> EntriesOf(OrderId order, Predicate<BookEntry> which)
    {
        List<BookEntry>? found = null;
        for (var entry = byOrder.GetValueOrDefault(order); entry is not null; entry = entry.Next)
            if (which(entry)) (found ??= []).Add(entry);
        return found ?? (IReadOnlyList<BookEntry>)[];
    }

    private void Forget(BookEntry entry)
    {
        byAmount.Remove((entry.Token, entry.Units));
        FreeRuns(entry.Token, entry.Units);
        if (entry.Order is not { } order || !byOrder.TryGetValue(order, out var first)) return;
        if (!ReferenceEquals(first, entry))
        {
            while (first is not null && !ReferenceEquals(first.Next, entry)) first = first.Next;
            first?.Next = entry.Next;
        }
        else if (entry.Next is { } next) byOrder[order] = next;
        else
        {
            byOrder.Remove(order);
            if (entry.Reference is { } reference) byReference.Remove(reference);
        }
    }

    private static BookEntry With(BookEntry wish, UInt128 units) => new()
    {
        Order = wish.Order,
        Token = wish.Token,
        Reference = wish.Reference,
        Units = units,
        Tolerated = wish.Tolerated,
        Until = wish.Until,
        OpenedAt = wish.OpenedAt,
        Position = wish.Position,
        Senders = wish.Senders,
    };
}
