using Payments.Domain.Identity;

namespace Payments.Domain.Wallets;

/// <summary>
/// Whether a payment is newer than what waits for it. The order in which the gateway read the chain decides, not a clock: a block that was
/// read or seen when an order was opened is older than it, whatever its stamp; one that was read later is not, unless the chain's own time
/// lies clearly before the opening.
/// </summary>
public static class OpeningRules
{
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    /// <summary>
    /// In the Bitcoin family a block need only be later than the median of the eleven before it, which is about an hour behind.
    /// </summary>
    private static readonly TimeSpan MinersClockSkew = TimeSpan.FromHours(1);

    /// <summary>Clocks of gateways and of clusters drift by minutes; what is more than this before an opening is older than it.</summary>
    private static readonly TimeSpan Clearly = TimeSpan.FromHours(1);

    /// <summary>Eleven blocks of the Bitcoin family take longer than this once in years.</summary>
    private static readonly TimeSpan ClearlyByMiners = TimeSpan.FromHours(3);

    /// <summary>
    /// How much the clock of a chain's blocks may be behind ours, where an order does not know how far its chain had been read.
    /// </summary>
    public static TimeSpan ClockSkewOf(ChainId chain) => IsMined(chain) ? MinersClockSkew : ClockSkew;

    /// <summary>Whether a payment is newer than an opening.</summary>
    /// <param name="openedAt">When the order was opened.</param>
    /// <param name="position">How far the chain had been read or seen then; null in what earlier versions stored.</param>
    /// <param name="payment">The payment.</param>
    public static bool IsAfter(DateTimeOffset openedAt, long? position, Payment payment)
    {
        if (payment.IsSighting) return payment.At >= openedAt - ClockSkew;
        return position is { } seen && payment.Position is { } read
            ? read > seen && payment.At >= openedAt - (IsMined(payment.Chain) ? ClearlyByMiners : Clearly)
            : payment.At >= openedAt - ClockSkewOf(payment.Chain);
    }

    /// <summary>
    /// Which of two positions an order keeps that asks for the same coin again in the same opening: the earlier, and none where the first
    /// was not known.
    /// </summary>
    public static long? Earlier(long? first, long? second) => first is { } known && second is { } later && later < known ? later : first;

    private static bool IsMined(ChainId chain) => chain == ChainId.Bitcoin || chain == ChainId.Litecoin || chain == ChainId.Dash;
}
