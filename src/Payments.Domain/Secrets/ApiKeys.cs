using System.Security.Cryptography;
using System.Text;

namespace Payments.Domain.Secrets;

/// <summary>Makes the credentials that the WoPay document shows: <c>wopay_live_…</c> and <c>wopay_secret_…</c>.</summary>
public static class ApiKeys
{
    /// <summary>Unpredictable bytes in each credential, written as twice as many hex digits.</summary>
    public const int RandomByteCount = 24;

    private const string KeyPrefix = "wopay_live_";
    private const string SecretPrefix = "wopay_secret_";

    /// <summary>A new API key, sent as <c>X-API-Key</c>.</summary>
    public static string NewKey(IRandomBytes random) => New(KeyPrefix, random);

    /// <summary>A new signing secret: WoPay's <c>api_secret</c>, and the EPay and 188Pay key.</summary>
    public static string NewSecret(IRandomBytes random) => New(SecretPrefix, random);

    /// <summary>Lower-case hex SHA-256 of a key, by which it is stored and found. 192 random bits need no salt.</summary>
    public static string Hash(string apiKey) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(apiKey)));

    private static string New(string prefix, IRandomBytes random) => prefix + random.Hex(RandomByteCount);
}
