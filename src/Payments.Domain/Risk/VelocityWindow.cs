namespace Payments.Domain.Risk;

/// <summary>
/// A sum over a window that slides, in slots of a sixtieth of it: what is older than the window is forgotten when its slot is, at the
/// latest a sixtieth of the window after its time.
/// </summary>
/// <param name="length">How long the window is.</param>
public sealed class VelocityWindow(TimeSpan length)
{
    /// <summary>Slots of a window.</summary>
    public const int Slots = 60;

    private readonly long step = Math.Max(1, length.Ticks / Slots);
    private readonly SortedDictionary<long, decimal> sums = [];

    /// <summary>How long it is.</summary>
    public TimeSpan Length => length;

    /// <summary>The slots that hold something, with their sums, the oldest first.</summary>
    public IEnumerable<KeyValuePair<long, decimal>> Held => sums;

    /// <summary>Adds to the present slot, and says what the window holds then.</summary>
    /// <param name="amount">What to add; below zero takes back.</param>
    /// <param name="now">The present.</param>
    public decimal Add(decimal amount, DateTimeOffset now)
    {
        var slot = now.UtcTicks / step;
        sums[slot] = sums.GetValueOrDefault(slot) + amount;
        Forget(slot);
        decimal sum = 0;
        foreach (var held in sums.Values) sum += held;
        return sum;
    }

    /// <summary>Takes over a slot that was stored.</summary>
    public void Restore(long slot, decimal sum) => sums[slot] = sums.GetValueOrDefault(slot) + sum;

    /// <summary>When the newest slot is forgotten; null where nothing is held.</summary>
    public DateTimeOffset? EndsAt => sums.Count == 0 ? null : new DateTimeOffset((sums.Keys.Last() + Slots + 1) * step, TimeSpan.Zero);

    private void Forget(long slot)
    {
        while (sums.Count > 0 && sums.Keys.First() < slot - Slots) sums.Remove(sums.Keys.First());
    }
}
