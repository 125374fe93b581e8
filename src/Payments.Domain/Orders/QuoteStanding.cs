namespace Payments.Domain.Orders;

/// <summary>Where a quote stands among the quotes of its order.</summary>
/// <param name="IsPresent">Whether none holds longer: it belongs to the present opening.</param>
/// <param name="IsSuperseded">Whether a newer one asks for the same coin at the same address: one that holds longer, or as long and was given later.</param>
internal readonly record struct QuoteStanding(bool IsPresent, bool IsSuperseded)
{
    /// <summary>The standing of one of the quotes. Quotes from before ends were kept are older than any that has one.</summary>
    public static QuoteStanding Of(IReadOnlyList<Quote> quotes, int index)
    {
        var (isPresent, isSuperseded) = (true, false);
        for (var i = 0; i < quotes.Count; i++)
        {
            var (end, own) = (EndOf(quotes[i]), EndOf(quotes[index]));
            isPresent &= end <= own;
            isSuperseded |= quotes[i].IsInCoinOf(quotes[index]) && (end > own || end == own && i > index);
        }
        return new QuoteStanding(isPresent, isSuperseded);
    }

    private static DateTimeOffset EndOf(Quote quote) => quote.Until ?? DateTimeOffset.MinValue;
}
