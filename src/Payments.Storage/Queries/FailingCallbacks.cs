using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Dapper;
using Payments.Domain.Callbacks;
using Payments.Domain.Identity;
using Payments.Storage.States;

namespace Payments.Storage.Queries;

/// <summary>
/// A merchant's callbacks that were tried and not heard: those that are retried, were given up or are in doubt. Read from indexes of such
/// callbacks alone.
/// </summary>
public sealed class FailingCallbacks(IDatabase database, JsonStateSerializer serializer)
{
    /// <summary>Hosts that are told of.</summary>
    public const int HostLimit = 20;

    /// <summary>Callbacks of a host that are counted; more are many.</summary>
    public const int CountLimit = 1000;

    /// <summary>The condition of the indexes.</summary>
    private const string Failing = "attempt_count > 0 AND status <> 'delivered' AND status <> 'superseded' AND status <> 'kept'";

    /// <summary>Host and port in lower case; a column in SQLite, an expression of the index in PostgreSQL.</summary>
    private string Host => database.IsSqlite ? "host" : "lower(substring(state ->> 'url' from '://([^/?#]*)'))";

    /// <summary>Callbacks behind a place, newest first.</summary>
    /// <param name="merchant">The merchant.</param>
    /// <param name="host">Those to one host and port; null for all.</param>
    /// <param name="behind">Where an earlier page ended; null for the newest.</param>
    /// <param name="limit">Callbacks at most.</param>
    public async Task<Page<Delivery>> PageAsync(MerchantId merchant, string? host, PageKey? behind, int limit)
    {
        var sql = $"""
            SELECT state AS State, created_at AS At, key AS Key FROM deliveries
            WHERE {Failing} AND merchant = @merchant {(host is null ? "" : $"AND {Host} = @host")}
                {Paging.Behind(behind, "created_at", "key")}
            ORDER BY created_at DESC, key DESC LIMIT @more
            """;
        var parameters = new { merchant = merchant.Value, host, at = behind?.At, key = behind?.Key, more = limit + 1 };
        var rows = await database.ReadAsync(connection => connection.QueryAsync<(string State, long At, string Key)>(sql, parameters));
        var type = (JsonTypeInfo<Delivery>)serializer.Options.GetTypeInfo(typeof(Delivery));
        return Paging.Cut(rows, limit, row => JsonSerializer.Deserialize(row.State, type)!, row => new PageKey(row.At, row.Key));
    }

    /// <summary>The hosts that do not hear, with how many callbacks each, up to <see cref="CountLimit"/>.</summary>
    public async Task<IReadOnlyList<(string Host, long Callbacks)>> HostsAsync(MerchantId merchant)
    {
        // From each host to the next, so that it costs as much as there are hosts.
        var sql = $"""
            WITH RECURSIVE hosts(host, n) AS (
                SELECT (SELECT {Host} FROM deliveries WHERE {Failing} AND merchant = @merchant ORDER BY {Host} LIMIT 1), 1
                UNION ALL
                SELECT (SELECT {Host} FROM deliveries WHERE {Failing} AND merchant = @merchant AND {Host} > hosts.host
                    ORDER BY {Host} LIMIT 1), n + 1
                FROM hosts WHERE hosts.host IS NOT NULL AND n < @hosts)
            SELECT h.host AS Host, CAST((SELECT count(*) FROM (SELECT 1 FROM deliveries
                WHERE {Failing} AND merchant = @merchant AND {Host} = h.host LIMIT @most) AS counted) AS bigint) AS Callbacks
            FROM (SELECT host FROM hosts WHERE host IS NOT NULL) AS h
            """;
        var parameters = new { merchant = merchant.Value, hosts = HostLimit, most = CountLimit };
        var rows = await database.ReadAsync(connection => connection.QueryAsync<(string Host, long Callbacks)>(sql, parameters));
        return [.. rows.OrderByDescending(row => row.Callbacks)];
    }
}
