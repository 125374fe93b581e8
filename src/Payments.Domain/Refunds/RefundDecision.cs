using Payments.Domain.Orders;

namespace Payments.Domain.Refunds;

/// <summary>What a request for a refund comes to.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Order">The order that follows; the same where nothing changes.</param>
/// <param name="Refund">The refund; null for a refusal, but for a conflict the one that is there.</param>
/// <param name="Detail">For a refusal: what was wrong, in words fit for the caller.</param>
public sealed record RefundDecision(RefundOutcome Outcome, Order Order, Refund? Refund = null, string? Detail = null);

/// <summary>What a provider can do about refunds.</summary>
/// <param name="IsOffered">Whether it returns money at all.</param>
/// <param name="TakesParts">Whether it returns a part of a payment.</param>
/// <param name="NeedsDestination">Whether it must be told where to: nothing goes back to where it came from by itself.</param>
public readonly record struct RefundTerms(bool IsOffered, bool TakesParts, bool NeedsDestination);
