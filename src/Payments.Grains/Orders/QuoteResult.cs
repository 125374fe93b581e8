using Payments.Contracts.Orders;
using Payments.Domain.Orders;

namespace Payments.Grains.Orders;

/// <summary>A quote, or why there is none.</summary>
public readonly record struct QuoteResult(Quote? Quote, CreateOutcome Refusal, string? Detail)
{
    /// <summary>A quote.</summary>
    public static QuoteResult Of(Quote quote) => new(quote, default, null);

    /// <summary>A refusal.</summary>
    public static QuoteResult Refused(CreateOutcome refusal, string detail) => new(null, refusal, detail);
}
