using System.Globalization;
using Payments.Testing.Databases;
using Payments.Testing.Gateway;
using Payments.Testing.Nodes;

namespace Payments.Cluster.Load;

/// <summary>Silos and fronts as processes of their own, on one PostgreSQL server and one chain.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    /// <summary>The admin key of every process.</summary>
    public const string AdminKey = "cluster-load";

    private readonly PostgresServer server = PostgresServer.Start();
    private readonly string folder = Directory.CreateTempSubdirectory("payments-cluster-").FullName;
    private readonly List<GatewayProcess> silos = [];
    private readonly List<GatewayProcess> fronts = [];
    private readonly AnvilNode node;
    private readonly string token;

    private Cluster(AnvilNode node, string token)
    {
        (this.node, this.token) = (node, token);
        Database = server.CreateDatabase();
    }

    /// <summary>The database's connection string.</summary>
    public string Database { get; }

    /// <summary>Where the fronts listen.</summary>
    public List<Uri> Fronts { get; } = [];

    /// <summary>How many silos run.</summary>
    public int Silos => silos.Count;

    /// <summary>Starts the database and a chain with a token.</summary>
    public static async Task<Cluster> StartAsync()
    {
        var node = await AnvilNode.StartAsync(56);
        var token = await node.DeployTokenAsync(18);
        for (var account = 2; account < 6; account++) await node.MintAsync(token, node.Accounts[account], UInt128.Parse("1000000000000000000000000"));
        return new Cluster(node, token);
    }

    /// <summary>Adds a silo.</summary>
    public async Task AddSiloAsync()
    {
        var settings = Settings("silo");
        settings["Cluster:SiloPort"] = Text(PostgresServer.FreePort());
        settings["Cluster:GatewayPort"] = Text(PostgresServer.FreePort());
        silos.Add(await GatewayProcess.StartAsync(PostgresServer.FreePort(), settings));
    }

    /// <summary>Adds a front and waits until it is ready.</summary>
    public async Task AddFrontAsync()
    {
        var port = PostgresServer.FreePort();
        fronts.Add(await GatewayProcess.StartAsync(port, Settings("http")));
        Fronts.Add(new Uri($"http://127.0.0.1:{port}"));
        using var http = new HttpClient { BaseAddress = Fronts[^1] };
        while (true)
        {
            using var answer = await http.GetAsync("/health/ready");
            if (answer.IsSuccessStatusCode) return;
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
    }

    /// <summary>Kills the newest silo as a power failure would.</summary>
    public async Task KillSiloAsync()
    {
        await silos[^1].KillAsync();
        silos.RemoveAt(silos.Count - 1);
    }

    /// <summary>Asks fronts and then silos to end; the exit codes.</summary>
    public async Task<int[]> StopAsync()
    {
        var codes = await Task.WhenAll(fronts.Select(front => front.StopAsync()));
        return [.. codes, .. await Task.WhenAll(silos.Select(silo => silo.StopAsync()))];
    }

    /// <summary>Pays on the chain; the transaction's hash.</summary>
    public Task<string> PayAsync(int account, string address, UInt128 units) => node.TransferAsync(token, node.Accounts[account], address, units);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var process in fronts.Concat(silos)) process.Dispose();
        await node.DisposeAsync();
        server.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private Dictionary<string, string> Settings(string role) => new()
    {
        ["role"] = role,
        ["Data"] = folder,
        ["Database"] = Database,
        ["AdminKey"] = AdminKey,
        ["MasterKey"] = Convert.ToBase64String(new byte[32]),
        ["LogFormat"] = "text",
        ["Logging:LogLevel:Default"] = "Error",
        ["Callbacks:AllowLoopback"] = "true",
        ["Chains:Bsc:Rpc"] = node.Url.ToString(),
        ["Chains:Bsc:Confirmations"] = "1",
        ["Chains:Bsc:PollInterval"] = "00:00:00.2",
        ["Chains:Bsc:Tokens:USDT:Contract"] = token,
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
