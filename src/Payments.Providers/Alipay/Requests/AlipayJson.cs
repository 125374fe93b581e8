using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Payments.Providers.Alipay.Requests;

/// <summary>Writes the JSON of <c>biz_content</c>.</summary>
internal static class AlipayJson
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The fields that have a value.</summary>
    public static JsonObject Of(params (string Name, JsonNode? Value)[] fields) =>
        new(fields.Where(field => field.Value is not null).Select(field => KeyValuePair.Create(field.Name, field.Value)));

    /// <summary>The text that is signed and sent; letters of other scripts as they are, which keeps URLs short.</summary>
    public static string Text(JsonObject fields) => fields.ToJsonString(Plain);
}
