using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Payments.Chains.Reading;

namespace Payments.Chains.Evm;

/// <summary>Reads the hex that nodes write. What is missing or malformed makes the answer unusable.</summary>
internal static class EvmJson
{
    private const int HashDigits = 64;

    /// <summary>The year 9999.</summary>
    private const long LastSecond = 253_402_300_799;

    public static JsonElement Field(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var field) ? field : throw new ChainReadException($"an answer without {name}");

    public static string Text(JsonElement element, string name) =>
        Field(element, name) is { ValueKind: JsonValueKind.String } field ? field.GetString()! : throw new ChainReadException($"{name} is no text");

    public static long Number(JsonElement element, string name) => Number(Field(element, name));

    public static long Number(JsonElement element)
    {
        var hex = Hex(element);
        return hex.Length is > 0 and <= 15 && long.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new ChainReadException("a quantity that is no number");
    }

    /// <summary>A hash of 32 bytes, lower case whatever the node writes: transfers are named by it.</summary>
    public static string Hash(JsonElement element, string name)
    {
        var hex = Hex(Field(element, name));
        Span<char> text = stackalloc char[HashDigits];
        if (hex.Length != HashDigits) throw new ChainReadException($"{name} is no hash");
        for (var i = 0; i < HashDigits; i++)
        {
            text[i] = char.ToLowerInvariant((char)hex[i]);
            if (!char.IsAsciiHexDigitLower(text[i])) throw new ChainReadException($"{name} is no hash");
        }
        return $"0x{text}";
    }

    /// <summary>A 256-bit amount; null when it does not fit 128 bits, which no honest token's supply exceeds.</summary>
    public static UInt128? Units(JsonElement element)
    {
        var hex = Hex(element).TrimStart((byte)'0');
        if (hex.Length == 0) return UInt128.Zero;
        if (hex.Length > 32) return null;
        return UInt128.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) ? value : throw new ChainReadException("an amount that is no number");
    }

    /// <summary>The hex digits without <c>0x</c>, as the bytes of the document.</summary>
    public static ReadOnlySpan<byte> Hex(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.String) throw new ChainReadException("hex was expected");
        var raw = JsonMarshal.GetRawUtf8Value(element)[1..^1];
        return raw.StartsWith("0x"u8) ? raw[2..] : throw new ChainReadException("hex was expected");
    }

    /// <summary>An address or the last 20 bytes of a topic, in canonical form.</summary>
    public static string Address(JsonElement element)
    {
        var hex = Hex(element);
        if (hex.Length < 40) throw new ChainReadException("an address that is too short");
        return "0x" + System.Text.Encoding.ASCII.GetString(hex[^40..]).ToLowerInvariant();
    }

    public static BlockRef Block(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object) throw new ChainReadException("the node does not have the block");
        var seconds = Number(element, "timestamp");
        if (seconds > LastSecond) throw new ChainReadException("a block's time is out of range");
        return new BlockRef(Number(element, "number"), Hash(element, "hash"), Hash(element, "parentHash"), DateTimeOffset.FromUnixTimeSeconds(seconds));
    }
}
