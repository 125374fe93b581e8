using Payments.Domain.Identity;

namespace Payments.Storage;

/// <summary>What is known of a transfer before it is matched.</summary>
/// <param name="IsUnmatched">Whether it is in the list of unmatched ones, assigned or not; else its transaction was only seen.</param>
/// <param name="Order">Whose it is: the order it was assigned to, or whose it was when it was seen. Null for nobody's.</param>
public readonly record struct KnownTransfer(bool IsUnmatched, OrderId? Order);
