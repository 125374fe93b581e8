using Payments.Chains;
using Payments.Domain.Secrets;
using Payments.Domain.Settings;
using Payments.Grains;
using Payments.Grains.Merchants;
using Payments.Host.Cluster;
using Payments.Host.Configuration;
using Payments.Host.Logging;
using Payments.Host.Telemetry;
using Payments.Http;
using Payments.Http.Common;
using Payments.Providers.Simulated;
using Payments.Storage;

namespace Payments.Host;

/// <summary>Puts the product together: configuration, storage, chains, grains, HTTP.</summary>
public static partial class GatewayApplication
{
    /// <summary>With fewer connections one browser could use up all of them.</summary>
    private const int LeastConnections = 16;

    private const int MostConnections = 1_000_000;

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
        if (settings.ConnectionLimit is < LeastConnections or > MostConnections)
            throw new SettingException(
                $"Setting ConnectionLimit is {settings.ConnectionLimit}: expected {LeastConnections} to {MostConnections}.");
        var keys = KeyFiles.Open(settings.Data, settings.AdminKey, settings.MasterKey);
        var folder = settings.Database.Length == 0 ? FolderLock.Take(settings.Data) : null;
        GatewayLogging.Add(builder, settings);
        AddServices(builder, settings, keys);
        var isSimulated = builder.Services.AddSimulatedPayments(builder.Configuration);
        Tracing.Add(builder);
        OrleansSetup.Add(builder, role, settings.Database);
        builder.WebHost.UseUrls([.. ListenUrls.Parse(settings.Urls).Select(url => url.ToString())]);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = PaymentsHttp.RequestBodyLimit;
            kestrel.Limits.MaxConcurrentConnections = settings.ConnectionLimit;
            kestrel.Limits.MaxRequestHeadersTotalSize = 32 << 10;
        });

        // The container disposes only what it made itself.
        if (folder is not null) builder.Services.AddSingleton(_ => folder);
        var app = builder.Build();
        _ = app.Services.GetService<FolderLock>();
        if (role == Role.Silo) app.MapOperators();
        else app.MapPaymentsHttp();
        DashboardEndpoints.Map(app);
        if (role != Role.Silo && settings.PublicUrl.Length == 0) LogNoPublicUrl(app.Logger);
        if (isSimulated) LogSimulated(app.Logger);
        if (keys.ShowFresh(Console.Out) && role != Role.Silo) FirstStart.Tell(app.Services, settings, Console.Out);
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

    [LoggerMessage(LogLevel.Warning,
        "SIMULATED PAYMENTS ARE ON (Providers:Simulated:Enabled): recharges complete and credit end users although nobody pays. " +
        "Set it to false where real money is taken; with ENVIRONMENT=production the gateway does not start with it")]
    private static partial void LogSimulated(ILogger logger);

    private static void AddServices(WebApplicationBuilder builder, GatewaySettings settings, KeyFiles keys)
    {
        var services = builder.Services;
        services.Configure<StorageOptions>(options => (options.Data, options.Database) = (settings.Data, settings.Database));
        services.Configure<PaymentsHttpOptions>(options =>
        {
            (options.PublicUrl, options.AdminKey) = (settings.PublicUrl, keys.AdminKey);
            (options.OpenRegistration, options.RegistrationsPerHour) = (settings.Registration.Open, settings.Registration.MostPerHour);
            (options.ConnectionLimit, options.TrustedProxies) = (settings.ConnectionLimit, settings.TrustedProxies);
        });
        services.AddPaymentsStorage().AddChains().AddMerchants(MasterKeyRing.Parse(keys.MasterKey)).AddPaymentsGrains().AddPaymentsHttp();
    }
}
