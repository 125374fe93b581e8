using Payments.Domain.Settings;

namespace Payments.Host.Configuration;

/// <summary>
/// Sources of settings, the same for the gateway and for each of its commands. Each overrides those before it: files of variables,
/// variables that published documents name, appsettings.json beside the program, files of the folder <c>Secrets</c>, variables with the
/// prefix, the command line. Nothing else counts.
/// </summary>
internal static class SettingSources
{
    private const string File = "appsettings.json";

    /// <summary>Puts them in place of whatever the configuration has.</summary>
    /// <exception cref="SettingException">A file, or the folder of secrets or a file in it, cannot be read.</exception>
    public static void Set(IConfigurationBuilder configuration, string[] args)
    {
        configuration.Sources.Clear();
        var first = new ConfigurationBuilder();
        AddVariables(first, args);
        var given = first.Build();
        configuration.Add(EnvironmentFileSettings.Of(given[EnvironmentFileSettings.Setting]));
        configuration.Add(new SettingAliases());
        try
        {
            configuration.AddJsonFile(Path.Combine(AppContext.BaseDirectory, File), optional: true).Build();
        }
        catch (InvalidDataException exception)
        {
            throw new SettingException($"{File} cannot be read: {exception.InnerException?.Message ?? exception.Message}", exception);
        }
        AddSecrets(configuration, given["Secrets"]);
        AddVariables(configuration, args);
    }

    /// <summary>Settings for a command that is no gateway; checked.</summary>
    /// <exception cref="SettingException">A source cannot be read, or a setting is not known or not of its form.</exception>
    public static IConfiguration Read(string[] args)
    {
        var builder = new ConfigurationBuilder();
        Set(builder, args);
        var configuration = builder.Build();
        SettingCheck.Pass(configuration);
        return configuration;
    }

    private static void AddSecrets(IConfigurationBuilder configuration, string? folder)
    {
        if (string.IsNullOrWhiteSpace(folder)) return;
        try
        {
            configuration.AddKeyPerFile(Path.GetFullPath(folder), optional: false).Build();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SettingException($"Setting Secrets is not valid: the folder {folder} cannot be read: {exception.Message}", exception);
        }
    }

    private static void AddVariables(IConfigurationBuilder configuration, string[] args)
    {
        configuration.Add(new SettingVariables());
        try
        {
            configuration.AddCommandLine(args).Build();
        }
        catch (FormatException exception)
        {
            throw new SettingException($"The command line cannot be read: {exception.Message}", exception);
        }
    }
}
