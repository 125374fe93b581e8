using System.Security.Cryptography;

namespace NBitcoin.DataEncoders;

/// <summary>RIPEMD-160 of SHA-256, by which addresses name keys and scripts.</summary>
internal static class Hash160
{
    public static byte[] Of(ReadOnlySpan<byte> content)
    {
        Span<byte> inner = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, inner);
        return RipeMd160.Of(inner);
    }
}
