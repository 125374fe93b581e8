using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Payments.Chains;
using Payments.Contracts.Merchants;
using Payments.Contracts.Orders;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Host;
using Payments.Testing.Databases;
using Payments.Testing.Gateway.Documents;
using Payments.Testing.Silo;
using Payments.Testing.Silo.Auditing;

namespace Payments.Testing.Gateway;

/// <summary>The whole product in this process: real HTTP on a free port, SQLite in a temporary folder, chains as the test says.</summary>
public sealed class GatewayHost : IAsyncDisposable
{
    /// <summary>The admin key of every test gateway.</summary>
    public const string AdminKey = "test-admin-key-of-gateways";

    private readonly WebApplication app;
    private readonly string folder;
    private readonly bool keepsFolder;

    private GatewayHost(WebApplication app, MoneyAudit audit, string folder, bool keepsFolder)
    {
        (this.app, Audit, this.folder, this.keepsFolder) = (app, audit, folder, keepsFolder);
        Url = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Http = new HttpClient(new DocumentedAnswers(new HttpClientHandler { AllowAutoRedirect = false })) { BaseAddress = Url };
    }

    /// <summary>Where it listens.</summary>
    public Uri Url { get; }

    /// <summary>A client that follows no redirects, and holds what it hears against the OpenAPI documents.</summary>
    public HttpClient Http { get; }

    /// <summary>The gateway's services.</summary>
    public IServiceProvider Services => app.Services;

    /// <summary>Knows what came to addresses, and whether it has its place.</summary>
    public MoneyAudit Audit { get; }

    /// <summary>Its grains.</summary>
    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    /// <summary>Starts a gateway.</summary>
    /// <param name="settings">Settings beside the defaults of tests, for example <c>Chains:Bsc:Rpc</c>.</param>
    /// <param name="services">Replaces services, for example the clock or the chain readers.</param>
    /// <param name="dataFolder">A folder to use and keep, to start again on what an earlier gateway left; null makes one and removes it.</param>
    /// <param name="cluster">Which cluster it is of, on PostgreSQL.</param>
    public static async Task<GatewayHost> StartAsync(IReadOnlyDictionary<string, string?>? settings = null, Action<IServiceCollection>? services = null, string? dataFolder = null, string cluster = "payments")
    {
        var folder = dataFolder ?? Directory.CreateTempSubdirectory("payments-gateway-").FullName;
        WebApplication? app = null;
        try
        {
            var audit = new MoneyAudit();
            app = Build(folder, cluster, settings, more =>
            {
                more.AddSingleton<IIncomingGrainCallFilter>(audit);
                services?.Invoke(more);
            });
            await app.StartAsync();
            return new GatewayHost(app, audit, folder, dataFolder is not null);
        }
        catch
        {
            if (app is not null) await app.DisposeAsync();
            if (dataFolder is null) Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    /// <summary>Waits until all money that came has its place, which is soon after the last of it.</summary>
    /// <exception cref="TimeoutException">Some has none; the message says which.</exception>
    public Task AuditAsync() => Patience.UntilAsync(
        async () => string.Join(' ', await Audit.ViolationsAsync(Services)), static wrong => wrong.Length == 0, "all money has its place");

    /// <summary>Ends it when all money that came has its place, and also where some has none, of which the failure tells.</summary>
    public async Task EndAuditedAsync()
    {
        try
        {
            await AuditAsync();
        }
        finally
        {
            await DisposeAsync();
        }
    }

    /// <summary>Registers a merchant through its grain.</summary>
    public async Task<MerchantKeys> RegisterMerchantAsync(string email = "shop@example.com")
    {
        var id = Services.GetRequiredService<IOrderIds>().ForEmail(email);
        return await Grains.GetGrain<IMerchantGrain>(id.GrainKey).RegisterAsync(new RegisterMerchant { Name = "Shop", Email = email })
            ?? throw new InvalidOperationException($"{email} is registered already.");
    }

    /// <summary>Adds a wallet through the merchant's grain.</summary>
    public Task<WalletResult> AddWalletAsync(MerchantId merchant, string chain, string token, string address, string currency = "CNY", decimal? rate = 7m) =>
        Grains.GetGrain<IMerchantGrain>(merchant.GrainKey).AddWalletAsync(new SaveWallet
        {
            Chain = new ChainId(chain),
            Token = token,
            Address = address,
            Currency = currency,
            Rate = rate,
        });

    /// <summary>Creates an order through its grain, over 70 CNY by EPay where nothing else is said.</summary>
    public async Task<Order> CreateOrderAsync(MerchantId merchant, string number, OrderTerms? terms = null, decimal money = 70m, string? wallet = null, TimeSpan? expiresIn = null)
    {
        var id = Services.GetRequiredService<IOrderIds>().For(merchant, number);
        var result = await Grains.GetGrain<IOrderGrain>(id.GrainKey).CreateAsync(new CreateOrder
        {
            Merchant = merchant,
            Number = number,
            Money = money,
            WalletId = wallet,
            ExpiresIn = expiresIn,
            Terms = terms ?? new OrderTerms { Face = Face.Epay, MoneyText = "70" },
        });
        return result is { Outcome: CreateOutcome.Created, Order: { } order } ? order : throw new InvalidOperationException($"The order was not created: {result.Outcome} {result.Detail}");
    }

    /// <summary>Adds a wallet with an account's extended public key through the merchant's grain.</summary>
    public Task<WalletResult> AddKeyAsync(MerchantId merchant, string chain, string token, string xpub, string? scriptType = null, decimal? rate = 7m) =>
        Grains.GetGrain<IMerchantGrain>(merchant.GrainKey).AddWalletAsync(new SaveWallet
        {
            Chain = new ChainId(chain),
            Token = token,
            ExtendedKey = Services.GetRequiredService<ChainCatalog>().ReadKey(new ChainId(chain), xpub, scriptType) is { Key: { } key } ? key.Key : throw new ArgumentException("No key of this chain.", nameof(xpub)),
            Currency = "CNY",
            Rate = rate,
        });

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        if (!keepsFolder) Directory.Delete(folder, recursive: true);
    }

    private static WebApplication Build(string folder, string cluster, IReadOnlyDictionary<string, string?>? settings,
        Action<IServiceCollection> services) => GatewayApplication.Build([], builder =>
    {
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Data"] = folder,
            ["AdminKey"] = AdminKey,
            ["Urls"] = "http://127.0.0.1:0",
            ["Callbacks:AllowLoopback"] = "true",
            ["LogFormat"] = "text",
            ["Logging:LogLevel:Default"] = "Warning",
        }).AddInMemoryCollection(UnreadChains.Settings)
            .AddInMemoryCollection(ClusterOf(folder, cluster)).AddInMemoryCollection(settings ?? new Dictionary<string, string?>());
        TestSilo.PinClocks(builder.Services);
        services(builder.Services);
    });

    /// <summary>A gateway on PostgreSQL takes ports of its own. <paramref name="cluster"/> counts there alone: on SQLite a gateway is its cluster.</summary>
    private static Dictionary<string, string?> ClusterOf(string folder, string cluster) => new()
    {
        ["Database"] = TestDatabase.Of(folder),
        ["Cluster:Name"] = cluster,
        ["Cluster:SiloPort"] = PostgresServer.FreePort().ToString(CultureInfo.InvariantCulture),
        ["Cluster:GatewayPort"] = PostgresServer.FreePort().ToString(CultureInfo.InvariantCulture),
    };
}
