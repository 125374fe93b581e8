using Payments.Testing.Databases;

namespace Payments.Testing.Shops;

/// <summary>A shop of 188Pay's JSON API in PHP, Node.js or Python, listening on a free port.</summary>
public sealed class Pay188Shop : IAsyncDisposable
{
    private readonly ShopServer server;

    private Pay188Shop(ShopServer server) => this.server = server;

    /// <summary>Starts a shop and waits until it answers.</summary>
    /// <param name="language">One of <see cref="CallbackChecker.Languages"/>.</param>
    /// <param name="pid">The merchant number it was given.</param>
    /// <param name="key">The key it was given.</param>
    /// <param name="gateway">The gateway's address, without a slash at the end.</param>
    public static async Task<Pay188Shop> StartAsync(string language, string pid, string key, string gateway)
    {
        var (program, name) = CallbackChecker.Languages[language];
        var script = Path.Combine(Repository.Root, "tests/Support/shops", name);
        var port = PostgresServer.FreePort();
        var arguments = language == "php" ? ["-S", $"127.0.0.1:{port}", script] : new[] { script, $"{port}" };
        return new Pay188Shop(await ShopServer.StartAsync(program, arguments, $"http://127.0.0.1:{port}", ("PID", pid), ("KEY", key), ("GATEWAY", gateway)));
    }

    /// <summary>Lets the shop ask the gateway for an order, and returns the gateway's answer.</summary>
    /// <param name="number">The shop's order number.</param>
    /// <param name="amount">The money, which the shop reads as its language reads a number.</param>
    /// <param name="coin">The coin type.</param>
    public Task<string> OrderAsync(string number, string amount, string coin) => server.Http.GetStringAsync($"/order?merchantOrderId={number}&amount={amount}&coinType={coin}");

    /// <inheritdoc />
    public ValueTask DisposeAsync() => server.DisposeAsync();
}
