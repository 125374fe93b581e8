using Nethereum.Hex.HexConvertors.Extensions;

namespace Nethereum.Util;

/// <summary>Ethereum addresses as text.</summary>
public class AddressUtil
{
    private const int Digits = 40;

    /// <summary>A shared instance; it keeps no state.</summary>
    public static AddressUtil Current { get; } = new();

    /// <summary>Whether a text is <c>0x</c> and 40 hex digits in any case.</summary>
    public bool IsValidEthereumAddressHexFormat(string? address) =>
        !string.IsNullOrEmpty(address) && address.HasHexPrefix() && address.RemoveHexPrefix().Length == Digits && address.IsHex();

    /// <summary>The address with the upper and lower case of EIP-55.</summary>
    public string ConvertToChecksumAddress(string address)
    {
        var digits = address.ToLowerInvariant().RemoveHexPrefix();
        var hash = Sha3Keccack.Current.CalculateHash(digits);
        return string.Create(digits.Length + 2, (digits, hash), static (text, pair) =>
        {
            "0x".CopyTo(text);
            for (var i = 0; i < pair.digits.Length; i++)
                text[i + 2] = pair.hash[i] >= '8' ? char.ToUpperInvariant(pair.digits[i]) : pair.digits[i];
        });
    }

    /// <summary>Whether an address is written exactly as EIP-55 says; the prefix may be missing.</summary>
    public bool IsChecksumAddress(string? address) =>
        !string.IsNullOrEmpty(address) && string.Equals(ConvertToChecksumAddress(address), address.EnsureHexPrefix(), StringComparison.Ordinal);
}
