using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Orleans.Storage;

namespace Payments.Storage.States;

/// <summary>States as JSON without CLR type names: camelCase, nulls left out, times as Unix milliseconds, token units as decimal text, names in the order in which PostgreSQL stores them.</summary>
public sealed class JsonStateSerializer : IGrainStorageSerializer
{
    /// <summary>Takes the source-generated contexts of the rooms that store states.</summary>
    public JsonStateSerializer(IEnumerable<IJsonTypeInfoResolver> resolvers)
    {
        Options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DictionaryKeyPolicy = null,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = JsonTypeInfoResolver.Combine([.. resolvers]).WithAddedModifier(OrderAsStored),
        };
        Options.Converters.Add(new UnixMillisecondsConverter());
        Options.Converters.Add(new UnitsConverter());
        Options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        Options.MakeReadOnly();
    }

    /// <summary>The options, for reading a stored row outside of a grain.</summary>
    public JsonSerializerOptions Options { get; }

    /// <inheritdoc />
    public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes(input!, (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T))));

    /// <inheritdoc />
    public T Deserialize<T>(BinaryData input) => JsonSerializer.Deserialize(input.ToMemory().Span, (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T)))!;

    /// <summary>A stored row's state, or null where it says nothing that this program understands.</summary>
    public T? TryRead<T>(string state) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(state, (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T)));
        }
        catch (Exception exception) when (exception is JsonException or FormatException or OverflowException or ArgumentException
            or InvalidOperationException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>PostgreSQL stores an object's names by length, then by bytes, and sorts what comes otherwise; and what it gives back is read faster in the order that is expected.</summary>
    private static void OrderAsStored(JsonTypeInfo type)
    {
        var place = 0;
        foreach (var property in type.Properties.OrderBy(property => property.Name.Length).ThenBy(property => property.Name, StringComparer.Ordinal)) property.Order = place++;
    }
}
