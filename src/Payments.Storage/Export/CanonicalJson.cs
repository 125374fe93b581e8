using System.Text;
using System.Text.Json;

namespace Payments.Storage.Export;

/// <summary>JSON with its names sorted and without spaces: two texts that say the same become one.</summary>
internal static class CanonicalJson
{
    /// <summary>The canonical text. Numbers stay as they are written: states hold integers only, and money as text.</summary>
    public static string Of(JsonElement element)
    {
        var text = new StringBuilder();
        Append(text, element);
        return text.ToString();
    }

    private static void Append(StringBuilder text, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                text.Append('{');
                foreach (var property in element.EnumerateObject().OrderBy(property => property.Name, StringComparer.Ordinal))
                {
                    Append(text, property.Name);
                    text.Append(':');
                    Append(text, property.Value);
                    text.Append(',');
                }
                text.Append('}');
                break;
            case JsonValueKind.Array:
                text.Append('[');
                foreach (var item in element.EnumerateArray())
                {
                    Append(text, item);
                    text.Append(',');
                }
                text.Append(']');
                break;
            case JsonValueKind.String:
                Append(text, element.GetString()!);
                break;
            default:
                text.Append(element.GetRawText());
                break;
        }
    }

    private static void Append(StringBuilder text, string value) => text.Append('"').Append(JsonEncodedText.Encode(value)).Append('"');
}
