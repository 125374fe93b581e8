using Payments.Http.Api;
using Payments.Http.Cashier;
using Payments.Providers.Simulated;

namespace Payments.Http.Faces.Recharge;

/// <summary>A recharge as its end user sees it. Amounts are exact decimal texts.</summary>
/// <param name="PaymentId">Its id.</param>
/// <param name="Status">
/// <c>pending</c>, <c>underpaid</c>, <c>confirming</c>, <c>completed</c>, <c>expired</c>, <c>closed</c>, <c>failed</c> or <c>refunded</c>.
/// </param>
/// <param name="Amount">What is credited.</param>
/// <param name="Currency">Its currency.</param>
/// <param name="PayAmount">What to send now; null where the payment page says it.</param>
/// <param name="PayCurrency">In which coin.</param>
/// <param name="Network">On which network.</param>
/// <param name="Address">Where to; null where the payment page says it.</param>
/// <param name="PaymentUrl">A page on which it can be paid.</param>
/// <param name="ReceivedAmount">What came so far, in the coin; null where that is not known.</param>
/// <param name="Confirmations">How deep the payment is, by a node of the gateway's own; null where there is none.</param>
/// <param name="ConfirmationsRequired">How deep it must be; null likewise, or where the chain says itself what is final.</param>
/// <param name="Transactions">The transactions, as far as they are known.</param>
/// <param name="Credited">Whether the user's wallet has the money.</param>
/// <param name="IsFinal">Whether nothing more will happen by itself.</param>
/// <param name="HasReturn">Whether there is a page to go back to.</param>
/// <param name="Simulated">Whether no money moves at all.</param>
/// <param name="ExpiresAt">Until when it can be paid.</param>
/// <param name="Now">The gateway's clock.</param>
/// <param name="RefundStatus"><c>pending</c>, <c>partial</c> or <c>full</c>; null for no refund.</param>
internal sealed record RechargeView(
    string PaymentId, string Status, string Amount, string Currency, string? PayAmount, string? PayCurrency, string? Network,
    string? Address, string PaymentUrl, string? ReceivedAmount, long? Confirmations, int? ConfirmationsRequired,
    IReadOnlyList<string> Transactions, bool Credited, bool IsFinal, bool HasReturn, bool Simulated, string ExpiresAt, string Now,
    string? RefundStatus)
{
    /// <summary>The same of what the cashier shows: there is one reading of an order for payers.</summary>
    /// <param name="state">What the cashier shows.</param>
    /// <param name="cashier">The address of the order's cashier page, for payments that have no page elsewhere.</param>
    public static RechargeView Of(CashierState state, string cashier) => new(
        state.Id,
        StatusOf(state),
        state.Money,
        state.Currency,
        PayAmountOf(state),
        state.Charge?.Currency ?? state.Coin?.Token,
        state.Charge is { } charge ? charge.Network : state.Coin?.Chain,
        state.Charge is { } paid ? paid.Address : state.Coin?.Address,
        state.Charge?.Url ?? cashier,
        state.Coin?.Received,
        state.Confirmations?.Seen,
        state.Confirmations?.Needed,
        [.. state.Transactions.Select(transaction => transaction.Hash)],
        state.IsCredited is true,
        state.IsFinal,
        state.HasReturn,
        state.Charge?.Method == SimulatedProvider.MethodName,
        ApiTime.Format(state.ExpiresAt),
        ApiTime.Format(state.Now),
        state.RefundStatus);

    /// <summary>Of a part payment at a provider only its own page says what is missing.</summary>
    private static string? PayAmountOf(CashierState state) => state.Charge is { } charge
        ? charge.State == "underpaid" ? null : charge.Amount
        : state.Coin?.Amount;

    private static string StatusOf(CashierState state) => state.Stage switch
    {
        CashierStage.Waiting when state.Charge is { State: "underpaid" } => "underpaid",
        CashierStage.Choose or CashierStage.Waiting => "pending",
        CashierStage.Underpaid => "underpaid",
        CashierStage.Confirming => "confirming",
        CashierStage.Completed => "completed",
        CashierStage.Expired => "expired",
        CashierStage.Closed => "closed",
        CashierStage.Failed => "failed",
        CashierStage.Refunded => "refunded",
        var other => throw new InvalidOperationException($"Unknown stage {other}."),
    };
}

/// <summary>What can be paid with.</summary>
/// <param name="Source"><c>cryptomus</c>, <c>wallets</c> or <c>simulated</c>.</param>
/// <param name="Simulated">Whether no money moves at all.</param>
/// <param name="RateCurrency">The currency of the rates.</param>
/// <param name="AmountCurrencies">Currencies in which an amount may be named, the usual one first.</param>
/// <param name="UpdatedAt">Of when rates and limits are.</param>
/// <param name="Currencies">The coins.</param>
internal sealed record RechargeCoinsView(
    string Source, bool Simulated, string RateCurrency, IReadOnlyList<string> AmountCurrencies, string UpdatedAt,
    IReadOnlyList<RechargeCoinView> Currencies);

/// <summary>A coin on a network. Amounts are decimal texts in the coin.</summary>
/// <param name="Currency">The coin.</param>
/// <param name="Network">The network, as a request names it.</param>
/// <param name="IsAvailable">Whether it can be paid with now.</param>
/// <param name="Rate">What one coin is worth in the rates' currency; null where that is not known.</param>
/// <param name="MinAmount">The least payment; null for no limit.</param>
/// <param name="MaxAmount">The greatest payment; null for no limit.</param>
/// <param name="FeeAmount">The fixed part of the taker's commission; null where it is not said.</param>
/// <param name="FeePercent">Its part in percent; null where it is not said.</param>
internal sealed record RechargeCoinView(
    string Currency, string Network, bool IsAvailable, string? Rate, string? MinAmount, string? MaxAmount, string? FeeAmount,
    string? FeePercent);

/// <summary>What the account at Cryptomus has.</summary>
/// <param name="Merchant">The business's balances.</param>
/// <param name="User">Those of the person who owns it.</param>
internal sealed record RechargeBalancesView(IReadOnlyList<RechargeBalanceView> Merchant, IReadOnlyList<RechargeBalanceView> User);

/// <summary>A balance.</summary>
/// <param name="Currency">The coin.</param>
/// <param name="Balance">How much, a decimal text.</param>
internal sealed record RechargeBalanceView(string Currency, string Balance);
