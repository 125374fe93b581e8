using Payments.Providers.Common;
using Payments.Providers.Cryptomus;

namespace Payments.Providers.Tests;

/// <summary>Accounts of tests.</summary>
internal static class TestAccounts
{
    public const string Merchant = "8b03432e-385b-4670-8d06-064591096795";

    /// <summary>An account at Cryptomus.</summary>
    public static ProviderAccount Cryptomus(string key, string? payoutKey = null, params (string Name, string Value)[] more) =>
        Of("cryptomus",
            [("api_key", key), ("merchant_uuid", Merchant), .. payoutKey is null ? [] : new[] { ("payout_key", payoutKey) }, .. more]);

    /// <summary>An account at Medogram.</summary>
    public static ProviderAccount Medogram(string key, params (string Name, string Value)[] more) =>
        Of("medogram", [("api_key", key), .. more]);

    /// <summary>An account that may use sandboxes.</summary>
    public static ProviderAccount Of(string provider, params (string Name, string Value)[] settings) =>
        new(provider, settings.ToDictionary(setting => setting.Name, setting => setting.Value), new Dictionary<string, string>(), Owner: null,
            AllowsSandbox: true);

    /// <summary>The account behind a provider's settings.</summary>
    public static CryptomusAccount Read(this ProviderAccount account) => CryptomusAccount.Of(account);
}
