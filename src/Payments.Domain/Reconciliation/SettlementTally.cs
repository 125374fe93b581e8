using Payments.Domain.Identity;

namespace Payments.Domain.Reconciliation;

/// <summary>Adds up what a day brought, by merchant and currency: memory for each of these, and for no line.</summary>
public sealed class SettlementTally
{
    private readonly Dictionary<(MerchantId? Merchant, string Currency), SettlementSum> sums = [];

    /// <summary>The sums, by merchant and currency in the order of their texts.</summary>
    public IReadOnlyList<SettlementSum> Sums =>
        [.. sums.Values.OrderBy(sum => sum.Merchant?.Value, StringComparer.Ordinal).ThenBy(sum => sum.Currency, StringComparer.Ordinal)];

    /// <summary>One of our entries that belongs to the day.</summary>
    public void AddOurs(OwnEntry ours)
    {
        if (ours is not { IsPaid: true, Key.Kind: EntryKind.Payment }) return;
        Change(ours.Merchant, ours.Currency, sum => sum with { Payments = sum.Payments + 1, Gross = sum.Gross + ours.Amount });
    }

    /// <summary>One line of the statement.</summary>
    /// <param name="theirs">The line.</param>
    /// <param name="merchant">Whose it is; null where it belongs to no order.</param>
    public void AddTheirs(StatementEntry theirs, MerchantId? merchant)
    {
        if (!theirs.IsPaid) return;
        var fee = theirs.Fee ?? 0;
        Change(merchant, theirs.Currency, sum => theirs.Key.Kind == EntryKind.Refund
            ? sum with { RefundCount = sum.RefundCount + 1, Refunds = sum.Refunds + theirs.Amount, Fees = sum.Fees + fee }
            : sum with { Stated = sum.Stated + theirs.Amount, Fees = sum.Fees + fee });
    }

    /// <summary>A share, or with a negative amount what a receiver gave back.</summary>
    public void AddShare(MerchantId? merchant, string currency, decimal amount) =>
        Change(merchant, currency, sum => sum with { Shares = (sum.Shares ?? 0) + amount });

    /// <summary>A payout to the account's owner, null for the installation.</summary>
    public void AddPayout(MerchantId? owner, string currency, decimal amount) =>
        Change(owner, currency, sum => sum with { Payout = (sum.Payout ?? 0) + amount });

    private void Change(MerchantId? merchant, string currency, Func<SettlementSum, SettlementSum> change) =>
        sums[(merchant, currency)] = change(sums.GetValueOrDefault((merchant, currency)) ?? new SettlementSum(merchant, currency));
}
