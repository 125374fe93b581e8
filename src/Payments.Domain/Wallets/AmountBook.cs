using Payments.Domain.Identity;
using Payments.Domain.Transfers;

namespace Payments.Domain.Wallets;

/// <summary>
/// Which order owns which exact amount at one address. Kept in memory by the address's grain and rebuilt from the open
/// orders; it proposes amounts and matches transfers, while the database's unique index has the last word.
/// </summary>
public sealed class AmountBook(Func<string, UInt128> stepOf)
{
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    /// <summary>In the Bitcoin family a block need only be later than the median of the eleven before it, which is about an hour behind.</summary>
    private static readonly TimeSpan MinersClockSkew = TimeSpan.FromHours(1);

    private readonly Dictionary<(string Token, UInt128 Units), BookEntry> byAmount = [];
    private readonly Dictionary<OrderId, BookEntry> byOrder = [];
    private readonly Dictionary<string, OrderId> byReference = [];
    private readonly Dictionary<TransferId, OrderId> byTransfer = [];
    private readonly Dictionary<OrderId, List<TransferId>> countedBy = [];
    private readonly HashSet<TransferId> sighted = [];
    private readonly Dictionary<(string Token, UInt128 Offset), TakenRuns> taken = [];

    /// <summary>How much the clock of a chain's blocks may be behind ours when a transfer is held against the opening of an order.</summary>
    public static TimeSpan ClockSkewOf(ChainId chain) => chain == ChainId.Bitcoin || chain == ChainId.Litecoin || chain == ChainId.Dash ? MinersClockSkew : ClockSkew;

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
                known.IsPaid |= entry.IsPaid;
                known.IsStored = true;
                return;
            }
            Forget(known);
        }
        entry.IsStored = true;
        Add(entry);
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

    /// <summary>The rule by which a transfer would be matched.</summary>
    public MatchRule Peek(Transfer transfer) => byTransfer.ContainsKey(transfer.Id) ? MatchRule.CountedBefore : Find(Payment.Of(transfer)).Rule;

    /// <summary>The rule by which a transfer that waits for a block would be matched.</summary>
    public MatchRule Peek(Sighting sighting) => byTransfer.ContainsKey(sighting.Id) ? MatchRule.CountedBefore : Find(Payment.Of(sighting)).Rule;

    /// <summary>Whose a transfer is, by the first rule that applies; see <see cref="MatchRule"/>.</summary>
    public (MatchRule Rule, OrderId Order) Match(Transfer transfer)
    {
        if (byTransfer.TryGetValue(transfer.Id, out var counted))
        {
            if (sighted.Remove(transfer.Id))
                foreach (var paid in EntriesOf(counted, candidate => candidate.Token == transfer.Token && IsAll(candidate, transfer))) paid.IsPaid = true;
            return (MatchRule.CountedBefore, counted);
        }
        var (rule, entry) = Find(Payment.Of(transfer));
        if (entry?.Order is not { } order) return (MatchRule.None, default);
        Counted(transfer.Id, order);
        if (IsAll(entry, transfer)) entry.IsPaid = true;
        return (rule, order);
    }

    /// <summary>Whose a transfer that waits for a block is, by the same rules, or null.</summary>
    public OrderId? Sight(Sighting sighting)
    {
        if (byTransfer.TryGetValue(sighting.Id, out var known)) return known;
        if (Find(Payment.Of(sighting)).Entry?.Order is not { } order) return null;
        Sighted(sighting.Id, order);
        return order;
    }

    private (MatchRule Rule, BookEntry? Entry) Find(Payment payment)
    {
        if (Named(payment) is { } named) return (MatchRule.Reference, named);
        if (byAmount.TryGetValue((payment.Token, payment.Units), out var exact) && exact.Order is not null && IsInTime(exact, payment))
            return (MatchRule.ExactAmount, exact);
        BookEntry? bySender = null, sole = null;
        var (areSendersMany, areOpenMany) = (false, false);
        foreach (var entry in byAmount.Values)
        {
            if (entry.Token != payment.Token || entry.IsPaid || entry.Order is null || !IsInTime(entry, payment)) continue;
            areOpenMany |= IsOfAnother(sole, entry);
            sole = Awaited(sole, entry);
            if (payment.From.Length == 0 || !entry.Senders.Contains(payment.From)) continue;
            areSendersMany |= IsOfAnother(bySender, entry);
            bySender = Awaited(bySender, entry);
        }
        if (bySender is not null && !areSendersMany && IsEnough(bySender, payment)) return (MatchRule.SameSender, bySender);
        return sole is not null && !areOpenMany && IsEnough(sole, payment) ? (MatchRule.SoleOpenOrder, sole) : (MatchRule.None, null);
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
                if (entry.Token != payment.Token || !IsInTime(entry, payment) || !IsEnough(entry, payment)) continue;
                if (IsOfAnother(named, entry)) return null;
                named = Awaited(named, entry);
            }
        }
        return named;
    }

    private static bool IsOfAnother(BookEntry? found, BookEntry entry) => found is not null && found.Order != entry.Order;

    /// <summary>An order that turned to another quote may have several amounts here; what it waits for now is the one that is not held.</summary>
    private static BookEntry Awaited(BookEntry? found, BookEntry entry) => found is { IsHeld: false } ? found : entry;

    private static bool IsInTime(BookEntry entry, Payment payment) => payment.At >= entry.OpenedAt - payment.Skew && payment.At <= entry.Until;

    private static bool IsAll(BookEntry entry, Transfer transfer) => transfer.Units >= entry.Units || entry.Units - transfer.Units <= entry.Tolerated;

    private static bool IsEnough(BookEntry entry, Payment payment) => !Dust.Is(payment.Units, entry.Units);

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
        Senders = wish.Senders,
    };

    /// <summary>What matching looks at. A sighting's time is our own clock's.</summary>
    private readonly record struct Payment(string Token, UInt128 Units, string From, IReadOnlyList<string>? References, DateTimeOffset At, TimeSpan Skew)
    {
        public static Payment Of(Transfer transfer) => new(transfer.Token, transfer.Units, transfer.From, transfer.References, transfer.BlockTime, ClockSkewOf(transfer.Chain));

        public static Payment Of(Sighting sighting) => new(sighting.Token, sighting.Units, "", null, sighting.SeenAt, ClockSkew);
    }
}
