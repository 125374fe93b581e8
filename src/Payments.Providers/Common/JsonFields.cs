using System.Globalization;
using System.Text.Json;

namespace Payments.Providers.Common;

/// <summary>
/// Reads an answer's fields by name. What is absent, null or an empty text is null; kinds are read leniently (a number as text and the
/// reverse) because providers change them without notice; a value that cannot be what it should is a <see cref="FormatException"/>.
/// </summary>
internal readonly struct JsonFields
{
    private readonly JsonElement element;

    /// <summary>Of an object.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public JsonFields(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object) throw new FormatException("an object was expected");
        this.element = element;
    }

    /// <summary>The field's value, or null.</summary>
    public JsonElement? Value(string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>A value that must be there.</summary>
    public JsonElement RequiredValue(string name) => Value(name) ?? throw new FormatException($"there is no '{name}'");

    /// <summary>A nested object, or null.</summary>
    public JsonFields? Object(string name) => Value(name) is { } value ? new JsonFields(value) : null;

    /// <summary>The entries of a list; none when it is absent.</summary>
    public IEnumerable<JsonElement> List(string name) => Value(name) is not { } value ? [] : Entries(value);

    /// <summary>A text; a number by its own spelling.</summary>
    public string? Text(string name) => Value(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value when value.GetString() is { Length: > 0 } text => text,
        { ValueKind: JsonValueKind.String } => null,
        { ValueKind: JsonValueKind.Number } value => value.GetRawText(),
        _ => throw new FormatException($"'{name}' is no text"),
    };

    /// <summary>A text that must be there.</summary>
    public string Required(string name) => Text(name) ?? throw new FormatException($"there is no '{name}'");

    /// <summary>An exact decimal.</summary>
    public decimal? Number(string name)
    {
        if (Text(name) is not { } text) return null;
        return ExactDecimal.TryParse(text, out var number) ? number : throw new FormatException($"'{name}' is no number");
    }

    /// <summary>An exact decimal that must be there.</summary>
    public decimal RequiredNumber(string name) => Number(name) ?? throw new FormatException($"there is no '{name}'");

    /// <summary>A whole number.</summary>
    public long? Whole(string name) => Number(name) is not { } number ? null
        : number == decimal.Truncate(number) && Math.Abs(number) <= long.MaxValue
            ? (long)number
            : throw new FormatException($"'{name}' is no whole number");

    /// <summary>Yes or no; false when it is absent.</summary>
    public bool Flag(string name) => Value(name) switch
    {
        null or { ValueKind: JsonValueKind.False } => false,
        { ValueKind: JsonValueKind.True } => true,
        _ => Text(name) switch
        {
            null or "0" or "false" => false,
            "1" or "true" => true,
            _ => throw new FormatException($"'{name}' is neither true nor false"),
        },
    };

    /// <summary>A time as seconds since 1970.</summary>
    public DateTimeOffset? UnixTime(string name) => Whole(name) switch
    {
        null => null,
        var seconds and >= 0 and <= 253402300799 => DateTimeOffset.FromUnixTimeSeconds(seconds.Value),
        _ => throw new FormatException($"'{name}' is no time"),
    };

    /// <summary>A time in ISO form with its offset.</summary>
    public DateTimeOffset? Time(string name)
    {
        if (Text(name) is not { } text) return null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw new FormatException($"'{name}' is no time");
    }

    /// <summary>The entries of a value that must be a list.</summary>
    public static IEnumerable<JsonElement> Entries(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : throw new FormatException("a list was expected");
}
