using Payments.Domain.StaticWallets;
using Payments.Providers.Common;
using Payments.Providers.Cryptomus.Answers;
using Payments.Providers.Cryptomus.Requests;
using Payments.Providers.Cryptomus.Webhooks;

namespace Payments.Providers.Cryptomus;

/// <summary>Static wallets: an address for good, whose payments share one number of ours.</summary>
public sealed partial class CryptomusProvider : IKeepsWallets
{
    /// <inheritdoc />
    public async Task<WalletAnswer> OpenWalletAsync(ProviderAccount account, WalletOrder wallet, CancellationToken cancellationToken)
    {
        var ours = CryptomusAccount.Of(account);
        var request = new CryptomusWalletRequest
        {
            Currency = wallet.Coin,
            Network = wallet.Network,
            OrderId = wallet.Reference,
            UrlCallback = CallbackUrlOf(ours, wallet.NotifyUrl),
        };
        var answer = await new CryptomusClient(http, ours).CreateWalletAsync(request, cancellationToken);
        return answer.ToWallet(made => new WalletAnswer(ProviderOutcome.Done, made.Address, made.Uuid, null));
    }

    /// <inheritdoc />
    public async Task<WalletAnswer> BlockWalletAsync(ProviderAccount account, string reference, CancellationToken cancellationToken)
    {
        var answer = await ClientOf(account).BlockWalletAsync(new CryptomusBlockRequest { OrderId = reference }, cancellationToken);
        return answer.ToWallet(said => said.Status == "blocked"
            ? new WalletAnswer(ProviderOutcome.Done, null, null, null)
            : new WalletAnswer(ProviderOutcome.Unknown, null, null, $"the address is {said.Status} and not blocked"));
    }

    /// <summary>
    /// A payment to a static wallet. What came is <c>payment_amount</c>, or the whole <c>amount</c> where it is in the coin.
    /// </summary>
    private static StaticDeposit DepositOf(CryptomusWebhook webhook, string reference)
    {
        var coin = (webhook.PayerCurrency ?? webhook.Currency)?.ToUpperInvariant();
        return new StaticDeposit
        {
            Reference = reference,
            Payment = webhook.PaymentKey,
            State = webhook.PaymentStatus switch
            {
                CryptomusPaymentStatus.Paid or CryptomusPaymentStatus.PaidOver => StaticDepositState.Paid,
                CryptomusPaymentStatus.Locked or CryptomusPaymentStatus.WrongAmount => StaticDepositState.Held,
                _ => StaticDepositState.NoMoney,
            },
            Amount = webhook.PaymentAmount ?? (coin == webhook.Currency ? webhook.Amount : null),
            Dollars = webhook.PaymentAmountUsd,
            Coin = coin,
            Network = webhook.Network,
            Transaction = webhook.Txid,
            Word = webhook.StatusWord,
        };
    }
}
