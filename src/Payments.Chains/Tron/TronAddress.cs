using System.Buffers;
using NBitcoin;
using Payments.Chains.Evm;
using Payments.Chains.Keys;

namespace Payments.Chains.Tron;

/// <summary>TRON addresses: canonical and shown is Base58Check (<c>T…</c>), on the wire 0x41 and twenty bytes as hex.</summary>
/// <remarks>The twenty bytes are the last of the Keccak-256 of the public key, as on Ethereum; Base58 is case-sensitive, so a canonical address is never lowered.</remarks>
public static class TronAddress
{
    /// <summary>Bytes of an address without its prefix.</summary>
    public const int Length = 20;

    private const byte MainNetPrefix = 0x41;
    private const int PayloadLength = 1 + Length;
    private const int TextLength = 34;

    /// <summary>Reads an address in Base58Check, or in the hex form of nodes and explorers: 41 and 40 hex digits.</summary>
    public static bool TryParse(string? text, out string canonical, out string error)
    {
        canonical = "";
        Span<byte> address = stackalloc byte[Length];
        if (!TryRead(text ?? "", address, out error)) return false;
        if (address.IndexOfAnyExcept((byte)0) < 0)
        {
            error = "the zero address belongs to nobody";
            return false;
        }
        canonical = Encode(address);
        return true;
    }

    /// <summary>The Base58Check form of twenty bytes, which are also those of an EVM address of the same key.</summary>
    public static string Encode(ReadOnlySpan<byte> address) => address.Length == Length
        ? Base58Text.Encode(MainNetPrefix, address)
        : throw new ArgumentException($"an address has {Length} bytes", nameof(address));

    /// <summary>The canonical address of a public key.</summary>
    public static string Of(PubKey key) => Encode(EvmAddress.BytesOf(key));

    /// <summary>The twenty bytes of a canonical address.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static byte[] Decode(string canonical)
    {
        var address = new byte[Length];
        return TryRead(canonical, address, out var error) ? address : throw new FormatException($"'{canonical}' is no TRON address: {error}.");
    }

    /// <summary>The form of nodes: 41 and 40 lower-case hex digits.</summary>
    /// <exception cref="FormatException">It is no address.</exception>
    public static string ToHex(string canonical) => "41" + Convert.ToHexStringLower(Decode(canonical));

    private static bool TryRead(string text, Span<byte> address, out string error)
    {
        error = "";
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            error = "this is an EVM address: expected a TRON address, 34 characters that begin with T";
        else if (text.Length == 2 * PayloadLength && text.StartsWith("41", StringComparison.Ordinal))
            error = Convert.FromHexString(text.AsSpan(2), address, out _, out _) == OperationStatus.Done ? "" : "expected 41 and 40 hex digits";
        else error = ReadBase58(text, address);
        return error.Length == 0;
    }

    private static string ReadBase58(string text, Span<byte> address)
    {
        if (text.Length != TextLength) return $"expected {TextLength} characters that begin with T, and these are {text.Length}";
        if (!Base58Text.IsWritten(text)) return "a character that Base58 does not have; it has no 0, O, I and l";
        if (Base58Text.Decode(text) is not { Length: PayloadLength } bytes) return "the checksum does not fit: a character or its case is wrong";
        if (bytes[0] != MainNetPrefix) return "this is an address of another chain: a TRON address begins with T";
        bytes.AsSpan(1).CopyTo(address);
        return "";
    }
}
