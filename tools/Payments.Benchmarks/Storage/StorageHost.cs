using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Payments.Grains.Persistence;
using Payments.Storage;

namespace Payments.Benchmarks.Storage;

/// <summary>The storage services, as a process has them.</summary>
public static class StorageHost
{
    /// <summary>Opens a database and brings its schema up to date.</summary>
    public static async Task<IHost> StartAsync(Action<StorageOptions> configure)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Services.Configure(configure).AddPaymentsStorage().AddStateJson(StateJson.Default);
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    /// <summary>Stops and closes.</summary>
    public static async Task CloseAsync(this IHost host)
    {
        await host.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
    }
}
