using Payments.Chains;
using Payments.Domain.Secrets;
using Payments.Domain.Settings;
using Payments.Grains;
using Payments.Grains.Merchants;
using Payments.Host.Cluster;
using Payments.Host.Configuration;
using Payments.Host.Telemetry;
using Payments.Http;
using Payments.Http.Common;
using Payments.Storage;

namespace Payments.Host;

/// <summary>Puts the product together: configuration, storage, chains, grains, HTTP.</summary>
public static partial class GatewayApplication
{
    /// <summary>Builds the application, with settings of <see cref="SettingSources"/>.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="configure">Replaces parts, for tests.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        // In production whatever the machine's variables say: elsewhere the framework shows traces to callers.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, EnvironmentName = Environments.Production });
        SettingSources.Set(builder.Configuration, args);
        configure?.Invoke(builder);
        SettingCheck.Pass(builder.Configuration);
        var settings = GatewaySettings.Read(builder.Configuration);
        var role = Roles.Parse(settings.Role);
        CheckPublicUrl(settings, role);
        var keys = KeyFiles.Open(settings.Data, settings.AdminKey, settings.MasterKey);
        var folder = settings.Database.Length == 0 ? FolderLock.Take(settings.Data) : null;
        AddLogging(builder, settings);
        AddServices(builder, settings, keys);
        Tracing.Add(builder);
        OrleansSetup.Add(builder, role, settings.Database);
        builder.WebHost.UseUrls([.. ListenUrls.Parse(settings.Urls).Select(url => url.ToString())]);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = PaymentsHttp.RequestBodyLimit;
            kestrel.Limits.MaxConcurrentConnections = PaymentsHttp.ConnectionLimit;
            kestrel.Limits.MaxRequestHeadersTotalSize = 32 << 10;
        });

        // The container disposes only what it made itself.
        if (folder is not null) builder.Services.AddSingleton(_ => folder);
        var app = builder.Build();
        _ = app.Services.GetService<FolderLock>();
        if (role == Role.Silo) app.MapOperators();
        else app.MapPaymentsHttp();
        DashboardEndpoints.Map(app);
        keys.ShowFresh(Console.Out);
        if (role != Role.Silo && settings.PublicUrl.Length == 0) LogNoPublicUrl(app.Logger);
        return app;
    }

    /// <summary>Payers are sent to <c>PublicUrl</c>, else to the first of <c>Urls</c>, which then must be an address.</summary>
    private static void CheckPublicUrl(GatewaySettings settings, Role role)
    {
        if (role == Role.Silo || settings.PublicUrl.Length > 0) return;
        var first = ListenUrls.Parse(settings.Urls)[0];
        if (ListenUrls.IsEverywhere(first) || first.IsUnixPipe)
            throw new SettingException($"Setting PublicUrl is empty, and payers cannot be sent to {first}: set PublicUrl to the gateway's own address as they see it, such as https://pay.example.com.");
    }

    [LoggerMessage(LogLevel.Warning,
        "Setting PublicUrl is empty: callers from this machine may register merchants and read metrics without a key. " +
        "Behind a proxy on this machine everybody is such a caller: set PublicUrl to the address that the proxy serves")]
    private static partial void LogNoPublicUrl(ILogger logger);

    private static void AddServices(WebApplicationBuilder builder, GatewaySettings settings, KeyFiles keys)
    {
        var services = builder.Services;
        services.Configure<StorageOptions>(options => (options.Data, options.Database) = (settings.Data, settings.Database));
        services.Configure<PaymentsHttpOptions>(options =>
        {
            (options.PublicUrl, options.AdminKey) = (settings.PublicUrl, keys.AdminKey);
            (options.OpenRegistration, options.RegistrationsPerHour) = (settings.Registration.Open, settings.Registration.MostPerHour);
        });
        services.AddPaymentsStorage().AddChains().AddMerchants(MasterKeyRing.Parse(keys.MasterKey)).AddPaymentsGrains().AddPaymentsHttp();
    }

    private static void AddLogging(WebApplicationBuilder builder, GatewaySettings settings)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        // It warns of nothing, yet as long as it may it makes an activity and two scopes for each request.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        // Orleans says at every start how it is set up, and advises a garbage collector for servers; what silos join and leave, MemberJournal says.
        builder.Logging.AddFilter("Orleans", LogLevel.Warning);
        builder.Logging.AddFilter("Orleans.Runtime.Silo", LogLevel.Error);
        // Its first look measures from the start of the machine.
        builder.Logging.AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error);
        builder.Logging.AddFilter("Polly", LogLevel.Warning);
        // What keeps it from starting is told once, at the end of Program.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        switch (settings.LogFormat.ToLowerInvariant())
        {
            case "text": builder.Logging.AddSimpleConsole(console => console.SingleLine = true); break;
            case "json": builder.Logging.AddJsonConsole(console => console.UseUtcTimestamp = true); break;
            default: throw new SettingException($"Setting LogFormat is '{settings.LogFormat}': expected json or text.");
        }
    }
}
