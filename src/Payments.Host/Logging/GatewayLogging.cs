using Microsoft.Extensions.Logging.Console;
using Payments.Domain.Settings;
using Payments.Host.Configuration;

namespace Payments.Host.Logging;

/// <summary>Where log lines go, in which form, and which are left out.</summary>
internal static class GatewayLogging
{
    /// <summary>Date and time by UTC, ISO 8601 with milliseconds.</summary>
    private const string Stamp = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>
    /// What libraries may say where <c>Logging:LogLevel</c> does not name them: a name there wins for everything below it.
    /// </summary>
    private static readonly (string Category, LogLevel Level)[] Quiet =
    [
        ("Microsoft.AspNetCore", LogLevel.Warning),
        // It warns of nothing, yet as long as it may it makes an activity and two scopes for each request.
        ("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None),
        // Orleans says at every start how it is set up, and advises a garbage collector for servers; what silos join and leave,
        // MemberJournal says.
        ("Orleans", LogLevel.Warning),
        ("Orleans.Runtime.Silo", LogLevel.Error),
        // Its first look measures from the start of the machine.
        ("Orleans.Runtime.Watchdog", LogLevel.Error),
        ("Polly", LogLevel.Error),
        // Of each call to a provider it says four lines; what failed, ChargeBook says.
        ("System.Net.Http.HttpClient", LogLevel.Warning),
        // What keeps it from starting is told once, at the end of Program.
        ("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None),
    ];

    /// <summary>Sets logging up.</summary>
    /// <exception cref="SettingException">A setting cannot work.</exception>
    public static void Add(WebApplicationBuilder builder, GatewaySettings settings)
    {
        var section = builder.Configuration.GetSection("Logging");
        builder.Logging.ClearProviders();
        builder.Logging.AddConfiguration(section);
        var named = section.GetSection("LogLevel").GetChildren().Select(child => child.Key).ToArray();
        foreach (var (category, level) in Quiet.Where(quiet => !named.Any(name => Covers(name, quiet.Category))))
            builder.Logging.AddFilter(category, level);
        var isText = settings.LogFormat.ToLowerInvariant() switch
        {
            "text" => true,
            "json" => false,
            _ => throw new SettingException($"Setting LogFormat is '{settings.LogFormat}': expected json or text."),
        };
        if (settings.LogFileMegabytes is < 1 or > 10_000)
            throw new SettingException($"Setting LogFileMegabytes is {settings.LogFileMegabytes}: expected 1 to 10000.");
        if (settings.LogFilesKept is < 1 or > 1_000)
            throw new SettingException($"Setting LogFilesKept is {settings.LogFilesKept}: expected 1 to 1000.");
        // Colours are for terminals, and the file has the same lines.
        var colours = settings.LogFile.Length > 0 ? LoggerColorBehavior.Disabled : LoggerColorBehavior.Default;
        if (isText)
            builder.Logging.AddSimpleConsole(console =>
                (console.SingleLine, console.TimestampFormat, console.UseUtcTimestamp, console.ColorBehavior) =
                    (true, Stamp + " ", true, colours));
        else builder.Logging.AddJsonConsole(console => (console.TimestampFormat, console.UseUtcTimestamp) = (Stamp, true));
        if (settings.LogFile.Length > 0) AddFile(builder, settings, isText ? ConsoleFormatterNames.Simple : ConsoleFormatterNames.Json);
    }

    private static void AddFile(WebApplicationBuilder builder, GatewaySettings settings, string form)
    {
        RotatedFile file;
        try
        {
            file = new RotatedFile(Path.GetFullPath(settings.LogFile), (long)settings.LogFileMegabytes << 20, settings.LogFilesKept);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SettingException($"Setting LogFile is not valid: {settings.LogFile} cannot be written: {exception.Message}",
                exception);
        }
        builder.Services.AddSingleton<ILoggerProvider>(services =>
            new FileLoggerProvider(file, services.GetServices<ConsoleFormatter>().Single(formatter => formatter.Name == form)));
    }

    private static bool Covers(string name, string category) =>
        category.Equals(name, StringComparison.OrdinalIgnoreCase) || category.StartsWith(name + ".", StringComparison.OrdinalIgnoreCase);
}
