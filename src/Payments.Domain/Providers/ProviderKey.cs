using Payments.Domain.Identity;

namespace Payments.Domain.Providers;

/// <summary>Names a merchant's account at a provider.</summary>
/// <param name="Merchant">The merchant.</param>
/// <param name="Provider">The provider's name.</param>
public readonly record struct ProviderKey(MerchantId Merchant, string Provider)
{
    private const string Prefix = "prv-";

    /// <summary>The grain key, <c>prv-{merchant}-{provider}</c>.</summary>
    public string GrainKey => $"{Prefix}{Merchant.Value}-{Provider}";

    /// <summary>The account of a grain with this key. Neither part has a dash.</summary>
    public static ProviderKey FromGrainKey(string key)
    {
        var dash = key.LastIndexOf('-');
        return new ProviderKey(MerchantId.From(key[Prefix.Length..dash]), key[(dash + 1)..]);
    }
}
