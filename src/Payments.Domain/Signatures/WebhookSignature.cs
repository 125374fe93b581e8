using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Payments.Domain.Signatures;

/// <summary>The two signatures of a webhook: WoPay's over the body, and that of Standard Webhooks over id, time and body.</summary>
/// <remarks>
/// Both are HMAC-SHA256 over the exact bytes that are sent. A secret of the form <c>whsec_…</c> (Standard Webhooks) stands for the bytes
/// that its base64 says; of any other secret, <c>api_secret</c> above all, the key is its text. Standard Webhooks' libraries want
/// <see cref="StandardForm"/>.
/// </remarks>
public static class WebhookSignature
{
    /// <summary>How secrets begin whose key is in base64.</summary>
    public const string SecretPrefix = "whsec_";

    /// <summary>
    /// <c>X-WoPay-Signature</c>: <c>sha256=</c> and the hex HMAC of the body under the secret's text, as the document's own code verifies it.
    /// </summary>
    public static string OfBody(string body, string secret) =>
        "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body)));

    /// <summary>
    /// <c>webhook-signature</c>: for each secret <c>v1,</c> and the base64 HMAC of <c>id.timestamp.body</c>, with blanks between.
    /// </summary>
    /// <param name="id">What <c>webhook-id</c> says.</param>
    /// <param name="at">The time of the attempt; <see cref="Timestamp"/> says it in <c>webhook-timestamp</c>.</param>
    /// <param name="body">The body.</param>
    /// <param name="secrets">Every secret in force, the newest first.</param>
    public static string Standard(string id, DateTimeOffset at, string body, IEnumerable<string> secrets)
    {
        var signed = Encoding.UTF8.GetBytes($"{id}.{Timestamp(at)}.{body}");
        return string.Join(' ', secrets.Select(secret => "v1," + Convert.ToBase64String(HMACSHA256.HashData(KeyOf(secret), signed))));
    }

    /// <summary><c>webhook-timestamp</c>: whole seconds since 1970.</summary>
    public static string Timestamp(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>A secret as Standard Webhooks' libraries take it: <c>whsec_</c> and the base64 of the key.</summary>
    public static string StandardForm(string secret) => SecretPrefix + Convert.ToBase64String(KeyOf(secret));

    /// <summary>The bytes that a secret stands for.</summary>
    internal static byte[] KeyOf(string secret)
    {
        var isStandard = secret.StartsWith(SecretPrefix, StringComparison.Ordinal);
        var key = new byte[secret.Length];
        return isStandard && Convert.TryFromBase64String(secret[SecretPrefix.Length..], key, out var length)
            ? key[..length]
            : Encoding.UTF8.GetBytes(secret);
    }
}
