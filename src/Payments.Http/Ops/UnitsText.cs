using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Payments.Http.Ops;

/// <summary>Whole numbers of 128 bits as texts: most readers' JSON numbers are narrower.</summary>
internal sealed class UnitsText : JsonConverter<UInt128>
{
    public override UInt128 Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => UInt128.Parse(reader.GetString()!, NumberStyles.None, CultureInfo.InvariantCulture);

    public override void Write(Utf8JsonWriter writer, UInt128 value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
}
