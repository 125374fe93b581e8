using Microsoft.AspNetCore.Http;
using Payments.Domain.People;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Http.Console.Access;
using Payments.Http.Console.Shell;
using Payments.Http.Limits;
using Payments.Http.Merchants;
using Payments.Providers.Common;

namespace Payments.Http.Console.Providers;

/// <summary>
/// A shop's accounts at payment providers: shown without secrets, saved, removed, and checked. Whoever changes one changes where the shop
/// is paid, so that it asks for the second factor again, as wallets do.
/// </summary>
internal sealed class ProviderPages(OwnProviders providers, ProviderExam exam, ConsoleProof proof, RequestLimits limits)
{
    /// <summary>The section's path below the shop's.</summary>
    public const string Path = "/providers";

    /// <summary>What the fields of settings are called before their own names.</summary>
    public const string SettingField = "setting-";

    /// <summary>What the boxes of ways to pay are called before their own names.</summary>
    public const string MethodField = "method-";

    public void Map(ConsoleRoutes routes)
    {
        routes.MapShop("GET", Path, ShopAction.Look, call => ShowAsync(call));
        routes.MapShop("POST", Path + "/{provider}", ShopAction.ChangeWallets, SaveAsync, GuardedChange.ReceivingAddress);
        routes.MapShop("POST", Path + "/{provider}/remove", ShopAction.ChangeWallets, RemoveAsync, GuardedChange.ReceivingAddress);
        routes.MapShop("POST", Path + "/{provider}/check", ShopAction.SeeKeys, CheckAsync);
    }

    private async Task<IResult> ShowAsync(
        ConsoleCall call, string? wrong = null, ExamReport? report = null, int status = StatusCodes.Status200OK) =>
        call.Page<ProvidersPage>(new()
        {
            [nameof(ProvidersPage.Providers)] = await providers.ListAsync(call.Shop),
            [nameof(ProvidersPage.Report)] = report,
            [nameof(ProvidersPage.Wrong)] = wrong,
        }, wrong is not null && status == StatusCodes.Status200OK ? StatusCodes.Status400BadRequest : status);

    /// <summary>What the page shows is sent as it then is; a secret that is left empty stays.</summary>
    private async Task<IResult> SaveAsync(ConsoleCall call)
    {
        var provider = providers.Find(call.Route("provider"));
        try
        {
            var settings = new Dictionary<string, string>();
            foreach (var setting in provider.Settings)
            {
                var value = call.Form[SettingField + setting.Name];
                if (value.Length > ProviderEndpoints.ValueLimit)
                    throw new InputException($"settings.{setting.Name}", $"expected at most {ProviderEndpoints.ValueLimit} characters");
                if (!setting.IsSecret || value.Length > 0) settings[setting.Name] = value;
            }
            string[] methods =
                [.. provider.Methods.Select(method => method.Name).Where(method => call.Form[MethodField + method] == "on")];
            var command = await providers.ReadAsync(call.Shop, provider, settings, methods, call.Form.Given("overlap_seconds"));
            if (await proof.WhyNotChangeAsync(call) is { } wrong) return await ShowAsync(call, wrong);
            await providers.SaveAsync(call.Shop, provider, command, keyHash: null);
        }
        catch (InputException refusal) when (refusal.Status == StatusCodes.Status400BadRequest)
        {
            return await ShowAsync(call, refusal.Message);
        }
        return ConsoleCall.Go(call.PathOf(Path), ConsoleNotice.ProviderSaved);
    }

    private async Task<IResult> RemoveAsync(ConsoleCall call)
    {
        var provider = providers.Find(call.Route("provider"));
        if (await proof.WhyNotChangeAsync(call) is { } wrong) return await ShowAsync(call, wrong);
        await providers.RemoveAsync(call.Shop, provider, keyHash: null);
        return ConsoleCall.Go(call.PathOf(Path), ConsoleNotice.ProviderRemoved);
    }

    /// <summary>It calls the provider, so that it is counted as looks at chains are.</summary>
    private async Task<IResult> CheckAsync(ConsoleCall call)
    {
        var provider = providers.Find(call.Route("provider"));
        if (await providers.OwnAsync(call.Shop, provider) is not { } account)
            return await ShowAsync(call, call.Texts.Providers.NoOwn, status: StatusCodes.Status404NotFound);
        await limits.CountLookAsync(call.Http, call.Shop.Id);
        var findings = await exam.TakeOwnAsync(
            provider, account, providers.NotifyUrlOf(call.Shop, provider), call.Http.RequestAborted);
        return await ShowAsync(call, report: new ExamReport(provider.Name, findings));
    }
}
