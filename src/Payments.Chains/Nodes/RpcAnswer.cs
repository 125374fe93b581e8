using System.Text.Json;

namespace Payments.Chains.Nodes;

/// <summary>Reads a result where it lies: the reader is on its first token, and must be left on its last.</summary>
internal delegate T ResultReader<out T>(ref Utf8JsonReader reader);

/// <summary>One answer as it came, before it is known which question it belongs to.</summary>
internal readonly record struct RpcAnswer<T>
{
    /// <summary>Whether it is an object, as every answer must be.</summary>
    public bool IsObject { get; private init; }

    /// <summary>Its number, or null.</summary>
    public int? Id { get; private init; }

    /// <summary>Whether it has a result, JSON null included.</summary>
    public bool HasResult { get; private init; }

    /// <summary>Its result.</summary>
    public T? Result { get; private init; }

    private JsonElement Error { get; init; }

    /// <summary>All answers in a body, and whether they came as a list. Of a name that comes twice the last counts, as in any JSON library.</summary>
    /// <exception cref="JsonException">It is no JSON, or was cut off.</exception>
    public static (List<RpcAnswer<T>> Answers, bool IsList) ReadAll(ReadOnlySpan<byte> body, ResultReader<T> read)
    {
        var answers = new List<RpcAnswer<T>>();
        var reader = new Utf8JsonReader(body);
        reader.Read();
        var isList = reader.TokenType == JsonTokenType.StartArray;
        if (!isList) answers.Add(ReadOne(ref reader, read));
        else while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) answers.Add(ReadOne(ref reader, read));
        // Whatever follows is no JSON.
        reader.Read();
        return (answers, isList);
    }

    /// <summary>The error in it, or null.</summary>
    public RpcRefusal? Refusal(RpcCall call) => Error.ValueKind == JsonValueKind.Object ? RpcRefusal.Of(Error, call) : null;

    private static RpcAnswer<T> ReadOne(ref Utf8JsonReader reader, ResultReader<T> read)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return default;
        }
        int? id = null;
        var (error, hasResult, result) = (default(JsonElement), false, default(T));
        while (AnswerJson.NextField(ref reader))
        {
            var field = reader.ValueTextEquals("result"u8) ? 'r' : reader.ValueTextEquals("id"u8) ? 'i' : reader.ValueTextEquals("error"u8) ? 'e' : ' ';
            reader.Read();
            if (field == 'r') (hasResult, result) = (true, read(ref reader));
            else if (field == 'e') error = JsonElement.ParseValue(ref reader);
            else
            {
                if (field == 'i') id = reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var number) ? number : null;
                reader.Skip();
            }
        }
        return new RpcAnswer<T> { IsObject = true, Id = id, HasResult = hasResult, Result = result, Error = error };
    }
}
