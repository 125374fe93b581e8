using System.Globalization;
using System.Text;
using Payments.Chains.Reading;

namespace Payments.Chains.Evm;

/// <summary>Reads hex digits, without their <c>0x</c>. What is malformed makes the answer unusable.</summary>
internal static class EvmHex
{
    private const int HashDigits = 64;
    private const int AddressDigits = 40;

    /// <summary>The digits of a text that must begin with <c>0x</c>.</summary>
    public static byte[] Digits(string? text) =>
        text is not null && text.StartsWith("0x", StringComparison.Ordinal) ? Encoding.UTF8.GetBytes(text[2..]) : throw new ChainReadException("hex was expected");

    /// <summary>A hash of 32 bytes, lower case whatever the node writes: transfers are named by it.</summary>
    public static string Hash(ReadOnlySpan<byte> hex, string name)
    {
        Span<char> text = stackalloc char[HashDigits];
        if (hex.Length != HashDigits) throw new ChainReadException($"{name} is no hash");
        for (var i = 0; i < HashDigits; i++)
        {
            text[i] = char.ToLowerInvariant((char)hex[i]);
            if (!char.IsAsciiHexDigitLower(text[i])) throw new ChainReadException($"{name} is no hash");
        }
        return $"0x{text}";
    }

    /// <summary>A quantity of at most 60 bits, which is all that numbers, indices and times need.</summary>
    public static long Number(ReadOnlySpan<byte> hex) =>
        hex.Length is > 0 and <= 15 && long.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new ChainReadException("a quantity that is no number");

    /// <summary>A 256-bit amount; null when it does not fit 128 bits, which no honest token's supply exceeds.</summary>
    public static UInt128? Units(ReadOnlySpan<byte> hex)
    {
        hex = hex.TrimStart((byte)'0');
        if (hex.Length == 0) return UInt128.Zero;
        if (hex.Length > 32) return null;
        return UInt128.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) ? value : throw new ChainReadException("an amount that is no number");
    }

    /// <summary>An address or the last 20 bytes of a topic, in canonical form.</summary>
    public static string Address(ReadOnlySpan<byte> hex)
    {
        if (hex.Length < AddressDigits) throw new ChainReadException("an address that is too short");
        return "0x" + Encoding.ASCII.GetString(hex[^AddressDigits..]).ToLowerInvariant();
    }
}
