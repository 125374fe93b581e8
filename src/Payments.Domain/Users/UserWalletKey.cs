using Payments.Domain.Identity;

namespace Payments.Domain.Users;

/// <summary>The grain key of an end user's wallet, <c>usr-{merchant}-{user}</c>.</summary>
public static class UserWalletKey
{
    private const string Prefix = "usr-";
    private const int MerchantLength = 32;

    /// <summary>The key.</summary>
    public static string Of(MerchantId merchant, UserId user) => $"{Prefix}{merchant.Value}-{user.Value}";

    /// <summary>Merchant and user of a key. A merchant's id has a fixed length, so that a user's may hold dashes.</summary>
    public static (MerchantId Merchant, UserId User) Parse(string key) =>
        (new(key.Substring(Prefix.Length, MerchantLength)), new(key[(Prefix.Length + MerchantLength + 1)..]));
}
