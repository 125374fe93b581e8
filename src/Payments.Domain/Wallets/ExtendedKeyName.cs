using Payments.Domain.Identity;

namespace Payments.Domain.Wallets;

/// <summary>The grain key of an extended key, <c>xpk-{chain}-{id}</c>.</summary>
public static class ExtendedKeyName
{
    private const string Prefix = "xpk-";

    /// <summary>The key of the grain.</summary>
    public static string Of(ChainId chain, string id) => ChainKey.Of(Prefix, chain, id);

    /// <summary>Chain and id of a grain's key.</summary>
    public static (ChainId Chain, string Id) Parse(string key) => ChainKey.Parse(Prefix, key);
}
