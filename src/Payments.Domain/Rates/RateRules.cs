namespace Payments.Domain.Rates;

/// <summary>Which prices are believed.</summary>
public static class RateRules
{
    /// <summary>How far a source's clock may run ahead of ours.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    /// <summary>Looks at one reading by itself.</summary>
    public static ReadingVerdict Judge(PriceReading reading, RateBounds bounds, TimeSpan maxAge, DateTimeOffset now)
    {
        if (!bounds.Holds(reading.Price)) return ReadingVerdict.OutOfBounds;
        if (!IsFresh(reading.At, maxAge, now)) return ReadingVerdict.Stale;
        return reading.At - now > ClockSkew ? ReadingVerdict.FromTheFuture : ReadingVerdict.Usable;
    }

    /// <summary>Whether something of that time may still be used.</summary>
    public static bool IsFresh(DateTimeOffset at, TimeSpan maxAge, DateTimeOffset now) => now - at <= maxAge;

    /// <summary>Whether two prices differ by at most so many percent of the first.</summary>
    public static bool Agree(decimal one, decimal other, decimal percent)
    {
        // Divided first: prices with many digits would overflow a product.
        var ratio = other / one;
        return Math.Abs(ratio - 1) <= percent / 100;
    }
}
