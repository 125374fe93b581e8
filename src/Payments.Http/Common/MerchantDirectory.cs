using System.Collections.Concurrent;
using Payments.Contracts.Merchants;
using Payments.Domain.Identity;
using Payments.Domain.Secrets;
using Payments.Storage.Queries;

namespace Payments.Http.Common;

/// <summary>Finds merchants by pid or API key. Which merchant that is never changes for a pid; what it may do, its grain says each time.</summary>
public sealed class MerchantDirectory(MerchantReader reader, MerchantQueries queries)
{
    /// <summary>Remembered pids and keys; when full, the memory begins anew.</summary>
    private const int CacheLimit = 100_000;

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

    /// <summary>The merchant whose present API key this is, or null.</summary>
    public async Task<MerchantAccess?> ByApiKeyAsync(string apiKey)
    {
        if (apiKey.Length is 0 or > 200) return null;
        var hash = ApiKeys.Hash(apiKey);
        if (!byApiKey.TryGetValue(hash, out var id))
        {
            if (await queries.ByApiKeyHashAsync(hash) is not { } found) return null;
            if (byApiKey.Count >= CacheLimit) byApiKey.Clear();
            byApiKey[hash] = id = found;
        }
        // The key may have been replaced since it was remembered: only the merchant's present hash counts.
        var access = await ByIdAsync(id);
        return access is not null && SecretText.Equal(access.Merchant.ApiKeyHash, hash) ? access : null;
    }

    /// <summary>The merchant with this id, or null.</summary>
    public ValueTask<MerchantAccess?> ByIdAsync(MerchantId id) => reader.FindAsync(id);
}
