using System.Numerics;

namespace Payments.Chains.Bitcoin.Work;

/// <summary>
/// A target of proof of work in the four bytes of a header: a length, and the three leading bytes of a number of that length.
/// </summary>
/// <remarks>As <c>arith_uint256::SetCompact</c> and <c>GetCompact</c> of Bitcoin Core have it.</remarks>
internal static class CompactTarget
{
    private const int WordBytes = 3;
    private const int MostBits = 256;
    private const uint Sign = 0x00800000;

    /// <summary>The number, or null where it is negative, zero, or longer than a hash.</summary>
    public static BigInteger? Read(uint bits)
    {
        if ((bits & Sign) != 0) return null;
        var length = (int)(bits >> 24);
        BigInteger word = bits & 0x007fffff;
        var target = length <= WordBytes ? word >> (8 * (WordBytes - length)) : word << (8 * (length - WordBytes));
        return target.IsZero || target.GetBitLength() > MostBits ? null : target;
    }

    /// <summary>The four bytes for a number; what does not fit into three leading bytes is cut off.</summary>
    public static uint Write(BigInteger target)
    {
        var length = (int)(target.GetBitLength() + 7) / 8;
        var word = (uint)(length <= WordBytes ? target << (8 * (WordBytes - length)) : target >> (8 * (length - WordBytes)));
        // The highest bit of the word is a sign, so it moves down by a byte.
        return (word & Sign) == 0 ? word | ((uint)length << 24) : (word >> 8) | ((uint)(length + 1) << 24);
    }
}
