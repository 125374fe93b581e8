using Microsoft.Extensions.Options;
using Payments.Chains;
using Payments.Domain.Secrets;
using Payments.Grains;
using Payments.Grains.Merchants;
using Payments.Host.Configuration;
using Payments.Host.Editions;
using Payments.Http;
using Payments.Http.Common;
using Payments.Http.Ops;
using Payments.Storage;

namespace Payments.Host;

/// <summary>Puts the product together: configuration, storage, chains, grains, HTTP.</summary>
public static class GatewayApplication
{
    private const string EnvironmentPrefix = "PAYMENTS_";
    internal const string DefaultUrl = "http://127.0.0.1:8080";

    /// <summary>Builds the application. Settings come from appsettings.json, then the folder <c>Secrets</c>, then <c>PAYMENTS_…</c> variables, then the command line.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="configure">Replaces parts, for tests.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        AddSettings(builder.Configuration, args);
        configure?.Invoke(builder);
        var role = Roles.Parse(builder.Configuration["role"]);
        var keys = KeyFiles.Open(builder.Configuration["Data"] ?? new StorageOptions().Data, builder.Configuration["AdminKey"], builder.Configuration["MasterKey"]);
        AddLogging(builder);
        AddServices(builder, keys);
        EditionSetup.AddRuntime(builder, role);
        builder.WebHost.UseUrls(Urls(builder.Configuration["Urls"] ?? DefaultUrl));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = PaymentsHttp.RequestBodyLimit;
            kestrel.Limits.MaxRequestHeadersTotalSize = 32 << 10;
        });

        var app = builder.Build();
        if (role == Role.Silo) app.MapOps();
        else app.MapPaymentsHttp();
        EditionSetup.MapOperators(app);
        keys.ShowFresh(Console.Out);
        return app;
    }

    private static string Urls(string setting)
    {
        try
        {
            foreach (var url in setting.Split(';', StringSplitOptions.RemoveEmptyEntries)) BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            throw new InvalidOperationException($"Setting Urls is not valid: expected a URL such as {DefaultUrl}, or several with semicolons between.");
        }
        return setting;
    }

    /// <summary>Adds what overrides appsettings.json: files of the folder <c>Secrets</c>, each named after a setting, then variables, then the command line.</summary>
    /// <exception cref="InvalidOperationException">The folder or a file in it cannot be read.</exception>
    internal static IConfigurationBuilder AddSettings(IConfigurationBuilder configuration, string[] args)
    {
        var folder = new ConfigurationBuilder().AddEnvironmentVariables(EnvironmentPrefix).AddCommandLine(args).Build()["Secrets"];
        try
        {
            if (!string.IsNullOrEmpty(folder)) configuration.AddKeyPerFile(Path.GetFullPath(folder), optional: false).Build();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"Setting Secrets is not valid: the folder {folder} cannot be read: {exception.Message}", exception);
        }
        return configuration.AddEnvironmentVariables(EnvironmentPrefix).AddCommandLine(args);
    }

    /// <summary>Reads where states are kept.</summary>
    internal static void Read(IConfiguration configuration, StorageOptions options)
    {
        options.Data = configuration["Data"] ?? options.Data;
        options.Database = configuration["Database"] ?? options.Database;
    }

    private static void AddServices(WebApplicationBuilder builder, KeyFiles keys)
    {
        var services = builder.Services;
        var configuration = builder.Configuration;
        services.Configure<StorageOptions>(options => Read(configuration, options));
        services.Configure<PaymentsHttpOptions>(options =>
        {
            options.PublicUrl = configuration["PublicUrl"] ?? "";
            options.AdminKey = keys.AdminKey;
            options.OpenRegistration = configuration.GetValue("Registration:Open", false);
        });
        services.AddPaymentsStorage().AddChains().AddMerchants(MasterKeyRing.Parse(keys.MasterKey)).AddPaymentsGrains().AddPaymentsHttp();
    }

    private static void AddLogging(WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        // It warns of nothing, yet as long as it may it makes an activity and two scopes for each request.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        // What keeps it from starting is told once, at the end of Program.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        if (builder.Configuration["LogFormat"] == "text") builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        else builder.Logging.AddJsonConsole(console => console.UseUtcTimestamp = true);
    }
}
