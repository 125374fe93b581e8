using Payments.Domain.Payouts;
using Payments.Providers.Common;
using Payments.Providers.Cryptomus.Answers;
using Payments.Providers.Cryptomus.Requests;
using Payments.Providers.Cryptomus.Webhooks;

namespace Payments.Providers.Cryptomus;

/// <summary>Payouts, under the payout key; off until <c>payout_limits</c> is set.</summary>
public sealed partial class CryptomusProvider : IPaysOut
{
    /// <inheritdoc />
    public PayoutLimits LimitsOf(ProviderAccount account) =>
        CryptomusAccount.Of(account) is { PayoutKey: not null, PayoutLimits: var limits } ? limits : PayoutLimits.None;

    /// <inheritdoc />
    public string AccountOf(ProviderAccount account)
    {
        var ours = CryptomusAccount.Of(account);
        return $"{ours.MerchantUuid.ToLowerInvariant()} at {new Uri(ours.BaseUrl).Host}";
    }

    /// <inheritdoc />
    public async Task<PayoutAnswer> PayOutAsync(ProviderAccount account, PayoutOrder payout, CancellationToken cancellationToken)
    {
        var ours = CryptomusAccount.Of(account);
        var request = new CryptomusPayoutRequest
        {
            Amount = payout.Wish.Amount,
            Currency = payout.Wish.Coin,
            OrderId = payout.Reference,
            Address = payout.Wish.Address,
            IsSubtract = !payout.Wish.IsFeeIncluded,
            Network = payout.Wish.Network,
            Memo = payout.Wish.Memo,
            UrlCallback = CallbackUrlOf(ours, payout.NotifyUrl),
        };
        return AnswerOf(await new CryptomusClient(http, ours).CreatePayoutAsync(request, cancellationToken), payout.Reference);
    }

    /// <inheritdoc />
    public async Task<PayoutAnswer> QueryPayoutAsync(ProviderAccount account, string reference, CancellationToken cancellationToken) =>
        AnswerOf(await ClientOf(account).GetPayoutAsync(new CryptomusReference { OrderId = reference }, cancellationToken), reference);

    private static PayoutAnswer AnswerOf(ProviderAnswer<CryptomusPayout> answer, string reference) => answer.ToPayout(payout =>
        payout.OrderId is { } said && said != reference
            ? new PayoutAnswer(ProviderOutcome.Unknown, null, $"the answer is about payout {said}")
            : new PayoutAnswer(ProviderOutcome.Done, new PayoutNews
            {
                Reference = reference,
                Status = CryptomusStatuses.StateOf(payout.Status, payout.IsFinal),
                ProviderId = payout.Uuid,
                Amount = payout.Amount,
                Coin = payout.Currency.ToUpperInvariant(),
                Transaction = payout.Txid,
                Word = payout.StatusWord,
            }, null));

    private static PayoutNews PayoutOf(CryptomusWebhook webhook, string reference) => new()
    {
        Reference = reference,
        Status = CryptomusStatuses.StateOf(webhook.PayoutStatus, webhook.IsFinal),
        ProviderId = webhook.Uuid,
        Amount = webhook.Amount,
        Coin = webhook.Currency,
        Transaction = webhook.Txid,
        Word = webhook.FailReason is { Length: > 0 } reason ? $"{webhook.StatusWord}: {reason}" : webhook.StatusWord,
    };
}
