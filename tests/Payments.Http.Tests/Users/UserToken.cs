using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Payments.Http.Tests.Users;

/// <summary>JSON Web Tokens by hand, good ones and others.</summary>
internal static class UserToken
{
    /// <summary>The claims of a good token.</summary>
    public static JsonObject Claims(string merchant, string user, DateTimeOffset expires) => new()
    {
        ["iss"] = merchant,
        ["sub"] = user,
        ["exp"] = expires.ToUnixTimeSeconds(),
    };

    /// <summary>The same claims with another value of one.</summary>
    public static JsonObject With(this JsonObject claims, string name, JsonNode? value)
    {
        var copy = claims.DeepClone().AsObject();
        copy[name] = value;
        return copy;
    }

    /// <summary>The same claims without one.</summary>
    public static JsonObject Without(this JsonObject claims, string name)
    {
        var copy = claims.DeepClone().AsObject();
        copy.Remove(name);
        return copy;
    }

    /// <summary>A token that a secret signs.</summary>
    public static string Signed(JsonObject claims, string secret, JsonObject? header = null) => Sealed(claims,
        header ?? new JsonObject { ["alg"] = "HS256", ["typ"] = "JWT" }, text => HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), text));

    /// <summary>A token that a private key signs.</summary>
    public static string Signed(JsonObject claims, RSA key, JsonObject? header = null) => Sealed(claims,
        header ?? new JsonObject { ["alg"] = "RS256", ["kid"] = "one" },
        text => key.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    /// <summary>A token with any signature.</summary>
    public static string Sealed(JsonObject claims, JsonObject header, Func<byte[], byte[]> sign)
    {
        var text = $"{Part(header)}.{Part(claims)}";
        return $"{text}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(text)))}";
    }

    /// <summary>A set with public keys.</summary>
    public static JsonObject SetOf(params (string Kid, RSA Key)[] keys) => new()
    {
        ["keys"] = new JsonArray([.. keys.Select(pair =>
        {
            var key = pair.Key.ExportParameters(includePrivateParameters: false);
            return (JsonNode)new JsonObject
            {
                ["kty"] = "RSA",
                ["kid"] = pair.Kid,
                ["n"] = Base64Url.EncodeToString(key.Modulus),
                ["e"] = Base64Url.EncodeToString(key.Exponent),
            };
        })]),
    };

    private static string Part(JsonObject value) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(value.ToJsonString()));
}
