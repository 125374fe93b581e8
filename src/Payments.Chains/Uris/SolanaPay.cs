using Payments.Domain.Money;

namespace Payments.Chains.Uris;

/// <summary>Transfer requests of Solana Pay, version 1: the recipient is the wallet, never its token account, and the amount is a decimal in whole tokens.</summary>
internal static class SolanaPay
{
    public static string Uri(PaymentRequest request)
    {
        var amount = TokenAmount.Format(request.Units, request.Token.Decimals);
        var token = request.Token.IsNative ? "" : $"&spl-token={request.Token.Contract}";
        return $"solana:{request.Address}?amount={amount}{token}{request.LabelParameter}";
    }
}
