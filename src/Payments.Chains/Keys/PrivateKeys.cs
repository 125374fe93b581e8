using System.Buffers;
using System.Globalization;
using Payments.Chains.Solana;

namespace Payments.Chains.Keys;

/// <summary>Tells what must never have been sent. No private key enters the gateway: it is refused before anything is done with it.</summary>
public static class PrivateKeys
{
    /// <summary>The answer to one. It names neither the key nor a part of it.</summary>
    public const string Refusal = "this is a private key or a seed phrase: whoever has it has the money. It was not stored, but it was sent: move the money elsewhere, and give what is public: an address, or the account's extended public key";

    /// <summary>Bytes of an extended key with its version; a private one has a zero where a public one says whether y is odd.</summary>
    private const int ExtendedLength = 78;

    private const int PlaceOfKey = 45;
    private const int FewestWords = 12;
    private const int HexDigits = 64;
    private const int ShortestWif = 51;
    private const int LongestWif = 52;

    /// <summary>Bytes of a Solana key as wallets export it: the seed, and the public key.</summary>
    private const int SolanaLength = 64;

    /// <summary>The most that the last byte of a signature of ed25519 can be (RFC 8032, 5.1.7): signatures are as long as exported keys, and everybody may see them.</summary>
    private const byte EndOfSignature = 0x10;

    private static readonly HashSet<string> Prefixes = ["xprv", "yprv", "zprv", "Yprv", "Zprv", "tprv", "uprv", "vprv", "Uprv", "Vprv", "Ltpv", "Mtpv", "ttpv", "drkv"];

    private static readonly SearchValues<char> Blanks = SearchValues.Create(" \t\r\n,");

    /// <summary>Whether a text is an extended private key, a key in the format of wallets' exports (WIF, Solana's Base58, its list of bytes) or in hex, or a seed phrase, whole or mistyped.</summary>
    public static bool Matches(string text)
    {
        text = text.Trim();
        if (text.Length > 4 && Prefixes.Contains(text[..4])) return true;
        if (Base58Text.Decode(text) is { Length: ExtendedLength } bytes && bytes[PlaceOfKey] == 0) return true;
        var hex = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text.AsSpan(2) : text;
        if (hex.Length == HexDigits && !hex.ContainsAnyExcept("0123456789abcdefABCDEF")) return true;
        if (text.Length is ShortestWif or LongestWif && text[0] is '5' or 'K' or 'L' or '9' or 'c' or 'T' or '6' or '7' or 'X' && Base58Text.IsWritten(text)) return true;
        if (IsSolanas(text) || IsListOfBytes(text)) return true;
        return text.AsSpan().ContainsAny(Blanks) && text.Split([' ', '\t', '\r', '\n', ','], StringSplitOptions.RemoveEmptyEntries) is { Length: >= FewestWords } words && words.All(word => word.All(char.IsLetter));
    }

    private static bool IsSolanas(string text) =>
        Base58Text.Bytes(text) is { Length: SolanaLength } bytes && bytes[^1] > EndOfSignature && Ed25519Curve.Contains(bytes.AsSpan(SolanaLength - Ed25519Curve.Length));

    /// <summary>The content of the file that Solana's tools keep a key in.</summary>
    private static bool IsListOfBytes(string text) =>
        text is ['[', .. var list, ']'] && list.Split(',', StringSplitOptions.TrimEntries) is { Length: SolanaLength } numbers && numbers.All(number => byte.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out _));
}
