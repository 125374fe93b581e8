using Payments.Domain.Identity;
using Payments.Domain.Transfers;

namespace Payments.Domain.Wallets;

/// <summary>
/// Which order owns which exact amount at one address. Kept in memory by the address's grain and rebuilt from the open
/// orders; it proposes amounts and matches transfers, while the database's unique index has the last word.
/// </summary>
public sealed partial class AmountBook(Func<string, UInt128> stepOf)
{
    private readonly Dictionary<(string Token, UInt128 Units), BookEntry> byAmount = [];
    private readonly Dictionary<OrderId, BookEntry> byOrder = [];
    private readonly Dictionary<string, OrderId> byReference = [];
    private readonly Dictionary<TransferId, OrderId> byTransfer = [];
    private readonly Dictionary<OrderId, List<TransferId>> countedBy = [];
    private readonly HashSet<TransferId> sighted = [];
    private readonly Dictionary<(string Token, UInt128 Offset), TakenRuns> taken = [];

    /// <summary>How many amounts are taken.</summary>
    public int Count => byAmount.Count;

    /// <summary>How many amounts are some order's at a time: reserved, or held and not yet outdated.</summary>
    public int CountOwned(DateTimeOffset now) => byAmount.Values.Count(entry => entry.Order is not null && !(entry.IsHeld && entry.Until < now));

    /// <summary>Puts in an amount that is known to be owned; one that is taken already is left with its owner.</summary>
    public bool Add(BookEntry entry)
    {
        if (!byAmount.TryAdd((entry.Token, entry.Units), entry)) return false;
        RunsOf(entry).Take(entry.Units / stepOf(entry.Token));
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

    /// <summary>Takes the first free amount from the wished one upwards for an order, in place of what it had; null when none is within the limit, and then it keeps what it had, as its row does.</summary>
    /// <param name="wish">The entry with the wished amount.</param>
    /// <param name="maxSteps">How many steps above the wish are acceptable.</param>
    /// <param name="now">The present: amounts held past their time are freed when room is short.</param>
    public UInt128? Reserve(BookEntry wish, int maxSteps, DateTimeOffset now)
    {
        var order = wish.Order ?? throw new ArgumentException("A reservation names its order.", nameof(wish));
        // What the order has is free for itself, so it is put aside while an amount is sought.
        var replaced = Remove(order, entry => entry.Token == wish.Token && (!entry.IsHeld || entry.Units == wish.Units));
        if (FirstFree(wish, maxSteps, now) is { } units)
        {
            Add(With(wish, units));
            return units;
        }
        foreach (var entry in replaced) Add(entry);
        return null;
    }

    private UInt128? FirstFree(BookEntry wish, int maxSteps, DateTimeOffset now)
    {
        var step = stepOf(wish.Token);
        var first = wish.Units / step;
        var free = RunsOf(wish).FirstFree(first);
        if (free - first > (UInt128)maxSteps)
        {
            FreeOutdated(now);
            free = RunsOf(wish).FirstFree(first);
            if (free - first > (UInt128)maxSteps) return null;
        }
        return free * step + wish.Units % step;
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

    private TakenRuns RunsOf(BookEntry entry)
    {
        var key = (entry.Token, entry.Units % stepOf(entry.Token));
        if (!taken.TryGetValue(key, out var runs)) taken[key] = runs = new TakenRuns();
        return runs;
    }

    private void FreeOutdated(DateTimeOffset now)
    {
        foreach (var entry in byAmount.Values.Where(entry => (entry.IsHeld || entry.Order is null) && entry.Until < now).ToArray())
            Forget(entry);
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
        RunsOf(entry).Free(entry.Units / stepOf(entry.Token));
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
