using Dapper;
using Payments.Domain.Identity;

namespace Payments.Storage.Queries;

/// <summary>What a merchant has under way at a provider.</summary>
public sealed class ProviderWork(IDatabase database)
{
    /// <summary>How many refunds, and shares or their returns, wait for the provider to say what became of them.</summary>
    public async Task<(long Refunds, long Shares)> OpenAsync(MerchantId merchant, string provider)
    {
        const string sql = """
            SELECT
                (SELECT count(*) FROM order_refunds
                WHERE merchant = @merchant AND provider = @provider AND status IN ('requested', 'processing')) AS Refunds,
                (SELECT count(*) FROM order_shares
                WHERE merchant = @merchant AND provider = @provider AND status IN ('requested', 'processing')) AS Shares
            """;
        return await database.ReadAsync(connection =>
            connection.QuerySingleAsync<(long Refunds, long Shares)>(sql, new { merchant = merchant.Value, provider }));
    }
}
