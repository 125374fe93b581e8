using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Dapper;
using Payments.Domain.Identity;
using Payments.Domain.Refunds;
using Payments.Storage.States;

namespace Payments.Storage.Queries;

/// <summary>Searches among refunds, those of archived orders included.</summary>
public sealed class RefundQueries(IDatabase database, JsonStateSerializer serializer)
{
    private const string Open = "status IN ('requested', 'processing')";

    /// <summary>A merchant's refunds behind a place, newest first.</summary>
    /// <param name="merchant">The merchant.</param>
    /// <param name="status">The only status that is meant, or null for all.</param>
    /// <param name="behind">The place that an earlier page ended with; null for the first page.</param>
    /// <param name="limit">Refunds at most.</param>
    public async Task<Page<OrderRefund>> ListAsync(MerchantId merchant, RefundStatus? status, PageKey? behind, int limit)
    {
        var sql = $"""
            SELECT order_key AS OrderKey, CAST(state AS text) AS State, created_at AS At, key AS Key FROM order_refunds
            WHERE merchant = @merchant {(status is null ? "" : "AND status = @status")} {Paging.Behind(behind, "created_at", "key")}
            ORDER BY created_at DESC, key DESC LIMIT @more
            """;
        var parameters = new { merchant = merchant.Value, status = WordOf(status), at = behind?.At, key = behind?.Key, more = limit + 1 };
        var rows = await database.ReadAsync(connection =>
            connection.QueryAsync<(string OrderKey, string State, long At, string Key)>(sql, parameters));
        return Paging.Cut(rows, limit, row => new OrderRefund(OrderId.FromGrainKey(row.OrderKey), Read(row.State)),
            row => new PageKey(row.At, row.Key));
    }

    /// <summary>When the refund was asked for that waits longest, or null where none waits.</summary>
    public async Task<DateTimeOffset?> OldestOpenAsync()
    {
        var at = await database.ReadAsync(connection => connection.ExecuteScalarAsync<long?>(
            $"SELECT created_at FROM order_refunds WHERE {Open} ORDER BY created_at LIMIT 1"));
        return at is { } milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
    }

    /// <summary>Where refunds of a chain go that wait or are not final yet, and in which tokens.</summary>
    public async Task<IReadOnlyList<(string Address, string Token)>> DestinationsAsync(ChainId chain) =>
        (await database.ReadAsync(connection => connection.QueryAsync<(string Address, string Token)>(
            $"SELECT DISTINCT destination AS Address, state ->> 'currency' AS Token FROM order_refunds WHERE chain = @chain AND {Open}",
            new { chain = chain.Value }))).AsList();

    /// <summary>Refunds of a chain that wait or are not final yet, to one destination, the oldest first.</summary>
    public Task<IReadOnlyList<OrderRefund>> AwaitedAsync(ChainId chain, string destination) =>
        AwaitedAsync("AND destination = @destination", new { chain = chain.Value, destination });

    /// <summary>A merchant's, to whatever destination.</summary>
    public Task<IReadOnlyList<OrderRefund>> AwaitedAsync(ChainId chain, MerchantId merchant) =>
        AwaitedAsync("AND merchant = @merchant", new { chain = chain.Value, merchant = merchant.Value });

    private async Task<IReadOnlyList<OrderRefund>> AwaitedAsync(string condition, object parameters)
    {
        var sql = $"""
            SELECT order_key AS OrderKey, CAST(state AS text) AS State FROM order_refunds
            WHERE chain = @chain AND {Open} {condition} ORDER BY created_at, key
            """;
        var rows = await database.ReadAsync(connection => connection.QueryAsync<(string OrderKey, string State)>(sql, parameters));
        return [.. rows.Select(row => new OrderRefund(OrderId.FromGrainKey(row.OrderKey), Read(row.State)))];
    }

    /// <summary>Orders with a refund whose transfer is in a block up to one that is final, and was not told so yet.</summary>
    public Task<IReadOnlyList<OrderId>> ConfirmableAsync(ChainId chain, long finalBlock) =>
        OrdersAsync("block <= @block AND status = 'processing'", chain, finalBlock);

    /// <summary>Orders with a refund whose transfer is in a block above one, whatever became of it.</summary>
    public Task<IReadOnlyList<OrderId>> AboveAsync(ChainId chain, long block) => OrdersAsync("block > @block", chain, block);

    private async Task<IReadOnlyList<OrderId>> OrdersAsync(string condition, ChainId chain, long block)
    {
        var sql = $"SELECT DISTINCT order_key FROM order_refunds WHERE chain = @chain AND block IS NOT NULL AND {condition}";
        var keys = await database.ReadAsync(connection => connection.QueryAsync<string>(sql, new { chain = chain.Value, block }));
        return [.. keys.Select(OrderId.FromGrainKey)];
    }

    private static string? WordOf(RefundStatus? status) => status?.ToString().ToLowerInvariant();

    private Refund Read(string state) =>
        JsonSerializer.Deserialize(state, (JsonTypeInfo<Refund>)serializer.Options.GetTypeInfo(typeof(Refund)))!;
}

/// <summary>A refund with its order.</summary>
/// <param name="Order">The order.</param>
/// <param name="Refund">The refund as stored.</param>
public sealed record OrderRefund(OrderId Order, Refund Refund);
