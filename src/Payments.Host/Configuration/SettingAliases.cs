namespace Payments.Host.Configuration;

/// <summary>
/// Environment variables without the gateway's prefix that <see cref="SettingCatalog.Aliases"/> names. Every other source of settings
/// overrides them, because a machine may have such a variable for another program. An empty one counts as not set.
/// </summary>
internal sealed class SettingAliases : ConfigurationProvider, IConfigurationSource
{
    /// <inheritdoc />
    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    /// <inheritdoc />
    public override void Load()
    {
        foreach (var (variable, setting) in SettingCatalog.Aliases)
            if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value) Set(setting, value);
    }
}
