namespace Payments.Domain.Merchants;

/// <summary>What became of a change to a merchant's API keys.</summary>
/// <param name="Verdict">The outcome.</param>
/// <param name="Merchant">The merchant afterwards; the same instance where nothing changed.</param>
/// <param name="Key">The key that was added, rolled or removed; null where there is none.</param>
/// <param name="Lacking">The scopes that the caller's own key lacks, where that is why.</param>
public sealed record KeyDecision(KeyVerdict Verdict, Merchant Merchant, ApiKey? Key = null, KeyScopes Lacking = KeyScopes.None);

/// <summary>Named outcomes of <see cref="ApiKeyRules"/>.</summary>
public enum KeyVerdict
{
    /// <summary>Something changed.</summary>
    Changed,

    /// <summary>No such key.</summary>
    NotFound,

    /// <summary>The merchant has as many keys as one may.</summary>
    TooMany,

    /// <summary>The first key is always there; it is replaced, never removed.</summary>
    FirstStays,

    /// <summary>The caller's own key lacks scopes that the key would have.</summary>
    ScopesLacking,
}
