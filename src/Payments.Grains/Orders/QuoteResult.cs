using Payments.Contracts.Orders;
using Payments.Domain.Orders;

namespace Payments.Grains.Orders;

/// <summary>A quote, or why there is none.</summary>
internal readonly record struct QuoteResult(Quote? Quote, CreateOutcome Refusal, string? Detail)
{
    public static QuoteResult Of(Quote quote) => new(quote, default, null);

    public static QuoteResult Refused(CreateOutcome refusal, string detail) => new(null, refusal, detail);
}
