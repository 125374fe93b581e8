using Payments.Providers.Alipay.Answers;
using Payments.Providers.Alipay.Requests;
using Payments.Providers.Common;

namespace Payments.Providers.Alipay;

/// <summary>The money of a trade divided among receivers.</summary>
public sealed partial class AlipayClient
{
    /// <summary>Divides the money of a trade. Each receiver's result is asked for by <see cref="GetSettleAsync"/>.</summary>
    public Task<ProviderAnswer<AlipaySettled>> SettleAsync(AlipaySettleRequest request, CancellationToken cancellationToken) =>
        CallAsync("alipay.trade.order.settle", request, AlipaySettled.Read, cancellationToken);

    /// <summary>What became of a division.</summary>
    public Task<ProviderAnswer<AlipaySettleState>> GetSettleAsync(AlipaySettleKey key, CancellationToken cancellationToken) =>
        CallAsync("alipay.trade.order.settle.query", key, AlipaySettleState.Read, cancellationToken);

    /// <summary>The largest part that may be shared.</summary>
    public Task<ProviderAnswer<AlipayRoyaltyRate>> GetRoyaltyRateAsync(
        AlipayRoyaltyRateRequest request, CancellationToken cancellationToken) =>
        CallAsync("alipay.trade.royalty.rate.query", request, AlipayRoyaltyRate.Read, cancellationToken);

    /// <summary>Binds receivers; one that is bound already is no fault.</summary>
    public Task<ProviderAnswer<AlipayRelated>> BindAsync(AlipayRelationRequest request, CancellationToken cancellationToken) =>
        CallAsync("alipay.trade.royalty.relation.bind", request, AlipayRelated.Read, cancellationToken);

    /// <summary>Unbinds receivers.</summary>
    public Task<ProviderAnswer<AlipayRelated>> UnbindAsync(AlipayRelationRequest request, CancellationToken cancellationToken) =>
        CallAsync("alipay.trade.royalty.relation.unbind", request, AlipayRelated.Read, cancellationToken);

    /// <summary>The receivers that are bound, a page at a time.</summary>
    public Task<ProviderAnswer<AlipayReceivers>> ListReceiversAsync(AlipayRelationsRequest request, CancellationToken cancellationToken) =>
        CallAsync("alipay.trade.royalty.relation.batchquery", request, AlipayReceivers.Read, cancellationToken);
}
