using Payments.Domain.Identity;

namespace Payments.Domain.Reconciliation;

/// <summary>Names an account at a provider whose statements are compared.</summary>
/// <param name="Provider">The provider's name.</param>
/// <param name="Owner">The merchant whose own account it is; null for the installation's.</param>
public readonly record struct ReconciliationKey(string Provider, MerchantId? Owner)
{
    /// <summary>The word for the installation's account, where a merchant's id stands for the merchant's own.</summary>
    public const string Installation = "installation";

    private const string Prefix = "rec-";

    /// <summary>The account's word in the database and the API: a merchant's id, or <see cref="Installation"/>.</summary>
    public string Account => Owner?.Value ?? Installation;

    /// <summary>The grain key, <c>rec-{provider}-{account}</c>. Neither part has a dash.</summary>
    public string GrainKey => $"{Prefix}{Provider}-{Account}";

    /// <summary>The account of a provider by its word.</summary>
    public static ReconciliationKey Of(string provider, string account) =>
        new(provider, account == Installation ? null : MerchantId.From(account));

    /// <summary>The account of a grain with this key.</summary>
    public static ReconciliationKey FromGrainKey(string key)
    {
        var dash = key.LastIndexOf('-');
        return Of(key[Prefix.Length..dash], key[(dash + 1)..]);
    }
}
