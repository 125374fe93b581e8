using Dapper;
using Payments.Domain.Identity;

namespace Payments.Storage.Queries;

/// <summary>Which addresses of an extended key were given out, and which were paid. A key is named by the chain and its id.</summary>
public sealed class DerivedAddressQueries(IDatabase database)
{
    /// <summary>The index after the highest that was ever given out.</summary>
    public async Task<long> NextIndexAsync(ChainId chain, string key) => await ScalarAsync(
        "SELECT max(derived_index) FROM wallet_addresses WHERE chain = @chain AND derived_key = @key", new { chain = chain.Value, key }) + 1 ?? 0;

    /// <summary>The highest index that was ever paid, or null.</summary>
    public Task<long?> LastPaidIndexAsync(ChainId chain, string key) => ScalarAsync(
        "SELECT max(derived_index) FROM wallet_addresses WHERE chain = @chain AND derived_key = @key AND paid_at IS NOT NULL", new { chain = chain.Value, key });

    /// <summary>Addresses that an order has, or was the last to have; usually one at most.</summary>
    public Task<IReadOnlyList<(string Address, long Index)>> AllottedToAsync(ChainId chain, string key, OrderId order) => AddressesAsync(
        "SELECT address AS Address, derived_index AS Idx FROM wallet_addresses WHERE chain = @chain AND derived_key = @key AND derived_order = @order",
        new { chain = chain.Value, key, order = order.Value });

    /// <summary>Addresses that were never in a transaction and whose orders' time was over before a time, the longest free first; none that an order still has in its row.</summary>
    public Task<IReadOnlyList<(string Address, long Index)>> FreeAsync(ChainId chain, string key, DateTimeOffset before, int limit) => AddressesAsync(
        """
        SELECT a.address AS Address, a.derived_index AS Idx FROM wallet_addresses a
        WHERE a.chain = @chain AND a.derived_key = @key AND a.paid_at IS NULL AND a.sighted_at IS NULL AND a.held_until < @before
          AND NOT EXISTS (SELECT 1 FROM orders o WHERE o.reserved_address = a.address AND o.reserved_chain = a.chain AND o.reserved_units IS NOT NULL)
        ORDER BY a.held_until LIMIT @limit
        """,
        new { chain = chain.Value, key, before = before.ToUnixTimeMilliseconds(), limit });

    /// <summary>How many addresses orders have at a time.</summary>
    public async Task<int> CountHeldAsync(ChainId chain, string key, DateTimeOffset now) => (int)(await ScalarAsync(
        "SELECT count(*) FROM wallet_addresses WHERE chain = @chain AND derived_key = @key AND held_until >= @now", new { chain = chain.Value, key, now = now.ToUnixTimeMilliseconds() }))!;

    private Task<long?> ScalarAsync(string sql, object parameters) => database.ReadAsync(connection => connection.ExecuteScalarAsync<long?>(sql, parameters));

    private async Task<IReadOnlyList<(string Address, long Index)>> AddressesAsync(string sql, object parameters) =>
        (await database.ReadAsync(connection => connection.QueryAsync<(string Address, long Idx)>(sql, parameters))).AsList();
}
