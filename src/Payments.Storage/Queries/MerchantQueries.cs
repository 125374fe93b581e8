using System.Text.Json;
using Dapper;
using Payments.Domain.Identity;
using Payments.Storage.States;

namespace Payments.Storage.Queries;

/// <summary>Finds merchants by what they show, and looks into what they stored.</summary>
public sealed class MerchantQueries(IDatabase database, IStateStore store)
{
    /// <summary>The merchant with this EPay number, or null.</summary>
    public Task<MerchantId?> ByPidAsync(long pid) => KeyAsync("SELECT key FROM merchants WHERE pid = @pid", new { pid });

    /// <summary>Merchants with lower numbers than one, newest first.</summary>
    /// <param name="behind">The number behind which they are; null for the first.</param>
    /// <param name="limit">The most.</param>
    public async Task<IReadOnlyList<ListedMerchant>> NewestAsync(long? behind, int limit)
    {
        // The index has numbers alone: a merchant without one is not there.
        const string sql = """
            SELECT pid AS Pid, state ->> 'name' AS Name, state ->> 'email' AS Email, CAST(state ->> 'createdAt' AS BIGINT) AS CreatedAt
            FROM merchants WHERE pid < @behind ORDER BY pid DESC LIMIT @limit
            """;
        var rows = await database.ReadAsync(connection =>
            connection.QueryAsync<Row>(sql, new { behind = behind ?? long.MaxValue, limit }));
        return [.. rows.Select(row =>
            new ListedMerchant(row.Pid, row.Name, row.Email, DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt)))];
    }

    /// <summary>
    /// The merchant of whose API keys one has this lower-case hex SHA-256, or null. Whether the key still works, the merchant itself says.
    /// </summary>
    public Task<MerchantId?> ByApiKeyHashAsync(string hash) => KeyAsync("SELECT merchant FROM api_keys WHERE hash = @hash", new { hash });

    /// <summary>Whether a merchant's stored wallets have one with this address.</summary>
    public Task<bool> HasWalletAsync(MerchantId merchant, ChainId chain, string address) =>
        AnyWalletAsync(merchant, chain, wallet => wallet.TryGetProperty("address", out var own) && own.ValueEquals(address));

    /// <summary>Whether a merchant's stored wallets have one with the extended key of this id.</summary>
    public Task<bool> HasKeyAsync(MerchantId merchant, ChainId chain, string key) =>
        AnyWalletAsync(merchant, chain, wallet => wallet.TryGetProperty("extendedKey", out var own) && own.ValueKind == JsonValueKind.Object && own.GetProperty("id").ValueEquals(key));

    /// <summary>Merchants whose secret is sealed under a master key, in the order of their ids, behind one of them.</summary>
    public async Task<IReadOnlyList<MerchantId>> SealedUnderAsync(string masterKey, MerchantId? behind, int limit)
    {
        var rows = await database.ReadAsync(connection => connection.QueryAsync<string>(
            "SELECT key FROM merchants WHERE secret_key = @masterKey AND key > @behind ORDER BY key LIMIT @limit", new { masterKey, behind = behind?.GrainKey ?? "", limit }));
        return [.. rows.Select(MerchantId.FromGrainKey)];
    }

    /// <summary>The ids of all master keys that merchants' secrets are sealed under, each with how many. Steps from key to key through the index.</summary>
    public Task<IReadOnlyList<(string MasterKey, long Merchants)>> SealingKeysAsync() => database.ReadAsync(async connection =>
    {
        var found = new List<(string, long)>();
        for (var last = ""; await connection.ExecuteScalarAsync<string?>("SELECT min(secret_key) FROM merchants WHERE secret_key > @last", new { last }) is { } next; last = next)
            found.Add((next, await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM merchants WHERE secret_key = @next", new { next })));
        return (IReadOnlyList<(string, long)>)found;
    });

    private async Task<bool> AnyWalletAsync(MerchantId merchant, ChainId chain, Func<JsonElement, bool> isIt)
    {
        if (await store.ReadAsync(StateTable.Merchants, merchant.GrainKey) is not { } row) return false;
        using var document = JsonDocument.Parse(row.State);
        return document.RootElement.TryGetProperty("wallets", out var wallets) && wallets.EnumerateArray().Any(wallet => wallet.GetProperty("chain").ValueEquals(chain.Value) && isIt(wallet));
    }

    private async Task<MerchantId?> KeyAsync(string sql, object parameters)
    {
        var key = await database.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<string>(sql, parameters));
        return key is null ? null : MerchantId.FromGrainKey(key);
    }

    private sealed class Row
    {
        public long Pid { get; set; }

        public string Name { get; set; } = "";

        public string Email { get; set; } = "";

        public long CreatedAt { get; set; }
    }
}

/// <summary>A merchant in a list.</summary>
/// <param name="Pid">The number on EPay.</param>
/// <param name="Name">The name.</param>
/// <param name="Email">The e-mail address.</param>
/// <param name="CreatedAt">When it was registered.</param>
public sealed record ListedMerchant(long Pid, string Name, string Email, DateTimeOffset CreatedAt);
