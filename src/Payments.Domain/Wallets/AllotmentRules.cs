using Payments.Domain.Transfers;

namespace Payments.Domain.Wallets;

/// <summary>Who gets an address that was derived from an extended key, and whose the money there is.</summary>
public static class AllotmentRules
{
    /// <summary>
    /// Whether the run of addresses that nobody has paid, up to the next fresh one, is as long as wallets look ahead (BIP-44's gap limit): then an
    /// address that an order left unpaid is given again before a fresh one.
    /// </summary>
    /// <param name="next">The index of the next fresh address.</param>
    /// <param name="lastPaid">The highest index that was ever paid, or null.</param>
    /// <param name="limit">How many unpaid addresses in a row are acceptable.</param>
    public static bool IsGapFull(long next, long? lastPaid, int limit) => next - (lastPaid + 1 ?? 0) >= limit;

    /// <summary>The address with a wish granted, the same instance where nothing changes, or null where it must be refused.</summary>
    /// <remarks>Refused is an address that a wallet named itself, one of another key, and one that another order has, or had and to which a transaction was ever seen, in a block or on its way.</remarks>
    /// <param name="known">The address as it is stored, or null.</param>
    /// <param name="fresh">The address as it would be stored first.</param>
    /// <param name="wish">The allotment that an order wants.</param>
    /// <param name="freeBefore">Orders whose time was over before this have nothing to come any more.</param>
    /// <param name="now">The present.</param>
    public static WatchedAddress? Take(WatchedAddress? known, WatchedAddress fresh, Allotment wish, DateTimeOffset freeBefore, DateTimeOffset now)
    {
        if (known is null) return fresh with { Allotment = wish };
        if (known.Allotment is not { } held) return null;
        if (held.Key != wish.Key || held.Index != wish.Index) return null;
        if (held.Order != wish.Order && (IsPublic(held) || held.Until >= freeBefore)) return null;
        var isSameOpening = held.Order == wish.Order && held.OpenedAt == wish.OpenedAt;
        var position = isSameOpening ? OpeningRules.Earlier(held.Position, wish.Position) : wish.Position;
        var next = wish with { PaidAt = held.PaidAt, SightedAt = held.SightedAt, Position = position };
        if (next == held) return known;
        // Watchers learn of addresses by the time of their registration: one that they may have forgotten is registered again.
        return known with { Allotment = next, RegisteredAt = held.WatchUntil < now ? now : known.RegisteredAt };
    }

    /// <summary>The address after a block paid something there, the same instance where that is known.</summary>
    public static WatchedAddress Paid(WatchedAddress known, DateTimeOffset now) =>
        known.Allotment is { PaidAt: null } held ? known with { Allotment = held with { PaidAt = now } } : known;

    /// <summary>The address after a transaction to it was seen that waits for a block, the same instance where more is known.</summary>
    public static WatchedAddress Sighted(WatchedAddress known, DateTimeOffset now) =>
        known.Allotment is { } held && !IsPublic(held) ? known with { Allotment = held with { SightedAt = now } } : known;

    /// <summary>Whether the address was ever in a transaction that was broadcast.</summary>
    private static bool IsPublic(Allotment allotment) => allotment.PaidAt is not null || allotment.SightedAt is not null;

    /// <summary>Whether a transfer to the address is the order's, whatever its amount; the order itself refuses dust.</summary>
    public static bool Awaits(Allotment allotment, Transfer transfer) =>
        IsAfterOpening(allotment, transfer) && transfer.When <= allotment.Until;

    /// <summary>Whether a transfer that waits for a block is the order's, whenever the block comes.</summary>
    public static bool Awaits(Allotment allotment, Sighting sighting) => sighting.SeenAt >= allotment.OpenedAt && sighting.SeenAt <= allotment.Until;

    /// <summary>Whether a transfer was meant for the order, if anybody meant anything: nobody knew the address before.</summary>
    public static bool IsAfterOpening(Allotment allotment, Transfer transfer) =>
        OpeningRules.IsAfter(allotment.OpenedAt, allotment.Position, Payment.Of(transfer));
}
