using Microsoft.AspNetCore.Http;
using Orleans;
using Payments.Contracts;
using Payments.Contracts.Providers;
using Payments.Domain.Merchants;
using Payments.Domain.Providers;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Providers.Common;
using Payments.Storage.Queries;

namespace Payments.Http.Merchants;

/// <summary>Merchants' accounts at payment providers, for the API and the console alike: shown without secrets, saved, removed.</summary>
internal sealed class OwnProviders(
    ProviderCatalog catalog, InstallationAccounts installation, ProviderWork work, PublicAddress address, IGrainFactory grains)
{
    private static readonly Dictionary<string, string> Nothing = [];

    /// <summary>Every provider, with the account there that the merchant's charges go by.</summary>
    public async Task<IReadOnlyList<ProviderView>> ListAsync(Merchant merchant)
    {
        var views = new List<ProviderView>();
        foreach (var provider in catalog.All)
        {
            var own = merchant.Providers.FirstOrDefault(candidate => candidate.Name == provider.Name);
            views.Add(ViewOf(merchant, provider, own?.Methods, own is null ? null : await AccountOf(merchant, provider).GetAsync()));
        }
        return views;
    }

    /// <summary>A provider by its name.</summary>
    /// <exception cref="InputException">There is none: 404.</exception>
    public IPaymentProvider Find(string name) =>
        catalog.Find(name) ?? throw new InputException("provider",
            $"no such provider; there are {string.Join(", ", catalog.All.Select(provider => provider.Name))}",
            StatusCodes.Status404NotFound);

    /// <summary>The merchant's own account; null where it has none.</summary>
    public async Task<ProviderAccount?> OwnAsync(Merchant merchant, IPaymentProvider provider) =>
        merchant.Providers.Any(candidate => candidate.Name == provider.Name) && await AccountOf(merchant, provider).GetAsync() is { } access
            ? new ProviderAccount(provider.Name, access.Settings, access.FormerSettings, merchant.Id, installation.AllowsSandbox)
            : null;

    /// <summary>Where a provider sends notices of a merchant's charges.</summary>
    public string NotifyUrlOf(Merchant merchant, IPaymentProvider provider) =>
        $"{address.Root}/notify/{provider.Name}/{merchant.Id.Value}";

    /// <summary>Reads a request to save an account and checks it. Secret settings that it leaves out stay as they are.</summary>
    /// <param name="merchant">The merchant.</param>
    /// <param name="provider">The provider.</param>
    /// <param name="settings">The settings that were sent, all of them known to the provider; an empty one is taken away.</param>
    /// <param name="methods">The ways to pay that are to be on; null for all.</param>
    /// <param name="overlap">How many seconds the settings before still verify notices; null for as usual.</param>
    /// <exception cref="InputException">
    /// A setting, the ways to pay or the overlap is wrong; or refunds or shares are under way by the account that this one replaces: 409.
    /// </exception>
    public async Task<SaveProvider> ReadAsync(
        Merchant merchant, IPaymentProvider provider, IReadOnlyDictionary<string, string> settings, IReadOnlyList<string>? methods,
        string? overlap)
    {
        var known = (await AccountOf(merchant, provider).GetAsync())?.Settings;
        string[] kept =
        [
            .. provider.Settings.Where(setting => setting.IsSecret && !settings.ContainsKey(setting.Name)).Select(setting => setting.Name),
        ];
        var sent = settings.Where(setting => setting.Value.Length > 0).ToDictionary();
        var whole = new Dictionary<string, string>(sent);
        foreach (var name in kept)
            if (known?.GetValueOrDefault(name) is { } value) whole[name] = value;
        Check(provider, new ProviderAccount(provider.Name, whole, Nothing, merchant.Id, installation.AllowsSandbox));
        var on = Methods(provider, methods);
        if (IsAnother(provider, known, whole)) await RequireNothingOpenAsync(merchant, provider, known is not null);
        return new SaveProvider { Settings = sent, Kept = kept, Methods = on, Overlap = Overlap(overlap) };
    }

    /// <summary>Saves an account.</summary>
    /// <param name="merchant">The merchant.</param>
    /// <param name="provider">The provider.</param>
    /// <param name="command">What <see cref="ReadAsync"/> made.</param>
    /// <param name="keyHash">The hash of the API key that asks; null where none does.</param>
    /// <exception cref="InputException">The key was replaced.</exception>
    public async Task<ProviderView> SaveAsync(Merchant merchant, IPaymentProvider provider, SaveProvider command, string? keyHash)
    {
        var result = await AccountOf(merchant, provider).SaveAsync(command, keyHash);
        Require(result);
        return ViewOf(merchant, provider, command.Methods, result.Access);
    }

    /// <summary>Removes an account.</summary>
    /// <exception cref="InputException">
    /// There is none: 404; the key was replaced; or refunds or shares are under way by it: 409.
    /// </exception>
    public async Task<ProviderView> RemoveAsync(Merchant merchant, IPaymentProvider provider, string? keyHash)
    {
        if (await AccountOf(merchant, provider).GetAsync() is not null) await RequireNothingOpenAsync(merchant, provider, isOwn: true);
        Require(await AccountOf(merchant, provider).RemoveAsync(keyHash));
        return ViewOf(merchant, provider, null, null);
    }

    private ProviderView ViewOf(Merchant merchant, IPaymentProvider provider, IReadOnlyList<string>? methods, ProviderAccess? access)
    {
        var lent = access is null && installation.For(merchant.Id, provider.Name) is not null;
        return new ProviderView(
            provider.Name,
            access is not null ? "own" : lent ? "installation" : "none",
            methods ?? (lent ? [.. provider.Methods.Select(method => method.Name)] : []),
            [.. provider.Methods.Select(method => method.Name)],
            [.. provider.Settings.Select(setting => SettingView.Of(setting, access?.Settings.GetValueOrDefault(setting.Name)))],
            NotifyUrlOf(merchant, provider),
            ApiTime.Format(access?.FormerUntil),
            ApiTime.Format(access?.UpdatedAt));
    }

    private IProviderGrain AccountOf(Merchant merchant, IPaymentProvider provider) =>
        grains.Find<IProviderGrain>(new ProviderKey(merchant.Id, provider.Name).GrainKey);

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
    private async Task RequireNothingOpenAsync(Merchant merchant, IPaymentProvider provider, bool isOwn)
    {
        var (refunds, shares) = await work.OpenAsync(merchant.Id, provider.Name);
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
