using Dapper;
using Payments.Domain.Orders;
using Payments.Storage.Queries;

namespace Payments.Storage.Tests.Lists;

/// <summary>Lists, searches and counters say what a plain model in memory says, whatever was written, on both databases.</summary>
public abstract class OrderListTests : DatabaseTests
{
    private const int Steps = 300;
    private const int Filters = 40;

    private OrderLists Lists => Storage.Get<OrderLists>();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Lists_say_what_the_model_says(int seed)
    {
        var book = new OrderBook(Storage, seed);
        for (var step = 1; step <= Steps; step++)
        {
            await book.StepAsync();
            if (step % 50 == 0) await CheckCountsAsync(book);
        }
        for (var i = 0; i < Filters; i++)
        {
            var filter = book.Filter();
            var expected = book.Orders.Where(order => book.IsTaken(filter, order)).Select(order => order.Id.Value).ToArray();
            (await WalkAsync(filter, 1 + (i % 7))).Should().Equal(expected, $"{filter}");
            if (filter.IsCounted) await CheckPagesAsync(filter, expected, 1 + (i % 7));
        }
    }

    [Fact]
    public async Task A_page_far_behind_is_found_by_the_counters()
    {
        var book = new OrderBook(Storage, 7);
        while (book.Orders.Count < 450) await book.StepAsync();
        await CheckPagesAsync(OrderFilter.All, [.. book.Orders.Select(order => order.Id.Value)], 100);
        var pending = new OrderFilter { Statuses = ["pending", "sighted", "detected"] };
        await CheckPagesAsync(pending, [.. book.Orders.Where(order => book.IsTaken(pending, order)).Select(order => order.Id.Value)], 60);
        (await Lists.PageAsync(OrderBook.Merchant, OrderFilter.All, long.MaxValue, 100)).Items.Should().BeEmpty();
    }

    [Fact]
    public async Task Only_facets_are_counted() => await Lists.Awaiting(lists =>
        lists.PageAsync(OrderBook.Merchant, new OrderFilter { LeastMoney = 1 }, 1, 10)).Should().ThrowAsync<ArgumentException>();

    private async Task<IReadOnlyList<string>> WalkAsync(OrderFilter filter, int limit)
    {
        var seen = new List<string>();
        for (PageKey? place = null; ;)
        {
            var page = await Lists.PageAsync(OrderBook.Merchant, filter, place, limit);
            page.Items.Should().HaveCountLessThanOrEqualTo(limit);
            seen.AddRange(page.Items.Select(listed => listed.Order.Id.Value));
            seen.Should().HaveCountLessThanOrEqualTo(2 * Steps);
            if (page.Next is null) return seen;
            place = page.Next;
        }
    }

    private async Task CheckPagesAsync(OrderFilter filter, string[] expected, int limit)
    {
        for (var page = 1; page <= (expected.Length / limit) + 2; page++)
        {
            var found = await Lists.PageAsync(OrderBook.Merchant, filter, page, limit);
            found.Items.Select(listed => listed.Order.Id.Value).Should().Equal(expected.Skip((page - 1) * limit).Take(limit), $"page {page} of {filter}");
            found.Total.Should().Be(expected.Length);
        }
    }

    private async Task CheckCountsAsync(OrderBook book)
    {
        var expected = book.Orders.GroupBy(book.FacetOf, (facet, orders) => (facet, orders.Count(), orders.Sum(order => order.Money))).ToArray();
        var tallies = await Lists.TalliesAsync(OrderBook.Merchant);
        tallies.Select(tally => (tally.Facet, (int)tally.Orders, tally.Money)).Should().BeEquivalentTo(expected);
        (await Lists.CountAsync(OrderBook.Merchant)).Should().Be(book.Orders.Count);
        var bySpan = await Storage.Get<IDatabase>().ReadAsync(connection => connection.QueryAsync<long>(
            "SELECT CAST(sum(orders) AS bigint) AS n FROM order_counts GROUP BY span"));
        bySpan.Should().OnlyContain(orders => orders == book.Orders.Count);
        await CheckDaysAsync(book);
    }

    /// <summary>A range of days has all orders of those days and none beside.</summary>
    private async Task CheckDaysAsync(OrderBook book)
    {
        DateOnly[] days = [.. book.Orders.Select(DayOf).Distinct().Order()];
        foreach (var (first, last) in new[] { (days[0], days[^1]), (days[days.Length / 3], days[days.Length / 2]) })
        {
            var expected = book.Orders.Where(order => DayOf(order) >= first && DayOf(order) <= last)
                .GroupBy(order => (DayOf(order), book.FacetOf(order)), (key, orders) =>
                    (key.Item1, key.Item2, orders.Count(), orders.Sum(order => order.Money)));
            (await Storage.Get<OrderDays>().ReadAsync(OrderBook.Merchant, first, last))
                .Select(day => (day.Day, day.Tally.Facet, (int)day.Tally.Orders, day.Tally.Money)).Should().BeEquivalentTo(expected);
        }
    }

    private static DateOnly DayOf(Order order) => DateOnly.FromDateTime(order.CreatedAt.UtcDateTime);
}

public sealed class SqliteOrderListTests : OrderListTests
{ }

public sealed class PostgresOrderListTests : OrderListTests
{
    private readonly string database = TestServers.Fresh();

    protected override void Configure(StorageOptions options) => options.Database = database;
}
