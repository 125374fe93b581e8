using System.Runtime.CompilerServices;
using Payments.Providers.Common;
using Payments.Providers.WeChat.Bills;

namespace Payments.Providers.WeChat;

/// <summary>Payouts and shares, and certificates that end.</summary>
public sealed partial class WeChatProvider
{
    /// <inheritdoc />
    /// <remarks>Two bills: the flow of funds has the payouts, and the bill of shares the payments that they are of.</remarks>
    public async IAsyncEnumerable<FundLine> FundsAsync(
        ProviderAccount account, DateOnly day, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var client = ClientOf(account);
        await foreach (var row in client.FundFlowAsync(day, WeChatFundAccount.Basic, cancellationToken))
            if (WeChatFunds.PayoutOf(row) is { } payout) yield return payout;
        await foreach (var row in client.SharingBillAsync(day, cancellationToken))
            if (WeChatFunds.ShareOf(row) is { } share) yield return share;
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<CertificateEnd>> EndsAsync(ProviderAccount account, CancellationToken cancellationToken)
    {
        var ours = accounts.Of(account);
        List<CertificateEnd> ends = [];
        if (ours.CertificateUntil is { } own) ends.Add(new CertificateEnd(IHoldsCertificates.Own, own));
        var keys = await connection.KeysAsync(ours, null, cancellationToken);
        if (keys.ForSealing(time.GetUtcNow())?.Until is { } until) ends.Add(new CertificateEnd(IHoldsCertificates.Provider, until));
        return ends;
    }
}
