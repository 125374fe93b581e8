using System.Globalization;
using System.Text.Json;
using Dapper;
using Payments.Domain.Callbacks;
using Payments.Domain.Orders;
using Payments.Storage.Export;
using Payments.Storage.States;

namespace Payments.Storage.Archive;

/// <summary>
/// Writes finished orders of old with their callbacks into a file for each month in which they were opened (UTC). It changes nothing in the
/// database: that is <see cref="ArchiveRemover"/>'s, by what was read back from the files.
/// </summary>
/// <remarks>One pass over the orders by key, a page at a time: no index is kept for it, and no snapshot holds anybody up.</remarks>
public sealed class ArchiveWriter(IDatabase database, JsonStateSerializer serializer, TimeProvider time)
{
    /// <summary>When an order was archived, in SQL; null for all others. It has no column: only rare statements ask.</summary>
    internal const string ArchivedAt = "(state ->> 'archivedAt')";

    /// <summary>Rows that are read at once.</summary>
    private const int PageLimit = 500;

    /// <summary>Writes the files.</summary>
    /// <param name="folder">A folder that exists. Names of files hold the month and the present, so that none was ever used before.</param>
    /// <param name="before">Only what did not change since is written.</param>
    /// <exception cref="DatabaseRefusalException"><paramref name="before"/> is too late; or a file cannot be read back.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public async Task<ArchiveWritten> WriteAsync(string folder, DateTimeOffset before)
    {
        var now = time.GetUtcNow();
        if (before > now - OrderRules.ArchiveAge) throw TooLate(now);
        var named = await NamedAsync();
        var staying = new SortedDictionary<ArchiveVerdict, int>();
        var months = new SortedDictionary<string, MovedFileWriter>(StringComparer.Ordinal);
        try
        {
            for (var after = ""; ;)
            {
                var page = await PageAsync(after, before);
                var callbacks = await CallbacksAsync(page);
                foreach (var (row, order) in page)
                {
                    var own = order is null ? [] : KeysOf(order).Where(callbacks.ContainsKey).Select(key => callbacks[key]).ToArray();
                    var verdict = Judge(order, own, named, before);
                    if (verdict == ArchiveVerdict.Archivable) Add(FileOf(order!), row, own);
                    else staying[verdict] = staying.GetValueOrDefault(verdict) + 1;
                }
                if (page.Count < PageLimit) break;
                after = page[^1].Row.Key;
            }
            var files = new List<ArchiveFile>(months.Count);
            foreach (var file in months.Values) files.Add(new ArchiveFile(file.Path, await file.FinishAsync()));
            return new ArchiveWritten(files, staying);
        }
        finally
        {
            foreach (var file in months.Values) await file.DisposeAsync();
        }

        MovedFileWriter FileOf(Order order)
        {
            var month = order.CreatedAt.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture);
            if (months.TryGetValue(month, out var file)) return file;
            var name = string.Create(CultureInfo.InvariantCulture, $"orders-{month}-{now:yyyyMMdd'T'HHmmss'Z'}.archive");
            return months[month] = new MovedFileWriter(Path.Combine(folder, name), MovedFormat.Archive, now);
        }
    }

    private static DatabaseRefusalException TooLate(DateTimeOffset now) => new(string.Create(CultureInfo.InvariantCulture,
        $"Orders are archived {OrderRules.ArchiveAge.TotalDays} days after their last change at the earliest: until then a late " +
        $"payment in their amount is known as theirs. The latest day is {now - OrderRules.ArchiveAge:yyyy-MM-dd}; nothing was changed."));

    private static void Add(MovedFileWriter file, Row order, IEnumerable<Row> callbacks)
    {
        file.Add(MovedTable.Orders, ValuesOf(order));
        foreach (var callback in callbacks) file.Add(MovedTable.Deliveries, ValuesOf(callback));
    }

    private static object?[] ValuesOf(Row row) =>
        [row.Key, row.Version, JsonSerializer.Deserialize<JsonElement>(row.State, JsonSerializerOptions.Default)];

    private static IEnumerable<string> KeysOf(Order order) =>
    [
        .. Enumerable.Range(1, order.Deliveries).Select(number => Delivery.GrainKey(order.Id, number)),
        .. Enumerable.Range(1, order.Events).Select(number => Delivery.GrainKey(order.Id, number, isEvent: true)),
    ];

    private ArchiveVerdict Judge(Order? order, IReadOnlyCollection<Row> callbacks, HashSet<string> named, DateTimeOffset before)
    {
        if (order is null) return ArchiveVerdict.Unreadable;
        var read = callbacks.Select(row => serializer.TryRead<Delivery>(row.State)).ToArray();
        if (read.Any(callback => callback is null)) return ArchiveVerdict.Unreadable;
        var verdict = OrderRules.MayArchive(order, [.. read.OfType<Delivery>()], before);
        return verdict == ArchiveVerdict.Archivable && named.Contains(order.Id.Value) ? ArchiveVerdict.PaymentOpen : verdict;
    }

    /// <summary>Orders behind a key that no longer wait for a payment, as they are stored; null for what cannot be read.</summary>
    private async Task<IReadOnlyList<(Row Row, Order? Order)>> PageAsync(string after, DateTimeOffset before)
    {
        const string sql = $"""
            SELECT key AS Key, CAST(version AS bigint) AS Version, CAST(state AS text) AS State FROM orders
            WHERE key > @after AND created_at < @before AND status <> 'pending' AND status <> 'detected' AND {ArchivedAt} IS NULL
            ORDER BY key LIMIT @limit
            """;
        var parameters = new { after, before = before.ToUnixTimeMilliseconds(), limit = PageLimit };
        var rows = await database.ReadAsync(connection => connection.QueryAsync<Row>(sql, parameters));
        return [.. rows.Select(row => (row, serializer.TryRead<Order>(row.State)))];
    }

    private async Task<Dictionary<string, Row>> CallbacksAsync(IEnumerable<(Row Row, Order? Order)> orders)
    {
        var sql = $"""
            SELECT key AS Key, CAST(version AS bigint) AS Version, CAST(state AS text) AS State FROM deliveries
            WHERE {database.IsOneOf("key", "@keys")}
            """;
        var found = new Dictionary<string, Row>(StringComparer.Ordinal);
        foreach (var keys in orders.Select(item => item.Order).OfType<Order>().SelectMany(KeysOf).Chunk(PageLimit))
            foreach (var row in await database.ReadAsync(connection => connection.QueryAsync<Row>(sql, new { keys })))
                found[row.Key] = row;
        return found;
    }

    /// <summary>Ids of orders that unmatched transfers were probably meant for, and to which they may still be assigned.</summary>
    private async Task<HashSet<string>> NamedAsync()
    {
        const string sql = """
            SELECT meant_order AS Meant, candidates AS Candidates FROM unmatched_transfers
            WHERE assigned_order IS NULL AND dismissed_at IS NULL AND (meant_order IS NOT NULL OR candidates IS NOT NULL)
            """;
        var rows = await database.ReadAsync(connection => connection.QueryAsync<(string? Meant, string? Candidates)>(sql));
        return [.. rows.SelectMany(row => $"{row.Meant},{row.Candidates}".Split(',', StringSplitOptions.RemoveEmptyEntries))];
    }

    private sealed class Row
    {
        public string Key { get; set; } = "";

        public long Version { get; set; }

        public string State { get; set; } = "";
    }
}
