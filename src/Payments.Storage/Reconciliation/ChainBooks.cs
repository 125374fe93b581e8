using System.Runtime.CompilerServices;
using Dapper;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Storage.States;

namespace Payments.Storage.Reconciliation;

/// <summary>This gateway's side of a comparison with a chain: orders by the day on which they were created.</summary>
public sealed class ChainBooks(IDatabase database, JsonStateSerializer serializer)
{
    private const int Chunk = 200;

    /// <summary>
    /// Orders of all merchants that were created in a span of time and count a transfer, or are archived. Orders that cannot be read are
    /// left out.
    /// </summary>
    /// <param name="from">The beginning, included.</param>
    /// <param name="to">The end, excluded.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async IAsyncEnumerable<Order> OrdersAsync(
        DateTimeOffset from, DateTimeOffset to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var behind = ""; ;)
        {
            var merchants = (await database.ReadAsync(connection => connection.QueryAsync<string>(
                "SELECT key FROM merchants WHERE key > @behind ORDER BY key LIMIT @limit", new { behind, limit = Chunk }))).AsList();
            foreach (var merchant in merchants)
                await foreach (var order in OfMerchantAsync(MerchantId.FromGrainKey(merchant), from, to, cancellationToken))
                    yield return order;
            if (merchants.Count < Chunk) yield break;
            behind = merchants[^1];
        }
    }

    private async IAsyncEnumerable<Order> OfMerchantAsync(
        MerchantId merchant, DateTimeOffset from, DateTimeOffset to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Most orders of most days were never paid: their states stay in the database.
        var counts = database.IsSqlite
            ? "json_array_length(o.state, '$.transfers') > 0 OR json_extract(o.state, '$.archivedAt') IS NOT NULL"
            : "jsonb_array_length(o.state -> 'transfers') > 0 OR (o.state -> 'archivedAt') IS NOT NULL";
        var sql = $"""
            SELECT l.created_at AS At, l.key AS Key, o.state AS State FROM order_list l JOIN orders o ON o.key = l.key
            WHERE l.merchant = @merchant AND (l.created_at, l.key) > (@at, @key) AND l.created_at < @to AND ({counts})
            ORDER BY l.created_at, l.key LIMIT @limit
            """;
        for (var (at, key) = (from.ToUnixTimeMilliseconds(), ""); ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var parameters = new { merchant = merchant.Value, at, key, to = to.ToUnixTimeMilliseconds(), limit = Chunk };
            var rows = (await database.ReadAsync(connection =>
                connection.QueryAsync<(long At, string Key, string State)>(sql, parameters))).AsList();
            foreach (var row in rows)
                if (serializer.TryRead<Order>(row.State) is { } order) yield return order;
            if (rows.Count < Chunk) yield break;
            (at, key) = (rows[^1].At, rows[^1].Key);
        }
    }
}
