using System.Text;
using Payments.Domain.Charges;
using Payments.Providers.Alipay.Answers;
using Payments.Providers.Alipay.Notices;
using Payments.Providers.Common;

namespace Payments.Providers.Alipay;

/// <summary>Notices, payers' returns, and the certificates that they are signed under.</summary>
public sealed partial class AlipayProvider
{
    private const string PlainText = "text/plain";

    /// <summary>Alipay hears nothing but these seven letters.</summary>
    private static readonly NoticeReply Taken = new(200, PlainText, "success");

    /// <inheritdoc />
    public async ValueTask PrepareAsync(ProviderAccount account, ProviderNotice notice, CancellationToken cancellationToken)
    {
        var ours = accounts.Of(account);
        if (ours.AppCertSn is null) return;
        if (AlipayForm.Find(FormOf(notice), out _)?["alipay_cert_sn"] is not { } certificate || ours.Knows(certificate)) return;
        if (ours.MayAsk(time.GetUtcNow())) await new AlipayClient(http, ours, time).LearnAsync(certificate, cancellationToken);
    }

    /// <inheritdoc />
    /// <remarks>
    /// A refund is told of by a notice that says <c>TRADE_SUCCESS</c> or <c>TRADE_CLOSED</c> like the payment's own: it only has the trade
    /// asked for, and so has everything that does not say plainly what came. The return of a payer is signed alike and is a hint as well.
    /// </remarks>
    public NoticeReading Read(ProviderAccount account, ProviderNotice notice, DateTimeOffset now)
    {
        var ours = accounts.Of(account);
        if (AlipayForm.Find(FormOf(notice), out var fault) is not { } form) return Reading(NoticeVerdict.Malformed, fault);
        switch (AlipayNoticeVerifier.Verify(form, ours))
        {
            case AlipaySignedState.Forged: return Reading(NoticeVerdict.Forged, "the signature is missing or does not fit Alipay's key");
            case AlipaySignedState.UnknownCertificate: return Reading(NoticeVerdict.Later, "Alipay's certificate is not known yet");
            case AlipaySignedState.Genuine: break;
            case var other: throw new InvalidOperationException($"Unknown state {other}.");
        }
        if (form["app_id"] is { } app && app != ours.AppId) return Reading(NoticeVerdict.Ignored, "it is about another application");
        if (ours.SellerId is { } seller && form["seller_id"] is { } named && named != seller)
            return Reading(NoticeVerdict.Ignored, "it is about another seller");
        if (form["out_trade_no"] is not { } reference || form.Has("msg_method"))
            return Reading(NoticeVerdict.Ignored, "it is about no trade");
        var read = Reading(NoticeVerdict.Hint, null) with { Reference = reference, ProviderId = form["trade_no"] };
        if (notice.Method == "GET" || NewsOf(form, reference) is not { } news) return read;
        return read with { Verdict = NoticeVerdict.Genuine, News = news };
    }

    /// <summary>
    /// What Alipay hears where a notice is not taken: any answer but <c>success</c> has it sent again, and the reason helps it nothing.
    /// </summary>
    /// <param name="status">The HTTP status, 4xx or 5xx.</param>
    /// <param name="reason">Why; not sent.</param>
    public NoticeReply Refuse(int status, string reason) => new(status, PlainText, "fail");

    private static ReadOnlySpan<byte> FormOf(ProviderNotice notice) =>
        notice.Method == "GET" ? Encoding.UTF8.GetBytes(notice.Query.TrimStart('?')) : notice.Body.Span;

    /// <summary>What a notice of a payment says; null where it is about a refund, or does not say what came.</summary>
    private static ChargeNews? NewsOf(AlipayForm form, string reference)
    {
        var status = AlipayTrade.StatusOf(form["trade_status"]);
        var isPaid = status is AlipayTradeStatus.Success or AlipayTradeStatus.Finished;
        var isRefund = form["refund_fee"] is not null || form["gmt_refund"] is not null || !isPaid && form["gmt_payment"] is not null;
        if (status == AlipayTradeStatus.Unknown || isRefund || AlipayMoney.Find(form["total_amount"]) is not { } amount) return null;
        return new ChargeNews
        {
            Reference = reference,
            State = StateOf(status),
            ProviderId = form["trade_no"],
            Amount = amount,
            Currency = AlipayMoney.Currency,
            Paid = isPaid ? amount : null,
            Transaction = form["trade_no"],
            PaidAt = isPaid ? AlipayTime.Find(form["gmt_payment"]) : null,
            Word = form["trade_status"],
        };
    }

    private NoticeReading Reading(NoticeVerdict verdict, string? reason) => new()
    {
        Verdict = verdict,
        Reason = reason,
        Reply = Taken,
        Refusal = Refuse(StatusOf(verdict), reason ?? ""),
    };

    private static int StatusOf(NoticeVerdict verdict) => verdict switch
    {
        NoticeVerdict.Forged => 403,
        NoticeVerdict.Malformed => 400,
        _ => 503,
    };
}
