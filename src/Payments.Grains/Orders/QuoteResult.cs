using Payments.Contracts.Orders;
using Payments.Domain.Orders;

namespace Payments.Grains.Orders;

/// <summary>A quote, or why there is none, or that the order was only taken for new (<see cref="IsNotNew"/>).</summary>
/// <param name="Quote">The quote.</param>
/// <param name="Held">Units that were reserved for it: the quote's, or what is missing of them.</param>
/// <param name="Refusal">The outcome where a quote is refused.</param>
/// <param name="Detail">Why, in words fit for the caller.</param>
/// <param name="RetryAfter">After how long there may be one; null where that is not known.</param>
public readonly record struct QuoteResult(Quote? Quote, UInt128 Held, CreateOutcome? Refusal, string? Detail, TimeSpan? RetryAfter = null)
{
    /// <summary>Nothing was reserved: the order must be read before it is quoted.</summary>
    public static QuoteResult NotNew => default;

    /// <summary>Whether the order must be read before it is quoted.</summary>
    public bool IsNotNew => Quote is null && Refusal is null;

    /// <summary>A quote.</summary>
    public static QuoteResult Of(Quote quote, UInt128 held) => new(quote, held, null, null);

    /// <summary>A refusal.</summary>
    public static QuoteResult Refused(CreateOutcome refusal, string detail, TimeSpan? retryAfter = null) =>
        new(null, 0, refusal, detail, retryAfter);
}
