using Payments.Domain.Identity;

namespace Payments.Domain.Reconciliation;

/// <summary>A charge or a refund as this gateway has it.</summary>
public sealed record OwnEntry
{
    /// <summary>Names it.</summary>
    public required EntryKey Key { get; init; }

    /// <summary>Whose order it is of.</summary>
    public required MerchantId Merchant { get; init; }

    /// <summary>What the provider was asked for, in whole units of <see cref="Currency"/>.</summary>
    public required decimal Amount { get; init; }

    /// <summary>Upper case.</summary>
    public required string Currency { get; init; }

    /// <summary>Whether the money moved, as far as is known here.</summary>
    public required bool IsPaid { get; init; }

    /// <summary>The state in our word.</summary>
    public required string Word { get; init; }

    /// <summary>The time by which it belongs to a day of the statement; null while it has none.</summary>
    public DateTimeOffset? At { get; init; }
}
