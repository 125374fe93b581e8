using Payments.Domain.Identity;

namespace Payments.Domain.Sharing;

/// <summary>Names the receivers of a merchant's shares at a provider.</summary>
/// <param name="Merchant">The merchant.</param>
/// <param name="Provider">The provider's name.</param>
public readonly record struct ShareReceiversKey(MerchantId Merchant, string Provider)
{
    private const string Prefix = "shr-";

    /// <summary>The grain key, <c>shr-{merchant}-{provider}</c>.</summary>
    public string GrainKey => $"{Prefix}{Merchant.Value}-{Provider}";

    /// <summary>The receivers of a grain with this key. Neither part has a dash.</summary>
    public static ShareReceiversKey FromGrainKey(string key)
    {
        var dash = key.LastIndexOf('-');
        return new ShareReceiversKey(MerchantId.From(key[Prefix.Length..dash]), key[(dash + 1)..]);
    }
}
