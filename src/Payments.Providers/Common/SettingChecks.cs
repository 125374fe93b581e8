namespace Payments.Providers.Common;

/// <summary>Checks of settings that the accounts of several providers share.</summary>
internal static class SettingChecks
{
    /// <summary>A fault for each setting that is required and not set.</summary>
    public static IEnumerable<SettingFault> Missing(IEnumerable<ProviderSetting> settings, ProviderAccount account) => settings
        .Where(setting => setting.IsRequired && account.Find(setting.Name) is null)
        .Select(setting => new SettingFault(setting.Name, "not set"));

    /// <summary>A fault for each setting that is no address which may be called; those that are not set are none.</summary>
    public static IEnumerable<SettingFault> Urls(ProviderAccount account, params IEnumerable<string> names) => names
        .Where(name => account.Find(name) is { } url && !ProviderUrl.IsAllowed(url, account.Reach))
        .Select(name => new SettingFault(name, account.Reach == ProviderReach.Public
            ? "an address of the public internet that begins with https:// was expected"
            : "an address that begins with https:// was expected"));
}
