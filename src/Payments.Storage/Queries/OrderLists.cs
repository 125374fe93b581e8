using Dapper;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Storage.States;

namespace Payments.Storage.Queries;

/// <summary>
/// A merchant's orders: listed and filtered, searched, counted and summed up, without a scan however many there are. Reads
/// <c>order_list</c>, <c>order_words</c> and <c>order_counts</c>, which triggers write with the orders.
/// </summary>
/// <remarks>docs/decisions/order-lists.md says why it is made so.</remarks>
public sealed class OrderLists(IDatabase database, JsonStateSerializer serializer)
{
    /// <summary>Milliseconds that a counter of span 1 covers: a quarter of an hour.</summary>
    private const long Quarter = 900_000;

    /// <summary>Quarters in one counter of span 0.</summary>
    private const long QuartersInPeriod = 768;

    /// <summary>A numbered page that begins up to here is walked to at once, without asking the counters where it begins.</summary>
    private const int NearStart = 200;

    /// <summary>Orders that are read at once when all are.</summary>
    private const int Chunk = 200;

    /// <summary>Orders behind a place, newest first.</summary>
    /// <param name="merchant">The merchant.</param>
    /// <param name="filter">Which of them.</param>
    /// <param name="behind">Where an earlier page ended; null for the newest.</param>
    /// <param name="limit">Orders at most. A page may hold fewer although the list goes on: then much was left out on the way.</param>
    public async Task<Page<ListedOrder>> PageAsync(MerchantId merchant, OrderFilter filter, PageKey? behind, int limit)
    {
        var walk = new OrderWalk(merchant, filter, behind, await FacetsAsync(merchant, filter));
        var (rows, end) = walk.IsEmpty ? ([], null) : await WalkAsync(walk, limit + 1, skipped: 0);
        if (filter.Search is { Orders.Count: > 0 } search) rows = await WithNamedAsync(rows, end, walk, search.Orders);
        if (rows.Count <= limit) return new Page<ListedOrder>(Read(rows), end);
        return new Page<ListedOrder>(Read(rows.Take(limit)), rows[limit - 1].Place);
    }

    /// <summary>The page of a number, and how many orders there are; see <see cref="OrderFilter.IsCounted"/>.</summary>
    /// <param name="merchant">The merchant.</param>
    /// <param name="filter">Which orders; only facets.</param>
    /// <param name="page">From 1.</param>
    /// <param name="limit">Orders on a page.</param>
    /// <exception cref="ArgumentException">The counters cannot tell of this filter.</exception>
    public async Task<NumberedPage> PageAsync(MerchantId merchant, OrderFilter filter, long page, int limit)
    {
        if (!filter.IsCounted) throw new ArgumentException("Only facets are counted.", nameof(filter));
        ArgumentOutOfRangeException.ThrowIfLessThan(page, 1);
        var counts = (await PeriodsAsync(merchant)).Where(count => filter.Takes(count.Facet)).ToArray();
        var total = counts.Sum(count => count.Orders);
        if ((UInt128)(page - 1) * (UInt128)limit >= (UInt128)Math.Max(total, 0)) return new NumberedPage([], total);

        var facets = filter.TakesAnyFacet ? null : counts.Select(count => count.Text).Distinct().ToArray();
        var (before, skipped) = await BeginningAsync(merchant, facets, counts, (page - 1) * limit);
        var walk = new OrderWalk(merchant, filter with { Before = before }, null, facets);
        return new NumberedPage(Read(await RowsAsync(walk, limit, (int)skipped)), total);
    }

    /// <summary>All orders that a filter takes, newest first, a few in memory at a time. Those that are made meanwhile are left out.</summary>
    public IAsyncEnumerable<ListedOrder> AllAsync(
        MerchantId merchant, OrderFilter filter, CancellationToken cancellationToken = default) =>
        PageWalk.AllAsync(place => PageAsync(merchant, filter, place, Chunk), cancellationToken);

    /// <summary>How many orders a merchant has.</summary>
    public async Task<long> CountAsync(MerchantId merchant) => (await TalliesAsync(merchant)).Sum(tally => tally.Orders);

    /// <summary>How many of a merchant's orders are listed as what, with their money.</summary>
    public async Task<IReadOnlyList<OrderTally>> TalliesAsync(MerchantId merchant)
    {
        const string sql = """
            SELECT facet AS Facet, CAST(sum(orders) AS bigint) AS Orders, CAST(sum(whole) AS bigint) AS Whole,
                CAST(sum(billionths) AS bigint) AS Billionths, CAST(sum(rest) AS bigint) AS Remainder
            FROM order_counts WHERE merchant = @merchant AND span = 0 GROUP BY facet HAVING sum(orders) <> 0
            """;
        var rows = await database.ReadAsync(connection =>
            connection.QueryAsync<(string Facet, long Orders, long Whole, long Billionths, long Remainder)>(sql, new { merchant = merchant.Value }));
        return [.. rows.Select(row => new OrderTally(
            OrderFacet.Parse(row.Facet), row.Orders, row.Whole + (row.Billionths * 1e-9m) + (row.Remainder * 1e-18m)))];
    }

    /// <summary>The facets that a filter takes, of those that the merchant has; null where it takes all.</summary>
    private async Task<IReadOnlyList<string>?> FacetsAsync(MerchantId merchant, OrderFilter filter)
    {
        if (filter.TakesAnyFacet) return null;
        var rows = await database.ReadAsync(connection => connection.QueryAsync<string>(
            "SELECT facet FROM order_counts WHERE merchant = @merchant AND span = 0 GROUP BY facet HAVING sum(orders) <> 0",
            new { merchant = merchant.Value }));
        return [.. rows.Where(text => filter.Takes(OrderFacet.Parse(text)))];
    }

    /// <summary>Where the order of a number stands: before which time, and how many orders behind it.</summary>
    private async Task<(DateTimeOffset? Before, long Skipped)> BeginningAsync(
        MerchantId merchant, IReadOnlyList<string>? facets, IEnumerable<Count> counts, long skipped)
    {
        if (skipped <= NearStart) return (null, skipped);
        var periods = counts.GroupBy(count => count.Slot, (slot, orders) => (Slot: slot, Orders: orders.Sum(count => count.Orders)))
            .OrderByDescending(slot => slot.Slot);
        var (period, rest) = Find([.. periods], skipped);
        var (quarter, left) = Find(await QuartersAsync(merchant, facets, period), rest);
        return (DateTimeOffset.FromUnixTimeMilliseconds((quarter + 1) * Quarter), left);
    }

    /// <summary>The slot that holds the order of a number, and how many orders of that slot come before it.</summary>
    /// <param name="slots">The newest first.</param>
    /// <param name="skipped">The number, from 0 for the newest.</param>
    private static (long Slot, long Skipped) Find(IReadOnlyList<(long Slot, long Orders)> slots, long skipped)
    {
        foreach (var (slot, orders) in slots)
        {
            if (skipped < orders) return (slot, skipped);
            skipped -= orders;
        }
        // Orders went elsewhere between two looks at the counters; the last slot is where the list ends.
        return slots.Count == 0 ? (0, 0) : (slots[^1].Slot, slots[^1].Orders);
    }

    /// <summary>
    /// How many orders of some facets, or of all, a period's quarters have; summed up by the database, because there may be 768 of each
    /// facet.
    /// </summary>
    private async Task<IReadOnlyList<(long Slot, long Orders)>> QuartersAsync(
        MerchantId merchant, IReadOnlyList<string>? facets, long period)
    {
        var sql = $"""
            SELECT slot AS Slot, CAST(sum(orders) AS bigint) AS Orders FROM order_counts
            WHERE merchant = @merchant AND span = 1 AND slot >= @first AND slot < @end
                {(facets is null ? "" : $"AND {database.IsOneOf("facet", "@facets")}")}
            GROUP BY slot HAVING sum(orders) <> 0 ORDER BY slot DESC
            """;
        var first = period * QuartersInPeriod;
        var parameters = new { merchant = merchant.Value, facets = facets?.ToArray(), first, end = first + QuartersInPeriod };
        return (await database.ReadAsync(connection => connection.QueryAsync<(long, long)>(sql, parameters))).AsList();
    }

    private async Task<IEnumerable<Count>> PeriodsAsync(MerchantId merchant)
    {
        const string sql = """
            SELECT slot AS Slot, facet AS Facet, CAST(sum(orders) AS bigint) AS Orders FROM order_counts
            WHERE merchant = @merchant AND span = 0 GROUP BY slot, facet HAVING sum(orders) <> 0
            """;
        var rows = await database.ReadAsync(connection =>
            connection.QueryAsync<(long Slot, string Facet, long Orders)>(sql, new { merchant = merchant.Value }));
        var facets = new Dictionary<string, OrderFacet>(StringComparer.Ordinal);
        return rows.Select(row =>
        {
            if (!facets.TryGetValue(row.Facet, out var facet)) facets[row.Facet] = facet = OrderFacet.Parse(row.Facet);
            return new Count(row.Slot, row.Facet, facet, row.Orders);
        });
    }

    /// <summary>Rows of a walk; and where it ended, where it did not come to the end of the list and may have left something out.</summary>
    private Task<(IReadOnlyList<Row> Rows, PageKey? End)> WalkAsync(OrderWalk walk, int most, int skipped) => database.ReadAsync(async connection =>
    {
        var parameters = walk.Parameters(walk.LeavesOut ? OrderWalk.Reach : skipped + most);
        parameters.Add("most_rows", most);
        parameters.Add("skipped", skipped);
        var sql = $"""
            SELECT o.state AS State, l.facet AS Facet, l.created_at AS At, l.key AS Key FROM (
                SELECT created_at, key FROM ({walk.Taken(database)}) AS taken ORDER BY created_at DESC, key DESC LIMIT @most_rows OFFSET @skipped) AS page
            CROSS JOIN order_list l CROSS JOIN orders o
            WHERE l.merchant = @merchant AND l.created_at = page.created_at AND l.key = page.key AND o.key = page.key
            ORDER BY l.created_at DESC, l.key DESC
            """;
        IReadOnlyList<Row> rows = (await connection.QueryAsync<Row>(sql, parameters)).AsList();
        if (!walk.LeavesOut || rows.Count == most) return (rows, null);
        parameters.Add("last", OrderWalk.Reach - 1);
        var end = await connection.QueryAsync<(long At, string Key)>(
            $"SELECT created_at AS At, key AS Key FROM ({walk.Entries}) AS walked ORDER BY created_at DESC, key DESC LIMIT 1 OFFSET @last", parameters);
        return (rows, end.Select(row => (PageKey?)new PageKey(row.At, row.Key)).FirstOrDefault());
    });

    /// <summary>Rows of a walk, as many as there are, however many others are between them.</summary>
    private async Task<IEnumerable<Row>> RowsAsync(OrderWalk walk, int most, int skipped)
    {
        if (!walk.LeavesOut) return (await WalkAsync(walk, most, skipped)).Rows;
        var found = new List<Row>();
        for (PageKey? place = null; ;)
        {
            var (rows, end) = await WalkAsync(walk with { Behind = place }, skipped + most - found.Count, skipped: 0);
            found.AddRange(rows);
            if (end is null) return found.Skip(skipped);
            place = end;
        }
    }

    /// <summary>Adds orders that a search names itself, where the filter takes them and they are on this page.</summary>
    private async Task<IReadOnlyList<Row>> WithNamedAsync(IReadOnlyList<Row> rows, PageKey? end, OrderWalk walk, IReadOnlyList<OrderId> ids)
    {
        var sql = $"""
            SELECT o.state AS State, l.facet AS Facet, l.created_at AS At, l.key AS Key FROM orders o CROSS JOIN order_list l
            WHERE {database.IsOneOf("o.key", "@keys")} AND l.merchant = @merchant AND l.created_at = o.created_at AND l.key = o.key
            """;
        var parameters = new { keys = ids.Select(id => id.GrainKey).ToArray(), merchant = walk.Merchant.Value };
        var named = await database.ReadAsync(connection => connection.QueryAsync<Row>(sql, parameters));
        var known = rows.Select(row => row.Key).ToHashSet(StringComparer.Ordinal);
        var added = named.Where(row => !known.Contains(row.Key) && IsMeant(walk, row) && (end is not { } place || !row.IsBehind(place)));
        return [.. rows.Concat(added).OrderByDescending(row => row.At).ThenByDescending(row => row.Key, StringComparer.Ordinal)];
    }

    private bool IsMeant(OrderWalk walk, Row row)
    {
        if (walk.Behind is { } behind && !row.IsBehind(behind)) return false;
        var (filter, created) = (walk.Filter, DateTimeOffset.FromUnixTimeMilliseconds(row.At));
        if (!filter.Takes(OrderFacet.Parse(row.Facet)) || created < filter.From || created >= filter.Before) return false;
        return serializer.TryRead<Order>(row.State) is { } order && !(order.Money < filter.LeastMoney) && !(order.Money > filter.MostMoney);
    }

    /// <summary>The orders of rows. One that cannot be read is left out: its grain tells of it, and a list shows the others.</summary>
    private ListedOrder[] Read(IEnumerable<Row> rows) =>
    [
        .. rows.Select(row => (row.Facet, Order: serializer.TryRead<Order>(row.State))).Where(row => row.Order is not null)
            .Select(row => new ListedOrder(row.Order!, OrderFacet.Parse(row.Facet))),
    ];

    private sealed record Count(long Slot, string Text, OrderFacet Facet, long Orders);

    private sealed class Row
    {
        public string State { get; set; } = "";

        public string Facet { get; set; } = "";

        public long At { get; set; }

        public string Key { get; set; } = "";

        public PageKey Place => new(At, Key);

        /// <summary>Lists go from new to old.</summary>
        public bool IsBehind(PageKey place) => At < place.At || At == place.At && string.CompareOrdinal(Key, place.Key) < 0;
    }
}
