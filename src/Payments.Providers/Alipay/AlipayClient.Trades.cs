using Payments.Providers.Alipay.Answers;
using Payments.Providers.Alipay.Requests;
using Payments.Providers.Common;

namespace Payments.Providers.Alipay;

/// <summary>Trades and their refunds.</summary>
public sealed partial class AlipayClient
{
    /// <summary>
    /// The signed parameters by which a payer's browser or app begins a trade itself. Calls nobody: there is no trade before the payer's
    /// device shows them to Alipay.
    /// </summary>
    public ProviderAnswer<IReadOnlyList<KeyValuePair<string, string>>> Prepare(AlipayOrder order) => FaultsOf(order) is { } refusal
        ? new ProviderAnswer<IReadOnlyList<KeyValuePair<string, string>>>.Refused(refusal)
        : new ProviderAnswer<IReadOnlyList<KeyValuePair<string, string>>>.Ok(
            AlipayRequest.Of(account, order.Method, order, time.GetUtcNow()));

    /// <summary>Makes a code to scan; the same order again gives a code of the same trade. No trade exists before it was scanned.</summary>
    public Task<ProviderAnswer<AlipayCode>> PrecreateAsync(AlipayOrder order, CancellationToken cancellationToken) =>
        CallAsync(order.Method, order, AlipayCode.Read, cancellationToken);

    /// <summary>How a trade stands. One that nobody opened yet is refused as <see cref="RefusalKind.NotFound"/>.</summary>
    public Task<ProviderAnswer<AlipayTrade>> GetTradeAsync(AlipayTradeKey key, CancellationToken cancellationToken) =>
        CallAsync("alipay.trade.query", key, AlipayTrade.Read, cancellationToken);

    /// <summary>Closes a trade that nobody paid. One that was paid is refused and keeps its money.</summary>
    public Task<ProviderAnswer<AlipayClosed>> CloseAsync(AlipayTradeKey key, CancellationToken cancellationToken) =>
        CallAsync("alipay.trade.close", key, AlipayClosed.Read, cancellationToken);

    /// <summary>
    /// Cancels a trade whose outcome could not be learned. Asks first and refuses one that was paid, because Alipay would return its money;
    /// what a payer pays between both calls goes back, and the answer's action is <c>refund</c> then.
    /// </summary>
    public async Task<ProviderAnswer<AlipayCancelled>> CancelAsync(AlipayTradeKey key, CancellationToken cancellationToken) =>
        await GetTradeAsync(key, cancellationToken) switch
        {
            ProviderAnswer<AlipayTrade>.Ok { Value.IsPaid: true } => new ProviderAnswer<AlipayCancelled>.Refused(
                new ProviderRefusal(RefusalKind.Conflict, "the trade is paid; cancelling would return its money")),
            ProviderAnswer<AlipayTrade>.Unknown unknown => new ProviderAnswer<AlipayCancelled>.Unknown(unknown.Reason),
            ProviderAnswer<AlipayTrade>.Refused { Refusal: { Kind: not RefusalKind.NotFound } refusal } =>
                new ProviderAnswer<AlipayCancelled>.Refused(refusal),
            _ => await CallAsync("alipay.trade.cancel", key, AlipayCancelled.Read, cancellationToken),
        };

    /// <summary>Returns money. Sent again by itself: the same number and amount return nothing more.</summary>
    public Task<ProviderAnswer<AlipayRefund>> RefundAsync(AlipayRefundRequest request, CancellationToken cancellationToken) =>
        CallAsync("alipay.trade.refund", request, AlipayRefund.Read, cancellationToken);

    /// <summary>How a refund stands.</summary>
    public Task<ProviderAnswer<AlipayRefundState>> GetRefundAsync(AlipayRefundKey key, CancellationToken cancellationToken) =>
        CallAsync("alipay.trade.fastpay.refund.query", key, AlipayRefundState.Read, cancellationToken);

    /// <summary>Where the bill of a day lies; the address is good for about 30 seconds.</summary>
    public Task<ProviderAnswer<string>> GetBillUrlAsync(AlipayBillRequest request, CancellationToken cancellationToken) => CallAsync(
        "alipay.data.dataservice.bill.downloadurl.query", request, fields => fields.Required("bill_download_url"),
        cancellationToken);
}
