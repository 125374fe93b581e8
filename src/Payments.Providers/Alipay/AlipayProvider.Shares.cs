using System.Security.Cryptography;
using Payments.Domain.Sharing;
using Payments.Providers.Alipay.Answers;
using Payments.Providers.Alipay.Requests;
using Payments.Providers.Common;

namespace Payments.Providers.Alipay;

/// <summary>The money of charges divided among receivers.</summary>
public sealed partial class AlipayProvider
{
    /// <inheritdoc />
    /// <remarks>A merchant's own ceiling may be another one: <see cref="AlipayClient.GetRoyaltyRateAsync"/>.</remarks>
    public ShareTerms Terms { get; } = new(Wait: TimeSpan.Zero, HeldFor: TimeSpan.FromDays(30), MostPercent: 30, MostReceivers: 20)
    {
        Kinds =
        [
            new ShareKind("userId", NeedsName: false, GivesBack: true),
            new ShareKind("loginName", NeedsName: true, GivesBack: true),
            new ShareKind("openId", NeedsName: false, GivesBack: true),
        ],
        ReturnsWithRefund = true,
    };

    /// <inheritdoc />
    public async Task<ShareAnswer> AddReceiverAsync(ProviderAccount account, ShareReceiver receiver, CancellationToken cancellationToken) =>
        (await ClientOf(account).BindAsync(RelationOf(receiver), cancellationToken)).ToShare(_ => Shared(ShareState.Done));

    /// <inheritdoc />
    public async Task<ShareAnswer> RemoveReceiverAsync(
        ProviderAccount account, ShareReceiver receiver, CancellationToken cancellationToken) =>
        (await ClientOf(account).UnbindAsync(RelationOf(receiver), cancellationToken)).ToShare(_ => Shared(ShareState.Done));

    /// <inheritdoc />
    public async Task<ShareAnswer> ShareAsync(ProviderAccount account, ShareOrder share, CancellationToken cancellationToken) =>
        await SettleAsync(account, share.Charge, share.Number, share.Parts, share.IsLast, cancellationToken);

    /// <inheritdoc />
    public async Task<ShareAnswer> QueryShareAsync(ProviderAccount account, ShareOrder share, CancellationToken cancellationToken)
    {
        if (share.Charge.ProviderId is not { } trade) return NoTrade;
        var key = new AlipaySettleKey { OutRequestNo = share.Number, TradeNo = trade };
        return (await ClientOf(account).GetSettleAsync(key, cancellationToken)).ToShare(settled =>
        {
            SharePartResult[] parts =
            [
                .. settled.Results.Select(result => new SharePartResult(
                    result.Account, result.Amount, StateOf(result.State), result.DetailId, result.Error)),
            ];
            return Shared(StateOf(parts)) with { Parts = parts };
        });
    }

    /// <summary>Not offered alone: Alipay takes shares back with the refund that names them.</summary>
    public Task<ShareAnswer> ReturnShareAsync(ProviderAccount account, ShareReturn back, CancellationToken cancellationToken) =>
        Task.FromResult(new ShareAnswer(
            ProviderOutcome.Refused, null, null, "Alipay takes shares back together with a refund of the charge"));

    /// <summary>Not offered alone.</summary>
    public Task<ShareAnswer> QueryShareReturnAsync(ProviderAccount account, ShareReturn back, CancellationToken cancellationToken) =>
        ReturnShareAsync(account, back, cancellationToken);

    /// <inheritdoc />
    public async Task<ShareAnswer> ReleaseAsync(ProviderAccount account, ShareRelease release, CancellationToken cancellationToken) =>
        await SettleAsync(account, release.Charge, release.Number, [], isLast: true, cancellationToken);

    private static ShareAnswer NoTrade =>
        new(ProviderOutcome.Refused, null, null, "Alipay's number of the trade is not known: it is not paid");

    private static ShareAnswer Shared(ShareState state) => new(ProviderOutcome.Done, state, null, null);

    private async Task<ShareAnswer> SettleAsync(
        ProviderAccount account, ChargeQuery charge, string number, IReadOnlyList<SharePart> parts, bool isLast,
        CancellationToken cancellationToken)
    {
        if (charge.ProviderId is not { } trade) return NoTrade;
        var request = new AlipaySettleRequest
        {
            OutRequestNo = number,
            TradeNo = trade,
            IsLast = isLast,
            Royalties =
            [
                .. parts.Select(part => new AlipayRoyalty(
                    part.Receiver.Kind, part.Receiver.Account, part.Amount, part.Description is { Length: > 0 } words ? words : null)),
            ],
        };
        return (await ClientOf(account).SettleAsync(request, cancellationToken)).ToShare(_ => Shared(ShareState.Processing));
    }

    /// <summary>Each request has a number that no other one has: a binding may be undone and made again.</summary>
    private static AlipayRelationRequest RelationOf(ShareReceiver receiver) => new()
    {
        OutRequestNo = RandomNumberGenerator.GetHexString(32, lowercase: true),
        Receivers = [new AlipayReceiver(receiver.Kind, receiver.Account, receiver.Name, receiver.Relation)],
    };

    private static ShareState StateOf(string word) => word switch
    {
        "SUCCESS" => ShareState.Done,
        "FAIL" => ShareState.Failed,
        // PROCESSING, and what is not known here.
        _ => ShareState.Processing,
    };

    private static ShareState StateOf(SharePartResult[] parts) => parts switch
    {
        [] => ShareState.Processing,
        _ when parts.Any(part => part.State == ShareState.Processing) => ShareState.Processing,
        _ => parts.All(part => part.State == ShareState.Failed) ? ShareState.Failed : ShareState.Done,
    };
}
