using System.Runtime.CompilerServices;
using System.Text.Json;
using Dapper;
using Payments.Domain.Audit;
using Payments.Domain.Identity;
using Payments.Storage.Queries;

namespace Payments.Storage.Audit;

/// <summary>The log of changes, which triggers write with the states that were changed (schema script 0065).</summary>
public sealed class AuditLog(IDatabase database)
{
    /// <summary>Broken places that are told in words.</summary>
    public const int ExampleLimit = 100;

    private const int Chunk = 500;

    /// <summary>A merchant's entries behind a place, newest first.</summary>
    public async Task<Page<AuditRow>> PageAsync(MerchantId merchant, PageKey? behind, int limit)
    {
        var sql = $"""
            SELECT id AS Id, chain AS Chain, number AS Number, made_at AS At, entry AS Entry, hash AS Hash FROM audit_log
            WHERE merchant = @merchant {Paging.Behind(behind, "made_at", "id")} ORDER BY made_at DESC, id DESC LIMIT @more
            """;
        var parameters = new { merchant = merchant.Value, at = behind?.At, key = behind?.Key, more = limit + 1 };
        var rows = await database.ReadAsync(connection => connection.QueryAsync<Row>(sql, parameters));
        return Paging.Cut(rows, limit, row => row.Known, row => new PageKey(row.At, row.Id));
    }

    /// <summary>All of a merchant's entries, newest first, a few in memory at a time.</summary>
    public async IAsyncEnumerable<AuditRow> AllAsync(
        MerchantId merchant, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (PageKey? place = null; ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var page = await PageAsync(merchant, place, Chunk);
            foreach (var row in page.Items) yield return row;
            if (page.Next is null) yield break;
            place = page.Next;
        }
    }

    /// <summary>
    /// Follows every chain from its first entry to the one that its state holds. It reads the log, all merchants, and the orders that have
    /// entries, while the gateway may go on: a state is read before its chain, which only becomes longer.
    /// </summary>
    public async Task<AuditCheck> CheckAsync(CancellationToken cancellationToken)
    {
        var marks = await MarksAsync();
        var (entries, broken) = (0L, new List<string>());
        var ends = new Dictionary<string, AuditRow>(StringComparer.Ordinal);
        var isBroken = new HashSet<string>(StringComparer.Ordinal);
        for (var last = ""; ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rows = await NextAsync(last);
            foreach (var row in rows)
            {
                entries++;
                var before = ends.GetValueOrDefault(row.Chain);
                // Behind a break nothing can be told of a chain.
                if (!isBroken.Contains(row.Chain) &&
                    AuditChain.WhyNot(before?.Number ?? 0, before?.Hash ?? AuditChain.Beginning, row.Known) is { } wrong)
                {
                    isBroken.Add(row.Chain);
                    broken.Add($"{row.Chain}: {wrong}");
                }
                ends[row.Chain] = row.Known;
                if (marks.GetValueOrDefault(row.Chain) == (row.Number, row.Hash)) marks.Remove(row.Chain);
            }
            if (rows.Count < Chunk) break;
            last = rows[^1].Id;
        }
        broken.AddRange(marks.Where(mark => !isBroken.Contains(mark.Key))
            .Select(mark => $"{mark.Key}: entry {mark.Value.Number}, which the state itself holds, is not in the log"));
        return new AuditCheck(entries, ends.Count, broken.Count, [.. broken.Take(ExampleLimit)]);
    }

    private async Task<List<Row>> NextAsync(string last)
    {
        const string sql = """
            SELECT id AS Id, chain AS Chain, number AS Number, made_at AS At, entry AS Entry, hash AS Hash FROM audit_log
            WHERE id > @last ORDER BY id LIMIT @limit
            """;
        return (await database.ReadAsync(connection => connection.QueryAsync<Row>(sql, new { last, limit = Chunk }))).AsList();
    }

    /// <summary>The newest entry of each chain, by the states themselves.</summary>
    private async Task<Dictionary<string, (long Number, string Hash)>> MarksAsync()
    {
        var marks = new Dictionary<string, (long Number, string Hash)>(StringComparer.Ordinal);
        const string books = "(SELECT substr(key, 13) AS key, state FROM grain_states WHERE substr(key, 1, 12) = 'payout-book/') AS books";
        foreach (var table in new[] { "merchants", "orders", books })
        {
            var sql = $"SELECT key AS Key, state ->> 'audit' AS Mark FROM {table} WHERE (state ->> 'audit') IS NOT NULL";
            foreach (var (key, text) in await database.ReadAsync(connection => connection.QueryAsync<(string Key, string Mark)>(sql)))
            {
                using var mark = JsonDocument.Parse(text);
                marks[key] = (mark.RootElement.GetProperty("number").GetInt64(), mark.RootElement.GetProperty("hash").GetString()!);
            }
        }
        return marks;
    }

    private sealed class Row
    {
        public string Id { get; set; } = "";

        public string Chain { get; set; } = "";

        public long Number { get; set; }

        public long At { get; set; }

        public string Entry { get; set; } = "";

        public string Hash { get; set; } = "";

        public AuditRow Known => new(Chain, Number, Entry, Hash);
    }
}

/// <summary>What following every chain found.</summary>
/// <param name="Entries">How many entries there are.</param>
/// <param name="Chains">Of how many states.</param>
/// <param name="Broken">Chains that are broken.</param>
/// <param name="Examples">The first of them in words.</param>
public sealed record AuditCheck(long Entries, int Chains, int Broken, IReadOnlyList<string> Examples);
