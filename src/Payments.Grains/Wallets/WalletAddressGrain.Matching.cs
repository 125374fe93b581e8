using Payments.Contracts.Wallets;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Transfers;
using Payments.Domain.Wallets;
using Payments.Storage;

namespace Payments.Grains.Wallets;

public sealed partial class WalletAddressGrain
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<MatchResult>> MatchAsync(IReadOnlyList<Transfer> transfers)
    {
        if (stored.State.Value is { } known) await SaveIfChangedAsync(AllotmentRules.Paid(known, time.GetUtcNow()));
        var seen = await memory.FindAsync([.. transfers.Select(transfer => transfer.Id)]);
        var allotment = stored.State.Value?.Allotment;
        if (allotment is null)
        {
            var fresh = transfers.Where(transfer => !seen.ContainsKey(transfer.Id));
            await PrepareAsync(fresh.Select(transfer => (book.Peek(transfer), transfer.Token, transfer.Units)));
        }
        var results = new List<MatchResult>(transfers.Count);
        var nobodys = new List<SetAside>();
        foreach (var transfer in transfers)
        {
            KnownTransfer? before = seen.TryGetValue(transfer.Id, out var found) ? found : null;
            var judged = allotment is null ? await JudgeAsync(transfer, before) : Judge(allotment, transfer, before);
            var verdict = await WithCountedAsync(transfer, judged);
            if (before is not { IsUnmatched: true }) book.Take(transfer, verdict);
            results.Add(new MatchResult { Transfer = transfer.Id, Order = verdict.Order });
            if (verdict.Order is not null || before is { IsUnmatched: true }) continue;
            nobodys.Add(new SetAside(transfer, verdict.MeantFor, verdict.Cause) { Candidates = verdict.Candidates });
        }
        if (nobodys.Count > 0) await asides.AddAsync(nobodys);
        return results;
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<MatchResult>> SightAsync(IReadOnlyList<Sighting> sightings)
    {
        // Stored before the order hears of it: whatever fails from here on, the address is nobody else's.
        if (stored.State.Value is { } known) await SaveIfChangedAsync(AllotmentRules.Sighted(known, time.GetUtcNow()));
        if (stored.State.Value?.Allotment is { } allotment)
            return [.. sightings.Select(sighting => new MatchResult { Transfer = sighting.Id, Order = OwnerOf(allotment, sighting) })];
        var seen = await memory.FindAsync([.. sightings.Select(sighting => sighting.Id)]);
        var fresh = sightings.Where(sighting => !seen.ContainsKey(sighting.Id)).ToArray();
        await PrepareAsync(fresh.Select(sighting => (book.Judge(sighting, []).Rule, sighting.Token, sighting.Units)));
        var results = new List<MatchResult>(sightings.Count);
        foreach (var sighting in sightings)
        {
            var isKnown = seen.TryGetValue(sighting.Id, out var before);
            var order = isKnown ? before.Order : (await JudgeAsync(sighting)).Order;
            if (order is { } owner) book.Sighted(sighting.Id, owner);
            results.Add(new MatchResult { Transfer = sighting.Id, Order = order });
        }
        // Once seen it is nobody else's, whenever its block comes, and whatever its order has become by then.
        var owners = results.ToDictionary(result => result.Transfer, result => result.Order);
        foreach (var group in fresh.Select(sighting => sighting.Id).GroupBy(id => owners[id]))
        {
            await memory.RememberAsync(chain, address, [.. group], group.Key);
        }
        return results;
    }

    private OrderId? OwnerOf(Allotment allotment, Sighting sighting)
    {
        if (!AllotmentRules.Awaits(allotment, sighting)) return null;
        book.Sighted(sighting.Id, allotment.Order);
        return allotment.Order;
    }

    /// <summary>Whose a transfer that waits for a block is, at an address that orders share.</summary>
    private Task<Verdict> JudgeAsync(Sighting sighting) => JudgeAsync(asked => book.Judge(sighting, asked), sighting.Token, sighting.Units);

    /// <summary>Whose a transfer to an address is that orders share.</summary>
    private async Task<Verdict> JudgeAsync(Transfer transfer, KnownTransfer? before)
    {
        if (before is { IsUnmatched: true, Order: var assigned }) return Listed(assigned);
        if (before is { Order: { } owner })
            return book.Knows(owner) ? Verdict.Of(MatchRule.CountedBefore, owner) : Verdict.Nobodys(UnmatchedCause.Late, owner);
        var verdict = await JudgeAsync(asked => book.Judge(transfer, asked), transfer.Token, transfer.Units);
        // What was nobody's when its transaction was seen first does not become somebody's because other orders wait by now.
        return before is null || verdict.Order is null || verdict.Rule == MatchRule.CountedBefore
            ? verdict
            : Verdict.Nobodys(UnmatchedCause.SeenBefore, verdict.Order);
    }

    /// <summary>What was asked before is looked up only where nobody holds the amount now.</summary>
    private async Task<Verdict> JudgeAsync(Func<IReadOnlyList<AskedAmount>, Verdict> judge, string token, UInt128 units)
    {
        var verdict = judge([]);
        if (verdict.Rule is MatchRule.CountedBefore or MatchRule.Reference or MatchRule.ExactAmount) return verdict;
        if (verdict.Cause == UnmatchedCause.OwnTransaction) return verdict;
        var asked = await memory.AskedAsync(chain, address, token, units);
        return asked.Count == 0 ? verdict : judge(asked);
    }

    /// <summary>Whose a transfer is to an address that an order has alone: whatever comes in its time is brought to that order.</summary>
    private Verdict Judge(Allotment allotment, Transfer transfer, KnownTransfer? before)
    {
        // A transfer that came too late stays nobody's when the order is opened again, and dust when less is missing by now.
        if (before is { IsUnmatched: true, Order: var assigned }) return Listed(assigned);
        if (before is { Order: { } owner } && owner == allotment.Order) return Verdict.Of(MatchRule.CountedBefore, owner);
        if (book.Judge(transfer, []) is { Rule: MatchRule.CountedBefore } counted) return counted;
        if (AllotmentRules.Awaits(allotment, transfer)) return Verdict.Of(MatchRule.OwnAddress, allotment.Order);
        return AllotmentRules.IsAfterOpening(allotment, transfer)
            ? Verdict.Nobodys(UnmatchedCause.Late, allotment.Order)
            : Verdict.Nobodys(UnmatchedCause.BeforeOrder);
    }

    /// <summary>
    /// What seems to be late for an order that let go of its amount may be a payment that it counts already: one that a deep
    /// reorganisation took back and that is in a block again, or one that is read again.
    /// </summary>
    private async Task<Verdict> WithCountedAsync(Transfer transfer, Verdict verdict)
    {
        if (verdict is not { Cause: UnmatchedCause.Late, MeantFor: { } meant }) return verdict;
        foreach (var order in verdict.Candidates.Prepend(meant).Distinct())
            if (await orders.CountsAsync(order, transfer)) return Verdict.Of(MatchRule.CountedBefore, order);
        return verdict;
    }

    /// <summary>A transfer in the list of unmatched ones is the order's that it was assigned to, or nobody's.</summary>
    private static Verdict Listed(OrderId? assigned) =>
        assigned is { } order ? Verdict.Of(MatchRule.CountedBefore, order) : Verdict.Nobodys(UnmatchedCause.NoneFits);

    /// <summary>
    /// Looks at the database where the book may be mistaken, before any of these payments is matched. For seconds another activation may
    /// give amounts away, when a silo was taken for dead or is not yet known to be: what is unknown here may be an order's, what was only
    /// proposed here may have been refused and be another's, an order that seems to wait may be paid, and one that seems to wait alone may
    /// not.
    /// </summary>
    private async Task PrepareAsync(IEnumerable<(MatchRule Rule, string Token, UInt128 Units)> expected)
    {
        var mayBeMistaken = false;
        foreach (var (rule, token, units) in expected.ToArray())
        {
            mayBeMistaken |= rule switch
            {
                MatchRule.ExactAmount => await IsRefusedAsync(token, units),
                MatchRule.None or MatchRule.AskedBefore => true,
                MatchRule.SameSender or MatchRule.Tolerance or MatchRule.Part or MatchRule.Excess => true,
                MatchRule.CountedBefore or MatchRule.Reference or MatchRule.OwnAddress => false,
                _ => throw new InvalidOperationException($"{rule} is no rule."),
            };
        }
        if (mayBeMistaken) await LearnAsync();
    }

    /// <summary>Whether an amount that was proposed to an order is not its own in the database; then it is taken back, too.</summary>
    private async Task<bool> IsRefusedAsync(string token, UInt128 units)
    {
        if (book.At(token, units) is not { IsStored: false, Order: { } order } entry) return false;
        if (await orders.HolderAsync(chain, address, token, units) == order)
        {
            entry.IsStored = true;
            return false;
        }
        book.Refuse(order, token, units);
        return true;
    }

    /// <summary>Takes over what the database says; what was proposed here and is not stored yet stays.</summary>
    private async Task LearnAsync()
    {
        var holding = await orders.HoldingAsync(chain, address);
        book.LearnAll([.. holding.Select(held => held.Order is { } order ? Entry(order) : Unreadable(held))]);
        foreach (var order in holding.Select(held => held.Order).OfType<Order>())
        {
            foreach (var counted in order.Transfers) book.Counted(counted.Transfer.Id, order.Id);
            foreach (var sighting in order.Sightings) book.Sighted(sighting.Id, order.Id);
        }
    }

    private BookEntry Entry(Order order)
    {
        var reservation = order.Reservation!;
        var here = order.Transfers.Select(counted => counted.Transfer)
            .Where(transfer => transfer.Chain == chain && transfer.To == address && transfer.Token == reservation.Token);
        return new BookEntry
        {
            Order = order.Id,
            Reference = references.Of(chain, order.Id),
            Token = reservation.Token,
            Units = reservation.Units,
            Until = reservation.Until,
            OpenedAt = order.OpenedAt,
            Position = order.Quotes.LastOrDefault(quote => quote.Asks(reservation))?.Position,
            Senders = here.Select(transfer => transfer.From).ToArray(),
            Tolerated = order.Quote is { } shown && shown.Asks(reservation) ? shown.Tolerated ?? 0 : 0,
            IsPaid = !OrderRules.Waits(order),
        };
    }

    /// <summary>
    /// The amount of an order that cannot be read stays its own: whoever pays it is brought to the order, which fails for itself alone.
    /// </summary>
    private BookEntry Unreadable(Storage.Queries.HeldReservation held)
    {
        LogUnreadableOrder(logger, held.Id, chain, address);
        return new BookEntry
        {
            Order = held.Id,
            Token = held.Token,
            Units = held.Units,
            Until = DateTimeOffset.MaxValue,
            OpenedAt = DateTimeOffset.UnixEpoch,
        };
    }
}
