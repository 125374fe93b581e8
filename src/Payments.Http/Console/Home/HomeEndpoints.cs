using System.Globalization;
using Microsoft.AspNetCore.Http;
using Payments.Domain.Money;
using Payments.Domain.People;
using Payments.Http.Console.Access;
using Payments.Http.Console.Orders;
using Payments.Http.Merchants;
using Payments.Http.Ops;
using Payments.Storage.Queries;

namespace Payments.Http.Console.Home;

/// <summary>A shop's home. Its figures are read from counters, so that it costs the same however many orders there are.</summary>
internal sealed class HomeEndpoints(OrderLists orders, OrderDays days, HomeWorries worries, TimeProvider time)
{
    public void Map(ConsoleRoutes routes) => routes.MapShop("GET", "", ShopAction.Look, ShowAsync);

    private async Task<IResult> ShowAsync(ConsoleCall call)
    {
        var tallies = await orders.TalliesAsync(call.Shop.Id);
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var drawn = await days.ReadAsync(call.Shop.Id, today.AddDays(1 - HomeCharts.Days), today);
        OrderTally[] todays = [.. drawn.Where(day => day.Day == today).Select(day => day.Tally)];
        var since = today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "T00:00:00Z";
        return call.Page<HomePage>(new()
        {
            [nameof(HomePage.Worries)] = await worries.OfAsync(call, tallies),
            [nameof(HomePage.Today)] = States(call, todays, hasMoney: true, $"&from={Uri.EscapeDataString(since)}"),
            [nameof(HomePage.States)] = States(call, tallies, hasMoney: false, ""),
            [nameof(HomePage.Charts)] = HomeCharts.Of(drawn, today, call.Texts.Charts),
        });
    }

    /// <summary>In the order in which an order passes through them.</summary>
    /// <param name="call">The request.</param>
    /// <param name="tallies">The orders by what they are.</param>
    /// <param name="hasMoney">Whether the money of each is shown, by currency.</param>
    /// <param name="more">What the links' queries have beside the status.</param>
    private static List<HomeTile> States(ConsoleCall call, IReadOnlyList<OrderTally> tallies, bool hasMoney, string more) =>
    [
        .. from status in call.Texts.Orders.Statuses
           let stored = OrderFilterRequest.StatusesOf(status.Key)
           let found = tallies.Where(tally => stored.Contains(tally.Facet.Status)).ToArray()
           let count = found.Sum(tally => tally.Orders)
           where count > 0
           let name = hasMoney ? $"{status.Value}: {MoneyOf(found)}" : status.Value
           select new HomeTile(
               name, OpsText.Number(count), OrderWords.ToneOf(status.Key), call.PathOf($"/orders?status={status.Key}{more}")),
    ];

    private static string MoneyOf(IEnumerable<OrderTally> tallies) => string.Join(", ", tallies
        .GroupBy(tally => tally.Facet.Currency, tally => tally.Money).OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => $"{PlainDecimal.Format(group.Sum())} {group.Key}"));
}
