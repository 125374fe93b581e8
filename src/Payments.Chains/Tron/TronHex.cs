using System.Globalization;
using Payments.Chains.Reading;

namespace Payments.Chains.Tron;

/// <summary>Reads hex digits as nodes write them. What is malformed makes the answer unusable.</summary>
internal static class TronHex
{
    /// <summary>Hex as text in lower case, whatever the node writes: blocks and transfers are named by it.</summary>
    public static string Lower(ReadOnlySpan<byte> hex) => string.Create(hex.Length, hex, static (text, digits) =>
    {
        for (var i = 0; i < digits.Length; i++)
        {
            text[i] = char.ToLowerInvariant((char)digits[i]);
            if (!char.IsAsciiHexDigitLower(text[i])) throw new ChainReadException("hex was expected");
        }
    });

    /// <summary>A 256-bit amount; null when it is no single word or does not fit 128 bits, which no honest token's supply exceeds.</summary>
    public static UInt128? Word(ReadOnlySpan<byte> hex)
    {
        if (hex.Length != 64) return null;
        if (hex[..32].IndexOfAnyExcept((byte)'0') >= 0) return null;
        return UInt128.TryParse(hex[32..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) ? value : throw new ChainReadException("an amount that is no number");
    }

    /// <summary>The last twenty bytes of a hex text as an address.</summary>
    public static string Address(ReadOnlySpan<byte> hex)
    {
        Span<byte> address = stackalloc byte[TronAddress.Length];
        return hex.Length >= 2 * TronAddress.Length && Convert.FromHexString(hex[^(2 * TronAddress.Length)..], address, out _, out _) == System.Buffers.OperationStatus.Done
            ? TronAddress.Encode(address)
            : throw new ChainReadException("an address that is none");
    }
}
