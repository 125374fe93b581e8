using System.Text.Json;
using Payments.Domain.Users;
using Payments.Http.Common;

namespace Payments.Http.Users;

/// <summary>
/// Reads a merchant's <c>user_tokens</c>: <c>{"mode": "off"}</c>, <c>{"mode": "secret"}</c>, or <c>{"mode": "jwks"}</c> with <c>jwks</c> or
/// <c>jwks_url</c>.
/// </summary>
internal static class UserTokenRequest
{
    private static readonly string[] Known = ["mode", "jwks", "jwks_url"];

    /// <summary>The setting.</summary>
    /// <exception cref="InputException">It is none.</exception>
    public static UserTokenSettings Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        var sent = document.RootElement;
        foreach (var field in sent.EnumerateObject())
            if (!Known.Contains(field.Name, StringComparer.Ordinal))
                throw Wrong(field.Name, $"is not known here; known are {string.Join(", ", Known)}");
        var keys = sent.TryGetProperty("jwks", out var set) && set.ValueKind != JsonValueKind.Null ? set.GetRawText() : null;
        var url = InputRules.Url(Text(sent, "jwks_url"), "user_tokens.jwks_url");
        return Text(sent, "mode") switch
        {
            "off" when keys is null && url is null => new UserTokenSettings { Mode = UserTokenMode.Off },
            "secret" when keys is null && url is null => new UserTokenSettings { Mode = UserTokenMode.Secret },
            "jwks" when (keys is null) != (url is null) =>
                new UserTokenSettings { Mode = UserTokenMode.Jwks, Jwks = Checked(keys), JwksUrl = url },
            "jwks" => throw Wrong("jwks", "expected either jwks or jwks_url with the mode jwks"),
            "off" or "secret" => throw Wrong("jwks", "goes with the mode jwks alone"),
            null => throw InputException.Missing("user_tokens.mode"),
            _ => throw Wrong("mode", "expected off, secret or jwks"),
        };
    }

    private static string? Checked(string? keys) =>
        keys is not null && UserTokenRules.WhyNot(keys) is { } fault ? throw Wrong("jwks", fault) : keys;

    private static string? Text(JsonElement sent, string name)
    {
        if (!sent.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return null;
        return value.ValueKind == JsonValueKind.String ? value.GetString() : throw Wrong(name, "expected a string");
    }

    private static InputException Wrong(string field, string what) => new($"user_tokens.{field}", what);
}
