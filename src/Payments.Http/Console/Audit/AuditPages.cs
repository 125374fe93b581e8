using System.Globalization;
using Microsoft.AspNetCore.Http;
using Payments.Domain.Audit;
using Payments.Domain.Identity;
using Payments.Domain.People;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Http.Console.Access;
using Payments.Http.Merchants;
using Payments.Storage.Audit;
using Payments.Storage.Queries;

namespace Payments.Http.Console.Audit;

/// <summary>Who changed what in a shop, and what operators changed: listed and downloaded.</summary>
internal sealed class AuditPages(AuditLog log)
{
    /// <summary>The section's path below the shop's, and below the operators' side.</summary>
    public const string Path = "/audit";

    private const int PageSize = 25;

    /// <summary>
    /// Whoever has the file checks it without the gateway: <c>hash</c> is the SHA-256 of the hash of the chain's entry before, a line feed
    /// and <c>entry</c>.
    /// </summary>
    private static readonly (string Name, Func<ShownAudit, string?> Value)[] Columns =
    [
        ("chain", shown => shown.Row.Chain),
        ("number", shown => shown.Row.Number.ToString(CultureInfo.InvariantCulture)),
        ("at", shown => ApiTime.Format(shown.Entry?.At)),
        ("by", shown => shown.Entry?.By.Kind),
        ("name", shown => shown.Entry?.By.Name),
        ("from", shown => shown.Entry?.By.From),
        ("what", shown => shown.Entry?.What),
        ("reason", shown => shown.Entry?.Note),
        ("changes", shown => shown.Changes),
        ("hash", shown => shown.Row.Hash),
        ("entry", shown => shown.Row.Entry),
    ];

    public void Map(ConsoleRoutes routes)
    {
        routes.MapShop("GET", Path, ShopAction.SeeAudit, ShowAsync);
        routes.MapShop("GET", Path + "/export", ShopAction.Export, ExportAsync);
    }

    /// <summary>Adds what operators changed, which is no shop's or a shop's.</summary>
    public void MapOperators(ConsoleRoutes routes)
    {
        routes.MapOperator("GET", Path, ShowAsync);
        routes.MapOperator("GET", Path + "/export", ExportAsync);
    }

    private static MerchantId? ShopOf(ConsoleCall call) => call.InShop?.Access.Merchant.Id;

    private Task<IResult> ExportAsync(ConsoleCall call) => Task.FromResult<IResult>(
        new CsvExport<AuditRow, ShownAudit>("audit", Columns, log.AllAsync(ShopOf(call), call.Http.RequestAborted), ShownAudit.Of));

    private async Task<IResult> ShowAsync(ConsoleCall call)
    {
        var (place, wrong) = (default(PageKey?), default(string));
        try
        {
            place = ApiRules.After(call.Query("after"));
        }
        catch (InputException refusal)
        {
            wrong = refusal.Message;
        }
        var found = await log.PageAsync(ShopOf(call), place, PageSize);
        return call.Page<AuditPage>(new()
        {
            [nameof(AuditPage.Shown)] = found.Items.Select(ShownAudit.Of).ToArray(),
            [nameof(AuditPage.Next)] = found.Next,
            [nameof(AuditPage.Wrong)] = wrong,
        }, wrong is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }
}
