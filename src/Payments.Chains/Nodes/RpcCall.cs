using System.Text.Json;
using System.Text.Json.Nodes;

namespace Payments.Chains.Nodes;

/// <summary>A JSON-RPC question.</summary>
/// <param name="Method">The method.</param>
/// <param name="Parameters">Its parameters.</param>
internal sealed record RpcCall(string Method, params JsonNode?[] Parameters)
{
    /// <summary>A quantity as nodes write it: hex without leading zeros.</summary>
    public static string Quantity(long number) => $"0x{number:x}";

    /// <summary>A JSON-RPC batch; ids count from zero.</summary>
    public static byte[] Write(IReadOnlyList<RpcCall> calls)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            if (calls.Count > 1) writer.WriteStartArray();
            for (var i = 0; i < calls.Count; i++)
            {
                writer.WriteStartObject();
                writer.WriteString("jsonrpc", "2.0");
                writer.WriteNumber("id", i);
                writer.WriteString("method", calls[i].Method);
                writer.WriteStartArray("params");
                foreach (var parameter in calls[i].Parameters)
                {
                    if (parameter is null) writer.WriteNullValue();
                    else parameter.WriteTo(writer);
                }
                writer.WriteEndArray();
                writer.WriteEndObject();
            }
            if (calls.Count > 1) writer.WriteEndArray();
        }
        return buffer.ToArray();
    }
}
