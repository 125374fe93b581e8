using Payments.Domain.Identity;

namespace Payments.Domain.Wallets;

/// <summary>The grain key of an extended key, <c>xpk-{chain}-{id}</c>.</summary>
public static class ExtendedKeyName
{
    private const string Prefix = "xpk-";

    /// <summary>The key of the grain.</summary>
    public static string Of(ChainId chain, string id) => $"{Prefix}{chain.Value}-{id}";

    /// <summary>Chain and id of a grain's key; chain names hold no dash.</summary>
    public static (ChainId Chain, string Id) Parse(string key)
    {
        var dash = key.IndexOf('-', Prefix.Length);
        if (!key.StartsWith(Prefix, StringComparison.Ordinal) || dash < 0) throw new FormatException($"'{key}' is no name of an extended key.");
        return (new ChainId(key[Prefix.Length..dash]), key[(dash + 1)..]);
    }
}
