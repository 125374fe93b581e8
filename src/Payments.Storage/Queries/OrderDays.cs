using Dapper;
using Payments.Domain.Identity;

namespace Payments.Storage.Queries;

/// <summary>
/// What a merchant's orders of each day came to, read from the counters of lists: it costs the same however many orders there are. An order
/// belongs to the day in UTC on which it was made.
/// </summary>
public sealed class OrderDays(IDatabase database)
{
    private static readonly int Epoch = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    /// <summary>The tallies of a range of days, both ends included; days and facets without orders are left out.</summary>
    public async Task<IReadOnlyList<OrderDay>> ReadAsync(MerchantId merchant, DateOnly first, DateOnly last)
    {
        const string sql = """
            SELECT slot AS Day, facet AS Facet, CAST(sum(orders) AS bigint) AS Orders,
                CAST(sum(whole) AS bigint) AS Whole, CAST(sum(billionths) AS bigint) AS Billionths, CAST(sum(rest) AS bigint) AS Remainder
            FROM order_counts WHERE merchant = @merchant AND span = 2 AND slot >= @first AND slot < @behind
            GROUP BY slot, facet HAVING sum(orders) <> 0 ORDER BY slot, facet
            """;
        var parameters = new { merchant = merchant.Value, first = SlotOf(first), behind = SlotOf(last.AddDays(1)) };
        var rows = await database.ReadAsync(connection =>
            connection.QueryAsync<(long Day, string Facet, long Orders, long Whole, long Billionths, long Remainder)>(sql, parameters));
        return
        [
            .. rows.Select(row => new OrderDay(
                DateOnly.FromDayNumber(Epoch + (int)row.Day),
                new OrderTally(OrderFacet.Parse(row.Facet), row.Orders,
                    row.Whole + (row.Billionths * 1e-9m) + (row.Remainder * 1e-18m)))),
        ];
    }

    private static long SlotOf(DateOnly day) => day.DayNumber - Epoch;
}

/// <summary>What a merchant's orders of a day came to.</summary>
/// <param name="Day">The day in UTC on which they were made.</param>
/// <param name="Tally">How many there are, as what, and their money.</param>
public sealed record OrderDay(DateOnly Day, OrderTally Tally);
