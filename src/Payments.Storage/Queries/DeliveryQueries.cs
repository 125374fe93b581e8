using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Dapper;
using Payments.Domain.Callbacks;
using Payments.Domain.Identity;
using Payments.Storage.States;

namespace Payments.Storage.Queries;

/// <summary>Searches among callbacks.</summary>
public sealed class DeliveryQueries(IDatabase database, JsonStateSerializer serializer)
{
    /// <summary>The condition of the index of those that were not heard.</summary>
    private const string Undelivered = "status <> 'delivered' AND status <> 'superseded'";

    /// <summary>The endpoint that a callback goes to; null for an order's own.</summary>
    private const string Endpoint = "(state ->> 'endpoint')";

    /// <summary>A merchant's callbacks behind a place, newest first; of one order, or of all.</summary>
    public async Task<Page<Delivery>> ListAsync(MerchantId merchant, OrderId? order, PageKey? behind, int limit)
    {
        var sql = $"""
            SELECT state AS State, created_at AS At, key AS Key FROM deliveries
            WHERE {(order is null ? "" : "key >= @first AND key < @last AND ")} merchant = @merchant {Paging.Behind(behind, "created_at", "key")}
            ORDER BY created_at DESC, key DESC LIMIT @more
            """;
        var parameters = new { merchant = merchant.Value, first = $"dlv-{order?.Value}-", last = $"dlv-{order?.Value}.", at = behind?.At, key = behind?.Key, more = limit + 1 };
        var rows = await database.ReadAsync(connection => connection.QueryAsync<(string State, long At, string Key)>(sql, parameters));
        return Paging.Cut(rows, limit, row => Read(row.State), row => new PageKey(row.At, row.Key));
    }

    /// <summary>How many callbacks have not been heard, by status; those that a newer one superseded are not waited for.</summary>
    public async Task<IReadOnlyDictionary<string, long>> BacklogAsync()
    {
        var rows = await database.ReadAsync(connection => connection.QueryAsync<(string Status, long Count)>(
            $"SELECT status, count(*) AS n FROM deliveries WHERE {Undelivered} GROUP BY status"));
        return rows.ToDictionary(row => row.Status, row => row.Count);
    }

    /// <summary>The newest callbacks that were given up or are in doubt.</summary>
    public async Task<IReadOnlyList<Delivery>> FailedAsync(int limit)
    {
        var rows = await database.ReadAsync(connection => connection.QueryAsync<string>(
            $"SELECT state FROM deliveries WHERE {Undelivered} AND status <> 'pending' AND status <> 'kept' " +
            "ORDER BY created_at DESC LIMIT @limit", new { limit }));
        return [.. rows.Select(Read)];
    }

    /// <summary>What became of a merchant's callbacks since a time; read from an index alone.</summary>
    public async Task<DeliveryCounts> CountAsync(MerchantId merchant, DateTimeOffset since)
    {
        const string sql = """
            SELECT status AS Status, CAST(count(*) AS bigint) AS Callbacks, CAST(coalesce(sum(attempt_count), 0) AS bigint) AS Attempts,
                CAST(coalesce(sum(CASE WHEN attempt_count > 0 THEN 1 ELSE 0 END), 0) AS bigint) AS Attempted
            FROM deliveries WHERE merchant = @merchant AND created_at >= @since GROUP BY status
            """;
        var parameters = new { merchant = merchant.Value, since = since.ToUnixTimeMilliseconds() };
        var rows = (await database.ReadAsync(connection =>
            connection.QueryAsync<(string Status, long Callbacks, long Attempts, long Attempted)>(sql, parameters))).AsList();
        return new DeliveryCounts(
            rows.ToDictionary(row => row.Status, row => row.Callbacks), rows.Sum(row => row.Attempts), rows.Sum(row => row.Attempted));
    }

    /// <summary>How many callbacks an endpoint has not heard.</summary>
    public Task<long> CountAsync(UnheardFilter filter) => database.ReadAsync(connection =>
        connection.ExecuteScalarAsync<long>($"SELECT count(*) FROM deliveries WHERE {Unheard(filter)}", Parameters(filter, default, 0)));

    /// <summary>Places of callbacks that an endpoint has not heard, behind one, oldest first.</summary>
    public async Task<IReadOnlyList<PageKey>> PageAsync(UnheardFilter filter, PageKey behind, int limit)
    {
        var sql = $"""
            SELECT created_at AS At, key AS Key FROM deliveries
            WHERE {Unheard(filter)} AND created_at >= @at AND (created_at > @at OR key > @key)
            ORDER BY {Endpoint}, created_at, key LIMIT @limit
            """;
        var rows = await database.ReadAsync(connection =>
            connection.QueryAsync<(long At, string Key)>(sql, Parameters(filter, behind, limit)));
        return [.. rows.Select(row => new PageKey(row.At, row.Key))];
    }

    private static string Unheard(UnheardFilter filter) =>
        $"{Endpoint} = @endpoint AND created_at >= @since AND created_at < @until AND merchant = @merchant AND status <> 'delivered'" +
        (filter.WithSuperseded ? "" : " AND status <> 'superseded' AND (state ->> 'supersededBy') IS NULL");

    private static object Parameters(UnheardFilter filter, PageKey behind, int limit) => new
    {
        merchant = filter.Merchant.Value,
        endpoint = filter.Endpoint,
        since = filter.Since.ToUnixTimeMilliseconds(),
        until = filter.Until.ToUnixTimeMilliseconds(),
        at = behind.At,
        key = behind.Key ?? "",
        limit,
    };

    private Delivery Read(string state) => JsonSerializer.Deserialize(state, (JsonTypeInfo<Delivery>)serializer.Options.GetTypeInfo(typeof(Delivery)))!;
}
