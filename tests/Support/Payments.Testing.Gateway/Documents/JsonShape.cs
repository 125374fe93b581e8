using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Payments.Testing.Gateway.Documents;

/// <summary>
/// Holds JSON against a schema of an OpenAPI 3.1 document. Stricter than JSON Schema: a field that no schema names is an error, unless
/// <c>additionalProperties</c> lets it be. A keyword that is not judged here is one, too, so that no document promises what nobody checks.
/// </summary>
/// <param name="document">The document that holds what is referred to.</param>
public sealed class JsonShape(JsonElement document)
{
    private static readonly HashSet<string> Told = ["description", "examples", "title"];

    /// <summary>What is wrong with a value, each with its place; empty where nothing is.</summary>
    public IReadOnlyList<string> Faults(JsonElement value, JsonElement schema)
    {
        var faults = new List<string>();
        Check(value, schema, "", isWhole: true, faults);
        return faults;
    }

    /// <summary>What a reference leads to, or the element itself.</summary>
    public JsonElement Resolve(JsonElement element)
    {
        while (element.ValueKind == JsonValueKind.Object && element.TryGetProperty("$ref", out var reference))
        {
            var at = document;
            foreach (var part in reference.GetString()!["#/".Length..].Split('/'))
                at = at.GetProperty(part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal));
            element = at;
        }
        return element;
    }

    private void Check(JsonElement value, JsonElement schema, string at, bool isWhole, List<string> faults)
    {
        schema = Resolve(schema);
        foreach (var keyword in schema.EnumerateObject())
        {
            var expected = keyword.Value;
            switch (keyword.Name)
            {
                case "type" when !Words(expected).Any(type => Is(value, type)):
                    faults.Add($"{at}: is {value.ValueKind}, and documented as {expected}");
                    return;
                case "const" when !JsonElement.DeepEquals(value, expected):
                    faults.Add($"{at}: is {value}, and documented as {expected}");
                    break;
                case "enum" when !expected.EnumerateArray().Any(one => JsonElement.DeepEquals(value, one)):
                    faults.Add($"{at}: is {value}, and documented as one of {expected}");
                    break;
                case "pattern" when value.ValueKind == JsonValueKind.String && !Regex.IsMatch(value.GetString()!, expected.GetString()!):
                    faults.Add($"{at}: {value} does not fit {expected}");
                    break;
                case "format" when value.ValueKind == JsonValueKind.String && !IsDate(value.GetString()!, expected.GetString()!):
                    faults.Add($"{at}: {value} is no {expected}");
                    break;
                case "maximum" when value.ValueKind == JsonValueKind.Number && value.GetDecimal() > expected.GetDecimal():
                    faults.Add($"{at}: {value} is above {expected}");
                    break;
                case "required" when value.ValueKind == JsonValueKind.Object:
                    var missing = Words(expected).Where(name => !value.TryGetProperty(name, out _));
                    faults.AddRange(missing.Select(name => $"{at}.{name}: is missing"));
                    break;
                case "properties" when value.ValueKind == JsonValueKind.Object:
                    foreach (var known in expected.EnumerateObject().Where(known => value.TryGetProperty(known.Name, out _)))
                        Check(value.GetProperty(known.Name), known.Value, $"{at}.{known.Name}", isWhole: true, faults);
                    break;
                case "additionalProperties" when value.ValueKind == JsonValueKind.Object && expected.ValueKind == JsonValueKind.Object:
                    foreach (var more in value.EnumerateObject().Where(more => !Names(schema).Contains(more.Name)))
                        Check(more.Value, expected, $"{at}.{more.Name}", isWhole: true, faults);
                    break;
                case "items" when value.ValueKind == JsonValueKind.Array:
                    foreach (var (index, item) in value.EnumerateArray().Index())
                        Check(item, expected, $"{at}[{index}]", isWhole: true, faults);
                    break;
                case "allOf":
                    foreach (var part in expected.EnumerateArray()) Check(value, part, at, isWhole: false, faults);
                    break;
                case "oneOf":
                    CheckOneOf(value, expected, at, faults);
                    break;
                case "type" or "const" or "enum" or "pattern" or "format" or "maximum" or "required" or "properties" or "items":
                case "additionalProperties":
                    break;
                default:
                    if (!Told.Contains(keyword.Name)) faults.Add($"{at}: nobody checks the keyword {keyword.Name}");
                    break;
            }
        }
        if (isWhole && value.ValueKind == JsonValueKind.Object && IsClosed(schema))
            faults.AddRange(value.EnumerateObject().Where(field => !Names(schema).Contains(field.Name))
                .Select(field => $"{at}.{field.Name}: is not documented"));
    }

    private void CheckOneOf(JsonElement value, JsonElement choices, string at, List<string> faults)
    {
        var tries = choices.EnumerateArray().Select(choice =>
        {
            var found = new List<string>();
            Check(value, choice, at, isWhole: true, found);
            return found;
        }).ToArray();
        var fitting = tries.Count(found => found.Count == 0);
        if (fitting == 0) faults.AddRange(tries.MinBy(found => found.Count)!);
        else if (fitting > 1) faults.Add($"{at}: fits {fitting} of what is documented as one");
    }

    /// <summary>Whether only named fields may be there; what says nothing of fields takes any.</summary>
    private bool IsClosed(JsonElement schema) => Parts(schema).Any(part => part.TryGetProperty("properties", out _)) &&
        !Parts(schema).Any(part => part.TryGetProperty("additionalProperties", out var more) && more.ValueKind != JsonValueKind.False);

    private HashSet<string> Names(JsonElement schema) =>
        [.. Parts(schema).Where(part => part.TryGetProperty("properties", out _))
            .SelectMany(part => part.GetProperty("properties").EnumerateObject()).Select(property => property.Name)];

    /// <summary>A schema and all that it is made of.</summary>
    private IEnumerable<JsonElement> Parts(JsonElement schema)
    {
        schema = Resolve(schema);
        return schema.TryGetProperty("allOf", out var parts) ? parts.EnumerateArray().SelectMany(Parts).Prepend(schema) : [schema];
    }

    private static IEnumerable<string> Words(JsonElement one) =>
        one.ValueKind == JsonValueKind.Array ? one.EnumerateArray().Select(word => word.GetString()!) : [one.GetString()!];

    private static bool Is(JsonElement value, string type) => type switch
    {
        "null" => value.ValueKind == JsonValueKind.Null,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && !value.GetRawText().AsSpan().ContainsAny('.', 'e', 'E'),
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        _ => throw new InvalidOperationException($"There is no type {type}."),
    };

    private static bool IsDate(string text, string format) => format == "date-time"
        ? DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _)
        : throw new InvalidOperationException($"Nobody checks the format {format}.");
}
