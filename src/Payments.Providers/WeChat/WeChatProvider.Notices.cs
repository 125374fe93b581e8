using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Payments.Domain.Charges;
using Payments.Domain.Refunds;
using Payments.Providers.Common;
using Payments.Providers.WeChat.Answers;
using Payments.Providers.WeChat.Keys;

namespace Payments.Providers.WeChat;

/// <summary>How notices and answers become news of a charge.</summary>
public sealed partial class WeChatProvider
{
    private static readonly NoticeReply Taken = new(204, null, "");

    /// <inheritdoc />
    /// <remarks>
    /// Notices of payments are a charge's, those of refunds a refund's. Those of sharing are verified and ask for nothing.
    /// </remarks>
    public NoticeReading Read(ProviderAccount account, ProviderNotice notice, DateTimeOffset now)
    {
        var ours = accounts.Of(account);
        var proof = WeChatVerifier.Verify(notice.Headers, notice.Body.Span, connection.Known(ours), now);
        if (proof != WeChatProof.Fits) return Reading(VerdictOf(proof), ReasonOf(proof));
        try
        {
            using var document = JsonDocument.Parse(notice.Body);
            var fields = new JsonFields(document.RootElement);
            var kind = fields.Required("event_type");
            var resource = fields.Object("resource") ?? throw new FormatException("there is no 'resource'");
            var former = account.FormerSettings.GetValueOrDefault("api_key");
            var plain = Open(ours.ApiKey, resource) ?? (former is null ? null : Open(former, resource));
            return plain is null
                ? Reading(NoticeVerdict.Later, "it cannot be decrypted: the APIv3 key (api_key) is not that of the merchant's console")
                : ReadPlain(ours, kind, plain);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            return Reading(NoticeVerdict.Malformed, exception is FormatException ? exception.Message : "it is no JSON");
        }
    }

    /// <inheritdoc />
    public NoticeReply Refuse(int status, string reason) => Refusal(status, reason);

    private static byte[]? Open(string key, JsonFields resource) => resource.Text("algorithm") is null or WeChatCipher.Algorithm
        ? WeChatCipher.Open(key, resource.Required("nonce"), resource.Text("associated_data") ?? "", resource.Required("ciphertext"))
        : throw new FormatException($"an algorithm that is not {WeChatCipher.Algorithm}");

    private static NoticeReading ReadPlain(WeChatAccount account, string kind, byte[] plain)
    {
        using var document = JsonDocument.Parse(plain);
        var fields = new JsonFields(document.RootElement);
        if (fields.Text("refund_status") is not null) return ReadRefund(account, fields, document.RootElement);
        // Sharing has the same event type as a payment in some manuals; what is encrypted tells them apart.
        if (fields.Text("trade_state") is null) return Reading(NoticeVerdict.Ignored, $"{kind}: it is of no payment");
        var trade = WeChatTrade.Read(document.RootElement);
        if (trade.Merchant != account.Merchant) return Reading(NoticeVerdict.Forged, $"it is of merchant {trade.Merchant}");
        if (trade.AppId is { } app && app != account.AppId) return Reading(NoticeVerdict.Ignored, $"it is of another app, {app}");
        return StateOf(trade) is { } state
            ? Reading(NoticeVerdict.Genuine, null) with
            {
                Reference = trade.OutTradeNo,
                ProviderId = trade.TransactionId,
                News = NewsOf(trade, state),
            }
            : Reading(NoticeVerdict.Hint, $"a state that is not known: {trade.Word}") with { Reference = trade.OutTradeNo };
    }

    /// <summary>A word that is not known leaves the refund to be asked for by its poll.</summary>
    private static NoticeReading ReadRefund(WeChatAccount account, JsonFields fields, JsonElement plain)
    {
        if (fields.Required("mchid") is var merchant && merchant != account.Merchant)
            return Reading(NoticeVerdict.Forged, $"it is of merchant {merchant}");
        var refund = WeChatRefund.ReadNotice(plain);
        if (refund.State is not { } state) return Reading(NoticeVerdict.Ignored, $"a status that is not known: {refund.Word}");
        return Reading(NoticeVerdict.Genuine, null) with
        {
            Refund = new RefundNews
            {
                Reference = refund.OutRefundNo,
                Status = ProviderAnswers.StatusOf(state),
                Charge = refund.OutTradeNo,
                ProviderId = refund.RefundId,
                Amount = Fen.ToYuan(refund.Amount),
                EndedAt = state == RefundState.Done ? refund.SuccessTime : null,
                Word = refund.Word,
            },
        };
    }

    private static NoticeReading Reading(NoticeVerdict verdict, string? reason) => new()
    {
        Verdict = verdict,
        Reason = reason,
        Reply = Taken,
        Refusal = Refusal(StatusOf(verdict), verdict.ToString().ToLowerInvariant()),
    };

    private static NoticeReply Refusal(int status, string reason) =>
        new(status, "application/json", new JsonObject { ["code"] = "FAIL", ["message"] = reason }.ToJsonString());

    private static int StatusOf(NoticeVerdict verdict) => verdict switch
    {
        NoticeVerdict.Forged => 401,
        NoticeVerdict.Malformed => 400,
        _ => 503,
    };

    private static NoticeVerdict VerdictOf(WeChatProof proof) => proof switch
    {
        WeChatProof.UnknownKey => NoticeVerdict.Later,
        WeChatProof.NotSigned or WeChatProof.Stale or WeChatProof.Probe or WeChatProof.Wrong => NoticeVerdict.Forged,
        _ => throw new ArgumentOutOfRangeException(nameof(proof), proof, null),
    };

    private static string ReasonOf(WeChatProof proof) => proof switch
    {
        WeChatProof.UnknownKey => "it is signed with a key that is not known: is public_key that of the merchant's console?",
        WeChatProof.NotSigned => "it is not signed; notices of the older API v2 come so",
        WeChatProof.Stale => "it was signed more than five minutes ago or ahead: is the clock right?",
        WeChatProof.Probe => "WeChat Pay sent a false signature to see whether it is refused; it is",
        WeChatProof.Wrong => "the signature does not fit",
        _ => throw new ArgumentOutOfRangeException(nameof(proof), proof, null),
    };

    private static ChargeAnswer AnswerOf(WeChatAccount account, WeChatTrade trade)
    {
        if (trade.Merchant != account.Merchant) return ChargeAnswer.Unknown($"the answer is about merchant {trade.Merchant}");
        return StateOf(trade) is { } state
            ? ChargeAnswer.Done(NewsOf(trade, state))
            : ChargeAnswer.Unknown($"a state that is not known: {trade.Word}");
    }

    /// <summary>
    /// Null for a word that is not known. What was returned before it was seen as paid waits for a person: it must not complete an order.
    /// </summary>
    private static ChargeState? StateOf(WeChatTrade trade) => trade.State switch
    {
        WeChatTradeState.Success => ChargeState.Paid,
        WeChatTradeState.Refund => ChargeState.Held,
        WeChatTradeState.NotPay or WeChatTradeState.UserPaying or WeChatTradeState.PayError => ChargeState.Open,
        WeChatTradeState.Accept => ChargeState.Seen,
        WeChatTradeState.Closed or WeChatTradeState.Revoked => ChargeState.Ended,
        WeChatTradeState.Unknown => null,
        _ => throw new ArgumentOutOfRangeException(nameof(trade), trade.State, null),
    };

    private static ChargeNews NewsOf(WeChatTrade trade, ChargeState state) => new()
    {
        Reference = trade.OutTradeNo,
        State = state,
        ProviderId = trade.TransactionId,
        Amount = trade.Total is { } total ? Fen.ToYuan(total) : null,
        Currency = trade.Total is null ? null : trade.Currency ?? Currency,
        Paid = trade is { IsPaid: true, Total: { } paid } ? Fen.ToYuan(paid) : null,
        PayerAmount = trade.PayerTotal is { } payer ? Fen.ToYuan(payer).ToString("0.00", CultureInfo.InvariantCulture) : null,
        PayerCurrency = trade.PayerTotal is null ? null : trade.PayerCurrency ?? trade.Currency ?? Currency,
        Transaction = trade.TransactionId,
        PaidAt = trade.IsPaid ? trade.SuccessTime : null,
        Word = trade.Word,
    };

    private static ChargeNews OpenNews(ChargeOrder charge, ChargeFront front) => new()
    {
        Reference = charge.Reference,
        State = ChargeState.Open,
        Amount = charge.Amount,
        Currency = charge.Currency,
        Front = front with { PayerAmount = charge.Amount.ToString("0.00", CultureInfo.InvariantCulture), PayerCurrency = charge.Currency },
    };

    private static RefundAnswer AnswerOf(WeChatRefund refund) => refund.State is { } state
        ? new RefundAnswer(ProviderOutcome.Done, state, refund.RefundId, state == RefundState.Done ? null : refund.Word)
        : new RefundAnswer(ProviderOutcome.Unknown, null, refund.RefundId, $"a status that is not known: {refund.Word}");
}
