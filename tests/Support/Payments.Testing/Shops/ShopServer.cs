using System.Diagnostics;

namespace Payments.Testing.Shops;

/// <summary>A shop's web server as a process of its own; told by <c>SHOP_…</c> variables where it is and whose it is.</summary>
internal sealed class ShopServer : IAsyncDisposable
{
    private readonly Process process;

    private ShopServer(Process process, string url)
    {
        this.process = process;
        Http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(url) };
    }

    /// <summary>A client that follows no redirects.</summary>
    public HttpClient Http { get; }

    /// <summary>Starts a server and waits until <c>/ready</c> answers.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="url">The address that it listens at, without a slash at the end.</param>
    /// <param name="settings">Its variables, without <c>SHOP_</c>.</param>
    public static async Task<ShopServer> StartAsync(string program, IEnumerable<string> arguments, string url, params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true };
        start.Environment["SHOP_SELF"] = url;
        foreach (var (name, value) in settings) start.Environment["SHOP_" + name] = value;
        var process = Process.Start(start)!;
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        var server = new ShopServer(process, url);
        await server.WaitAsync();
        return server;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private async Task WaitAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            try
            {
                await Http.GetStringAsync("/ready", patience.Token);
                return;
            }
            catch (HttpRequestException) when (!process.HasExited)
            {
                // It does not listen yet.
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token);
            }
        }
    }
}
