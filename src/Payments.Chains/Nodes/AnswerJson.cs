using System.Runtime.CompilerServices;
using System.Text.Json;
using Payments.Chains.Reading;

namespace Payments.Chains.Nodes;

/// <summary>Walks through the bytes of an answer, without a document in between. What is missing or malformed makes the answer unusable.</summary>
internal static class AnswerJson
{
    /// <summary>Whether an exception is what reading an answer runs into that is no JSON, or of another shape than was asked for.</summary>
    public static bool IsUnreadable(Exception exception) =>
        exception is JsonException or InvalidOperationException or FormatException or ArgumentException or OverflowException or KeyNotFoundException;

    /// <summary>
    /// Whether an exception is about one part of an answer, which can be left out. An answer that is no JSON, or was cut off, has no other
    /// parts.
    /// </summary>
    public static bool IsOfOnePart(Exception exception) => exception is not JsonException &&
        (exception is ChainReadException or IndexOutOfRangeException or ArithmeticException || IsUnreadable(exception));

    /// <summary>Why a part is left out, in words of ours.</summary>
    public static string Words(Exception exception, string other) => exception is ChainReadException ? exception.Message : other;

    /// <summary>Leaves an object that the reader was inside of before it failed.</summary>
    public static void Leave(ref Utf8JsonReader reader, Utf8JsonReader before)
    {
        reader = before;
        while (NextField(ref reader)) reader.Skip();
    }

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

    /// <summary>Whether the name or text that the reader is on is this one; escapes make no difference.</summary>
    /// <remarks>Inlined, so that a name of another length, which most are, costs one comparison.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Is(in Utf8JsonReader reader, ReadOnlySpan<byte> text) => reader.ValueIsEscaped ? reader.ValueTextEquals(text) : reader.ValueSpan.SequenceEqual(text);

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
        return Place.OfText(in reader);
    }

    /// <summary>The field's value of whichever kind, as its place in the answer; the reader is on its end then.</summary>
    public static Place Value(ref Utf8JsonReader reader)
    {
        reader.Read();
        var place = Place.OfValue(in reader);
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) reader.Skip();
        return place;
    }

    /// <summary>The field's whole number.</summary>
    public static long Number(ref Utf8JsonReader reader) =>
        reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var value) ? value : throw new ChainReadException("a whole number was expected");
}
