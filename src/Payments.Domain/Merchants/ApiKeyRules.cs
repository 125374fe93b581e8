namespace Payments.Domain.Merchants;

/// <summary>What may happen to a merchant's API keys. A rule that changes nothing gives the same instance back.</summary>
/// <remarks>
/// The key of the WoPay document is the first: it has every scope, later ones included, and is replaced but never removed. Its hash is
/// <see cref="Merchant.ApiKeyHash"/>, where versions before several keys look for it and write it, so that field decides.
/// </remarks>
public static class ApiKeyRules
{
    /// <summary>Most keys of one merchant.</summary>
    public const int MaxKeys = 20;

    /// <summary>The id of the first key.</summary>
    public const string FirstId = "first";

    /// <summary>Longest name.</summary>
    public const int NameLimit = 100;

    /// <summary>Every scope there is.</summary>
    public const KeyScopes AllScopes = KeyScopes.Read | KeyScopes.Create | KeyScopes.Manage | KeyScopes.Webhooks | KeyScopes.Refunds |
        KeyScopes.Complete | KeyScopes.Assign | KeyScopes.Payouts | KeyScopes.Risk | KeyScopes.Sharing;

    /// <summary>How long a replaced key goes on working where nothing else is said.</summary>
    public static readonly TimeSpan UsualOverlap = TimeSpan.FromDays(1);

    /// <summary>The longest that a replaced key may go on working.</summary>
    public static readonly TimeSpan MaxOverlap = TimeSpan.FromDays(30);

    /// <summary>A use is stored no more often than this: a key that works all day costs a few writes, not one a request.</summary>
    public static readonly TimeSpan UseRest = TimeSpan.FromMinutes(15);

    /// <summary>All keys of a merchant, the first in front.</summary>
    public static IReadOnlyList<ApiKey> All(Merchant merchant) => IsNormal(merchant) ? merchant.Keys
        : [First(merchant), .. merchant.Keys.Where(key => key.Id != FirstId)];

    /// <summary>The key that a hash is of now, or null: a replaced key is found until its end.</summary>
    /// <remarks>Hashes are compared as they are: who sends a key cannot learn it from how far its hash fits.</remarks>
    public static ApiKey? Find(Merchant merchant, string keyHash, DateTimeOffset now)
    {
        if (keyHash == merchant.ApiKeyHash) return First(merchant);
        foreach (var key in All(merchant))
            if (key.KeyHash == keyHash || (key.FormerKeyHash == keyHash && now < key.FormerUntil)) return key;
        return null;
    }

    /// <summary>Adds a key. It gets no scope that the caller's own key lacks.</summary>
    /// <param name="merchant">The merchant.</param>
    /// <param name="wish">The key, with a hash and an id of its own.</param>
    /// <param name="held">The scopes of the caller's key.</param>
    /// <param name="now">The time.</param>
    public static KeyDecision Add(Merchant merchant, ApiKey wish, KeyScopes held, DateTimeOffset now)
    {
        if ((wish.Scopes & ~held) is var lacking and not KeyScopes.None) return new(KeyVerdict.ScopesLacking, merchant, Lacking: lacking);
        var keys = All(merchant);
        if (keys.Count >= MaxKeys) return new(KeyVerdict.TooMany, merchant);
        return new(KeyVerdict.Changed, merchant with { Keys = [.. keys, wish], UpdatedAt = now }, wish);
    }

    /// <summary>Replaces a key; the one before goes on working for a while. One that an earlier roll left ends at once.</summary>
    /// <param name="merchant">The merchant.</param>
    /// <param name="id">The key.</param>
    /// <param name="hash">The hash of the new one.</param>
    /// <param name="overlap">How long the one before works; zero ends it at once.</param>
    /// <param name="held">The scopes of the caller's key: the new key has those of the old one, so the caller must have them.</param>
    /// <param name="now">The time.</param>
    public static KeyDecision Roll(Merchant merchant, string id, string hash, TimeSpan overlap, KeyScopes held, DateTimeOffset now)
    {
        if (All(merchant).FirstOrDefault(key => key.Id == id) is not { } key) return new(KeyVerdict.NotFound, merchant);
        if ((key.Scopes & ~held) is var lacking and not KeyScopes.None) return new(KeyVerdict.ScopesLacking, merchant, Lacking: lacking);
        var rolled = key with
        {
            KeyHash = hash,
            FormerKeyHash = overlap > TimeSpan.Zero ? key.KeyHash : null,
            FormerUntil = overlap > TimeSpan.Zero ? now + overlap : null,
            RolledAt = now,
        };
        return new(KeyVerdict.Changed, Replace(merchant, rolled) with { UpdatedAt = now }, rolled);
    }

    /// <summary>Removes a key, and what a roll left of the one before it.</summary>
    public static KeyDecision Remove(Merchant merchant, string id, DateTimeOffset now)
    {
        if (id == FirstId) return new(KeyVerdict.FirstStays, merchant);
        var keys = All(merchant);
        if (keys.FirstOrDefault(key => key.Id == id) is not { } key) return new(KeyVerdict.NotFound, merchant);
        return new(KeyVerdict.Changed, merchant with { Keys = [.. keys.Where(other => other.Id != id)], UpdatedAt = now }, key);
    }

    /// <summary>Replaces the first key, as the WoPay document has it: the one before stops at once, the others go on.</summary>
    public static Merchant Regenerate(Merchant merchant, string hash, DateTimeOffset now) =>
        Roll(merchant, FirstId, hash, TimeSpan.Zero, AllScopes, now).Merchant;

    /// <summary>Notes that a key was used. A use within <see cref="UseRest"/> of the last that is stored changes nothing.</summary>
    public static Merchant NoteUse(Merchant merchant, string id, DateTimeOffset at, string? from)
    {
        if (All(merchant).FirstOrDefault(key => key.Id == id) is not { } key) return merchant;
        if (key.LastUsedAt is { } last && at - last < UseRest) return merchant;
        return Replace(merchant, key with { LastUsedAt = at, LastUsedFrom = from });
    }

    /// <summary>Scopes by their names, in the order of their numbers.</summary>
    public static IReadOnlyList<string> Names(KeyScopes scopes) =>
        [.. Each.Where(scope => scopes.HasFlag(scope)).Select(scope => scope.ToString().ToLowerInvariant())];

    /// <summary>The scope of a name in lower case, or null.</summary>
    public static KeyScopes? Named(string name)
    {
        foreach (var scope in Each)
            if (scope.ToString().ToLowerInvariant() == name) return scope;
        return null;
    }

    private static IEnumerable<KeyScopes> Each => Enum.GetValues<KeyScopes>().Where(scope => scope != KeyScopes.None);

    private static bool IsNormal(Merchant merchant) =>
        merchant.Keys is [{ Scopes: AllScopes } first, ..] && first.KeyHash == merchant.ApiKeyHash;

    private static ApiKey First(Merchant merchant)
    {
        if (IsNormal(merchant)) return merchant.Keys[0];
        if (merchant.Keys is [var stored, ..] && stored.KeyHash == merchant.ApiKeyHash) return stored with { Scopes = AllScopes };
        return new ApiKey
        {
            Id = FirstId,
            Name = FirstId,
            KeyHash = merchant.ApiKeyHash,
            Scopes = AllScopes,
            CreatedAt = merchant.CreatedAt,
        };
    }

    private static Merchant Replace(Merchant merchant, ApiKey changed) => merchant with
    {
        ApiKeyHash = changed.Id == FirstId ? changed.KeyHash : merchant.ApiKeyHash,
        Keys = [.. All(merchant).Select(key => key.Id == changed.Id ? changed : key)],
    };
}
