using System.Text;
using Payments.Domain.Tokens;

namespace Payments.Chains.Tron;

/// <summary>A token's transfer to a watched address as its contract logged it.</summary>
/// <param name="Index">The log's place in its transaction.</param>
/// <param name="Contract">The token's contract.</param>
/// <param name="Units">Atomic units.</param>
/// <param name="From">The sender, canonical.</param>
/// <param name="To">The receiver, canonical.</param>
internal sealed record TronLog(int Index, TronContract Contract, UInt128 Units, string From, string To);

/// <summary>A transfer and the place of its transaction in the block.</summary>
internal readonly record struct TronTokenTransfer(int Transaction, TronLog Log);

/// <summary>A watched token's contract, prepared for comparing without allocations.</summary>
internal sealed class TronContract(TokenInfo token)
{
    private readonly byte[] digits = Encoding.ASCII.GetBytes(TronAddress.ToHex(token.Contract!)[2..]);

    public TokenInfo Token => token;

    /// <summary>Whether an address as nodes write it in logs, 40 hex digits without the 41, is this contract's.</summary>
    public bool Is(ReadOnlySpan<byte> hex) => Ascii.EqualsIgnoreCase(hex, digits);
}
