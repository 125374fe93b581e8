using System.Text.Json;
using System.Text.Json.Serialization;

namespace Nethereum.RPC.Eth.DTOs;

/// <summary>Reads a list of texts whose declared type is any object.</summary>
internal sealed class TextsJsonConverter : JsonConverter<object[]>
{
    public override object[]? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize<string[]>(ref reader, options);

    public override void Write(Utf8JsonWriter writer, object[] value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var text in value) writer.WriteStringValue((string)text);
        writer.WriteEndArray();
    }
}
