using Microsoft.AspNetCore.Http;
using Payments.Contracts.Merchants;
using Payments.Domain.People;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Http.Console.Access;
using Payments.Http.Console.Shell;
using Payments.Http.Merchants;

namespace Payments.Http.Console.Settings;

/// <summary>
/// A shop's settings by the rules of the API: its name, where it is told of payments, and how it looks to payers. A changed callback
/// address asks for the second factor again.
/// </summary>
internal sealed class SettingsPages(Logos logos, ConsoleProof proof)
{
    /// <summary>The section's path below the shop's.</summary>
    public const string Path = "/settings";

    private static readonly string[] Profile = ["name", "webhook_url", MethodField];

    private const string MethodField = "notify_method";

    public void Map(ConsoleRoutes routes)
    {
        routes.MapShop("GET", Path, ShopAction.Look, call => Task.FromResult(Show(call)));
        routes.MapShop("POST", Path, ShopAction.ChangeSettings, SaveAsync, GuardedChange.Endpoint);
        routes.MapShop("POST", Path + "/look", ShopAction.ChangeSettings, call => ChangeAsync(call, () => call.Merchant.UpdateAsync(
            new UpdateMerchant { Branding = BrandingRequest.Read(Sent(call, BrandingRequest.Fields), known: null) })));
        routes.MapShop("POST", Path + "/logo", ShopAction.ChangeSettings, call => ChangeAsync(call, () => SaveLogoAsync(call)));
        routes.MapShop("POST", Path + "/logo/remove", ShopAction.ChangeSettings, call =>
            ChangeAsync(call, () => Logos.RemoveAsync(call.Merchant)));
    }

    private static IResult Show(ConsoleCall call, string? wrong = null, int status = StatusCodes.Status200OK) =>
        call.Page<SettingsPage>(new()
        {
            [nameof(SettingsPage.Typed)] = wrong is null ? null : (Func<string, string?>)call.Form.Given,
            [nameof(SettingsPage.Wrong)] = wrong,
        }, status);

    /// <summary>
    /// A field that is empty or missing leaves what is there. A method that is as it was is not set again, which would forget what hosts
    /// hear.
    /// </summary>
    private async Task<IResult> SaveAsync(ConsoleCall call)
    {
        try
        {
            var present = call.Shop.NotifyMethod.ToString().ToLowerInvariant();
            var sent = Profile.Where(name => name != MethodField || call.Form[name] != present);
            var command = await MerchantRequest.ReadAsync(call.Form.Body(sent, []), call.Shop, call.Merchant);
            if (command.WebhookUrl is { } url && url != call.Shop.WebhookUrl && await proof.WhyNotChangeAsync(call) is { } wrong)
                return Show(call, wrong, StatusCodes.Status400BadRequest);
            await call.Merchant.UpdateAsync(command);
            return ConsoleCall.Go(call.PathOf(Path), ConsoleNotice.SettingsSaved);
        }
        catch (InputException refusal)
        {
            return Show(call, refusal.Message, refusal.Status);
        }
    }

    private async Task<Domain.Merchants.Merchant?> SaveLogoAsync(ConsoleCall call)
    {
        var file = call.Form.File("logo") ?? throw InputException.Missing("logo");
        await using var content = file.OpenReadStream();
        return await logos.SaveAsync(
            call.Merchant, call.Shop, await BrandAssets.ReadAsync(content, file.Length, call.Http.RequestAborted));
    }

    private static async Task<IResult> ChangeAsync(ConsoleCall call, Func<Task<Domain.Merchants.Merchant?>> change)
    {
        try
        {
            await change();
            return ConsoleCall.Go(call.PathOf(Path), ConsoleNotice.SettingsSaved);
        }
        catch (InputException refusal)
        {
            return Show(call, refusal.Message, refusal.Status);
        }
    }

    /// <summary>Of a form every field counts, an empty one as null.</summary>
    private static JsonFields Sent(ConsoleCall call, string[] names) =>
        JsonFields.Of(names.Select(name => (name, call.Form.Given(name))), []);
}
