using Payments.Domain.Settings;

namespace Payments.Host.Configuration;

/// <summary>
/// The variables of files that stand in for the environment: those with the gateway's prefix, and those that
/// <see cref="SettingCatalog.Aliases"/> names. Others are another program's. The environment itself overrides them.
/// </summary>
/// <param name="paths">The files; a later one overrides an earlier one.</param>
internal sealed class EnvironmentFileSettings(IReadOnlyList<string> paths) : ConfigurationProvider, IConfigurationSource
{
    /// <summary>The setting that names the files, separated by semicolons.</summary>
    public const string Setting = nameof(GatewaySettings.EnvFile);

    /// <summary>The names that are looked for beside the program while <see cref="Setting"/> is not set.</summary>
    private static readonly string[] Names = [".env", ".env.payment"];

    /// <summary>The files that are read.</summary>
    /// <param name="given">The setting; null or blank where it is not set.</param>
    public static EnvironmentFileSettings Of(string? given) => new(string.IsNullOrWhiteSpace(given)
        ? [.. Names.Select(name => Path.Combine(AppContext.BaseDirectory, name)).Where(File.Exists)]
        : given.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    /// <inheritdoc />
    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    /// <inheritdoc />
    /// <exception cref="SettingException">A file cannot be read.</exception>
    public override void Load()
    {
        foreach (var path in paths)
            foreach (var (name, value) in EnvironmentFile.Read(path))
                if (value.Length > 0 && SettingOf(name) is { } setting) Set(setting, value);
    }

    private static string? SettingOf(string name) =>
        SettingCatalog.Aliases.TryGetValue(name, out var setting) ? setting
        : name.StartsWith(SettingVariables.Prefix, StringComparison.OrdinalIgnoreCase)
            ? name[SettingVariables.Prefix.Length..].Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal)
            : null;
}
