using System.Net.Http.Json;
using System.Text;
using Payments.Testing.Databases;

namespace Payments.Testing.Shops;

/// <summary>A shop of <c>tests/Support/shops/php</c>, run by PHP's own web server on a free port.</summary>
public sealed class PhpShop : IAsyncDisposable
{
    /// <summary>Every client whose behaviour a shop follows.</summary>
    public static readonly IReadOnlyList<string> Clients =
        ["dujiaoka", "v2board", "wyx2685", "xboard", "sspanel", "proxypanel", "zfaka188", "panel188", "blesta", "newapi", "cloudreve"];

    private readonly ShopServer server;
    private readonly HttpClient http;
    private readonly string folder;

    private PhpShop(ShopServer server, string url, string folder) => (this.server, http, Url, this.folder) = (server, server.Http, url, folder);

    /// <summary>Its address, without a slash at the end.</summary>
    public string Url { get; }

    /// <summary>Starts a shop and waits until it answers.</summary>
    /// <param name="client">The name of its script, without <c>.php</c>.</param>
    /// <param name="pid">The merchant number it was given.</param>
    /// <param name="key">The key it was given.</param>
    /// <param name="gateway">The gateway's address, without a slash at the end.</param>
    public static async Task<PhpShop> StartAsync(string client, string pid, string key, string gateway)
    {
        var folder = Directory.CreateTempSubdirectory("payments-shop-").FullName;
        var address = $"127.0.0.1:{PostgresServer.FreePort()}";
        var script = Path.Combine(Repository.Root, "tests/Support/shops/php", client + ".php");
        if (!File.Exists(script)) throw new InvalidOperationException($"There is no shop '{client}'.");
        var server = await ShopServer.StartAsync("php", ["-S", address, script], $"http://{address}", ("PID", pid), ("KEY", key), ("GATEWAY", gateway), ("DATA", folder));
        return new PhpShop(server, $"http://{address}", folder);
    }

    /// <summary>The signed request by which this shop asks for an order.</summary>
    public async Task<ShopSubmit> SubmitAsync(string number, string money, string name = "VIP", string type = "usdt", string param = "") =>
        (await http.GetFromJsonAsync<ShopSubmit>("/submit?" + Query(number, money, name, type, param)))!;

    /// <summary>Where the shop's own server, having asked the gateway, sends the payer. Only SSPanel works so.</summary>
    public async Task<Uri> CheckoutAsync(string number, string money, string name = "VIP", string type = "usdt", string param = "")
    {
        using var response = await http.GetAsync("/checkout?" + Query(number, money, name, type, param));
        return response.Headers.Location ?? throw new InvalidOperationException($"The shop refused: {await response.Content.ReadAsStringAsync()}");
    }

    /// <summary>Whether the shop takes the gateway's JSON answer to its checkout. Only SSPanel reads one.</summary>
    public async Task<bool> AcceptsAsync(string answer)
    {
        using var response = await http.PostAsync("/answer", new StringContent(answer, Encoding.UTF8, "application/json"));
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsStringAsync() == "accepted";
    }

    /// <summary>Lets the shop ask the gateway's <c>api.php</c> as its client does: <c>accepted</c>, or the answer that it did not take. Only ProxyPanel and Blesta ask.</summary>
    public Task<string> AskAsync(string number) => http.GetStringAsync("/ask?out_trade_no=" + Uri.EscapeDataString(number));

    /// <summary>What the shop makes of a payer whose browser opens this address of its own: <c>genuine</c> or <c>forged</c>.</summary>
    public Task<string> ReturnAsync(Uri address) => http.GetStringAsync(address);

    /// <summary>Every notice heard so far, refused ones included.</summary>
    public async Task<IReadOnlyList<ShopNotice>> HeardAsync() => (await http.GetFromJsonAsync<ShopNotice[]>("/heard"))!;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static string Query(string number, string money, string name, string type, string param)
    {
        var order = new Dictionary<string, string> { ["out_trade_no"] = number, ["money"] = money, ["name"] = name, ["type"] = type, ["param"] = param };
        return string.Join('&', order.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"));
    }
}
