using Payments.Providers.Common;

namespace Payments.Testing.Gateway;

/// <summary>Accounts of providers' sandboxes as settings of a gateway.</summary>
public static class SandboxAccounts
{
    /// <summary>The settings of the installation's account at a provider.</summary>
    /// <param name="provider">The provider's name.</param>
    /// <param name="account">The sandbox's account, by variables of the environment; it need not name them all.</param>
    public static Dictionary<string, string?> SettingsOf(string provider, IReadOnlyDictionary<string, string> account) =>
        ProviderServices.Settings[provider].Where(setting => account.ContainsKey(setting.Variable ?? "")).ToDictionary(
            setting => InstallationAccounts.PathOf(provider, setting.Name), setting => (string?)account[setting.Variable!]);
}
