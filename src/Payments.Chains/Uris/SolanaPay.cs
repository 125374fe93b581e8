using Payments.Domain.Money;

namespace Payments.Chains.Uris;

/// <summary>Transfer requests of Solana Pay, version 1: the recipient is the wallet, never its token account, and the amount is a decimal in whole tokens. Wallets name the reference in the transaction as a key that neither signs nor is written to.</summary>
internal static class SolanaPay
{
    public static string Uri(PaymentRequest request)
    {
        var amount = TokenAmount.Format(request.Units, request.Token.Decimals);
        var token = request.Token.IsNative ? "" : $"&spl-token={request.Token.Contract}";
        var reference = request.Reference is { } key ? $"&reference={key}" : "";
        return $"solana:{request.Address}?amount={amount}{token}{reference}{request.LabelParameter}";
    }
}
