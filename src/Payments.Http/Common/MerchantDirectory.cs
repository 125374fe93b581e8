using System.Collections.Concurrent;
using Payments.Contracts.Merchants;
using Payments.Domain.Identity;
using Payments.Domain.Merchants;
using Payments.Domain.Secrets;
using Payments.Storage.Queries;

namespace Payments.Http.Common;

/// <summary>Finds merchants by pid or API key. Which merchant that is never changes for a pid; what it may do, its grain says each time.</summary>
public sealed class MerchantDirectory(MerchantReader reader, MerchantQueries queries, TimeProvider time)
{
    /// <summary>Remembered pids and keys; when full, the memory begins anew.</summary>
    private const int CacheLimit = 100_000;

    /// <summary>Longest text that is taken for an API key.</summary>
    private const int KeyLimit = 200;

    private readonly ConcurrentDictionary<long, MerchantId> byPid = new();
    private readonly ConcurrentDictionary<string, MerchantId> byApiKey = new(StringComparer.Ordinal);

    /// <summary>The merchant with this EPay number, or null.</summary>
    public async Task<MerchantAccess?> ByPidAsync(string? text)
    {
        if (text is null || text.Length > 18 || !long.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var pid)) return null;
        if (!byPid.TryGetValue(pid, out var id))
        {
            if (await queries.ByPidAsync(pid) is not { } found) return null;
            if (byPid.Count >= CacheLimit) byPid.Clear();
            byPid[pid] = id = found;
        }
        return await ByIdAsync(id);
    }

    /// <summary>Whose present API key this is, or null.</summary>
    public async Task<KeyHolder?> ByApiKeyAsync(string apiKey)
    {
        if (apiKey.Length is 0 or > KeyLimit) return null;
        var hash = ApiKeys.Hash(apiKey);
        if (!byApiKey.TryGetValue(hash, out var id))
        {
            if (await queries.ByApiKeyHashAsync(hash) is not { } found) return null;
            if (byApiKey.Count >= CacheLimit) byApiKey.Clear();
            byApiKey[hash] = id = found;
        }
        // The key may have been replaced or removed since it was remembered: only what the merchant has now counts.
        if (await ByIdAsync(id) is not { } access) return null;
        return ApiKeyRules.Find(access.Merchant, hash, time.GetUtcNow()) is { } key ? new KeyHolder(access, key, hash) : null;
    }

    /// <summary>Whether an API key was found before, so that looking it up costs no query.</summary>
    public bool Knows(string apiKey) => apiKey.Length is > 0 and <= KeyLimit && byApiKey.ContainsKey(ApiKeys.Hash(apiKey));

    /// <summary>The merchant with this id, or null.</summary>
    public ValueTask<MerchantAccess?> ByIdAsync(MerchantId id) => reader.FindAsync(id);
}
