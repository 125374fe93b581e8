using Orleans;
using Orleans.Concurrency;
using Payments.Domain.Identity;

namespace Payments.Contracts.Users;

/// <summary>
/// Key <c>jwks-{merchant}</c>. Fetches the keys with which a merchant signs its users' tokens, and keeps them in memory for a while.
/// </summary>
[Alias("user-keys-grain")]
public interface IUserKeysGrain : IGrainWithStringKey
{
    /// <summary>The JSON Web Key Set at the merchant's <c>jwks_url</c>; null where it has none, or none can be read.</summary>
    /// <param name="isMissing">
    /// Whether a key was not among those that the caller has: the set is fetched again, unless that was done within the last minute.
    /// </param>
    [Alias("get"), AlwaysInterleave, Repeatable]
    Task<string?> GetAsync(bool isMissing);
}

/// <summary>The keys of <see cref="IUserKeysGrain"/>.</summary>
public static class UserKeysName
{
    private const string Prefix = "jwks-";

    /// <summary>The grain of a merchant.</summary>
    public static string Of(MerchantId merchant) => Prefix + merchant.Value;

    /// <summary>The merchant of a grain.</summary>
    public static MerchantId Parse(string key) => new(key[Prefix.Length..]);
}
