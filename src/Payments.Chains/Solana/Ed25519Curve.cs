using System.Numerics;

namespace Payments.Chains.Solana;

/// <summary>Whether 32 bytes are a point of the curve of ed25519, which every key of a person is and no address that belongs to a program.</summary>
/// <remarks>RFC 8032, 5.1.3: x² = (y² − 1) / (d·y² + 1) must have a root. As Solana's runtime does it, y may be written beyond the prime, and the sign of x is not looked at.</remarks>
internal static class Ed25519Curve
{
    /// <summary>Bytes of a point.</summary>
    public const int Length = 32;

    private static readonly BigInteger Prime = BigInteger.Pow(2, 255) - 19;
    private static readonly BigInteger Half = (Prime - 1) / 2;

    /// <summary>−121665 / 121666.</summary>
    private static readonly BigInteger D = (Prime - 121665) * BigInteger.ModPow(121666, Prime - 2, Prime) % Prime;

    /// <summary>Whether the bytes, little-endian with the sign of x in the highest bit, are a point.</summary>
    public static bool Contains(ReadOnlySpan<byte> point)
    {
        Span<byte> bytes = stackalloc byte[Length];
        point.CopyTo(bytes);
        bytes[^1] &= 0x7f;
        var y = new BigInteger(bytes, isUnsigned: true) % Prime;
        var square = y * y % Prime;
        // A quotient is a square exactly if the product is; the divisor is never zero, because −1/d is no square.
        var product = (square + Prime - 1) * ((D * square) + 1) % Prime;
        return product.IsZero || BigInteger.ModPow(product, Half, Prime).IsOne;
    }
}
