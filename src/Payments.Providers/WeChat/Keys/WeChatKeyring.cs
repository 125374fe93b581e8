namespace Payments.Providers.WeChat.Keys;

/// <summary>
/// The keys of WeChat Pay that one account knows: its public key, platform certificates, or both while a merchant moves over. Never
/// changed; a newer one takes its place.
/// </summary>
public sealed class WeChatKeyring
{
    private readonly Dictionary<string, WeChatKey> keys;

    /// <summary>Of an account's public key, where it has one, and of certificates.</summary>
    public WeChatKeyring(WeChatAccount account, IEnumerable<WeChatKey> certificates)
    {
        keys = certificates.ToDictionary(key => key.Id, StringComparer.OrdinalIgnoreCase);
        if (account is { PublicKeyId: { } id, PublicKey: { } key }) keys[id] = new WeChatKey(id, key, null, null);
        Preferred = account.PublicKeyId;
    }

    /// <summary>The id of the account's public key, which all requests name; null where there is none.</summary>
    public string? Preferred { get; }

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => keys.Count == 0;

    /// <summary>When the first of the certificates runs out; null where there are none.</summary>
    public DateTimeOffset? Until => keys.Values.Min(key => key.Until);

    /// <summary>The key of an id that is good now, or null.</summary>
    public WeChatKey? Find(string id, DateTimeOffset now) => keys.TryGetValue(id, out var key) && key.IsGood(now) ? key : null;

    /// <summary>
    /// The key for which fields are encrypted: the public key, else the certificate that lasts longest; null where there is none.
    /// </summary>
    public WeChatKey? ForSealing(DateTimeOffset now) => Preferred is { } id
        ? keys[id]
        : keys.Values.Where(key => key.IsGood(now)).MaxBy(key => key.Until);
}
