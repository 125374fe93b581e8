using Microsoft.Extensions.Configuration;
using Payments.Domain.Identity;

namespace Payments.Providers.Common;

/// <summary>
/// The operator's own accounts at providers, from the settings <c>Providers:{Provider}:{Setting}</c>, which the variables of the providers'
/// documents stand for as well. They serve all merchants without an account of their own, or those that
/// <c>Providers:{Provider}:Merchants</c> names.
/// </summary>
public sealed class InstallationAccounts
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Providers";

    /// <summary>The setting of a provider that names the merchants whom the account serves, separated by commas.</summary>
    public const string MerchantsSetting = "Merchants";

    /// <summary>The setting of a provider that says what merchants may share of payments by the account.</summary>
    public const string SharingSetting = "Sharing";

    private readonly Dictionary<string, Lent> accounts = [];
    private readonly List<string> faults = [];

    /// <summary>Reads the settings.</summary>
    public InstallationAccounts(ProviderCatalog catalog, IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        AllowsSandbox = section.GetValue<bool>(nameof(ProviderOptions.AllowSandbox));
        foreach (var provider in catalog.All)
        {
            var own = section.GetSection(provider.Name);
            var settings = provider.Settings
                .Select(setting => (setting.Name, Value: own[Key(setting.Name)]))
                .Where(found => found.Value is { Length: > 0 })
                .ToDictionary(found => found.Name, found => found.Value!);
            if (settings.Count == 0) continue;
            var merchants = own[MerchantsSetting]?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            var account = new ProviderAccount(provider.Name, settings, new Dictionary<string, string>(), null, AllowsSandbox);
            if (!LentSharing.TryParse(own[SharingSetting], out var sharing))
                faults.Add($"{Section}:{Key(provider.Name)}:{SharingSetting}: {LentSharing.Expected}");
            accounts[provider.Name] = new Lent(provider, account, merchants is { Length: > 0 } ? merchants.ToHashSet() : null, sharing);
        }
    }

    /// <summary>Whether stand-ins may be called.</summary>
    public bool AllowsSandbox { get; }

    /// <summary>The accounts that there are.</summary>
    public IEnumerable<(IPaymentProvider Provider, ProviderAccount Account)> All =>
        accounts.Values.Select(one => (one.Provider, one.Account));

    /// <summary>What is wrong with settings about the accounts themselves; empty where nothing is.</summary>
    public IReadOnlyList<string> Faults => faults;

    /// <summary>What merchants may share of payments by the account at a provider.</summary>
    public LentSharing SharingOf(string provider) => accounts.GetValueOrDefault(provider)?.Sharing ?? LentSharing.None;

    /// <summary>The operator's account at a provider, whomever it serves; null where there is none.</summary>
    public ProviderAccount? Of(string provider) => accounts.GetValueOrDefault(provider)?.Account;

    /// <summary>The account at a provider that serves a merchant, or null.</summary>
    public ProviderAccount? For(MerchantId merchant, string provider) =>
        accounts.TryGetValue(provider, out var found) && found.Serves(merchant) ? found.Account : null;

    /// <summary>The ways to pay by accounts that serve a merchant.</summary>
    public IEnumerable<(IPaymentProvider Provider, ProviderMethod Method)> MethodsFor(MerchantId merchant) => accounts.Values
        .Where(one => one.Serves(merchant))
        .SelectMany(one => one.Provider.Methods, (one, method) => (one.Provider, method));

    /// <summary>The path of a setting in configuration.</summary>
    public static string PathOf(string provider, string setting) => $"{Section}:{Key(provider)}:{Key(setting)}";

    /// <summary>The name of a setting in configuration: <c>api_key</c> is <c>ApiKey</c> there.</summary>
    public static string Key(string name) =>
        string.Concat(name.Split('_').Select(word => word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]));

    /// <summary>An account of the operator's, and whom it serves; null for all.</summary>
    private sealed record Lent(IPaymentProvider Provider, ProviderAccount Account, IReadOnlySet<string>? Merchants, LentSharing Sharing)
    {
        public bool Serves(MerchantId merchant) => Merchants is null || Merchants.Contains(merchant.Value);
    }
}
