using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Dapper;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Storage.States;

namespace Payments.Storage.Queries;

/// <summary>Searches among orders by their generated columns.</summary>
public sealed class OrderQueries(IDatabase database, JsonStateSerializer serializer)
{
    /// <summary>Every order that holds an amount at an address.</summary>
    public Task<IReadOnlyList<Order>> HoldingAsync(ChainId chain, string address) => OrdersAsync(
        "SELECT state FROM orders WHERE reserved_address = @address AND reserved_chain = @chain AND reserved_units IS NOT NULL",
        new { chain = chain.Value, address });

    /// <summary>Keys of orders with an unconfirmed transfer at or below a block.</summary>
    public Task<IReadOnlyList<string>> ConfirmableAsync(ChainId chain, long block, int limit) => KeysAsync(
        "SELECT key FROM orders WHERE pending_chain = @chain AND pending_block <= @block ORDER BY pending_block LIMIT @limit",
        new { chain = chain.Value, block, limit });

    /// <summary>Keys of orders with any unconfirmed transfer on a chain.</summary>
    public Task<IReadOnlyList<string>> UnconfirmedAsync(ChainId chain) => KeysAsync(
        "SELECT key FROM orders WHERE pending_chain = @chain AND pending_block IS NOT NULL", new { chain = chain.Value });

    /// <summary>A merchant's orders, newest first, from before a time.</summary>
    public Task<IReadOnlyList<Order>> ListAsync(MerchantId merchant, OrderStatus? status, DateTimeOffset? before, int offset, int limit) => OrdersAsync(
        $"""
         SELECT state FROM orders WHERE merchant = @merchant AND created_at < @before {(status is null ? "" : "AND status = @status")}
         ORDER BY created_at DESC, key LIMIT @limit OFFSET @offset
         """,
        new
        {
            merchant = merchant.Value,
            status = status is { } given ? JsonNamingPolicy.CamelCase.ConvertName(given.ToString()) : null,
            before = before?.ToUnixTimeMilliseconds() ?? long.MaxValue,
            offset,
            limit,
        });

    /// <summary>How many orders stand where; of one merchant, or of all.</summary>
    public async Task<IReadOnlyDictionary<string, long>> CountByStatusAsync(MerchantId? merchant)
    {
        var sql = $"SELECT status, count(*) AS n FROM orders {(merchant is null ? "" : "WHERE merchant = @merchant")} GROUP BY status";
        var rows = await database.ReadAsync(connection => connection.QueryAsync<(string Status, long Count)>(sql, new { merchant = merchant?.Value }));
        return rows.ToDictionary(row => row.Status, row => row.Count);
    }

    private async Task<IReadOnlyList<string>> KeysAsync(string sql, object parameters) =>
        (await database.ReadAsync(connection => connection.QueryAsync<string>(sql, parameters))).AsList();

    private async Task<IReadOnlyList<Order>> OrdersAsync(string sql, object parameters)
    {
        var type = (JsonTypeInfo<Order>)serializer.Options.GetTypeInfo(typeof(Order));
        var rows = await database.ReadAsync(connection => connection.QueryAsync<string>(sql, parameters));
        return [.. rows.Select(row => JsonSerializer.Deserialize(row, type)!)];
    }
}
