using System.Globalization;
using Payments.Http.Console.Shell;
using Payments.Http.Console.Texts;
using Payments.Storage.Queries;

namespace Payments.Http.Console.Home;

/// <summary>One chart of a shop's home.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Parts">What the parts of a bar are.</param>
/// <param name="Bars">A bar for each day.</param>
public sealed record HomeChart(string Title, IReadOnlyList<ChartPart> Parts, IReadOnlyList<ChartBar> Bars);

/// <summary>Orders and money of the last days.</summary>
public static class HomeCharts
{
    /// <summary>Days that are drawn, today included.</summary>
    public const int Days = 14;

    /// <summary>Currencies whose money is drawn: those with the most paid orders.</summary>
    private const int MostCurrencies = 3;

    /// <summary>The charts; none without orders.</summary>
    /// <param name="tallies">The tallies of those days.</param>
    /// <param name="today">The last of them.</param>
    /// <param name="texts">The words.</param>
    public static IReadOnlyList<HomeChart> Of(IReadOnlyList<OrderDay> tallies, DateOnly today, ChartTexts texts)
    {
        if (tallies.Count == 0) return [];
        DateOnly[] days = [.. Enumerable.Range(1 - Days, Days).Select(today.AddDays)];
        var orders = new HomeChart(
            texts.OrdersByDay,
            [new(texts.Paid, "good"), new(texts.Waiting, "tone"), new(texts.NotPaid, "rest")],
            Bars(days, tallies, tally => DayGroups.IsPaid(tally) ? 0 : DayGroups.IsUnpaid(tally) ? 2 : 1, 3, tally => tally.Orders));
        var currencies = tallies.Where(day => DayGroups.IsPaid(day.Tally))
            .GroupBy(day => day.Tally.Facet.Currency, day => day.Tally.Orders)
            .OrderByDescending(group => group.Sum()).ThenBy(group => group.Key, StringComparer.Ordinal).Take(MostCurrencies);
        return
        [
            orders,
            .. currencies.Select(currency => new HomeChart(
                string.Format(CultureInfo.InvariantCulture, texts.MoneyByDay, currency.Key),
                [new(texts.Paid, "good")],
                Bars(days, tallies, tally => DayGroups.IsPaid(tally) && tally.Facet.Currency == currency.Key ? 0 : null, 1,
                    tally => tally.Money))),
        ];
    }

    private static ChartBar[] Bars(
        DateOnly[] days, IReadOnlyList<OrderDay> tallies, Func<OrderTally, int?> partOf, int parts, Func<OrderTally, decimal> value) =>
    [
        .. days.Select(day => new ChartBar(
            day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            [.. Enumerable.Range(0, parts).Select(part =>
                tallies.Where(known => known.Day == day && partOf(known.Tally) == part).Sum(known => value(known.Tally)))])),
    ];
}
