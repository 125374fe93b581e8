using Payments.Domain.Identity;

namespace Payments.Domain.Reconciliation;

/// <summary>
/// What one merchant is owed of a day at a provider in one currency. All sums are exact and in whole units of the currency.
/// </summary>
/// <param name="Merchant">
/// The merchant; null for lines of the statement that belong to no order, and for payouts of the installation's account.
/// </param>
/// <param name="Currency">Upper case.</param>
public sealed record SettlementSum(MerchantId? Merchant, string Currency)
{
    /// <summary>How many payments this gateway counts.</summary>
    public long Payments { get; init; }

    /// <summary>What they brought, as this gateway counts it.</summary>
    public decimal Gross { get; init; }

    /// <summary>What the statement says that the same payments, and any that are missing here, brought.</summary>
    public decimal Stated { get; init; }

    /// <summary>The provider's fees, those that it gave back taken off.</summary>
    public decimal Fees { get; init; }

    /// <summary>How many refunds the statement lists.</summary>
    public long RefundCount { get; init; }

    /// <summary>What they returned.</summary>
    public decimal Refunds { get; init; }

    /// <summary>What went to receivers of shares, what they gave back taken off; null where the provider does not list it.</summary>
    public decimal? Shares { get; init; }

    /// <summary>What the provider paid out to the account's owner; null where it does not list payouts.</summary>
    public decimal? Payout { get; init; }

    /// <summary>What remains: gross without fees, refunds and shares.</summary>
    public decimal Net => Gross - Fees - Refunds - (Shares ?? 0);
}
