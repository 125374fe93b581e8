using Microsoft.AspNetCore.Http;
using Payments.Domain.People;
using Payments.Http.Common;
using Payments.Http.Console.Access;
using Payments.Http.Reconciliation;
using Payments.Storage.Reconciliation;

namespace Payments.Http.Console.Reconciliation;

/// <summary>
/// How providers' statements and chains agreed with a shop's payments: days of its own accounts, differences of these and of its transfers,
/// and what its orders brought.
/// </summary>
internal sealed class ReconciliationPages(ReconciliationQueries queries)
{
    /// <summary>The section's path below the shop's.</summary>
    public const string Path = "/reconciliation";

    /// <summary>The path of what orders brought.</summary>
    public const string SettlementsPath = Path + "/settlements";

    private const int PageSize = 31;
    private const int DifferencesShown = 50;

    public void Map(ConsoleRoutes routes)
    {
        routes.MapShop("GET", Path, ShopAction.Look, ShowAsync);
        routes.MapShop("GET", Path + "/export", ShopAction.Export, call => Task.FromResult(
            ReconciliationCsv.Of(queries.AllDifferencesAsync(OfDifferences(call), call.Http.RequestAborted))));
        routes.MapShop("GET", SettlementsPath, ShopAction.Look, ShowSettlementsAsync);
        routes.MapShop("GET", SettlementsPath + "/export", ShopAction.Export, call => Task.FromResult(
            ReconciliationCsv.Of(queries.AllSettlementsAsync(OfOrders(call), call.Http.RequestAborted))));
    }

    private async Task<IResult> ShowAsync(ConsoleCall call)
    {
        var (place, wrong) = Place(call, ReconciliationQueries.RunPlace);
        var days = await queries.RunsAsync(OfAccounts(call), place, PageSize);
        var open = await queries.DifferencesAsync(OfDifferences(call) with { IsOpenOnly = true }, null, DifferencesShown);
        return call.Page<DaysPage>(new()
        {
            [nameof(DaysPage.Days)] = days.Items.Select(ReconciliationView.Of).ToArray(),
            [nameof(DaysPage.Next)] = days.Next?.ToString(),
            [nameof(DaysPage.Open)] = open.Items.Select(DifferenceView.Of).ToArray(),
            [nameof(DaysPage.HasMore)] = open.Next is not null,
            [nameof(DaysPage.Wrong)] = wrong,
        }, Status(wrong));
    }

    private async Task<IResult> ShowSettlementsAsync(ConsoleCall call)
    {
        var (place, wrong) = Place(call, ReconciliationQueries.SettlementPlace);
        var found = await queries.SettlementsAsync(OfOrders(call), place, PageSize);
        return call.Page<SettlementsPage>(new()
        {
            [nameof(SettlementsPage.Rows)] = found.Items.Select(SettlementView.Of).ToArray(),
            [nameof(SettlementsPage.Next)] = found.Next?.ToString(),
            [nameof(SettlementsPage.Wrong)] = wrong,
        }, Status(wrong));
    }

    private static (ReconciliationPlace? Place, string? Wrong) Place(ConsoleCall call, int values)
    {
        if (call.Query("after") is not { } text) return (null, null);
        return ReconciliationPlace.TryParse(text, values, out var place)
            ? (place, null)
            : (null, "after: expected what an earlier page named as next");
    }

    private static int Status(string? wrong) => wrong is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;

    private static ReconciliationFilter OfAccounts(ConsoleCall call) => new() { Account = call.Shop.Id.Value };

    private static ReconciliationFilter OfDifferences(ConsoleCall call) => new() { Concerned = call.Shop.Id };

    private static ReconciliationFilter OfOrders(ConsoleCall call) => new() { Merchant = call.Shop.Id };
}
