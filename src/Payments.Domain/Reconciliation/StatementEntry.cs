using Payments.Domain.Charges;
using Payments.Domain.Identity;
using Payments.Domain.Refunds;

namespace Payments.Domain.Reconciliation;

/// <summary>One line of a provider's statement.</summary>
public sealed record StatementEntry
{
    /// <summary>Names it.</summary>
    public required EntryKey Key { get; init; }

    /// <summary>Our number of the payment, also of one that a refund returns; null where the statement does not say it.</summary>
    public string? Payment { get; init; }

    /// <summary>The provider's own number.</summary>
    public required string Number { get; init; }

    /// <summary>How much, positive, in whole units of <see cref="Currency"/>.</summary>
    public required decimal Amount { get; init; }

    /// <summary>Upper case.</summary>
    public required string Currency { get; init; }

    /// <summary>The provider's fee, negative where it is given back; null where it is not said.</summary>
    public decimal? Fee { get; init; }

    /// <summary>Whether money moved.</summary>
    public required bool IsPaid { get; init; }

    /// <summary>When, by the provider's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The provider's word for the state.</summary>
    public required string Word { get; init; }

    /// <summary>The merchant whose address it paid, for a transfer that no order here has; null for all others.</summary>
    public MerchantId? Owner { get; init; }

    /// <summary>
    /// Whether its numbers are of the form of ours. Others are payments of other systems that share the account, and no concern of this
    /// one.
    /// </summary>
    public bool IsOurs =>
        ChargeReference.TryParse(Key.Reference, out _) || ChargeReference.TryParse(Payment, out _) ||
        RefundReference.TryParse(Key.Reference, out _);
}
