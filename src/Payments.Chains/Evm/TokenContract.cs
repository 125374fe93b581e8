using System.Text;
using Payments.Domain.Tokens;

namespace Payments.Chains.Evm;

/// <summary>A watched token's contract, prepared for comparing without allocations.</summary>
internal sealed class TokenContract(TokenInfo token)
{
    private readonly byte[] digits = Encoding.ASCII.GetBytes(token.Contract![2..]);

    public TokenInfo Token => token;

    /// <summary>Where its transfers are to be expected.</summary>
    public LogsBloom Bloom { get; } = new(token.Contract!, EvmBatchReader.TransferTopic);

    /// <summary>Whether an address, as hex without <c>0x</c> in any case, is this contract's.</summary>
    public bool Is(ReadOnlySpan<byte> hex) => Ascii.EqualsIgnoreCase(hex, digits);
}
