using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Payments.Testing;

/// <summary>A silent HTTP server on this machine: simulated nodes, shops and price sources are built on it.</summary>
public abstract class LocalServer : IAsyncDisposable
{
    private WebApplication? app;

    /// <summary>Where it listens.</summary>
    public Uri Url => new(Started.Urls.Single());

    private WebApplication Started => app ?? throw new InvalidOperationException("The server was not started.");

    /// <summary>Done when the process was asked to end.</summary>
    public Task WaitForShutdownAsync() => Started.WaitForShutdownAsync();

    /// <inheritdoc />
    public virtual async ValueTask DisposeAsync()
    {
        if (app is not null) await app.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Starts listening.</summary>
    /// <param name="routes">Says what is answered.</param>
    /// <param name="port">The port; 0 for a free one.</param>
    protected async Task ListenAsync(Action<WebApplication> routes, int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        app = builder.Build();
        routes(app);
        await app.StartAsync();
    }
}
