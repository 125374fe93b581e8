using System.Globalization;
using System.Text.Json;
using Payments.Chains.Reading;

namespace Payments.Chains.Tron;

/// <summary>Reads what nodes write. What is missing or malformed makes the answer unusable.</summary>
internal static class TronJson
{
    /// <summary>Moves into a value that must be an object.</summary>
    public static void Object(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw new ChainReadException("an object was expected");
    }

    /// <summary>Moves into a value that must be a list.</summary>
    public static void List(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray) throw new ChainReadException("a list was expected");
    }

    /// <summary>Whether the object has another field; the reader is on its name then.</summary>
    public static bool NextField(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    /// <summary>Whether the list has another object; the reader is inside it then.</summary>
    public static bool NextObject(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => true,
            JsonTokenType.EndArray => false,
            _ => throw new ChainReadException("a list of objects was expected"),
        };
    }

    /// <summary>The field's text, as its place in the answer: hex and names have no escapes.</summary>
    public static Place Text(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.String || reader.ValueIsEscaped) throw new ChainReadException("plain text was expected");
        return new Place((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
    }

    /// <summary>The field's whole number.</summary>
    public static long Number(ref Utf8JsonReader reader) =>
        reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var value) ? value : throw new ChainReadException("a whole number was expected");

    /// <summary>Hex as text in lower case, whatever the node writes: blocks and transfers are named by it.</summary>
    public static string LowerHex(ReadOnlySpan<byte> hex) => string.Create(hex.Length, hex, static (text, digits) =>
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

/// <summary>A stretch of an answer's bytes.</summary>
internal readonly record struct Place(int Start, int Length)
{
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> answer) => answer.Slice(Start, Length);
}
