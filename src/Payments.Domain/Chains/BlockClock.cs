namespace Payments.Domain.Chains;

/// <summary>
/// When blocks were made, by the chain's own pace. A block's stamp is one miner's word: in the Bitcoin family it may be two hours ahead, or
/// an hour behind. A stamp is therefore held between the median of the eleven stamps up to it, which consensus makes every later block
/// exceed, and the stamps of the blocks after it; and no block was made after it was seen.
/// </summary>
public static class BlockClock
{
    /// <summary>Stamps of which the median is taken, as the Bitcoin family's consensus does.</summary>
    public const int Span = 11;

    /// <summary>When each of the blocks was made that were read in one go.</summary>
    /// <param name="before">Stamps of the blocks before them, oldest first; as many as are known, of which the last <see cref="Span"/>
    /// matter.</param>
    /// <param name="stamps">Their own, oldest first.</param>
    /// <param name="seenAt">When the gateway saw a head at or above them.</param>
    public static IReadOnlyList<DateTimeOffset> Times(
        IReadOnlyList<DateTimeOffset> before, IReadOnlyList<DateTimeOffset> stamps, DateTimeOffset seenAt)
    {
        DateTimeOffset[] all = [.. before, .. stamps];
        var times = new DateTimeOffset[stamps.Count];
        var latest = DateTimeOffset.MaxValue;
        for (var i = times.Length - 1; i >= 0; i--)
        {
            latest = Earlier(latest, stamps[i]);
            var median = Median(all.AsSpan(0, before.Count + i + 1));
            times[i] = Earlier(seenAt, median > latest ? median : latest);
        }
        return times;
    }

    /// <summary>The median of the newest stamps; of an even number the later one of the two in the middle.</summary>
    public static DateTimeOffset Median(ReadOnlySpan<DateTimeOffset> stamps)
    {
        var newest = stamps[Math.Max(0, stamps.Length - Span)..].ToArray();
        Array.Sort(newest);
        return newest[newest.Length / 2];
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
