using System.Globalization;
using System.Web;
using Payments.Domain.Charges;
using Payments.Domain.Secrets;
using Payments.Providers.Common;
using Payments.Providers.Cryptomus.Answers;
using Payments.Providers.Cryptomus.Webhooks;

namespace Payments.Providers.Cryptomus;

/// <summary>How webhooks and answers become news of a charge.</summary>
public sealed partial class CryptomusProvider
{
    /// <summary>The parameter of the webhook's URL that carries the account's token.</summary>
    public const string TokenParameter = "token";

    /// <summary>What the recharge document calls a signature that does not fit.</summary>
    private const string InvalidSignature = "Invalid signature";

    private static readonly NoticeReply Taken = new(200, "application/json", """{"state":0}""");

    /// <inheritdoc />
    public NoticeReading Read(ProviderAccount account, ProviderNotice notice, DateTimeOffset now)
    {
        var ours = CryptomusAccount.Of(account);
        if (ours.WebhookNetworks is { } networks && !(notice.Source is { } source && networks.Contains(source)))
        {
            var from = notice.Source?.ToString() ?? "an address that cannot be told";
            return Reading(NoticeVerdict.Forged, $"it came from {from}, which webhook_networks does not list");
        }
        if (ours.CallbackToken is { } token && !SecretText.Equal(token, TokenOf(notice.Query) ?? ""))
            return Reading(NoticeVerdict.Forged, "the token on the URL is missing or wrong");

        var sign = notice.Headers.FirstOrDefault(header => header.Key.Equals("sign", StringComparison.OrdinalIgnoreCase)).Value;
        var verdict = new CryptomusWebhookVerifier(ours).Verify(notice.Body, sign);
        if (verdict.Webhook is not { } webhook) return Reading(VerdictOf(verdict.Fault), ReasonOf(verdict));
        if (webhook is { Type: CryptomusWebhookType.Wallet, OrderId: { } wallet })
        {
            return Reading(NoticeVerdict.Genuine, null) with
            {
                Reference = wallet,
                ProviderId = webhook.Uuid,
                Deposit = DepositOf(webhook, wallet),
            };
        }
        if (webhook is { Type: CryptomusWebhookType.Payout, OrderId: { } payout })
        {
            return Reading(NoticeVerdict.Genuine, null) with
            {
                Reference = payout,
                ProviderId = webhook.Uuid,
                Payout = PayoutOf(webhook, payout),
            };
        }
        if (webhook.Type != CryptomusWebhookType.Payment)
            return Reading(NoticeVerdict.Ignored, $"it is about a {webhook.Type.ToString().ToLowerInvariant()}");
        if (webhook.OrderId is not { } reference) return Reading(NoticeVerdict.Ignored, "it does not say our number");

        var news = NewsOf(webhook, reference);
        return Reading(NoticeVerdict.Genuine, null) with { Reference = reference, ProviderId = webhook.Uuid, News = news };
    }

    private static NoticeReading Reading(NoticeVerdict verdict, string? reason) => new()
    {
        Verdict = verdict,
        Reason = reason,
        Reply = Taken,
        Refusal = RefusalOf(verdict),
    };

    /// <summary>Which of the checks failed is the log's alone.</summary>
    private static NoticeReply RefusalOf(NoticeVerdict verdict) => verdict switch
    {
        NoticeVerdict.Forged => Refusal(403, InvalidSignature),
        NoticeVerdict.Malformed => Refusal(400, "Invalid webhook"),
        _ => Refusal(503, "Not now"),
    };

    private static NoticeReply Refusal(int status, string message) =>
        new(status, "application/json", $$"""{"state":1,"message":"{{message}}"}""");

    private static string? ReasonOf(CryptomusVerdict verdict) =>
        VerdictOf(verdict.Fault) == NoticeVerdict.Forged ? $"{InvalidSignature}: {verdict.Reason}" : verdict.Reason;

    private static NoticeVerdict VerdictOf(CryptomusWebhookFault fault) => fault switch
    {
        CryptomusWebhookFault.NotSigned or CryptomusWebhookFault.WrongSignature => NoticeVerdict.Forged,
        CryptomusWebhookFault.NoKey => NoticeVerdict.Later,
        CryptomusWebhookFault.TooLarge or CryptomusWebhookFault.NotJson or CryptomusWebhookFault.Ambiguous
            or CryptomusWebhookFault.UnknownType or CryptomusWebhookFault.Unreadable => NoticeVerdict.Malformed,
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, null),
    };

    private static ChargeAnswer Answer(ProviderAnswer<CryptomusPayment> answer) =>
        answer.ToCharge(payment => ChargeAnswer.Done(NewsOf(payment)));

    private static ChargeNews NewsOf(CryptomusPayment payment) => new()
    {
        Reference = payment.OrderId,
        State = StateOf(payment.Status, payment.IsFinal, payment.PaymentAmount, payment.PayerAmount),
        ProviderId = payment.Uuid,
        Amount = payment.Amount,
        Currency = payment.Currency,
        Paid = PaidOf(
            payment.Status, payment.Amount, payment.Currency, payment.PayerCurrency, payment.PaymentAmount, payment.PaymentAmountUsd),
        PayerAmount = Text(payment.PaymentAmount),
        PayerCurrency = payment.PayerCurrency,
        Transaction = payment.Txid,
        PaidAt = CryptomusStatuses.HasMoney(payment.Status) ? payment.UpdatedAt : null,
        Word = payment.StatusWord,
        Front = new ChargeFront
        {
            Url = payment.Url,
            QrText = payment.Address,
            Address = payment.Address,
            Network = payment.Network,
            PayerAmount = Text(payment.PayerAmount),
            PayerCurrency = payment.PayerCurrency,
            Until = payment.ExpiredAt,
        },
    };

    private static ChargeNews NewsOf(CryptomusWebhook webhook, string reference) => new()
    {
        Reference = reference,
        State = StateOf(webhook.PaymentStatus, webhook.IsFinal, webhook.PaymentAmount, webhook.PayerAmount),
        ProviderId = webhook.Uuid,
        Amount = webhook.Amount,
        Currency = webhook.Currency,
        Paid = PaidOf(
            webhook.PaymentStatus, webhook.Amount, webhook.Currency, webhook.PayerCurrency, webhook.PaymentAmount, webhook.PaymentAmountUsd),
        PayerAmount = Text(webhook.PaymentAmount),
        PayerCurrency = webhook.PayerCurrency,
        Transaction = webhook.Txid,
        Word = webhook.StatusWord,
    };

    /// <summary>
    /// What came, in the price's currency: where Cryptomus says paid, the price at least, whatever today's dollars of the coin, discount or
    /// accuracy make of it; else what the payer paid in that currency, or in dollars.
    /// </summary>
    private static decimal? PaidOf(CryptomusPaymentStatus status, decimal? price, string? currency, string? coin, decimal? amount, decimal? dollars)
    {
        var inDollars = currency == "USD" ? dollars : null;
        var said = string.Equals(currency, coin, StringComparison.OrdinalIgnoreCase) ? amount : inDollars;
        if (!CryptomusStatuses.HasMoney(status)) return said;
        return status == CryptomusPaymentStatus.PaidOver && said > price ? said : price;
    }

    /// <summary>
    /// The state of a charge; what was just seen and is less than the payer was to pay is underpaid. Cryptomus sends no webhook of
    /// <c>wrong_amount_waiting</c>: the one that says that something came tells how much.
    /// </summary>
    private static ChargeState StateOf(CryptomusPaymentStatus status, bool isFinal, decimal? came, decimal? asked)
    {
        var state = CryptomusStatuses.StateOf(status, isFinal);
        return state == ChargeState.Seen && came > 0 && came < asked ? ChargeState.Underpaid : state;
    }

    private static string? Text(decimal? amount) => amount?.ToString(CultureInfo.InvariantCulture);

    private static string? TokenOf(string query) =>
        HttpUtility.ParseQueryString(query).GetValues(TokenParameter) is [var token] ? token : null;
}
