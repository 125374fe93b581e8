using System.Runtime.CompilerServices;
using Payments.Providers.Alipay.Answers;
using Payments.Providers.Alipay.Bills;
using Payments.Providers.Alipay.Requests;
using Payments.Providers.Common;

namespace Payments.Providers.Alipay;

/// <summary>Refunds and bills.</summary>
public sealed partial class AlipayProvider
{
    private const int LongestReason = 256;

    /// <summary>From when on, in Beijing, a bill that is not there says that nothing was paid on the day before.</summary>
    private static readonly TimeSpan BillsAreMadeBy = TimeSpan.FromHours(10);

    /// <inheritdoc />
    /// <remarks>
    /// Done is what moved money: <c>fund_change</c> says so. Where it does not, and where the refund is refused, the refund is asked for,
    /// because it may have been done before.
    /// </remarks>
    public async Task<RefundAnswer> RefundAsync(ProviderAccount account, RefundOrder refund, CancellationToken cancellationToken)
    {
        var request = new AlipayRefundRequest
        {
            OutTradeNo = refund.Charge.Reference,
            RefundAmount = refund.Amount,
            OutRequestNo = refund.Number,
            Reason = refund.Reason is { Length: > 0 } reason ? AlipayText.Cut(reason, LongestReason) : null,
            Royalties =
            [
                .. refund.Backs.Select(back => new AlipayRoyalty(back.Receiver.Kind, back.Receiver.Account, back.Amount, null)
                {
                    IsBack = true,
                }),
            ],
        };
        switch (await ClientOf(account).RefundAsync(request, cancellationToken))
        {
            case ProviderAnswer<AlipayRefund>.Ok { Value: { HasMoved: true } moved }:
                return new RefundAnswer(ProviderOutcome.Done, RefundState.Done, moved.TradeNo, null);
            case ProviderAnswer<AlipayRefund>.Ok:
                var present = await QueryRefundAsync(account, refund, cancellationToken);
                return present.Outcome == ProviderOutcome.NotFound
                    ? new RefundAnswer(ProviderOutcome.Done, RefundState.Processing, null, "taken on, and no money moved yet")
                    : present;
            case ProviderAnswer<AlipayRefund>.Refused { Refusal: var refusal } when AlipayCodes.WaitsForBalance(refusal.Code):
                return new RefundAnswer(
                    ProviderOutcome.Unknown, null, null, $"{refusal.Message}: top the balance up; the refund is asked for again");
            case ProviderAnswer<AlipayRefund>.Refused { Refusal: var refusal }:
                var before = refusal.Code is null ? null : await QueryRefundAsync(account, refund, cancellationToken);
                return before is { Outcome: ProviderOutcome.Done }
                    ? before
                    : new RefundAnswer(ProviderAnswers.OutcomeOf(refusal), null, null, refusal.Message);
            case ProviderAnswer<AlipayRefund>.Unknown unknown:
                return new RefundAnswer(ProviderOutcome.Unknown, null, null, unknown.Reason);
            case var other:
                throw new InvalidOperationException($"{other.GetType()} is no outcome.");
        }
    }

    /// <inheritdoc />
    public async Task<RefundAnswer> QueryRefundAsync(ProviderAccount account, RefundOrder refund, CancellationToken cancellationToken)
    {
        var key = new AlipayRefundKey { OutTradeNo = refund.Charge.Reference, OutRequestNo = refund.Number };
        return (await ClientOf(account).GetRefundAsync(key, cancellationToken)).ToRefund(state => state switch
        {
            { IsDone: true, RefundAmount: { } amount } when amount != refund.Amount =>
                new RefundAnswer(ProviderOutcome.Refused, null, null, FormattableString.Invariant($"this number returned {amount} before")),
            { IsDone: true } => new RefundAnswer(ProviderOutcome.Done, RefundState.Done, state.TradeNo, null),
            _ => new RefundAnswer(ProviderOutcome.NotFound, null, null, "no money went back under this number"),
        });
    }

    /// <inheritdoc />
    /// <remarks>
    /// Alipay has no bill of a day without payments and none before it made it, and says the same of both: before ten in the morning after
    /// the day the bill is awaited, later there was nothing.
    /// </remarks>
    public async IAsyncEnumerable<StatementLine> StatementAsync(
        ProviderAccount account, DateOnly day, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (day >= AlipayTime.DayOf(now))
            throw new ProviderUnavailableException("the bill of a day is made on the day after it, in Beijing");
        string url;
        switch (await ClientOf(account).GetBillUrlAsync(new AlipayBillRequest { Day = day }, cancellationToken))
        {
            case ProviderAnswer<string>.Ok ok:
                url = ok.Value;
                break;
            case ProviderAnswer<string>.Refused { Refusal: { Kind: RefusalKind.NotFound } refusal }:
                if (now.ToOffset(AlipayTime.Beijing).DateTime < day.AddDays(1).ToDateTime(TimeOnly.FromTimeSpan(BillsAreMadeBy)))
                    throw new ProviderUnavailableException($"the bill is not made yet: {refusal.Message}");
                yield break;
            case ProviderAnswer<string>.Refused { Refusal: var refusal }:
                throw new ProviderUnavailableException(refusal.Message);
            case ProviderAnswer<string>.Unknown unknown:
                throw new ProviderUnavailableException(unknown.Reason);
            case var other:
                throw new InvalidOperationException($"{other.GetType()} is no outcome.");
        }
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address)) throw new ProviderUnavailableException("the bill has no address");
        var request = new ProviderRequest(AlipayClient.ClientName, HttpMethod.Get, address) { Reach = account.Reach };
        await using var file = await download.FetchAsync(request, cancellationToken);
        await foreach (var line in AlipayBill.ReadAsync(file, cancellationToken)) yield return line;
    }
}
