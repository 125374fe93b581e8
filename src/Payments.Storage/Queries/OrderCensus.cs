namespace Payments.Storage.Queries;

/// <summary>Counts all orders by status, a part of the keys at a time, so that no count reads a million rows and no order costs more to write.</summary>
/// <remarks>Ids are keyed hashes, so that every part of the keys is a fair sample: until all parts were counted once, the counts are estimates.</remarks>
public sealed class OrderCensus(OrderQueries orders, TimeProvider time)
{
    /// <summary>Parts that the keys fall into, by the first three hex digits of the id.</summary>
    public const int Parts = 4096;

    /// <summary>How long one call goes on counting; then the rest is left to the next.</summary>
    public static readonly TimeSpan Budget = TimeSpan.FromMilliseconds(250);

    /// <summary>A query aims at this part of the budget.</summary>
    private const int QueriesPerBudget = 4;

    private readonly IReadOnlyDictionary<string, long>?[] counted = new IReadOnlyDictionary<string, long>?[Parts];
    private int next;
    private int width = 1;

    /// <summary>Counts on where the last call ended, each part once at most, and sums up. Not for two callers at once.</summary>
    public async Task<OrderCounts> ContinueAsync()
    {
        var began = time.GetTimestamp();
        for (var left = Parts; left > 0 && time.GetElapsedTime(began) < Budget;)
        {
            var parts = Math.Min(Math.Min(width, left), Parts - next);
            var queried = time.GetTimestamp();
            await CountAsync(next, parts);
            width = time.GetElapsedTime(queried) < Budget / QueriesPerBudget ? Math.Min(width * 2, Parts) : Math.Max(width / 2, 1);
            next = (next + parts) % Parts;
            left -= parts;
        }
        return Sum();
    }

    private async Task CountAsync(int first, int parts)
    {
        var found = (await orders.CountAsync(KeyOf(first), KeyOf(first + parts))).ToLookup(row => row.Part);
        for (var part = first; part < first + parts; part++)
            counted[part] = found[part.ToString("x3", System.Globalization.CultureInfo.InvariantCulture)].ToDictionary(row => row.Status, row => row.Orders);
    }

    private OrderCounts Sum()
    {
        var known = counted.OfType<IReadOnlyDictionary<string, long>>().ToArray();
        var share = (double)known.Length / Parts;
        var sums = known.SelectMany(part => part).GroupBy(pair => pair.Key, pair => pair.Value);
        return new OrderCounts(sums.ToDictionary(status => status.Key, status => (long)Math.Round(status.Sum() / share)), share);
    }

    /// <summary>The first key of a part; what follows the last begins with no hex digit.</summary>
    private static string KeyOf(int part) => part == Parts ? "ord-g" : $"ord-{part:x3}";
}
