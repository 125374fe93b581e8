using Payments.Domain.Identity;
using Payments.Domain.Transfers;

namespace Payments.Storage;

/// <summary>A transfer that matched no order.</summary>
/// <param name="Transfer">The transfer.</param>
/// <param name="AssignedOrder">The order it was given to by hand, or null.</param>
/// <param name="Owner">The merchant whose address it went to, or null.</param>
/// <param name="MeantFor">The order that it was probably meant for, or null.</param>
/// <param name="Reason">What failed, where what it belongs to did; else null.</param>
public sealed record UnmatchedTransfer(Transfer Transfer, OrderId? AssignedOrder, MerchantId? Owner, OrderId? MeantFor, string? Reason)
{
    /// <summary>
    /// Why no order has it, a word of <see cref="Domain.Wallets.UnmatchedCauses"/>; null where something failed, and of transfers stored
    /// before that was kept.
    /// </summary>
    public string? Cause { get; init; }

    /// <summary>Orders that it may have been meant for, where one cannot be told.</summary>
    public IReadOnlyList<OrderId> Candidates { get; init; } = [];

    /// <summary>What its merchant noted of it, or null.</summary>
    public string? Note { get; init; }

    /// <summary>When its merchant dismissed it; null while it waits.</summary>
    public DateTimeOffset? DismissedAt { get; init; }

    /// <summary>When its merchant said that it was sent back; null where it was not.</summary>
    public DateTimeOffset? ReturnedAt { get; init; }

    /// <summary>Who dismissed it or noted something last: a kind and a name, as in the audit log; null for nobody yet.</summary>
    public string? DecidedBy { get; init; }
}
