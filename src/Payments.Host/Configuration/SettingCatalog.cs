using Payments.Chains;
using Payments.Contracts.Merchants;
using Payments.Contracts.Notices;
using Payments.Contracts.Risk;
using Payments.Grains.Callbacks;
using Payments.Grains.Orders;
using Payments.Grains.Rates;
using Payments.Grains.Reconciliation;
using Payments.Grains.Wallets;
using Payments.Host.Cluster;
using Payments.Http.Console;
using Payments.Http.Faces.CrazyMiner;
using Payments.Http.Limits;
using Payments.Providers.Common;

namespace Payments.Host.Configuration;

/// <summary>All settings that there are.</summary>
internal static class SettingCatalog
{
    /// <summary>The root of the tree.</summary>
    public static SettingNode Root { get; } = Build();

    /// <summary>
    /// Environment variables that are read without the prefix, and the settings that they stand for: the names that published documents
    /// of payment providers use. <see cref="SettingAliases"/> reads them.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Aliases { get; } = ProviderServices.Settings
        .SelectMany(provider => provider.Value, (provider, setting) => (provider.Key, setting))
        .Where(found => found.setting.Variable is not null)
        .Select(found => KeyValuePair.Create(found.setting.Variable!, InstallationAccounts.PathOf(found.Key, found.setting.Name)))
        .Append(KeyValuePair.Create("ENVIRONMENT", $"{InstallationAccounts.Section}:{nameof(ProviderOptions.Environment)}"))
        // The document for WeChat Pay and Alipay, section 4: the address of the server that takes the payments.
        .Append(KeyValuePair.Create("SERVER_BASE_URL", nameof(GatewaySettings.PublicUrl)))
        .ToDictionary();

    private static SettingNode Providers()
    {
        var providers = SettingNode.Of(typeof(ProviderOptions));
        foreach (var (name, settings) in ProviderServices.Settings)
            providers.Add(InstallationAccounts.Key(name), SettingNode.Texts(
                [InstallationAccounts.MerchantsSetting, InstallationAccounts.SharingSetting,
                    .. settings.Select(setting => InstallationAccounts.Key(setting.Name))]));
        return providers;
    }

    private static SettingNode Build()
    {
        var chain = SettingNode.Texts(ChainSettings.Names).Add("Tokens", SettingNode.Each("Symbol", SettingNode.Texts(ChainSettings.TokenNames)));
        var root = SettingNode.Of(typeof(GatewaySettings))
            .Add("Orders", SettingNode.Of(typeof(OrderOptions)))
            .Add(MerchantOptions.Section, SettingNode.Of(typeof(MerchantOptions)))
            .Add(MailOptions.Section, SettingNode.Of(typeof(MailOptions)))
            .Add(TelegramOptions.Section, SettingNode.Of(typeof(TelegramOptions)))
            .Add(NoticeOptions.Section, SettingNode.Of(typeof(NoticeOptions)))
            .Add("Callbacks", SettingNode.Of(typeof(CallbackOptions)))
            .Add("Derivation", SettingNode.Of(typeof(DerivationOptions)))
            .Add(ConsoleOptions.Section, SettingNode.Of(typeof(ConsoleOptions)))
            .Add("Limits", SettingNode.Of(typeof(LimitOptions)))
            .Add(CrazyMinerOptions.Section, SettingNode.Of(typeof(CrazyMinerOptions)))
            .Add(RiskOptions.Section, SettingNode.Of(typeof(RiskOptions)))
            .Add("Rates", SettingNode.Of(typeof(RateOptions)))
            .Add("Reconciliation", SettingNode.Of(typeof(ReconciliationOptions)))
            .Add("Chains", SettingNode.Each("Chain", chain))
            .Add(InstallationAccounts.Section, Providers())
            .Add("Logging", SettingNode.Foreign)
            .Add("Kestrel", SettingNode.Foreign)
            .Add("AllowedHosts", SettingNode.Foreign);
        foreach (var (name, type) in OrleansSetup.Sections) root.Add(name, SettingNode.Of(type));
        return root;
    }
}
