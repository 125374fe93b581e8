using Payments.Chains.Nodes;
using Payments.Chains.Reading;

namespace Payments.Chains.Evm;

/// <summary>Reads the hex in a node's answer where it lies. What is missing or malformed makes the answer unusable.</summary>
internal static class EvmJson
{
    /// <summary>A value's bytes as the node wrote them.</summary>
    public static ReadOnlySpan<byte> Field(ReadOnlySpan<byte> answer, Place value, string name) =>
        value.Length > 0 ? value.Of(answer) : throw new ChainReadException($"an answer without {name}");

    public static long Number(ReadOnlySpan<byte> answer, Place value, string name) => EvmHex.Number(Hex(answer, value, name));

    public static string Hash(ReadOnlySpan<byte> answer, Place value, string name) => EvmHex.Hash(Hex(answer, value, name), name);

    /// <summary>The hex digits of a text, without <c>0x</c>.</summary>
    public static ReadOnlySpan<byte> Hex(ReadOnlySpan<byte> answer, Place value, string name)
    {
        var raw = Field(answer, value, name);
        return raw.StartsWith("\"0x"u8) ? raw[3..^1] : throw new ChainReadException("hex was expected");
    }

    /// <summary>Refuses what is no list, or no object.</summary>
    /// <param name="value">The value's bytes.</param>
    /// <param name="opening">How it must begin.</param>
    public static void Expect(ReadOnlySpan<byte> value, char opening)
    {
        if (value[0] != opening) throw new ChainReadException("an answer of an unknown shape");
    }
}
