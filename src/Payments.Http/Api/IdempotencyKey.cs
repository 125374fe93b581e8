using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Payments.Http.Common;

namespace Payments.Http.Api;

/// <summary>What a caller sends as <c>Idempotency-Key</c>, and what its request says, as digests: neither is kept as it is.</summary>
internal static class IdempotencyKey
{
    /// <summary>The header of a request.</summary>
    public const string Header = "Idempotency-Key";

    /// <summary>The header of an answer that was given before; its value is <c>true</c>.</summary>
    public const string ReplayedHeader = "Idempotent-Replayed";

    /// <summary>The longest key, in characters.</summary>
    public const int Limit = 255;

    /// <summary>Bytes of a field's digest: enough to tell one caller's own texts apart.</summary>
    private const int FieldDigestBytes = 16;

    /// <summary>The digest of a request's key; null where it has none.</summary>
    /// <exception cref="InputException">The key is empty, too long, sent twice, or no printable ASCII.</exception>
    public static string? Of(HttpRequest request) =>
        TextOf(request) is { } key ? Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(key))) : null;

    /// <summary>A request's key as it was sent; null where it has none.</summary>
    /// <exception cref="InputException">As above.</exception>
    public static string? TextOf(HttpRequest request)
    {
        var values = request.Headers[Header];
        if (values.Count == 0) return null;
        if (values.Count > 1) throw new InputException(Header, "was sent twice");
        var key = values.ToString();
        if (key.Length == 0) throw new InputException(Header, "must not be empty");
        if (key.Length > Limit) throw new InputException(Header, $"at most {Limit} characters");
        return key.AsSpan().IndexOfAnyExceptInRange(' ', '~') >= 0
            ? throw new InputException(Header, "only printable ASCII characters are allowed")
            : key;
    }

    /// <summary>
    /// What a request says: each field's name and the digest of its value, sorted by name. The order of fields and blanks between do not
    /// matter.
    /// </summary>
    public static string FieldsOf(JsonFields body) => string.Join(
        ' ', body.Values.OrderBy(field => field.Name, StringComparer.Ordinal).Select(field => $"{field.Name}={Digest(field.Value)}"));

    /// <summary>The names of the fields in which two requests differ.</summary>
    public static IReadOnlyList<string> Differing(string fields, string others)
    {
        var (one, other) = (Parse(fields), Parse(others));
        var names = one.Keys.Union(other.Keys).Order(StringComparer.Ordinal);
        return [.. names.Where(name => one.GetValueOrDefault(name) != other.GetValueOrDefault(name))];
    }

    private static Dictionary<string, string> Parse(string fields) => fields
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(field => field.Split('='))
        .ToDictionary(field => field[0], field => field[1], StringComparer.Ordinal);

    private static string Digest(string value) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value)).AsSpan(0, FieldDigestBytes));
}
