using Dapper;
using Payments.Domain.Audit;
using Payments.Storage.States;

namespace Payments.Storage.Audit;

/// <summary>Follows the chains of the audit log, and compares their ends with the states that they are of.</summary>
public sealed class AuditChains(IDatabase database)
{
    /// <summary>Broken places that are told in words.</summary>
    public const int ExampleLimit = 100;

    private const int Chunk = 500;
    private const string Mark = "COALESCE(CAST(state -> 'audit' ->> 'number' AS bigint), 0) AS Number, state -> 'audit' ->> 'hash' AS Hash";

    /// <summary>States with chains that lie among others.</summary>
    private static readonly string[] Named =
    [
        StateNames.PayLink, StateNames.PayoutBook, StateNames.Rate, StateNames.ChainWatcher, StateNames.RiskBook, StateNames.Person,
        StateNames.ExtendedKey, StateNames.OperatorLog,
    ];

    /// <summary>Where states with chains lie, and which rows are read: among other states as the index of script 0080 says it.</summary>
    private static readonly (string Table, string Which)[] Sources =
        [("merchants", ""), ("orders", ""), ("wallet_addresses", ""), ("grain_states", "(state -> 'audit') IS NOT NULL AND")];

    /// <summary>
    /// Follows every chain from its first entry to the one that its state holds. It reads the whole log and every state that may have a
    /// chain, a few rows at a time, while the gateway may go on.
    /// </summary>
    public async Task<AuditCheck> CheckAsync(CancellationToken cancellationToken)
    {
        var found = new Findings();
        await FollowAsync(found, cancellationToken);
        foreach (var (table, which) in Sources) await FindLostAsync(table, which, found, cancellationToken);
        return found.ToCheck();
    }

    /// <summary>Follows the log, in which a chain's entries stand together in their order.</summary>
    private async Task FollowAsync(Findings found, CancellationToken cancellationToken)
    {
        var (end, isBroken, ended) = (default(Row), false, new List<Row>());
        for (var last = ""; ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rows = await NextAsync(last);
            foreach (var row in rows)
            {
                if (row.Chain != end?.Chain)
                {
                    if (end is not null && !isBroken) ended.Add(end);
                    (end, isBroken) = (null, false);
                    found.Chains++;
                }
                found.Entries++;
                // Behind a break nothing can be told of a chain.
                if (!isBroken && AuditChain.WhyNot(end?.Number ?? 0, end?.Hash ?? AuditChain.Beginning, row.Known) is { } wrong)
                {
                    isBroken = true;
                    found.Add(row.Chain, wrong);
                }
                end = row;
            }
            if (rows.Count < Chunk) break;
            last = rows[^1].Id;
            await CompareAsync(ended, found);
            ended.Clear();
        }
        if (end is not null && !isBroken) ended.Add(end);
        await CompareAsync(ended, found);
    }

    /// <summary>
    /// Compares ends of chains with their states, which are read after the ends: entry and state are one write, so that no state can be
    /// behind. A state that is not there was archived.
    /// </summary>
    private async Task CompareAsync(IReadOnlyList<Row> ended, Findings found)
    {
        if (ended.Count == 0) return;
        var states = await StatesOfAsync([.. ended.Select(end => end.Chain)]);
        foreach (var end in ended)
        {
            if (states.GetValueOrDefault(end.Chain) is not { } state) continue;
            if (state.Number < end.Number)
            {
                found.Add(end.Chain, $"the log has {end.Number} entries and the state holds entry {state.Number}: " +
                    "the state was put back to an earlier one");
            }
            else if (state.Number == end.Number ? state.Hash != end.Hash : !(await KnownAsync([state])).Contains(state.Chain))
            {
                found.Add(end.Chain, Lost(state));
            }
        }
    }

    /// <summary>Finds states whose chain is not in the log at all; all others were compared with its end.</summary>
    private async Task FindLostAsync(string table, string which, Findings found, CancellationToken cancellationToken)
    {
        var sql = $"SELECT key AS Key, {Mark} FROM {table} WHERE {which} key > @last ORDER BY key LIMIT @limit";
        for (var last = ""; ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rows = (await database.ReadAsync(connection => connection.QueryAsync<State>(sql, new { last, limit = Chunk }))).AsList();
            State[] marked = [.. rows.Where(state => state.Number > 0)];
            var known = marked.Length == 0 ? [] : await KnownAsync(marked);
            foreach (var state in marked.Where(state => !known.Contains(state.Chain)))
                if (!await HasEntriesAsync(state.Chain)) found.Add(state.Chain, Lost(state));
            if (rows.Count < Chunk) return;
            last = rows[^1].Key;
        }
    }

    private async Task<List<Row>> NextAsync(string last)
    {
        const string sql = """
            SELECT id AS Id, chain AS Chain, number AS Number, entry AS Entry, hash AS Hash FROM audit_log
            WHERE id > @last ORDER BY id LIMIT @limit
            """;
        return (await database.ReadAsync(connection => connection.QueryAsync<Row>(sql, new { last, limit = Chunk }))).AsList();
    }

    private async Task<Dictionary<string, State>> StatesOfAsync(string[] chains)
    {
        string[] keys = [.. chains, .. Named.SelectMany(name => chains.Select(chain => $"{name}/{chain}"))];
        var states = new Dictionary<string, State>(StringComparer.Ordinal);
        foreach (var (table, _) in Sources)
        {
            var sql = $"SELECT key AS Key, {Mark} FROM {table} WHERE {database.IsOneOf("key", "@keys")}";
            foreach (var state in await database.ReadAsync(connection => connection.QueryAsync<State>(sql, new { keys })))
                states[state.Chain] = state;
        }
        return states;
    }

    /// <summary>The chains whose entry that the state holds is in the log, under the one id or the other (script 0070).</summary>
    private async Task<HashSet<string>> KnownAsync(IReadOnlyList<State> states)
    {
        var sql = $"SELECT chain AS Chain, number AS Number, hash AS Hash FROM audit_log WHERE {database.IsOneOf("id", "@ids")}";
        string[] ids = [.. states.Select(state => state.EntryId), .. states.Select(state => state.OtherEntryId)];
        var rows = await database.ReadAsync(connection => connection.QueryAsync<(string, long, string)>(sql, new { ids }));
        var entries = rows.ToHashSet();
        return [.. states.Where(state => entries.Contains((state.Chain, state.Number, state.Hash))).Select(state => state.Chain)];
    }

    private async Task<bool> HasEntriesAsync(string chain)
    {
        const string sql = "SELECT id FROM audit_log WHERE id > @from AND id < @to ORDER BY id LIMIT 1";
        var bounds = new { from = chain + "/", to = chain + "0" };
        return await database.ReadAsync(connection => connection.QueryFirstOrDefaultAsync<string>(sql, bounds)) is not null;
    }

    private static string Lost(State state) => $"entry {state.Number}, which the state itself holds, is not in the log";

    private sealed class Row
    {
        public string Id { get; set; } = "";

        public string Chain { get; set; } = "";

        public long Number { get; set; }

        public string Entry { get; set; } = "";

        public string Hash { get; set; } = "";

        public AuditRow Known => new(Chain, Number, Entry, Hash);
    }

    private sealed class State
    {
        private const int HashDigits = 16;

        public string Key { get; set; } = "";

        public long Number { get; set; }

        public string Hash { get; set; } = "";

        public string Chain => Key[(Key.IndexOf('/', StringComparison.Ordinal) + 1)..];

        public string EntryId => FormattableString.Invariant($"{Chain}/{Number:D10}");

        public string OtherEntryId => $"{EntryId}/{Hash[..Math.Min(HashDigits, Hash.Length)]}";
    }

    private sealed class Findings
    {
        private readonly List<string> examples = [];
        private int broken;

        public long Entries { get; set; }

        public int Chains { get; set; }

        public void Add(string chain, string wrong)
        {
            broken++;
            if (examples.Count < ExampleLimit) examples.Add($"{chain}: {wrong}");
        }

        public AuditCheck ToCheck() => new(Entries, Chains, broken, examples);
    }
}

/// <summary>What following every chain found.</summary>
/// <param name="Entries">How many entries there are.</param>
/// <param name="Chains">Of how many states.</param>
/// <param name="Broken">Chains that are broken.</param>
/// <param name="Examples">The first of them in words.</param>
public sealed record AuditCheck(long Entries, int Chains, int Broken, IReadOnlyList<string> Examples);
