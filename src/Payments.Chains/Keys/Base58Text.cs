using System.Buffers;
using NBitcoin.DataEncoders;

namespace Payments.Chains.Keys;

/// <summary>Base58 through NBitcoin, for texts that anybody may send.</summary>
/// <remarks>NBitcoin's decoder looks at the low byte of each character only and passes blanks over: what is not of the alphabet is refused before.</remarks>
internal static class Base58Text
{
    /// <summary>Decoding is quadratic: longer texts are not looked at.</summary>
    private const int Longest = 128;

    private static readonly SearchValues<char> Alphabet = SearchValues.Create("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz");

    /// <summary>Whether a text has no other characters than Base58's.</summary>
    public static bool IsWritten(string text) => text.Length is > 0 and <= Longest && !text.AsSpan().ContainsAnyExcept(Alphabet);

    /// <summary>What a text without a checksum stands for, or null where it is none.</summary>
    public static byte[]? Bytes(string text) => IsWritten(text) ? Encoders.Base58.DecodeData(text) : null;

    /// <summary>The content of a text with a checksum (the first four bytes of a double SHA-256), or null where the checksum does not fit.</summary>
    public static byte[]? Decode(string text)
    {
        if (!IsWritten(text)) return null;
        try
        {
            return Encoders.Base58Check.DecodeData(text) is { Length: > 0 } content ? content : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>The text of bytes, without a checksum.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes) => Encoders.Base58.EncodeData(bytes.ToArray());

    /// <summary>The text of a version and bytes, with a checksum.</summary>
    public static string Encode(byte version, ReadOnlySpan<byte> bytes) => Encoders.Base58Check.EncodeData([version, .. bytes]);
}
