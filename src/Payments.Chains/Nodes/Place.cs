using System.Text.Json;

namespace Payments.Chains.Nodes;

/// <summary>A stretch of an answer's bytes.</summary>
internal readonly record struct Place(int Start, int Length)
{
    /// <summary>Where the text lies that the reader is on, without its quotation marks.</summary>
    public static Place OfText(in Utf8JsonReader reader) => new((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);

    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> answer) => answer.Slice(Start, Length);
}
