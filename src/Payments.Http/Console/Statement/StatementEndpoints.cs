using System.Globalization;
using Microsoft.AspNetCore.Http;
using Payments.Domain.Money;
using Payments.Domain.People;
using Payments.Http.Common;
using Payments.Http.Console.Access;
using Payments.Http.Merchants;
using Payments.Storage.Queries;

namespace Payments.Http.Console.Statement;

/// <summary>A shop's monthly statement, read from counters.</summary>
internal sealed class StatementEndpoints(OrderDays days, TimeProvider time)
{
    private const string MonthForm = "yyyy-MM";

    /// <summary>A row for each day and what its orders are: what the page adds up.</summary>
    private static readonly (string, Func<OrderDay, string?>)[] Columns =
    [
        ("day", row => row.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        ("currency", row => row.Tally.Facet.Currency),
        ("status", row => row.Tally.Facet.Status),
        ("face", row => row.Tally.Facet.Face),
        ("chain", row => row.Tally.Facet.Chain),
        ("token", row => row.Tally.Facet.Token),
        ("orders", row => row.Tally.Orders.ToString(CultureInfo.InvariantCulture)),
        ("money", row => PlainDecimal.Format(row.Tally.Money)),
    ];

    public void Map(ConsoleRoutes routes)
    {
        routes.MapShop("GET", "/statement", ShopAction.Look, ShowAsync);
        routes.MapShop("GET", "/statement/export", ShopAction.Export, ExportAsync);
    }

    private async Task<IResult> ShowAsync(ConsoleCall call)
    {
        var first = MonthOf(call.Query("month"));
        return call.Page<StatementPage>(new()
        {
            [nameof(StatementPage.Month)] = first.ToString(MonthForm, CultureInfo.InvariantCulture),
            [nameof(StatementPage.Days)] = await ReadAsync(call, first),
        });
    }

    private async Task<IResult> ExportAsync(ConsoleCall call)
    {
        var first = MonthOf(call.Query("month"));
        var rows = await ReadAsync(call, first);
        var name = $"statement-{first.ToString(MonthForm, CultureInfo.InvariantCulture)}";
        return new CsvExport<OrderDay, OrderDay>(name, Columns, rows.ToAsyncEnumerable(), row => row);
    }

    private Task<IReadOnlyList<OrderDay>> ReadAsync(ConsoleCall call, DateOnly first) =>
        days.ReadAsync(call.Shop.Id, first, first.AddMonths(1).AddDays(-1));

    /// <summary>The first day of a month; of the present one where none is named.</summary>
    private DateOnly MonthOf(string? text)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        if (text is null) return new DateOnly(today.Year, today.Month, 1);
        return DateOnly.TryParseExact(text, MonthForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) &&
            month.Year >= DateTime.UnixEpoch.Year && month <= today
                ? month
                : throw new InputException("month", "expected a month such as 2026-01, not after the present one");
    }
}
