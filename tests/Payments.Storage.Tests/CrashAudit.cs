using System.Text.Json;
using Dapper;

namespace Payments.Storage.Tests;

/// <summary>Compares a database with what killed writers had been told.</summary>
public static class CrashAudit
{
    /// <summary>Everything confirmed is there, nothing is there by halves, nothing refused was stored.</summary>
    public static async Task CheckAsync(CrashRun told, IDatabase database)
    {
        var orders = (await database.ReadAsync(connection => connection.QueryAsync<(string Key, long Version, string State)>("SELECT key, version, state FROM orders")))
            .ToDictionary(row => row.Key);
        foreach (var (key, (version, units)) in told.Orders)
        {
            orders.TryGetValue(key, out var row).Should().BeTrue("version {0} of {1} was confirmed", version, key);
            // One write more may have been committed without its confirmation getting out.
            row.Version.Should().BeInRange(version, version + 1);
            using var state = JsonDocument.Parse(row.State);
            state.RootElement.GetProperty("written").GetInt64().Should().Be(row.Version);
            state.RootElement.GetProperty("reservation").GetProperty("units").GetString().Should().Be(units);
        }
        told.Refused.Where(orders.ContainsKey).Should().BeEmpty();
        var doubled = await database.ReadAsync(connection => connection.QueryAsync<string>("SELECT reserved_units FROM orders GROUP BY reserved_units HAVING count(*) > 1"));
        doubled.Should().BeEmpty();

        var names = (await database.ReadAsync(connection => connection.QueryAsync<string>("SELECT name FROM settings"))).ToHashSet();
        told.Pairs.Where(pair => !names.Contains($"left-{pair}")).Should().BeEmpty();
        Halves(names, "left-").SetEquals(Halves(names, "right-")).Should().BeTrue("a pair is stored whole or not at all");
        told.Numbers.Distinct().Should().HaveCount(told.Numbers.Count);
    }

    private static HashSet<string> Halves(IEnumerable<string> names, string prefix) =>
        [.. names.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Select(name => name[prefix.Length..])];
}
