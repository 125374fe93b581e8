using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Payments.Grains.Persistence;

/// <summary>Writes <see cref="Stored{T}"/> as its inner record.</summary>
public sealed class StoredJsonConverter<T> : JsonConverter<Stored<T>> where T : class
{
    /// <inheritdoc />
    public override Stored<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new() { Value = JsonSerializer.Deserialize(ref reader, Inner(options)) };

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, Stored<T> value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value.Value!, Inner(options));

    private static JsonTypeInfo<T> Inner(JsonSerializerOptions options) => (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
}
