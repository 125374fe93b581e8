using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Payments.Contracts.Rates;
using Payments.Grains.Rates;

namespace Payments.Grains.Tests.Rates;

/// <summary>A silo whose price sources are a local server.</summary>
public abstract class RateHost : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("payments-rates-").FullName;

    protected PriceServer Prices { get; private set; } = null!;

    protected GrainHost Host { get; private set; } = null!;

    protected DateTimeOffset Now => Host.Time.GetUtcNow();

    protected virtual Dictionary<string, string?> Settings => [];

    public async Task InitializeAsync()
    {
        Prices = await PriceServer.StartAsync();
        Host = await StartAsync(Settings);
    }

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        await Prices.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    protected Task<GrainHost> StartAsync(Dictionary<string, string?> settings, Payments.Testing.ManualTimeProvider? time = null) => GrainHost.StartAsync(folder, services =>
    {
        var urls = new[] { "okx", "binance", "coingecko", "coinbase" }.ToDictionary(source => $"Rates:Urls:{source}", source => (string?)Prices.UrlOf(source));
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(urls).AddInMemoryCollection(settings).Build());
        services.AddRates();
    }, time);

    /// <summary>Stops, and starts over the same data.</summary>
    /// <param name="more">Settings that are new.</param>
    protected async Task RestartAsync(params (string Name, string Value)[] more)
    {
        var (time, settings) = (Host.Time, Settings);
        foreach (var (name, value) in more) settings[name] = value;
        await Host.DisposeAsync();
        Host = await StartAsync(settings, time);
    }

    protected IRateGrain Rate(string pair = "USDT-CNY") => Host.Grains.GetGrain<IRateGrain>($"rate-{pair}");
}
