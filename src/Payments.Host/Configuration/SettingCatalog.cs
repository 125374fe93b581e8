using Payments.Chains;
using Payments.Grains.Callbacks;
using Payments.Grains.Orders;
using Payments.Grains.Rates;
using Payments.Grains.Wallets;
using Payments.Host.Cluster;
using Payments.Http.Limits;

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
    public static IReadOnlyDictionary<string, string> Aliases { get; } = new Dictionary<string, string>
    {
        // The document for WeChat Pay and Alipay, section 4: the address of the server that takes the payments.
        ["SERVER_BASE_URL"] = nameof(GatewaySettings.PublicUrl),
    };

    private static SettingNode Build()
    {
        var chain = SettingNode.Texts(ChainSettings.Names).Add("Tokens", SettingNode.Each("Symbol", SettingNode.Texts(ChainSettings.TokenNames)));
        var root = SettingNode.Of(typeof(GatewaySettings))
            .Add("Orders", SettingNode.Of(typeof(OrderOptions)))
            .Add("Callbacks", SettingNode.Of(typeof(CallbackOptions)))
            .Add("Derivation", SettingNode.Of(typeof(DerivationOptions)))
            .Add("Limits", SettingNode.Of(typeof(LimitOptions)))
            .Add("Rates", SettingNode.Of(typeof(RateOptions)))
            .Add("Chains", SettingNode.Each("Chain", chain))
            .Add("Logging", SettingNode.Foreign)
            .Add("Kestrel", SettingNode.Foreign)
            .Add("AllowedHosts", SettingNode.Foreign);
        foreach (var (name, type) in OrleansSetup.Sections) root.Add(name, SettingNode.Of(type));
        return root;
    }
}
