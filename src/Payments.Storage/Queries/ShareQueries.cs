using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Dapper;
using Payments.Domain.Identity;
using Payments.Domain.Sharing;
using Payments.Storage.States;

namespace Payments.Storage.Queries;

/// <summary>Searches among shares of payments, those of archived orders included.</summary>
public sealed class ShareQueries(IDatabase database, JsonStateSerializer serializer)
{
    private const int Chunk = 500;

    /// <summary>A merchant's shares behind a place, newest first.</summary>
    /// <param name="merchant">The merchant.</param>
    /// <param name="status">The only status that is meant, or null for all.</param>
    /// <param name="behind">The place that an earlier page ended with; null for the first page.</param>
    /// <param name="limit">Shares at most.</param>
    public async Task<Page<OrderShare>> ListAsync(MerchantId merchant, ShareStatus? status, PageKey? behind, int limit)
    {
        var sql = $"""
            SELECT order_key AS OrderKey, CAST(state AS text) AS State, created_at AS At, key AS Key FROM order_shares
            WHERE merchant = @merchant AND kind = 'share' {(status is null ? "" : "AND status = @status")}
            {Paging.Behind(behind, "created_at", "key")} ORDER BY created_at DESC, key DESC LIMIT @more
            """;
        var parameters = new
        {
            merchant = merchant.Value,
            status = status?.ToString().ToLowerInvariant(),
            at = behind?.At,
            key = behind?.Key,
            more = limit + 1,
        };
        var rows = await database.ReadAsync(connection =>
            connection.QueryAsync<(string OrderKey, string State, long At, string Key)>(sql, parameters));
        return Paging.Cut(rows, limit, row => new OrderShare(OrderId.FromGrainKey(row.OrderKey), Read(row.State)),
            row => new PageKey(row.At, row.Key));
    }

    /// <summary>All of a merchant's shares, newest first, a few in memory at a time.</summary>
    public IAsyncEnumerable<OrderShare> AllAsync(
        MerchantId merchant, ShareStatus? status, CancellationToken cancellationToken = default) =>
        PageWalk.AllAsync(place => ListAsync(merchant, status, place, Chunk), cancellationToken);

    /// <summary>When the share or return was stored that waits longest for its provider, or null where none waits.</summary>
    public async Task<DateTimeOffset?> OldestOpenAsync()
    {
        var at = await database.ReadAsync(connection => connection.ExecuteScalarAsync<long?>(
            "SELECT created_at FROM order_shares WHERE status IN ('requested', 'processing') ORDER BY created_at LIMIT 1"));
        return at is { } milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
    }

    private Share Read(string state) =>
        JsonSerializer.Deserialize(state, (JsonTypeInfo<Share>)serializer.Options.GetTypeInfo(typeof(Share)))!;
}

/// <summary>A share with its order.</summary>
/// <param name="Order">The order.</param>
/// <param name="Share">The share as stored.</param>
public sealed record OrderShare(OrderId Order, Share Share);
