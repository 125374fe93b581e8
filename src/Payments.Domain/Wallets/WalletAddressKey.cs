using Payments.Domain.Identity;

namespace Payments.Domain.Wallets;

/// <summary>The grain key of an address, <c>adr-{chain}-{address}</c>.</summary>
public static class WalletAddressKey
{
    private const string Prefix = "adr-";

    /// <summary>The key of an address in canonical form.</summary>
    public static string Of(ChainId chain, string address) => $"{Prefix}{chain.Value}-{address}";

    /// <summary>Chain and address of a key; chain names hold no dash.</summary>
    public static (ChainId Chain, string Address) Parse(string key)
    {
        var dash = key.IndexOf('-', Prefix.Length);
        if (!key.StartsWith(Prefix, StringComparison.Ordinal) || dash < 0) throw new FormatException($"'{key}' is no wallet address key.");
        return (new ChainId(key[Prefix.Length..dash]), key[(dash + 1)..]);
    }
}
