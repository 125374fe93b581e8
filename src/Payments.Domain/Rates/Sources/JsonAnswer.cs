using System.Globalization;
using System.Text.Json;

namespace Payments.Domain.Rates.Sources;

/// <summary>Reads answers strictly: what is absent or of another kind is a <see cref="FormatException"/> that names it.</summary>
internal static class JsonAnswer
{
    public static JsonElement Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : throw new FormatException($"The answer has no '{name}'.");

    public static JsonElement Only(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Array && element.GetArrayLength() == 1 ? element[0] : throw new FormatException("The answer does not hold exactly one entry.");

    public static string Text(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.String } member ? member.GetString()! : throw new FormatException($"'{name}' is no text.");

    public static void Expect(this JsonElement element, string name, string expected)
    {
        var found = element.Text(name);
        if (!string.Equals(found, expected, StringComparison.OrdinalIgnoreCase))
            throw new FormatException($"'{name}' is '{(found.Length > 40 ? found[..40] : found)}', not '{expected}'.");
    }

    /// <summary>A positive decimal from the JSON text itself, be it a number or a string; never by way of a double.</summary>
    public static decimal Price(this JsonElement element, string name)
    {
        var text = NumberText(element.Member(name), name);
        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var price) && price > 0
            ? price
            : throw new FormatException($"'{name}' is no positive price.");
    }

    public static DateTimeOffset UnixMilliseconds(this JsonElement element, string name) => Unix(element, name, DateTimeOffset.FromUnixTimeMilliseconds);

    public static DateTimeOffset UnixSeconds(this JsonElement element, string name) => Unix(element, name, DateTimeOffset.FromUnixTimeSeconds);

    private static DateTimeOffset Unix(JsonElement element, string name, Func<long, DateTimeOffset> convert)
    {
        try
        {
            return long.TryParse(NumberText(element.Member(name), name), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? convert(number)
                : throw new FormatException($"'{name}' is no time.");
        }
        catch (ArgumentOutOfRangeException beyond)
        {
            throw new FormatException($"'{name}' is no time.", beyond);
        }
    }

    private static string NumberText(JsonElement member, string name) => member.ValueKind switch
    {
        JsonValueKind.Number => member.GetRawText(),
        JsonValueKind.String => member.GetString()!,
        _ => throw new FormatException($"'{name}' is no number."),
    };
}
