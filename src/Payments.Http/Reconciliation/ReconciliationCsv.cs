using System.Globalization;
using Microsoft.AspNetCore.Http;
using Payments.Http.Merchants;
using Payments.Storage.Reconciliation;

namespace Payments.Http.Reconciliation;

/// <summary>Differences and settlements as comma-separated values, with the names that JSON has.</summary>
internal static class ReconciliationCsv
{
    private static readonly (string Name, Func<DifferenceView, string?> Value)[] DifferenceColumns =
    [
        ("id", row => row.Id),
        ("provider", row => row.Provider),
        ("account", row => row.Account),
        ("day", row => row.Day),
        ("kind", row => row.Kind),
        ("entry", row => row.Entry),
        ("reference", row => row.Reference),
        ("number", row => row.Number),
        ("merchant_id", row => row.MerchantId),
        ("our_amount", row => row.OurAmount),
        ("our_currency", row => row.OurCurrency),
        ("our_state", row => row.OurState),
        ("our_time", row => row.OurTime),
        ("their_amount", row => row.TheirAmount),
        ("their_currency", row => row.TheirCurrency),
        ("their_state", row => row.TheirState),
        ("their_time", row => row.TheirTime),
        ("their_fee", row => row.TheirFee),
        ("settled_at", row => row.SettledAt),
        ("settled_reason", row => row.SettledReason),
    ];

    private static readonly (string Name, Func<SettlementView, string?> Value)[] SettlementColumns =
    [
        ("provider", row => row.Provider),
        ("account", row => row.Account),
        ("day", row => row.Day),
        ("merchant_id", row => row.MerchantId),
        ("currency", row => row.Currency),
        ("payments", row => Number(row.Payments)),
        ("gross", row => row.Gross),
        ("stated", row => row.Stated),
        ("fees", row => row.Fees),
        ("refund_count", row => Number(row.RefundCount)),
        ("refunds", row => row.Refunds),
        ("shares", row => row.Shares),
        ("payout", row => row.Payout),
        ("net", row => row.Net),
    ];

    /// <summary>Differences.</summary>
    public static IResult Of(IAsyncEnumerable<StoredDifference> rows) =>
        new CsvExport<StoredDifference, DifferenceView>("differences", DifferenceColumns, rows, DifferenceView.Of);

    /// <summary>Settlements.</summary>
    public static IResult Of(IAsyncEnumerable<Settlement> rows) =>
        new CsvExport<Settlement, SettlementView>("settlements", SettlementColumns, rows, SettlementView.Of);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
