using System.Security.Cryptography;
using System.Text;

namespace Payments.Domain.Signatures.Clinic;

/// <summary>How shops sign EPay's parameters: the four ways that <see cref="EpaySignature"/> accepts, and mistakes.</summary>
internal static class EpayRecipes
{
    /// <summary>Every recipe for parameters, the document's own first.</summary>
    /// <param name="parameters">All that was sent.</param>
    /// <param name="isSha256">Whether <c>sign_type</c> names SHA-256.</param>
    public static IEnumerable<SigningRecipe> Of(IReadOnlyList<KeyValuePair<string, string>> parameters, bool isSha256)
    {
        var sent = parameters.Where(pair => pair.Key is not ("sign" or "sign_type")).ToArray();
        var sorted = sent.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToArray();
        var given = sorted.Where(pair => pair.Value.Length > 0).ToArray();
        Func<string, string, string> digest = isSha256 ? Sha256 : Md5;

        SigningRecipe Accepted(string name, IEnumerable<KeyValuePair<string, string>> pairs, Func<string, string> value) =>
            new(name, true, key => Join(pairs, value) + key, digest);
        SigningRecipe Mistake(
            string name, IEnumerable<KeyValuePair<string, string>> pairs, Func<string, string> value, string joint = "") =>
            new(name, false, key => Join(pairs, value) + joint + key, digest);

        yield return Accepted("epay", given, Raw);
        yield return Accepted("epay-empty", sorted, Raw);
        yield return Accepted("epay-stripped", given, EpaySignature.StripSlashes);
        yield return Accepted("epay-empty-stripped", sorted, EpaySignature.StripSlashes);
        yield return new("other-digest", false, key => Join(given, Raw) + key, isSha256 ? Md5 : Sha256);
        yield return Mistake("encoded", given, Uri.EscapeDataString);
        yield return Mistake("encoded", given, value => Uri.EscapeDataString(value).Replace("%20", "+", StringComparison.Ordinal));
        yield return Mistake("trimmed", given, value => value.Trim());
        yield return Mistake("key-field", given, Raw, "&key=");
        yield return Mistake("secret-field", given, Raw, "&secret_key=");
        yield return Mistake("joined", given, Raw, "&");
        yield return Mistake("unsorted", sent.Where(pair => pair.Value.Length > 0), Raw);
        yield return Mistake("zeros", given.Where(pair => pair.Value != "0"), Raw);
        yield return Mistake("sign-type", parameters.Where(pair => pair.Key != "sign" && pair.Value.Length > 0)
            .OrderBy(pair => pair.Key, StringComparer.Ordinal), Raw);
        yield return new("no-secret", false, _ => Join(given, Raw), digest);
    }

    /// <summary>Names and values with <c>=</c> and <c>&amp;</c>.</summary>
    public static string Join(IEnumerable<KeyValuePair<string, string>> pairs, Func<string, string> value) =>
        string.Join('&', pairs.Select(pair => $"{pair.Key}={value(pair.Value)}"));

    /// <summary>A value as it was sent.</summary>
    public static string Raw(string value) => value;

    /// <summary>Lower-case MD5 over a text that has the secret in it.</summary>
    public static string Md5(string text, string secret) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Sha256(string text, string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
