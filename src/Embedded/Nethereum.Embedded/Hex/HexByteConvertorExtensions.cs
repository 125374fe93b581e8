using System.Diagnostics.CodeAnalysis;

namespace Nethereum.Hex.HexConvertors.Extensions;

/// <summary>Hex as text and as bytes.</summary>
public static class HexByteConvertorExtensions
{
    private const string Prefix = "0x";

    /// <summary>Lower-case hex, two digits for each byte.</summary>
    public static string ToHex(this byte[] value, bool prefix = false) => (prefix ? Prefix : "") + Convert.ToHexStringLower(value);

    /// <summary>Lower-case hex without leading zeros; empty for zero.</summary>
    public static string ToHexCompact(this byte[] value) => value.ToHex().TrimStart('0');

    /// <summary>Whether a text begins with <c>0x</c>; <c>0X</c> is no prefix.</summary>
    public static bool HasHexPrefix(this string value) => value.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The text without its prefix.</summary>
    public static string RemoveHexPrefix(this string value) => value.HasHexPrefix() ? value[Prefix.Length..] : value;

    /// <summary>The text with a prefix, put in front where it is missing; null stays null.</summary>
    [return: NotNullIfNotNull(nameof(value))]
    public static string? EnsureHexPrefix(this string? value) => value is null || value.HasHexPrefix() ? value : Prefix + value;

    /// <summary>Whether there are only hex digits after the prefix.</summary>
    public static bool IsHex(this string value)
    {
        foreach (var digit in value.RemoveHexPrefix())
            if (!char.IsAsciiHexDigit(digit)) return false;
        return true;
    }

    /// <summary>The bytes; of an odd number of digits the first stands alone, and null or nothing has no bytes.</summary>
    /// <exception cref="FormatException">Something is no hex digit.</exception>
    public static byte[] HexToByteArray(this string? value)
    {
        if (string.IsNullOrEmpty(value)) return [];
        var digits = value.RemoveHexPrefix();
        try
        {
            return Convert.FromHexString(digits.Length % 2 == 0 ? digits : "0" + digits);
        }
        catch (FormatException exception)
        {
            throw new FormatException($"'{value}' is not hex.", exception);
        }
    }
}
