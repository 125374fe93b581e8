using Payments.Domain.Identity;
using Payments.Domain.Reconciliation;
using Payments.Http.Api;
using Payments.Storage.Reconciliation;

namespace Payments.Http.Reconciliation;

/// <summary>
/// How the statement of a day agreed. <c>account</c> is a merchant's id or <c>installation</c>; <c>day</c> is of the provider's clock.
/// <c>state</c>: <c>done</c>, or <c>waiting</c> where no comparison came to its end yet; <c>trouble</c> is why the last try brought
/// nothing.
/// </summary>
public sealed record ReconciliationView(
    string Provider,
    string Account,
    string Day,
    string State,
    string? DoneAt,
    string TriedAt,
    long Lines,
    long Foreign,
    long Payments,
    long Matched,
    long Differences,
    long Open,
    string? Trouble,
    string? Note)
{
    /// <summary>Shows one.</summary>
    public static ReconciliationView Of(ReconciliationRun run) => new(
        run.Account.Provider,
        AccountOf(run.Account.Account),
        StoredDifferences.TextOf(run.Day),
        run.DoneAt is null ? "waiting" : "done",
        ApiTime.Format(run.DoneAt),
        ApiTime.Format(run.TriedAt),
        run.Lines,
        run.Foreign,
        run.Entries,
        run.Matched,
        run.Differences,
        run.Open,
        run.Trouble,
        run.Note);

    /// <summary>An account as the API writes it.</summary>
    public static string AccountOf(string account) =>
        account == ReconciliationKey.Installation ? account : MerchantId.From(account).ToUuid();
}

/// <summary>Days, the newest first. <c>next</c> is what to send as <c>after</c> for more, null at the end.</summary>
internal sealed record ReconciliationsView(IReadOnlyList<ReconciliationView> Reconciliations, string? Next)
{
    public static ReconciliationsView Of(ReconciliationPage<ReconciliationRun> page) =>
        new([.. page.Items.Select(ReconciliationView.Of)], page.Next?.ToString());
}

/// <summary>A request to compare a day, taken.</summary>
internal sealed record AskedReconciliationView(string Provider, string Account, string Day);

/// <summary>
/// One difference. <c>reference</c> is the gateway's number of the payment or refund, <c>number</c> the provider's. What a side does not
/// have is null.
/// </summary>
public sealed record DifferenceView(
    string Id,
    string Provider,
    string Account,
    string Day,
    string Kind,
    string Entry,
    string Reference,
    string? Number,
    string? MerchantId,
    string? OurAmount,
    string? OurCurrency,
    string? OurState,
    string? OurTime,
    string? TheirAmount,
    string? TheirCurrency,
    string? TheirState,
    string? TheirTime,
    string? TheirFee,
    string? SettledAt,
    string? SettledReason)
{
    /// <summary>Shows one.</summary>
    public static DifferenceView Of(StoredDifference row) => new(
        row.Id,
        row.Provider,
        ReconciliationView.AccountOf(row.Account),
        row.Day,
        row.Kind,
        row.Entry,
        row.Reference,
        row.Number,
        row.Merchant is { } merchant ? Domain.Identity.MerchantId.From(merchant).ToUuid() : null,
        row.OurAmount,
        row.OurCurrency,
        row.OurState,
        Time(row.OurTime),
        row.TheirAmount,
        row.TheirCurrency,
        row.TheirState,
        Time(row.TheirTime),
        row.TheirFee,
        Time(row.SettledAt),
        row.SettledReason);

    private static string? Time(long? at) => at is { } given ? ApiTime.Format(DateTimeOffset.FromUnixTimeMilliseconds(given)) : null;
}

/// <summary>Differences, the newest day's first.</summary>
internal sealed record DifferencesView(IReadOnlyList<DifferenceView> Differences, string? Next)
{
    public static DifferencesView Of(ReconciliationPage<StoredDifference> page) =>
        new([.. page.Items.Select(DifferenceView.Of)], page.Next?.ToString());
}

/// <summary>
/// What a merchant's payments of a day brought in one currency; decimal texts. <c>merchant_id</c> is null for what belongs to no order.
/// <c>stated</c> is what the statement says of the same payments. <c>net</c> is <c>gross</c> without fees, refunds and shares.
/// </summary>
public sealed record SettlementView(
    string Provider,
    string Account,
    string Day,
    string? MerchantId,
    string Currency,
    long Payments,
    string Gross,
    string Stated,
    string Fees,
    long RefundCount,
    string Refunds,
    string? Shares,
    string? Payout,
    string Net)
{
    /// <summary>Shows one.</summary>
    public static SettlementView Of(Settlement row) => new(
        row.Provider,
        ReconciliationView.AccountOf(row.Account),
        row.Day,
        row.Merchant.Length == 0 ? null : Domain.Identity.MerchantId.From(row.Merchant).ToUuid(),
        row.Currency,
        row.Payments,
        row.Gross,
        row.Stated,
        row.Fees,
        row.RefundCount,
        row.Refunds,
        row.Shares,
        row.Payout,
        row.Net);
}

/// <summary>Settlements, the newest day's first.</summary>
internal sealed record SettlementsView(IReadOnlyList<SettlementView> Settlements, string? Next)
{
    public static SettlementsView Of(ReconciliationPage<Settlement> page) =>
        new([.. page.Items.Select(SettlementView.Of)], page.Next?.ToString());
}
