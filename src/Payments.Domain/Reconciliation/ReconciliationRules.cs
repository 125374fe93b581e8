namespace Payments.Domain.Reconciliation;

/// <summary>Compares a provider's statement with this gateway's own book.</summary>
public static class ReconciliationRules
{
    /// <summary>
    /// How a line and our entry of the same key differ; null where they agree. One difference at most: the currency before the amount, the
    /// amount before the state, the state before the fee, since a later one follows from an earlier one.
    /// </summary>
    public static DifferenceKind? Judge(StatementEntry theirs, OwnEntry ours, FeeAgreement fees)
    {
        if (theirs.Currency != ours.Currency) return DifferenceKind.OtherCurrency;
        if (theirs.Amount != ours.Amount) return DifferenceKind.OtherAmount;
        if (theirs.IsPaid != ours.IsPaid) return DifferenceKind.OtherState;
        var hasFee = theirs is { IsPaid: true, Fee: not null, Key.Kind: EntryKind.Payment };
        return hasFee && !fees.Allows(theirs.Fee!.Value, theirs.Amount) ? DifferenceKind.Fee : null;
    }

    /// <summary>
    /// Walks two streams that are sorted by key, side by side, in constant memory. Every line and every entry of ours comes out once.
    /// </summary>
    /// <param name="theirs">The statement; the same key may come several times.</param>
    /// <param name="ours">Our entries, each key once.</param>
    /// <exception cref="InvalidOperationException">A stream is not sorted, or ours has a key twice.</exception>
    public static IEnumerable<EntryPair> Pair(IEnumerable<StatementEntry> theirs, IEnumerable<OwnEntry> ours)
    {
        using var lines = theirs.GetEnumerator();
        using var own = ours.GetEnumerator();
        var (line, entry) = (Next(lines), Next(own));
        EntryKey? last = null;
        while (line is not null || entry is not null)
        {
            var order = line is null ? 1 : entry is null ? -1 : line.Key.CompareTo(entry.Key);
            var key = order <= 0 ? line!.Key : entry!.Key;
            var compared = last is { } before ? before.CompareTo(key) : -1;
            if (compared > 0 || compared == 0 && order >= 0) throw new InvalidOperationException($"{key} comes behind {last}.");
            var isAgain = compared == 0;
            last = key;
            yield return new EntryPair(order <= 0 ? line : null, order >= 0 ? entry : null, isAgain);
            if (order <= 0) line = Next(lines);
            if (order >= 0) entry = Next(own);
        }
    }

    /// <summary>
    /// Whether a statement without a line is believed: a provider that made no statement yet often says the same as of a day without
    /// payments. While there is money here that it should list, it is asked again for <see cref="EmptyPatience"/>.
    /// </summary>
    public static bool IsBelieved(long lines, long paidHere, DateOnly day, StatementCalendar calendar, DateTimeOffset now) =>
        lines > 0 || paidHere == 0 || now >= calendar.PublicationOf(day) + EmptyPatience;

    /// <summary>How long an empty statement is doubted after its publication.</summary>
    public static readonly TimeSpan EmptyPatience = TimeSpan.FromHours(12);

    private static T? Next<T>(IEnumerator<T> stream) where T : class => stream.MoveNext() ? stream.Current : null;
}

/// <summary>A line and an entry of one key.</summary>
/// <param name="Theirs">The line; null where the statement has none.</param>
/// <param name="Ours">Our entry; null where there is none, or where an earlier line took it.</param>
/// <param name="IsAgain">Whether an earlier line had the same key.</param>
public readonly record struct EntryPair(StatementEntry? Theirs, OwnEntry? Ours, bool IsAgain);
