using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Payments.Contracts;
using Payments.Contracts.Providers;
using Payments.Domain.Merchants;
using Payments.Domain.Providers;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Providers.Common;
using Payments.Storage.Queries;

namespace Payments.Http.Merchants;

/// <summary>A merchant's accounts at payment providers.</summary>
internal sealed class ProviderEndpoints(
    ProviderCatalog catalog, InstallationAccounts installation, ProviderWork work, PublicAddress address) : IApiEndpoints
{
    private const int ValueLimit = 16 << 10;

    /// <inheritdoc />
    public void Map(ApiRoutes routes)
    {
        routes.MapOwn("GET", "/providers", KeyScopes.Manage, ListAsync);
        routes.MapOwn("PUT", "/providers/{provider}", KeyScopes.Manage, SaveAsync, GuardedChange.ReceivingAddress);
        routes.MapOwn("DELETE", "/providers/{provider}", KeyScopes.Manage, RemoveAsync, GuardedChange.ReceivingAddress);
    }

    private async Task<IResult> ListAsync(ApiCall call)
    {
        var views = new List<ProviderView>();
        foreach (var provider in catalog.All)
        {
            var own = call.Access.Merchant.Providers.FirstOrDefault(candidate => candidate.Name == provider.Name);
            views.Add(ViewOf(call, provider, own?.Methods, own is null ? null : await AccountOf(call, provider).GetAsync()));
        }
        return call.Answer(new ProvidersView(views), ApiJson.Relaxed.EnvelopeProvidersView);
    }

    private async Task<IResult> SaveAsync(ApiCall call)
    {
        var provider = ProviderOf(call);
        var body = await call.NestedBodyAsync(["settings"], "settings", "methods", "overlap_seconds");
        var settings = Settings(provider, body.Object("settings") ?? throw InputException.Missing("settings"));
        var known = (await AccountOf(call, provider).GetAsync())?.Settings;
        string[] kept =
        [
            .. provider.Settings.Where(setting => setting.IsSecret && !settings.ContainsKey(setting.Name)).Select(setting => setting.Name),
        ];
        var sent = settings.Where(setting => setting.Value.Length > 0).ToDictionary();
        var whole = new Dictionary<string, string>(sent);
        foreach (var name in kept)
            if (known?.GetValueOrDefault(name) is { } value) whole[name] = value;
        var nothing = new Dictionary<string, string>();
        Check(provider, new ProviderAccount(provider.Name, whole, nothing, call.Access.Merchant.Id, installation.AllowsSandbox));
        var methods = Methods(provider, body.Texts("methods"));
        if (IsAnother(provider, known, whole)) await RequireNothingOpenAsync(call, provider, known is not null);
        var command = new SaveProvider { Settings = sent, Kept = kept, Methods = methods, Overlap = Overlap(body.Number("overlap_seconds")) };
        var result = await AccountOf(call, provider).SaveAsync(command, call.KeyHash);
        Require(result);
        return call.Answer(ViewOf(call, provider, methods, result.Access), ApiJson.Relaxed.EnvelopeProviderView);
    }

    private async Task<IResult> RemoveAsync(ApiCall call)
    {
        var provider = ProviderOf(call);
        if (await AccountOf(call, provider).GetAsync() is not null) await RequireNothingOpenAsync(call, provider, isOwn: true);
        Require(await AccountOf(call, provider).RemoveAsync(call.KeyHash));
        return call.Answer(ViewOf(call, provider, null, null), ApiJson.Relaxed.EnvelopeProviderView);
    }

    private ProviderView ViewOf(ApiCall call, IPaymentProvider provider, IReadOnlyList<string>? methods, ProviderAccess? access)
    {
        var merchant = call.Access.Merchant.Id;
        var lent = access is null && installation.For(merchant, provider.Name) is not null;
        return new ProviderView(
            provider.Name,
            access is not null ? "own" : lent ? "installation" : "none",
            methods ?? (lent ? [.. provider.Methods.Select(method => method.Name)] : []),
            [.. provider.Methods.Select(method => method.Name)],
            [.. provider.Settings.Select(setting => SettingView.Of(setting, access?.Settings.GetValueOrDefault(setting.Name)))],
            $"{address.Root}/notify/{provider.Name}/{merchant.Value}",
            ApiTime.Format(access?.FormerUntil),
            ApiTime.Format(access?.UpdatedAt));
    }

    private IPaymentProvider ProviderOf(ApiCall call) =>
        catalog.Find(call.Route("provider")) ?? throw new InputException("provider",
            $"no such provider; there are {string.Join(", ", catalog.All.Select(provider => provider.Name))}", StatusCodes.Status404NotFound);

    private static IProviderGrain AccountOf(ApiCall call, IPaymentProvider provider) =>
        call.Grains.Find<IProviderGrain>(new ProviderKey(call.Access.Merchant.Id, provider.Name).GrainKey);

    private static Dictionary<string, string> Settings(IPaymentProvider provider, string json)
    {
        var settings = new Dictionary<string, string>();
        using var document = JsonDocument.Parse(json);
        foreach (var sent in document.RootElement.EnumerateObject())
        {
            var field = $"settings.{sent.Name}";
            var names = provider.Settings.Select(setting => setting.Name);
            if (!names.Contains(sent.Name)) throw new InputException(field, $"is not known here; known are {string.Join(", ", names)}");
            if (sent.Value.ValueKind != JsonValueKind.String) throw new InputException(field, "expected a string");
            var value = sent.Value.GetString()!;
            if (value.Length > ValueLimit || value.Contains('\0'))
                throw new InputException(field, $"expected at most {ValueLimit} characters, none of them zero");
            if (!settings.TryAdd(sent.Name, value)) throw new InputException(field, "was sent twice");
        }
        return settings;
    }

    private static void Check(IPaymentProvider provider, ProviderAccount account)
    {
        if (provider.Settings.FirstOrDefault(wanted => wanted.IsRequired && account.Find(wanted.Name) is null) is { } missing)
            throw InputException.Missing($"settings.{missing.Name}");
        if (provider.Check(account) is [var (setting, fault), ..]) throw new InputException($"settings.{setting}", fault);
    }

    /// <summary>Whether settings are of another account than the one that payments go by now, which may be the installation's.</summary>
    private static bool IsAnother(
        IPaymentProvider provider, IReadOnlyDictionary<string, string>? known, IReadOnlyDictionary<string, string> next) =>
        known is null || provider.Settings.Any(setting =>
            setting.IsIdentity && known.GetValueOrDefault(setting.Name) != next.GetValueOrDefault(setting.Name));

    /// <summary>
    /// What is under way is asked for by the account that began it: another one knows nothing of it, and its answer would say that no money
    /// moved.
    /// </summary>
    private async Task RequireNothingOpenAsync(ApiCall call, IPaymentProvider provider, bool isOwn)
    {
        var (refunds, shares) = await work.OpenAsync(call.Access.Merchant.Id, provider.Name);
        if (refunds + shares == 0) return;
        var whose = isOwn ? "this account" : "the installation's account";
        throw new InputException("provider",
            $"{refunds} refunds and {shares} shares are under way by {whose}, which alone knows of them; change it once they ended",
            StatusCodes.Status409Conflict);
    }

    private static IReadOnlyList<string> Methods(IPaymentProvider provider, IReadOnlyList<string>? wished)
    {
        var offered = provider.Methods.Select(method => method.Name).ToArray();
        if (wished is null) return offered;
        return wished.Distinct().Count() == wished.Count && wished.All(offered.Contains)
            ? wished
            : throw new InputException("methods", $"expected a list of some of {string.Join(", ", offered)}, each once");
    }

    private static TimeSpan Overlap(string? text) => text is null
        ? ApiKeyRules.UsualOverlap
        : TimeSpan.FromSeconds(ApiRules.Whole(text, "overlap_seconds", (int)MerchantRules.MaxSecretOverlap.TotalSeconds));

    private static void Require(ProviderResult result)
    {
        switch (result.Outcome)
        {
            case ProviderSaveOutcome.Saved: return;
            case ProviderSaveOutcome.UnknownMerchant or ProviderSaveOutcome.KeyReplaced: throw ApiRoutes.NoKey;
            case ProviderSaveOutcome.NotFound:
                throw new InputException("provider", "you have no account there", StatusCodes.Status404NotFound);
            default: throw new InvalidOperationException($"Unknown outcome {result.Outcome}.");
        }
    }
}
