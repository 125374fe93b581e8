namespace Nethereum.Util;

/// <summary>Ethereum addresses as text.</summary>
public class AddressUtil
{
    private const int Digits = 40;

    /// <summary>A shared instance; it keeps no state.</summary>
    public static AddressUtil Current { get; } = new();

    /// <summary>Whether a text is <c>0x</c> and 40 hex digits in any case.</summary>
    public bool IsValidEthereumAddressHexFormat(string? address) =>
        address is { Length: Digits + 2 } && address[0] == '0' && address[1] is 'x' or 'X' && IsHex(address.AsSpan(2));

    /// <summary>The address with the upper and lower case of EIP-55.</summary>
    public string ConvertToChecksumAddress(string address)
    {
        var digits = (address.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? address[2..] : address).ToLowerInvariant();
        var hash = Sha3Keccack.Current.CalculateHash(digits);
        return string.Create(digits.Length + 2, (digits, hash), static (text, pair) =>
        {
            "0x".CopyTo(text);
            for (var i = 0; i < pair.digits.Length; i++)
                text[i + 2] = pair.hash[i] >= '8' ? char.ToUpperInvariant(pair.digits[i]) : pair.digits[i];
        });
    }

    /// <summary>Whether an address is written exactly as EIP-55 says.</summary>
    public bool IsChecksumAddress(string address) =>
        IsValidEthereumAddressHexFormat(address) && string.Equals(ConvertToChecksumAddress(address), address, StringComparison.Ordinal);

    private static bool IsHex(ReadOnlySpan<char> text)
    {
        foreach (var digit in text)
            if (!char.IsAsciiHexDigit(digit)) return false;
        return true;
    }
}
