namespace Payments.Http.Cashier;

/// <summary>What helps a payer to choose a chain. It changes by the minute and is no part of the order's state.</summary>
/// <param name="Fee">What the network usually charges for such a payment, decimal, in <paramref name="FeeCoin"/>; null where that is not known, or no longer.</param>
/// <param name="FeeCoin">The chain's coin.</param>
/// <param name="ToFinal">How long a payment takes until it is final; null where that is not known.</param>
/// <param name="IsDelayed">Whether no node of the chain has answered lately: payments are seen later.</param>
internal sealed record CashierHint(string? Fee, string FeeCoin, TimeSpan? ToFinal, bool IsDelayed);
