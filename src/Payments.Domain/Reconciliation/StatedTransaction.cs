using Payments.Domain.Transfers;

namespace Payments.Domain.Reconciliation;

/// <summary>What a chain's nodes say now of a transaction that this gateway knows.</summary>
/// <param name="IsKnown">Whether a node knows of it.</param>
/// <param name="Block">The height of its block; null while it waits for one.</param>
/// <param name="HasFailed">Whether it is in its block and moved nothing.</param>
/// <param name="IsFinal">Whether its block is final.</param>
/// <param name="Transfers">What its block moves to addresses of this gateway.</param>
public sealed record StatedTransaction(bool IsKnown, long? Block, bool HasFailed, bool IsFinal, IReadOnlyList<Transfer> Transfers);
