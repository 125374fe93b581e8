using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Nethereum.Util;
using Payments.Testing.Databases;

namespace Payments.Testing.Nodes;

/// <summary>A real EVM node of the test's own. Blocks are made when the test says so, or with each transaction.</summary>
public sealed class AnvilNode : IAsyncDisposable
{
    private readonly Process process;
    private readonly HttpClient http;

    private AnvilNode(Process process, Uri url)
    {
        (this.process, Url) = (process, url);
        http = new HttpClient { BaseAddress = url };
    }

    /// <summary>The node's JSON-RPC address.</summary>
    public Uri Url { get; }

    /// <summary>Unlocked accounts with coins.</summary>
    public IReadOnlyList<string> Accounts { get; private set; } = [];

    /// <summary>Starts a node.</summary>
    /// <param name="chainId">The EIP-155 id it plays.</param>
    /// <param name="automine">Whether each transaction gets a block at once.</param>
    public static async Task<AnvilNode> StartAsync(long chainId = 31337, bool automine = true)
    {
        var program = Path.Combine(Repository.Root, "tests/Support/js/node_modules/@foundry-rs/anvil-linux-amd64/bin/anvil");
        if (!File.Exists(program)) throw new InvalidOperationException("anvil is not installed; run scripts/setup.sh.");
        var port = PostgresServer.FreePort();
        var start = new ProcessStartInfo(program, ["--port", $"{port}", "--chain-id", $"{chainId}", "--silent", .. automine ? [] : new[] { "--no-mining", "--order", "fifo" }]) { RedirectStandardOutput = true };
        var node = new AnvilNode(Process.Start(start)!, new Uri($"http://127.0.0.1:{port}"));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            try
            {
                node.Accounts = [.. (await node.CallAsync("eth_accounts")).EnumerateArray().Select(account => account.GetString()!)];
                return node;
            }
            catch (HttpRequestException) when (!patience.IsCancellationRequested)
            {
                // It does not listen yet; the next try waits for a connection again.
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, patience.Token);
            }
        }
    }

    /// <summary>Asks the node.</summary>
    public async Task<JsonElement> CallAsync(string method, params JsonNode?[] parameters)
    {
        var body = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = 1, ["method"] = method, ["params"] = new JsonArray(parameters) };
        using var response = await http.PostAsJsonAsync("", body);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        if (answer.TryGetProperty("error", out var error)) throw new InvalidOperationException($"{method}: {error}");
        return answer.GetProperty("result");
    }

    /// <summary>Deploys a token and returns its address.</summary>
    public async Task<string> DeployTokenAsync(int decimals)
    {
        using var reader = new StreamReader(typeof(AnvilNode).Assembly.GetManifestResourceStream("TestToken.bin")!);
        var code = (await reader.ReadToEndAsync()).Trim();
        var hash = await SendAsync(Accounts[0], null, $"0x{code}{decimals:x64}");
        await MineAsync(1);
        return (await CallAsync("eth_getTransactionReceipt", hash)).GetProperty("contractAddress").GetString()!;
    }

    /// <summary>Gives tokens to an account.</summary>
    public Task<string> MintAsync(string token, string to, UInt128 units) => SendAsync(Accounts[0], token, Data("mint(address,uint256)", Word(to), Word(units)));

    /// <summary>Transfers tokens; returns the transaction.</summary>
    public Task<string> TransferAsync(string token, string from, string to, UInt128 units) => SendAsync(from, token, Data("transfer(address,uint256)", Word(to), Word(units)));

    /// <summary>A transaction that says it transferred and reverts.</summary>
    public Task<string> BoastAsync(string token, string from, string to, UInt128 units) => SendAsync(from, token, Data("boast(address,uint256)", Word(to), Word(units)));

    /// <summary>One transaction that transfers the same amount of tokens to several receivers.</summary>
    public Task<string> ScatterAsync(string token, string from, IReadOnlyList<string> to, UInt128 units) => SendAsync(
        from, token, Data("scatter(address[],uint256)", [Word((UInt128)64), Word(units), Word((UInt128)to.Count), .. to.Select(Word)]));

    /// <summary>Transfers coins.</summary>
    public Task<string> SendCoinsAsync(string from, string to, UInt128 wei) => SendAsync(from, to, null, wei);

    /// <summary>Makes blocks.</summary>
    public Task MineAsync(int blocks) => CallAsync("anvil_mine", $"0x{blocks:x}");

    /// <summary>Takes the newest blocks back and makes as many others without their transactions.</summary>
    public Task ReorgAsync(int depth) => CallAsync("anvil_reorg", depth, new JsonArray());

    /// <summary>The newest block's number.</summary>
    public async Task<long> HeadAsync() => long.Parse((await CallAsync("eth_blockNumber")).GetString()![2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private async Task<string> SendAsync(string from, string? to, string? data, UInt128? value = null)
    {
        // A price of its own keeps a repeated transaction the same one, whatever the blocks before it cost.
        var transaction = new JsonObject { ["from"] = from, ["gas"] = "0x1e8480", ["gasPrice"] = "0xba43b7400" };
        if (to is not null) transaction["to"] = to;
        if (data is not null) transaction["data"] = data;
        if (value is { } wei) transaction["value"] = $"0x{wei:x}";
        return (await CallAsync("eth_sendTransaction", transaction)).GetString()!;
    }

    private static string Data(string signature, params string[] words) => $"0x{Sha3Keccack.Current.CalculateHash(signature)[..8]}{string.Concat(words)}";

    private static string Word(string address) => address[2..].ToLowerInvariant().PadLeft(64, '0');

    private static string Word(UInt128 units) => units.ToString("x64", CultureInfo.InvariantCulture);
}
