using Payments.Domain.Identity;
using Payments.Domain.Transfers;
using Payments.Domain.Wallets;

namespace Payments.Storage;

/// <summary>A transfer that is stored as unmatched, and why.</summary>
/// <param name="Transfer">The transfer.</param>
/// <param name="MeantFor">The order that it was probably meant for, or null where nothing tells.</param>
/// <param name="Cause">Why no order has it; null where what it belongs to failed.</param>
public sealed record SetAside(Transfer Transfer, OrderId? MeantFor, UnmatchedCause? Cause)
{
    /// <summary>Orders that it may have been meant for, where there are several.</summary>
    public IReadOnlyList<OrderId> Candidates { get; init; } = [];

    /// <summary>What failed, where the order or the address that it belongs to did; else null.</summary>
    public string? Failure { get; init; }
}
