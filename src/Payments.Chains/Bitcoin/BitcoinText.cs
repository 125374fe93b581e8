using NBitcoin;

namespace Payments.Chains.Bitcoin;

/// <summary>Addresses of the Bitcoin family in the form that people write; Bech32 in lower case is canonical.</summary>
internal static class BitcoinText
{
    private const int LongestAddress = 90;
    private const string MwebPrefix = "ltcmweb1";

    /// <summary>Reads an address of one network, or says what is wrong with it.</summary>
    /// <remarks>Witness versions after Taproot's are refused: nobody can spend from them safely yet.</remarks>
    public static bool TryParse(BitcoinCoin coin, Network network, string? text, out string canonical, out string error)
    {
        canonical = "";
        error = text switch
        {
            null or "" => $"expected a {coin.Name} address",
            _ when text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) => $"this is an EVM address: expected a {coin.Name} address",
            _ when text.StartsWith(MwebPrefix, StringComparison.OrdinalIgnoreCase) => "payments to MWEB addresses cannot be seen by others: expected an address that begins with ltc1, L or M",
            { Length: > LongestAddress } => $"longer than any {coin.Name} address",
            _ => "",
        };
        if (error.Length > 0) return false;
        if (Read(coin, network, text!) is { } address)
        {
            canonical = address.ToString();
            return true;
        }
        var other = BitcoinCoin.All.SelectMany(known => known.Networks.Select(net => (Coin: known, Network: net))).FirstOrDefault(known => known.Network != network && Read(known.Coin, known.Network, text!) is not null);
        error = other.Network is null
            ? $"no {coin.Name} address: a character is wrong or missing, or it is of a kind that is not known"
            : $"this is an address of another network, {other.Coin.Name} {(other.Network == other.Coin.Networks[0] ? "main net" : "test net")}: expected one of {coin.Name} {(network == coin.Networks[0] ? "main net" : "test net")}";
        return false;
    }

    /// <remarks>NBitcoin's Base58 decoder looks at the low byte of each character only and passes blanks over: other characters are refused before.</remarks>
    private static BitcoinAddress? Read(BitcoinCoin coin, Network network, string text)
    {
        if (!text.All(char.IsAsciiLetterOrDigit)) return null;
        try
        {
            var address = BitcoinAddress.Create(text, network);
            return coin.HasSegWit || address is BitcoinPubKeyAddress or BitcoinScriptAddress ? address : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
