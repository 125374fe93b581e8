using System.Buffers;
using System.Text.Json;

namespace Payments.Providers.Cryptomus.Webhooks;

/// <summary>
/// Writes JSON again as PHP's <c>json_encode</c> with <c>JSON_UNESCAPED_UNICODE</c> would: compact, slashes escaped, other characters as
/// they are but U+2028 and U+2029. Numbers keep their spelling and keys their order.
/// </summary>
internal static class PhpJson
{
    /// <summary>Re-encodes valid JSON; null where a text in it is no text.</summary>
    public static byte[]? Reencode(ReadOnlySpan<byte> json)
    {
        var output = new ArrayBufferWriter<byte>(json.Length + 16);
        var reader = new Utf8JsonReader(json);
        try
        {
            while (reader.Read()) Write(output, in reader);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
        return output.WrittenSpan.ToArray();
    }

    private static void Write(ArrayBufferWriter<byte> output, in Utf8JsonReader reader)
    {
        var last = output.WrittenCount == 0 ? (byte)0 : output.WrittenSpan[^1];
        var isEnd = reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray;
        if (!isEnd && last is not (0 or (byte)'{' or (byte)'[' or (byte)':')) output.Write(","u8);
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                WriteText(output, in reader);
                output.Write(":"u8);
                break;
            case JsonTokenType.String:
                WriteText(output, in reader);
                break;
            default:
                output.Write(reader.ValueSpan);
                break;
        }
    }

    private static void WriteText(ArrayBufferWriter<byte> output, in Utf8JsonReader reader)
    {
        var text = new byte[reader.ValueSpan.Length];
        var length = reader.CopyString(text);
        output.Write("\""u8);
        for (var i = 0; i < length; i++)
        {
            var rest = text.AsSpan(i, length - i);
            if (rest.StartsWith("\u2028"u8) || rest.StartsWith("\u2029"u8))
            {
                output.Write(rest.StartsWith("\u2028"u8) ? "\\u2028"u8 : "\\u2029"u8);
                i += 2;
                continue;
            }
            WriteByte(output, text[i]);
        }
        output.Write("\""u8);
    }

    private static void WriteByte(ArrayBufferWriter<byte> output, byte value)
    {
        switch (value)
        {
            case (byte)'"': output.Write("\\\""u8); break;
            case (byte)'\\': output.Write("\\\\"u8); break;
            case (byte)'/': output.Write("\\/"u8); break;
            case (byte)'\b': output.Write("\\b"u8); break;
            case (byte)'\f': output.Write("\\f"u8); break;
            case (byte)'\n': output.Write("\\n"u8); break;
            case (byte)'\r': output.Write("\\r"u8); break;
            case (byte)'\t': output.Write("\\t"u8); break;
            case < 0x20:
                output.Write("\\u00"u8);
                output.Write([(byte)(value < 0x10 ? '0' : '1'), (byte)"0123456789abcdef"[value & 15]]);
                break;
            default:
                output.Write([value]);
                break;
        }
    }
}
