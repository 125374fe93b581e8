using Payments.Domain.Identity;

namespace Payments.Domain.Wallets;

/// <summary>Grain keys of what lies on a chain, <c>{prefix}{chain}-{name}</c>; chain names hold no dash.</summary>
internal static class ChainKey
{
    public static string Of(string prefix, ChainId chain, string name) => $"{prefix}{chain.Value}-{name}";

    /// <exception cref="FormatException">The key is not of that form.</exception>
    public static (ChainId Chain, string Name) Parse(string prefix, string key)
    {
        var dash = key.StartsWith(prefix, StringComparison.Ordinal) ? key.IndexOf('-', prefix.Length) : -1;
        return dash < 0 ? throw new FormatException($"'{key}' is no key that looks like {prefix}chain-name.") : (new ChainId(key[prefix.Length..dash]), key[(dash + 1)..]);
    }
}
