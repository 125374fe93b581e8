using Payments.Domain.Identity;

namespace Payments.Domain.Wallets;

/// <summary>The grain key of an address, <c>adr-{chain}-{address}</c>.</summary>
public static class WalletAddressKey
{
    private const string Prefix = "adr-";

    /// <summary>The key of an address in canonical form.</summary>
    public static string Of(ChainId chain, string address) => ChainKey.Of(Prefix, chain, address);

    /// <summary>Chain and address of a key.</summary>
    public static (ChainId Chain, string Address) Parse(string key) => ChainKey.Parse(Prefix, key);
}
