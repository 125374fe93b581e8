using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Payments.Http.Common;

/// <summary>The fields of a flat JSON object, which may have lists of strings. Numbers keep their own text.</summary>
public sealed class JsonFields
{
    /// <summary>Most items of a list.</summary>
    public const int ItemLimit = 100;

    /// <summary>Levels of objects and lists within a nested field.</summary>
    public const int NestedDepth = 16;

    private readonly Dictionary<string, Field> fields = new(StringComparer.Ordinal);

    private JsonFields() { }

    /// <summary>Reads a request that may have these fields and no other: a misspelt <c>rate</c> left out in silence would cost its merchant money.</summary>
    /// <exception cref="InputException">The body is of another type, too large, no flat JSON object, or has a field that is not known.</exception>
    public static Task<JsonFields> ReadAsync(HttpRequest request, params string[] known) => ReadBodyAsync(request, known);

    /// <summary>The same, of which some fields are JSON objects, up to <see cref="NestedDepth"/> deep.</summary>
    /// <param name="request">The request.</param>
    /// <param name="nested">The fields that are objects.</param>
    /// <param name="known">Every field, those included.</param>
    /// <exception cref="InputException">As above, or a field that must be an object is none.</exception>
    public static Task<JsonFields> ReadNestedAsync(HttpRequest request, string[] nested, params string[] known) =>
        ReadBodyAsync(request, known, nested);

    /// <summary>Reads a request that may have any fields, for faces whose clients send more than the document names.</summary>
    /// <exception cref="InputException">The body is of another type, too large or no flat JSON object.</exception>
    public static Task<JsonFields> ReadAnyAsync(HttpRequest request) => ReadBodyAsync(request, known: null);

    /// <summary>The fields of a form as a body would have them: texts, flags that are set, and lists.</summary>
    /// <param name="texts">Names and texts; an empty text is null.</param>
    /// <param name="flags">The names of flags that are set.</param>
    /// <param name="lists">Names and lists; null for none.</param>
    /// <exception cref="InputException">A list is too long.</exception>
    public static JsonFields Of(
        IEnumerable<(string Name, string? Text)> texts, IEnumerable<string> flags,
        IEnumerable<(string Name, IReadOnlyList<string> Items)>? lists = null)
    {
        var result = new JsonFields();
        foreach (var (name, text) in texts)
            result.Add(name, new Field(string.IsNullOrEmpty(text) ? JsonTokenType.Null : JsonTokenType.String, text, null));
        foreach (var name in flags) result.Add(name, new Field(JsonTokenType.True, null, null));
        foreach (var (name, items) in lists ?? [])
        {
            if (items.Count > ItemLimit) throw TooMany(name);
            result.Add(name, new Field(JsonTokenType.StartArray, null, items));
        }
        return result;
    }

    /// <summary>Whether the field was sent, a null included.</summary>
    public bool Has(string name) => fields.ContainsKey(name);

    /// <summary>What was sent, by name; a number by its own digits, a list with commas between, without nulls.</summary>
    public IEnumerable<(string Name, string Value)> Values => fields
        .Where(sent => sent.Value.Kind != JsonTokenType.Null)
        .Select(sent => (sent.Key, sent.Value.Text ?? (sent.Value.Items is { } items ? string.Join(',', items) : sent.Value.Kind.ToString())));

    /// <summary>A text; null where it was left out or is null.</summary>
    public string? Text(string name) => Find(name) switch
    {
        null or { Kind: JsonTokenType.Null } => null,
        { Kind: JsonTokenType.String, Text: var text } => text,
        _ => throw new InputException(name, "expected a string"),
    };

    /// <summary>A text that must be there.</summary>
    public string Required(string name) => Text(name) is { Length: > 0 } text ? text : throw InputException.Missing(name);

    /// <summary>A number's own digits, sent as a JSON number or as a string; null where it was left out or is null.</summary>
    public string? Number(string name) => Find(name) switch
    {
        null or { Kind: JsonTokenType.Null } => null,
        { Kind: JsonTokenType.String or JsonTokenType.Number, Text: var text } => text,
        _ => throw new InputException(name, "expected a number"),
    };

    /// <summary>A yes or no; no where it was left out or is null.</summary>
    public bool Flag(string name) => Find(name) switch
    {
        null or { Kind: JsonTokenType.Null or JsonTokenType.False } => false,
        { Kind: JsonTokenType.True } => true,
        _ => throw new InputException(name, "expected true or false"),
    };

    /// <summary>A list of texts; null where it was left out or is null.</summary>
    public IReadOnlyList<string>? Texts(string name) => Find(name) switch
    {
        null or { Kind: JsonTokenType.Null } => null,
        { Items: { } items } => items,
        _ => throw new InputException(name, "expected a list of strings"),
    };

    /// <summary>The JSON text of an object; null where it was left out or is null.</summary>
    public string? Object(string name) => Find(name) switch
    {
        null or { Kind: JsonTokenType.Null } => null,
        { Kind: JsonTokenType.StartObject, Text: var text } => text,
        _ => throw new InputException(name, "expected an object"),
    };

    private static async Task<JsonFields> ReadBodyAsync(HttpRequest request, string[]? known, string[]? nested = null)
    {
        RequireJson(request);
        return await RequestBody.ReadAsync(request, body => Parse(body, known, nested ?? []));
    }

    private Field? Find(string name) => fields.TryGetValue(name, out var field) ? field : null;

    private static void RequireJson(HttpRequest request)
    {
        if (MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) &&
            (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))) return;
        throw new InputException("Content-Type", "expected application/json in UTF-8", StatusCodes.Status415UnsupportedMediaType);
    }

    private static JsonFields Parse(ReadOnlySpan<byte> json, string[]? known, string[] nested)
    {
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = nested.Length == 0 ? 2 : NestedDepth + 1 });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw new InputException("body", "expected a JSON object");
            var result = new JsonFields();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName) result.ReadField(ref reader, known, nested);
            // What follows the object would be lost in silence; the reader refuses it.
            reader.Read();
            return result;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new InputException("body", "is not well-formed JSON");
        }
    }

    private void ReadField(ref Utf8JsonReader reader, string[]? known, string[] nested)
    {
        var name = reader.GetString()!;
        if (known is not null && !known.Contains(name, StringComparer.Ordinal)) throw new InputException(Shorten(name), $"is not known here; known are {string.Join(", ", known)}");
        reader.Read();
        if (reader.TokenType is JsonTokenType.StartArray)
        {
            Add(name, new Field(JsonTokenType.StartArray, null, ReadItems(ref reader, name)));
            return;
        }
        var kind = reader.TokenType;
        var text = kind switch
        {
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.Number => System.Text.Encoding.ASCII.GetString(reader.ValueSpan),
            JsonTokenType.True or JsonTokenType.False or JsonTokenType.Null => null,
            JsonTokenType.StartObject when nested.Contains(name, StringComparer.Ordinal) => Nested(ref reader),
            _ => throw new InputException(Shorten(name), "expected a string, a number or null"),
        };
        if (text?.Contains('\0') == true) throw new InputException(name, "must not contain a zero character");
        Add(name, new Field(kind, text, null));
    }

    private static string Nested(ref Utf8JsonReader reader)
    {
        using var value = JsonDocument.ParseValue(ref reader);
        return value.RootElement.GetRawText();
    }

    private void Add(string name, Field field)
    {
        if (!fields.TryAdd(name, field)) throw new InputException(name, "was sent twice");
    }

    /// <summary>A list's items; null where they are not all strings, which whoever wants the list says.</summary>
    private static List<string>? ReadItems(ref Utf8JsonReader reader, string name)
    {
        var items = new List<string>();
        var isList = true;
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            if (items.Count == ItemLimit) throw TooMany(name);
            isList &= reader.TokenType is JsonTokenType.String;
            var item = isList ? reader.GetString()! : "";
            if (item.Contains('\0')) throw new InputException(Shorten(name), "must not contain a zero character");
            items.Add(item);
        }
        return isList ? items : null;
    }

    private static InputException TooMany(string name) => new(Shorten(name), $"at most {ItemLimit} items");

    /// <summary>What was sent: a text or a number's digits, or the items of a list of texts.</summary>
    private readonly record struct Field(JsonTokenType Kind, string? Text, IReadOnlyList<string>? Items);

    private static string Shorten(string name) => name.Length <= 40 ? name : string.Concat(name.AsSpan(0, 40), "…");
}
