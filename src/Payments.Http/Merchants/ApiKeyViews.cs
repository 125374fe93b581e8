using System.Text.Json.Serialization;
using Payments.Domain.Merchants;
using Payments.Http.Api;

namespace Payments.Http.Merchants;

/// <summary>One of a merchant's API keys. The key itself is in the answer that made it, and in no other.</summary>
internal sealed record ApiKeyView(
    string KeyId,
    string Name,
    IReadOnlyList<string> Scopes,
    IReadOnlyList<string> Networks,
    string CreatedAt,
    string? RolledAt,
    string? FormerKeyUntil,
    string? LastUsedAt,
    string? LastUsedFrom)
{
    /// <summary>The key, shown this once.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? ApiKey { get; init; }

    /// <summary>As it is at a time: of a key before it, the end is told while that is yet to come.</summary>
    public static ApiKeyView Of(ApiKey key, DateTimeOffset now, string? text = null) => new(
        key.Id,
        key.Name,
        ApiKeyRules.Names(key.Scopes),
        key.Network?.Split(',') ?? [],
        ApiTime.Format(key.CreatedAt),
        ApiTime.Format(key.RolledAt),
        ApiTime.Format(now < key.FormerUntil ? key.FormerUntil : null),
        ApiTime.Format(key.LastUsedAt),
        key.LastUsedFrom)
    {
        ApiKey = text,
    };
}

/// <summary>All of a merchant's API keys, the first in front.</summary>
internal sealed record ApiKeysView(IReadOnlyList<ApiKeyView> Keys);
