using Dapper;
using Payments.Domain.Identity;

namespace Payments.Storage.Queries;

/// <summary>Finds merchants by what they show.</summary>
public sealed class MerchantQueries(IDatabase database)
{
    /// <summary>The merchant with this EPay number, or null.</summary>
    public Task<MerchantId?> ByPidAsync(long pid) => KeyAsync("SELECT key FROM merchants WHERE pid = @pid", new { pid });

    /// <summary>The merchant whose API key has this lower-case hex SHA-256, or null.</summary>
    public Task<MerchantId?> ByApiKeyHashAsync(string hash) => KeyAsync("SELECT key FROM merchants WHERE api_key_hash = @hash", new { hash });

    private async Task<MerchantId?> KeyAsync(string sql, object parameters)
    {
        var key = await database.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<string>(sql, parameters));
        return key is null ? null : MerchantId.FromGrainKey(key);
    }
}
