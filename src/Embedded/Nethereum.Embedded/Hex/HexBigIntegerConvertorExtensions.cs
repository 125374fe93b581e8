using System.Numerics;

namespace Nethereum.Hex.HexConvertors.Extensions;

/// <summary>Whole numbers as hex.</summary>
public static class HexBigIntegerConvertorExtensions
{
    /// <summary>Hex with <c>0x</c>; compact is without leading zeros, as the JSON-RPC specification writes quantities.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below zero.</exception>
    public static string ToHex(this BigInteger value, bool littleEndian, bool compact = true)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        if (value.IsZero) return "0x0";
        var bytes = value.ToByteArray(isUnsigned: true, isBigEndian: !littleEndian);
        return "0x" + (compact ? bytes.ToHexCompact() : bytes.ToHex());
    }

    /// <summary>The number; no digits are zero.</summary>
    /// <exception cref="FormatException">Something is no hex digit.</exception>
    public static BigInteger HexToBigInteger(this string? hex, bool isHexLittleEndian) =>
        new(hex.HexToByteArray(), isUnsigned: true, isBigEndian: !isHexLittleEndian);
}
