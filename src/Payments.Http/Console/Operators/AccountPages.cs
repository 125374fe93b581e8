using Microsoft.AspNetCore.Http;
using Payments.Http.Common;
using Payments.Http.Console.Access;
using Payments.Http.Console.Providers;
using Payments.Http.Ops;
using Payments.Providers.Common;

namespace Payments.Http.Console.Operators;

/// <summary>The installation's own accounts at payment providers, which the settings say, and their checks.</summary>
internal sealed class AccountPages(
    ProviderCatalog catalog, InstallationAccounts accounts, ProviderExam exam, PublicAddress address, DailyFindings findings)
{
    /// <summary>The section's path below the operators' side.</summary>
    public const string Path = "/accounts";

    public void Map(ConsoleRoutes routes)
    {
        routes.MapOperator("GET", Path, call => ShowAsync(call));
        routes.MapOperator("POST", Path + "/{provider}/check", CheckAsync);
    }

    private async Task<IResult> ShowAsync(ConsoleCall call, ExamReport? report = null) => call.Page<AccountsPage>(new()
    {
        [nameof(AccountsPage.Rows)] = catalog.All.Select(RowOf).ToArray(),
        [nameof(AccountsPage.Watch)] = await findings.ProvidersAsync(),
        [nameof(AccountsPage.Report)] = report,
    });

    private async Task<IResult> CheckAsync(ConsoleCall call)
    {
        var name = call.Route("provider");
        return await exam.TakeAsync(name, address.Root, call.Http.RequestAborted) is { } found
            ? await ShowAsync(call, new ExamReport(name, found))
            : throw new InputException("provider", "no such provider", StatusCodes.Status404NotFound);
    }

    private ShownAccount RowOf(IPaymentProvider provider)
    {
        var account = accounts.Of(provider.Name);
        return new ShownAccount(
            provider.Name,
            account is not null,
            [.. provider.Settings.Where(setting => account?.Find(setting.Name) is not null).Select(setting => setting.Name)]);
    }
}

/// <summary>An account of the installation's.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="IsSet">Whether there is an account.</param>
/// <param name="Settings">The names of settings that are set; values are in the configuration alone.</param>
public sealed record ShownAccount(string Provider, bool IsSet, IReadOnlyList<string> Settings);
