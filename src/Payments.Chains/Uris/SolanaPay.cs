using Payments.Domain.Money;
using Payments.Domain.Tokens;

namespace Payments.Chains.Uris;

/// <summary>Transfer requests of Solana Pay, version 1: the recipient is the wallet, never its token account, and the amount is a decimal in whole tokens.</summary>
internal static class SolanaPay
{
    public static string Uri(TokenInfo token, string recipient, UInt128 units)
    {
        var amount = TokenAmount.Format(units, token.Decimals);
        return token.IsNative ? $"solana:{recipient}?amount={amount}" : $"solana:{recipient}?amount={amount}&spl-token={token.Contract}";
    }
}
