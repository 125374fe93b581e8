using Dapper;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.PayLinks;
using Payments.Storage.States;

namespace Payments.Storage.Queries;

/// <summary>Lists the stored payment links of a merchant, and their orders.</summary>
public sealed class PayLinkQueries(IDatabase database, JsonStateSerializer serializer)
{
    // As the indexes of script 0066 say it.
    private const string Links = $"substr(key, 1, 9) = '{StateNames.PayLink}/'";
    private const string Merchant = "(state ->> 'merchant')";
    private const string CreatedAt = "CAST(state ->> 'createdAt' AS bigint)";
    private const string OfLink = "substr(state ->> 'number', 1, 5) = 'link-' AND substr(state ->> 'number', 1, 18) = @prefix";

    /// <summary>Links behind a place, newest first; one that cannot be read is left out.</summary>
    public Task<Page<PayLink>> PageAsync(MerchantId merchant, PageKey? behind, int limit) => ReadAsync<PayLink>(
        $"""
        SELECT CAST(state AS text) AS State, {CreatedAt} AS At, key AS Key FROM grain_states
        WHERE {Links} AND {Merchant} = @merchant {Paging.Behind(behind, CreatedAt, "key")}
        ORDER BY {CreatedAt} DESC, key DESC LIMIT @more
        """, merchant, null, behind, limit);

    /// <summary>Orders that were opened by a link, behind a place, newest first; one that cannot be read is left out.</summary>
    /// <param name="link">The link.</param>
    /// <param name="behind">The place; null for the beginning.</param>
    /// <param name="limit">How many.</param>
    public Task<Page<Order>> OrdersAsync(PayLink link, PageKey? behind, int limit) => ReadAsync<Order>(
        $"""
        SELECT CAST(state AS text) AS State, created_at AS At, key AS Key FROM orders
        WHERE merchant = @merchant AND {OfLink} {Paging.Behind(behind, "created_at", "key")}
        ORDER BY created_at DESC, key DESC LIMIT @more
        """, link.Merchant, PayLinkRules.PrefixOf(link), behind, limit);

    /// <summary>How many links a merchant has, counted up to a limit.</summary>
    public Task<int> CountAsync(MerchantId merchant, int limit) => database.ReadAsync(connection => connection.QuerySingleAsync<int>(
        $"SELECT count(*) FROM (SELECT 1 FROM grain_states WHERE {Links} AND {Merchant} = @merchant LIMIT @limit) AS links",
        new { merchant = merchant.Value, limit }));

    private async Task<Page<T>> ReadAsync<T>(string sql, MerchantId merchant, string? prefix, PageKey? behind, int limit) where T : class
    {
        var parameters = new { merchant = merchant.Value, prefix, at = behind?.At, key = behind?.Key, more = limit + 1 };
        var rows = await database.ReadAsync(connection => connection.QueryAsync<(string State, long At, string Key)>(sql, parameters));
        var page = Paging.Cut(rows, limit, row => serializer.TryRead<T>(row.State), row => new PageKey(row.At, row.Key));
        return new Page<T>([.. page.Items.OfType<T>()], page.Next);
    }
}
