using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Orleans;
using Payments.Grains.Persistence;
using Payments.Grains.Tests.Architecture;
using Payments.Storage.States;
using Payments.Testing;

namespace Payments.Grains.Tests.Persistence;

/// <summary>Golden files and the product's own way to read and write them.</summary>
internal static class GoldenFile
{
    private static readonly JsonStateSerializer Serializer = new([StateJson.Default]);

    /// <summary>The record type of each state name, as grains declare them.</summary>
    public static IReadOnlyDictionary<string, Type> Types { get; } = Product.States.ToDictionary(state => state.Facet.StateName!, state => state.State.GetGenericArguments()[0]);

    /// <summary>The file's text, without the newline at its end.</summary>
    public static string Read(string state, string kind = "") =>
        File.ReadAllText(Path.Combine(Repository.Root, "tests/Payments.Grains.Tests/Persistence/Golden", $"{state}{kind}.json"))
            .TrimEnd('\n');

    public static object Parse(string state, string json) => JsonSerializer.Deserialize(json, Serializer.Options.GetTypeInfo(Types[state]))!;

    public static string Write(string state, object record) => JsonSerializer.Serialize(record, Serializer.Options.GetTypeInfo(Types[state]));

    /// <summary>A value and every record within it.</summary>
    public static IEnumerable<object> Records(object? value) => value switch
    {
        null or string => [],
        System.Collections.IEnumerable many => many.Cast<object>().SelectMany(Records),
        _ when IsRecord(value.GetType()) => value.GetType().GetProperties().Where(Carried).SelectMany(property => Records(property.GetValue(value))).Prepend(value),
        _ => [],
    };

    /// <summary>Stored records, without ids, which are written as one text.</summary>
    public static bool IsRecord(Type type) => type.IsClass && type.GetCustomAttribute<GenerateSerializerAttribute>() is not null;

    public static bool Carried(PropertyInfo property) => property.IsDefined(typeof(IdAttribute));

    /// <summary>The fields that were read and not known.</summary>
    public static IDictionary<string, JsonElement>? Unknown(object record) =>
        (IDictionary<string, JsonElement>?)record.GetType().GetProperties().Single(property => property.IsDefined(typeof(JsonExtensionDataAttribute))).GetValue(record);

    /// <summary>Puts a field that no version knows into every object of a text.</summary>
    public static JsonNode WithUnknown(JsonNode node)
    {
        foreach (var child in node switch { JsonObject map => map.Select(pair => pair.Value).ToArray(), JsonArray list => [.. list], _ => [] })
            if (child is not null) WithUnknown(child);
        if (node is JsonObject target && !IsMap(target)) target["fromTomorrow"] = new JsonObject { ["deep"] = new JsonArray(1, "two") };
        return node;
    }

    /// <summary>Maps of names have no fields of ours.</summary>
    private static bool IsMap(JsonObject node) => node.Parent is JsonObject &&
        node.GetPropertyName() is ("headers" or "learnedMethods" or "hints" or "parameters" or "told");
}
