using Payments.Contracts.Orders;
using Payments.Domain.Orders;

namespace Payments.Grains.Orders;

/// <summary>A quote, or why there is none.</summary>
/// <param name="Quote">The quote.</param>
/// <param name="Held">Units that were reserved for it: the quote's, or what is missing of them.</param>
/// <param name="Refusal">The outcome where there is no quote.</param>
/// <param name="Detail">Why, in words fit for the caller.</param>
public readonly record struct QuoteResult(Quote? Quote, UInt128 Held, CreateOutcome Refusal, string? Detail)
{
    /// <summary>A quote.</summary>
    public static QuoteResult Of(Quote quote, UInt128 held) => new(quote, held, default, null);

    /// <summary>A refusal.</summary>
    public static QuoteResult Refused(CreateOutcome refusal, string detail) => new(null, 0, refusal, detail);
}
