using System.Security.Cryptography;
using NBitcoin.Secp256k1;

namespace NBitcoin;

/// <summary>Public keys of BIP-340: the x of a point of secp256k1. Money sent to an x that no point has is lost.</summary>
internal static class XOnlyKey
{
    /// <summary>SHA-256 of <c>TapTweak</c>, twice: what hashes of that tag begin with.</summary>
    private static readonly byte[] TapTweak = Tag("TapTweak"u8);

    /// <summary>Whether a point has this x.</summary>
    public static bool IsOnCurve(ReadOnlySpan<byte> key) => CurvePoint.TryLift(key, isOdd: false, out _);

    /// <summary>The output key of BIP-341 for a key without scripts, as BIP-86 has it.</summary>
    /// <exception cref="InvalidOperationException">The tweak is beyond the curve's order, which nobody will ever see.</exception>
    public static byte[] OutputKey(in CurvePoint key)
    {
        Span<byte> content = stackalloc byte[TapTweak.Length + FieldElement.Length];
        TapTweak.CopyTo(content);
        key.X.Write(content[TapTweak.Length..]);
        var even = key.Y.IsOdd ? new CurvePoint(key.X, -key.Y) : key;
        if (!Generator.TryAdd(even, SHA256.HashData(content), out var output)) throw new InvalidOperationException("This key has no Taproot output.");
        var bytes = new byte[FieldElement.Length];
        output.X.Write(bytes);
        return bytes;
    }

    private static byte[] Tag(ReadOnlySpan<byte> name)
    {
        var hash = SHA256.HashData(name);
        return [.. hash, .. hash];
    }
}
