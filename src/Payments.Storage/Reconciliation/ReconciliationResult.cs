using Payments.Domain.Identity;
using Payments.Domain.Reconciliation;

namespace Payments.Storage.Reconciliation;

/// <summary>What the comparison of one day of one account found.</summary>
/// <param name="Run">Counts and times. Its count of differences is exact, also where fewer are stored.</param>
/// <param name="Differences">The differences to store, each with the merchant whose order it is about.</param>
/// <param name="Settlements">What each merchant's payments brought.</param>
public sealed record ReconciliationResult(
    ReconciliationRun Run, IReadOnlyList<(Difference Difference, MerchantId? Merchant)> Differences,
    IReadOnlyList<SettlementSum> Settlements);
