using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Nethereum.Hex.HexTypes;

/// <summary>Reads quantities: hex as the specification has it, or a plain number as some nodes write it.</summary>
internal sealed class HexBigIntegerJsonConverter : JsonConverter<HexBigInteger>
{
    public override HexBigInteger? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => new HexBigInteger(reader.GetString()),
        JsonTokenType.Number => new HexBigInteger(new BigInteger(reader.GetInt64())),
        _ => throw new JsonException("A quantity is hex."),
    };

    public override void Write(Utf8JsonWriter writer, HexBigInteger value, JsonSerializerOptions options) => writer.WriteStringValue(value.HexValue);
}
