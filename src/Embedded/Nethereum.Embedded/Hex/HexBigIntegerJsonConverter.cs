using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Nethereum.Hex.HexTypes;

/// <summary>Reads quantities: hex as the specification has it, or a plain number as some nodes write it. A list or an object is none, and null.</summary>
internal sealed class HexBigIntegerJsonConverter : JsonConverter<HexBigInteger>
{
    public override HexBigInteger? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return new HexBigInteger(reader.GetString());
            case JsonTokenType.Number:
                return new HexBigInteger(new BigInteger(reader.GetInt64()));
            case JsonTokenType.StartArray or JsonTokenType.StartObject:
                reader.Skip();
                return null;
            default:
                throw new JsonException("A quantity is hex.");
        }
    }

    public override void Write(Utf8JsonWriter writer, HexBigInteger value, JsonSerializerOptions options) => writer.WriteStringValue(value.HexValue);
}
