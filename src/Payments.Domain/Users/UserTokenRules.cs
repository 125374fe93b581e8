using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Payments.Domain.Users;

/// <summary>Reads JSON Web Key Sets (RFC 7517). Only public RSA keys for RS256 are used; others are passed over.</summary>
public static class UserTokenRules
{
    /// <summary>Most keys of a set.</summary>
    public const int MaxKeys = 20;

    private const int LeastModulus = 256;
    private const int MostModulus = 1024;
    private const int MostExponent = 8;

    /// <summary>What only a private key, or a secret one, has.</summary>
    private static readonly string[] PrivateFields = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

    /// <summary>Why a text is no key set with a key that can be used, in words for its owner; null where it is one.</summary>
    public static string? WhyNot(string jwks) => TryRead(jwks, out _, out var fault) ? null : fault;

    /// <summary>Reads a key set.</summary>
    /// <param name="jwks">The JSON.</param>
    /// <param name="keys">The keys that can be used; one at least where it is a key set.</param>
    /// <param name="fault">Why it is none.</param>
    public static bool TryRead(string jwks, out IReadOnlyList<UserTokenKey> keys, out string? fault)
    {
        (keys, fault) = ([], null);
        if (Encoding.UTF8.GetByteCount(jwks) > UserTokenSettings.JwksLimit) fault = $"at most {UserTokenSettings.JwksLimit >> 10} KiB";
        else
        {
            try
            {
                using var document = JsonDocument.Parse(jwks);
                (keys, fault) = Read(document.RootElement);
            }
            catch (JsonException)
            {
                fault = "is not JSON";
            }
        }
        return fault is null;
    }

    private static (IReadOnlyList<UserTokenKey> Keys, string? Fault) Read(JsonElement set)
    {
        if (set.ValueKind != JsonValueKind.Object || !set.TryGetProperty("keys", out var list) || list.ValueKind != JsonValueKind.Array)
            return ([], "expected a JSON Web Key Set: {\"keys\": [...]}");
        if (list.GetArrayLength() > MaxKeys) return ([], $"at most {MaxKeys} keys");
        var keys = new List<UserTokenKey>();
        foreach (var entry in list.EnumerateArray())
        {
            if (entry.ValueKind != JsonValueKind.Object) return ([], "a key is no object");
            if (PrivateFields.Any(field => entry.TryGetProperty(field, out _)))
                return ([], "has a private key or a secret: send public keys alone, and replace this one");
            if (IsUsable(entry) && KeyOf(entry) is { } key) keys.Add(key);
        }
        if (keys.Count == 0) return ([], "has no RSA key of 2048 bits or more for RS256");
        return keys.Select(key => key.Id).Distinct(StringComparer.Ordinal).Count() < keys.Count
            ? ([], "two keys have the same kid")
            : (keys, null);
    }

    private static bool IsUsable(JsonElement entry) =>
        Text(entry, "kty") == "RSA" && (Text(entry, "use") ?? "sig") == "sig" && (Text(entry, "alg") ?? "RS256") == "RS256";

    private static UserTokenKey? KeyOf(JsonElement entry) =>
        Bytes(Text(entry, "n")) is { Length: >= LeastModulus and <= MostModulus } modulus
        && Bytes(Text(entry, "e")) is { Length: > 0 and <= MostExponent } exponent
            ? new UserTokenKey(Text(entry, "kid"), modulus, exponent)
            : null;

    private static string? Text(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static byte[]? Bytes(string? text) => text is not null && Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : null;
}
