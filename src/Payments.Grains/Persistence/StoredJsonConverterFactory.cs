using System.Text.Json;
using System.Text.Json.Serialization;

namespace Payments.Grains.Persistence;

/// <summary>Makes a <see cref="StoredJsonConverter{T}"/> for each stored record.</summary>
public sealed class StoredJsonConverterFactory : JsonConverterFactory
{
    /// <inheritdoc />
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Stored<>);

    /// <inheritdoc />
    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(StoredJsonConverter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;
}
