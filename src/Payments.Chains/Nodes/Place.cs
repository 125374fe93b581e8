using System.Text.Json;

namespace Payments.Chains.Nodes;

/// <summary>A stretch of an answer's bytes; of length zero where there was nothing.</summary>
internal readonly record struct Place(int Start, int Length)
{
    /// <summary>Where the text lies that the reader is on, without its quotation marks.</summary>
    public static Place OfText(in Utf8JsonReader reader) => new((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);

    /// <summary>Where the value lies that the reader is on: a text with its quotation marks, of anything else the first byte, which tells its kind.</summary>
    public static Place OfValue(in Utf8JsonReader reader) => new((int)reader.TokenStartIndex, reader.TokenType == JsonTokenType.String ? reader.ValueSpan.Length + 2 : 1);

    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> answer) => answer.Slice(Start, Length);
}
