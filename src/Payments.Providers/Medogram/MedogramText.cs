using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Payments.Providers.Medogram;

/// <summary>
/// An answer of the gateway, read leniently: a number, bare or as JSON number or text, or an object. Blanks, a byte order mark and quotes
/// around it are dropped, Persian and Arabic digits are taken. Everything else, HTML above all, is neither: then nothing is known.
/// </summary>
public sealed record MedogramText
{
    /// <summary>The longest answer that is read, in bytes; real ones have a few dozen.</summary>
    public const int LongestBody = 16 << 10;

    private const int MostFields = 64;

    /// <summary>The number; null for an object, and where it is neither.</summary>
    public long? Number { get; private init; }

    /// <summary>An object's fields that are texts or numbers, by name; null where it is none.</summary>
    public IReadOnlyDictionary<string, string>? Fields { get; private init; }

    /// <summary>Reads an answer. Never throws.</summary>
    public static MedogramText Read(ReadOnlySpan<byte> body)
    {
        if (body.Length > LongestBody) return new MedogramText();
        var text = Clean(Encoding.UTF8.GetString(body));
        if (TryWhole(text, out var number)) return new MedogramText { Number = number };
        return text.StartsWith('{') && ReadFields(text) is { } fields ? new MedogramText { Fields = fields } : new MedogramText();
    }

    /// <summary>A field of an object as a whole number, or null.</summary>
    public long? Whole(string name) => Fields?.GetValueOrDefault(name) is { } text && TryWhole(Clean(text), out var number) ? number : null;

    /// <summary>A field of an object as a text without blanks around it, or null.</summary>
    public string? Text(string name) => Fields?.GetValueOrDefault(name) is { } text && Clean(text) is { Length: > 0 } clean ? clean : null;

    /// <summary>A text without what may stand around it, its digits in ASCII.</summary>
    internal static string Clean(string text)
    {
        var bare = text.AsSpan().Trim().Trim('\uFEFF').Trim();
        while (bare.Length >= 2 && bare[0] == bare[^1] && bare[0] is ('"' or '\'')) bare = bare[1..^1].Trim();
        return string.Create(bare.Length, bare, static (output, input) =>
        {
            for (var i = 0; i < input.Length; i++) output[i] = Digit(input[i]);
        });
    }

    /// <summary>Reads a whole number; one with a fraction that is nothing counts, as some clients print amounts so.</summary>
    private static bool TryWhole(string text, out long number)
    {
        number = 0;
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (text.Length is 0 or > 30 || !decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out var value)) return false;
        if (value != decimal.Truncate(value) || Math.Abs(value) > long.MaxValue) return false;
        number = (long)value;
        return true;
    }

    private static Dictionary<string, string>? ReadFields(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            foreach (var field in document.RootElement.EnumerateObject())
            {
                if (field.Value.ValueKind is not (JsonValueKind.String or JsonValueKind.Number)) continue;
                var value = field.Value.ValueKind == JsonValueKind.String ? field.Value.GetString()! : field.Value.GetRawText();
                // Of a field that stands twice nobody knows which one is meant.
                if (fields.Count == MostFields || !fields.TryAdd(field.Name, value)) return null;
            }
            return fields;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static char Digit(char letter) => letter switch
    {
        >= '\u06F0' and <= '\u06F9' => (char)('0' + letter - '\u06F0'),
        >= '\u0660' and <= '\u0669' => (char)('0' + letter - '\u0660'),
        '\u2212' => '-',
        _ => letter,
    };
}
