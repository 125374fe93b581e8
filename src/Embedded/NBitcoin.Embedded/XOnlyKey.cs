using System.Globalization;
using System.Numerics;

namespace NBitcoin;

/// <summary>Public keys of BIP-340: the x of a point of secp256k1. Money sent to an x that no point has is lost.</summary>
internal static class XOnlyKey
{
    private static readonly BigInteger Field = BigInteger.Parse("0fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f", NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    /// <summary>Whether x³ + 7 has a square root in the field.</summary>
    public static bool IsOnCurve(ReadOnlySpan<byte> key)
    {
        var x = new BigInteger(key, isUnsigned: true, isBigEndian: true);
        return x < Field && BigInteger.ModPow((x * x * x) + 7, (Field - 1) / 2, Field).IsOne;
    }
}
