using NBitcoin;
using Nethereum.Util;

namespace Payments.Chains.Evm;

/// <summary>EVM addresses: canonical is lower-case hex with <c>0x</c>, shown is EIP-55.</summary>
public static class EvmAddress
{
    private const int Length = 20;
    private const int HashLength = 32;

    private static readonly AddressUtil Util = new();

    /// <summary>Reads an address. Mixed case must carry the right EIP-55 checksum; all lower or all upper case carries none.</summary>
    public static bool TryParse(string? text, out string canonical, out string error)
    {
        (canonical, error) = ("", "");
        if (text is not null && text.StartsWith("0X", StringComparison.Ordinal)) text = "0x" + text[2..];
        if (text is null || !Util.IsValidEthereumAddressHexFormat(text))
        {
            error = "expected 0x and 40 hex digits";
            return false;
        }
        var digits = text.AsSpan(2);
        var isMixed = digits.IndexOfAnyInRange('a', 'f') >= 0 && digits.IndexOfAnyInRange('A', 'F') >= 0;
        canonical = text.ToLowerInvariant();
        if (isMixed && !Util.IsChecksumAddress(text))
        {
            error = "the EIP-55 checksum does not fit: a digit or its case is wrong";
            return false;
        }
        if (digits.IndexOfAnyExcept('0') >= 0) return true;
        error = "the zero address belongs to nobody";
        return false;
    }

    /// <summary>The canonical address of a public key: the last twenty bytes of the Keccak-256 of its coordinates.</summary>
    public static string Of(PubKey key) => "0x" + Convert.ToHexStringLower(BytesOf(key));

    /// <summary>The twenty bytes of a public key's address, on EVM chains and on TRON.</summary>
    internal static ReadOnlySpan<byte> BytesOf(PubKey key) => Sha3Keccack.Current.CalculateHash(key.Decompress().ToBytes()[1..]).AsSpan(HashLength - Length);

    /// <summary>The address with its checksum.</summary>
    public static string Display(string canonical) => Util.ConvertToChecksumAddress(canonical);
}
