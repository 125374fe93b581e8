using System.Buffers;
using System.Security.Cryptography;
using SimpleBase;

namespace NBitcoin.DataEncoders;

/// <summary>Base58 with the first four bytes of a double SHA-256 behind.</summary>
internal static class Base58Check
{
    private const int ChecksumLength = 4;

    /// <summary>Longer than any address and shorter than what would take long: decoding is quadratic.</summary>
    private const int Longest = 128;

    private static readonly SearchValues<char> Alphabet = SearchValues.Create("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz");

    public static string Encode(byte version, ReadOnlySpan<byte> payload) => Base58.Bitcoin.EncodeCheck(payload, version);

    public static bool TryDecode(string text, out byte[] payload)
    {
        payload = [];
        if (text.Length is 0 or > Longest || text.AsSpan().ContainsAnyExcept(Alphabet)) return false;
        Span<byte> bytes = stackalloc byte[Longest];
        if (!Base58.Bitcoin.TryDecode(text, bytes, out var written) || written <= ChecksumLength) return false;
        var content = bytes[..(written - ChecksumLength)];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        SHA256.HashData(hash, hash);
        if (!hash[..ChecksumLength].SequenceEqual(bytes[content.Length..written])) return false;
        payload = content.ToArray();
        return true;
    }
}
