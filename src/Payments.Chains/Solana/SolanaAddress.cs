using Payments.Chains.Keys;

namespace Payments.Chains.Solana;

/// <summary>Solana addresses: 32 bytes in Base58, without a checksum. Canonical, shown and on the wire they are the same text.</summary>
public static class SolanaAddress
{
    /// <summary>Bytes of an address.</summary>
    public const int Length = 32;

    private const int ShortestText = 32;
    private const int LongestText = 44;

    /// <summary>Reads a wallet's address. One that lies beside the curve is a token account or another program's, to which a payer's wallet must not send.</summary>
    public static bool TryParse(string? text, out string canonical, out string error)
    {
        if (!TryParseAny(text, out canonical, out error)) return false;
        error = canonical switch
        {
            SolanaPrograms.System => "this is the system program, which belongs to nobody",
            SolanaPrograms.Token or SolanaPrograms.Token2022 or SolanaPrograms.AssociatedTokenAccount => "this is a program that moves tokens, not a wallet",
            _ when !Ed25519Curve.Contains(Decode(canonical)) => "this is a token account or another address of a program (it is not on the ed25519 curve): give the wallet that owns it",
            _ => "",
        };
        if (error.Length == 0) return true;
        canonical = "";
        return false;
    }

    /// <summary>Reads any address: a wallet's, a token's, a program's.</summary>
    public static bool TryParseAny(string? text, out string canonical, out string error)
    {
        canonical = "";
        error = Read(text ?? "", out _);
        if (error.Length == 0) canonical = text!;
        return error.Length == 0;
    }

    /// <summary>The text of 32 bytes.</summary>
    public static string Encode(ReadOnlySpan<byte> address) =>
        address.Length == Length ? Base58Text.Encode(address) : throw new ArgumentException($"an address has {Length} bytes", nameof(address));

    /// <summary>The 32 bytes of an address.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static byte[] Decode(string address) =>
        Read(address, out var bytes) is { Length: > 0 } error ? throw new FormatException($"'{address}' is no Solana address: {error}.") : bytes;

    private static string Read(string text, out byte[] bytes)
    {
        bytes = [];
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)) return "this is an EVM address: expected a Solana address, 32 to 44 characters of Base58";
        if (text.Length is < ShortestText or > LongestText) return $"expected {ShortestText} to {LongestText} characters of Base58, and these are {text.Length}";
        if (Base58Text.Bytes(text) is not { } read) return "a character that Base58 does not have; it has no 0, O, I and l";
        bytes = read;
        if (bytes.Length != Length) return text.Length == 34 && text[0] == 'T' ? "this is a TRON address: expected a Solana address" : $"expected {Length} bytes in Base58: a character is missing, or it is an address of another chain";
        return "";
    }
}
