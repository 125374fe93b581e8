using System.Runtime.InteropServices;
using System.Text.Json;
using Payments.Chains.Reading;

namespace Payments.Chains.Evm;

/// <summary>Reads the hex in a node's answer where it lies. What is missing or malformed makes the answer unusable.</summary>
internal static class EvmJson
{
    public static JsonElement Field(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var field) ? field : throw new ChainReadException($"an answer without {name}");

    public static long Number(JsonElement element, string name) => EvmHex.Number(Hex(Field(element, name)));

    public static string Hash(JsonElement element, string name) => EvmHex.Hash(Hex(Field(element, name)), name);

    public static UInt128? Units(JsonElement element) => EvmHex.Units(Hex(element));

    public static string Address(JsonElement element) => EvmHex.Address(Hex(element));

    /// <summary>The hex digits without <c>0x</c>, as the bytes of the document.</summary>
    public static ReadOnlySpan<byte> Hex(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.String) throw new ChainReadException("hex was expected");
        var raw = JsonMarshal.GetRawUtf8Value(element)[1..^1];
        return raw.StartsWith("0x"u8) ? raw[2..] : throw new ChainReadException("hex was expected");
    }
}
