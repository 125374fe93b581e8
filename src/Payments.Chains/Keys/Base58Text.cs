using System.Buffers;
using System.Security.Cryptography;
using SimpleBase;

namespace Payments.Chains.Keys;

/// <summary>Base58 with a checksum, for texts longer than addresses.</summary>
internal static class Base58Text
{
    private const int ChecksumLength = 4;

    /// <summary>Decoding is quadratic: longer texts are not looked at.</summary>
    private const int Longest = 128;

    private static readonly SearchValues<char> Alphabet = SearchValues.Create("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz");

    /// <summary>Whether a text has no other characters than Base58's.</summary>
    public static bool IsWritten(string text) => text.Length is > 0 and <= Longest && !text.AsSpan().ContainsAnyExcept(Alphabet);

    /// <summary>What a text without a checksum stands for, or null where it is none.</summary>
    public static byte[]? Bytes(string text)
    {
        Span<byte> bytes = stackalloc byte[Longest];
        return IsWritten(text) && Base58.Bitcoin.TryDecode(text, bytes, out var written) ? bytes[..written].ToArray() : null;
    }

    /// <summary>The content, or null where the checksum does not fit.</summary>
    public static byte[]? Decode(string text)
    {
        Span<byte> bytes = stackalloc byte[Longest];
        if (!IsWritten(text) || !Base58.Bitcoin.TryDecode(text, bytes, out var written) || written <= ChecksumLength) return null;
        var content = bytes[..(written - ChecksumLength)];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        SHA256.HashData(hash, hash);
        return hash[..ChecksumLength].SequenceEqual(bytes[content.Length..written]) ? content.ToArray() : null;
    }
}
