using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Payments.Domain.Transfers;

namespace Payments.Testing.Silo.Auditing;

/// <summary>What the database says of money, read as plain rows.</summary>
internal sealed class MoneyRows
{
    /// <summary>The block of the auditor's own transfers, below all others.</summary>
    public const long ProbeBlock = -1;

    private readonly Dictionary<string, Cursor> cursors = [];

    /// <summary>All orders.</summary>
    public List<OrderLine> Orders { get; } = [];

    /// <summary>All that orders count.</summary>
    public List<CountedLine> Counted { get; } = [];

    /// <summary>The list of transfers that no order took when they came.</summary>
    public List<UnmatchedLine> Unmatched { get; } = [];

    /// <summary>How many transfers were counted as dust, and the last block with such.</summary>
    public Dictionary<(string Chain, string Address, string Token), (long Count, long LastBlock)> Dust { get; } = [];

    /// <summary>Addresses that orders share.</summary>
    public List<(string Chain, string Address)> SharedAddresses { get; } = [];

    /// <summary>Reads all of it.</summary>
    public static async Task<MoneyRows> ReadAsync(DbConnection connection)
    {
        var rows = new MoneyRows();
        await EachAsync(connection, "SELECT substr(key, 5), CAST(state AS TEXT) FROM orders", row => rows.Add(row[0]!, Parse(row[1]!)));
        await EachAsync(connection, "SELECT CAST(state AS TEXT) FROM wallet_addresses", row => rows.AddAddress(Parse(row[0]!)));
        await EachAsync(connection, "SELECT id, units, assigned_order FROM unmatched_transfers",
            row => rows.Unmatched.Add(new UnmatchedLine(row[0]!, row[1]!, row[2])));
        await EachAsync(connection, "SELECT chain, address, token, transfers, last_block FROM dust_counts",
            row => rows.Dust[(row[0]!, row[1]!, row[2]!)] = (Number(row[3]!), Number(row[4]!)));
        await EachAsync(connection, "SELECT key, CAST(state AS TEXT) FROM grain_states WHERE key LIKE 'chain-watcher/chain-%'",
            row => rows.cursors[row[0]!["chain-watcher/chain-".Length..]] = Cursor.Of(Parse(row[1]!)));
        return rows;
    }

    /// <summary>Whether a transfer's block is one that its chain's watcher follows; null where that cannot be told.</summary>
    public bool? StandingOf(Transfer transfer)
    {
        if (!cursors.TryGetValue(transfer.Chain.Value, out var cursor) || cursor.Window.Count == 0) return true;
        if (transfer.Block > cursor.Number) return null;
        return !cursor.Window.TryGetValue(transfer.Block, out var hash) || hash == transfer.BlockHash;
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static JsonElement Parse(string state) => JsonDocument.Parse(state).RootElement;

    private void Add(string id, JsonElement state)
    {
        var transfers = Items(state, "transfers").ToArray();
        foreach (var counted in transfers)
        {
            var transfer = counted.GetProperty("transfer");
            var (isAssigned, isRemoved) = (IsSet(counted, "assigned"), IsSet(counted, "removedAt"));
            Counted.Add(new CountedLine(id, Text(transfer, "id")!, Text(transfer, "units")!, isAssigned, isRemoved));
        }
        var held = state.TryGetProperty("reservation", out var one) && one.ValueKind == JsonValueKind.Object
            ? new HeldLine(Text(one, "chain")!, Text(one, "address")!, Text(one, "token")!, Text(one, "units")!)
            : null;
        Orders.Add(new OrderLine(id, held, Waits(state, transfers)));
    }

    private void AddAddress(JsonElement state)
    {
        if (!IsSet(state, "allotment")) SharedAddresses.Add((Text(state, "chain")!, Text(state, "address")!));
    }

    /// <summary>
    /// Whether an order waits for money. By its status where that alone tells; of an open one by what came in the coin of its only quote,
    /// and null where there are several.
    /// </summary>
    private static bool? Waits(JsonElement state, JsonElement[] transfers)
    {
        var status = Text(state, "status");
        if (status is "completed" or "closed" or "failed" or "partiallyRefunded" or "refunded") return false;
        if (status is not ("pending" or "detected" or "expired") || Items(state, "quotes").ToArray() is not [var quote]) return null;
        UInt128 received = 0;
        foreach (var transfer in transfers.Select(counted => counted.GetProperty("transfer")))
        {
            var isInCoin = Text(transfer, "token") == Text(quote, "token") && Text(transfer, "to") == Text(quote, "address");
            if (isInCoin) received += Units(transfer, "units");
        }
        return received < Units(quote, "units") - (IsSet(quote, "tolerated") ? Units(quote, "tolerated") : 0);
    }

    private static UInt128 Units(JsonElement state, string name) => UInt128.Parse(Text(state, name)!, CultureInfo.InvariantCulture);

    private static IEnumerable<JsonElement> Items(JsonElement state, string name) =>
        state.TryGetProperty(name, out var items) && items.ValueKind == JsonValueKind.Array ? items.EnumerateArray() : [];

    private static string? Text(JsonElement state, string name) => state.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static bool IsSet(JsonElement state, string name) =>
        state.TryGetProperty(name, out var value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.False);

    private static async Task EachAsync(DbConnection connection, string sql, Action<string?[]> take)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var row = new string?[reader.FieldCount];
            for (var i = 0; i < row.Length; i++)
                row[i] = reader.IsDBNull(i) ? null : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture);
            take(row);
        }
    }

    /// <summary>An order, what it holds, and whether it waits for money.</summary>
    public sealed record OrderLine(string Id, HeldLine? Held, bool? Waits);

    /// <summary>The exact amount that an order holds.</summary>
    public sealed record HeldLine(string Chain, string Address, string Token, string Units);

    /// <summary>A transfer that an order counts.</summary>
    public sealed record CountedLine(string Order, string Id, string Units, bool IsAssigned, bool IsRemoved);

    /// <summary>A transfer in the list of unmatched ones.</summary>
    public sealed record UnmatchedLine(string Id, string Units, string? AssignedOrder);

    /// <summary>How far a chain was read, and the hashes of its newest blocks.</summary>
    private sealed record Cursor(long Number, IReadOnlyDictionary<long, string> Window)
    {
        public static Cursor Of(JsonElement state) => new(
            state.GetProperty("cursor").GetInt64(),
            Items(state, "window").ToDictionary(mark => mark.GetProperty("number").GetInt64(), mark => Text(mark, "hash")!));
    }
}
