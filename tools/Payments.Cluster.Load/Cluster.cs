using System.Globalization;
using Payments.Cluster.Load.Network;
using Payments.Testing;
using Payments.Testing.Databases;
using Payments.Testing.Gateway;
using Payments.Testing.Nodes;

namespace Payments.Cluster.Load;

/// <summary>What a process shows to the others, where they speak TLS.</summary>
internal enum Credentials
{
    /// <summary>A certificate of the cluster's authority.</summary>
    Own,

    /// <summary>Nothing: it does not speak TLS.</summary>
    None,

    /// <summary>A certificate of another authority.</summary>
    Foreign,
}

/// <summary>Silos and fronts as processes of their own, on one PostgreSQL server and one chain.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    /// <summary>The admin key of every process.</summary>
    public const string AdminKey = "cluster-load-admin-key";

    private readonly string folder = Directory.CreateTempSubdirectory("payments-cluster-").FullName;
    private readonly LoadOptions options;
    private readonly AnvilNode node;
    private readonly string token;
    private readonly ClusterCertificates? certificates;

    private Cluster(LoadOptions options, AnvilNode node, string token)
    {
        (this.options, this.node, this.token) = (options, node, token);
        Database = Server.CreateDatabase();
        if (options.Tls) certificates = new ClusterCertificates(folder);
        if (options.Keep is { } kept) Directory.CreateDirectory(kept);
        if (options.Fault is { NeedsNetworks: true }) Networks = SiloNetworks.Create(options.Silos);
        Networks?.Share(node.Url.Port);
    }

    /// <summary>The database server.</summary>
    public PostgresServer Server { get; } = PostgresServer.Start();

    /// <summary>The database's connection string.</summary>
    public string Database { get; }

    /// <summary>Networks of the silos' own, where the fault needs them.</summary>
    public SiloNetworks? Networks { get; }

    /// <summary>All silos.</summary>
    public List<Member> Silos { get; } = [];

    /// <summary>All fronts.</summary>
    public List<Member> Fronts { get; } = [];

    /// <summary>Starts the database and a chain with a token.</summary>
    public static async Task<Cluster> StartAsync(LoadOptions options)
    {
        var node = await AnvilNode.StartAsync(56);
        var token = await node.DeployTokenAsync(18);
        for (var account = 2; account < 6; account++) await node.MintAsync(token, node.Accounts[account], UInt128.Parse("1000000000000000000000000"));
        return new Cluster(options, node, token);
    }

    /// <summary>Adds a silo and waits until it is ready.</summary>
    public Task AddSiloAsync()
    {
        var name = $"silo-{Silos.Count + 1}";
        var settings = Settings("silo", name, Credentials.Own);
        if (options.Fault is { IsApart: true }) settings["Cluster:Name"] = $"apart-{Silos.Count + 1}";
        var place = Place(name);
        if (Networks is not null)
        {
            var network = Networks.Of(Silos.Count);
            settings["Cluster:Address"] = network.Address;
            place = place with { Address = network.Address, Network = network.Name };
        }
        return AddAsync(Silos, new Member(name, PostgresServer.FreePort(), settings, place));
    }

    /// <summary>Adds a front and waits until it is ready.</summary>
    public Task AddFrontAsync()
    {
        var name = $"front-{Fronts.Count + 1}";
        var settings = Settings("http", name, Credentials.Own);
        if (options.Fault is { IsApart: true }) settings["Cluster:Name"] = $"apart-{Fronts.Count % options.Silos + 1}";
        return AddAsync(Fronts, new Member(name, PostgresServer.FreePort(), settings, Place(name)));
    }

    /// <summary>A process that is not started yet and none of the cluster's own.</summary>
    public Member Stranger(string role, string name, Credentials credentials) => new(name, PostgresServer.FreePort(), Settings(role, name, credentials), Place(name));

    /// <summary>Starts what has ended, as a service manager does.</summary>
    /// <returns>Whose process had ended.</returns>
    public async Task<string[]> ReviveAsync()
    {
        var ended = Silos.Concat(Fronts).Where(member => !member.Runs).ToArray();
        foreach (var member in ended)
        {
            await member.StartAsync();
            await member.UntilReadyAsync();
        }
        return [.. ended.Select(member => member.Name)];
    }

    /// <summary>Asks fronts and then silos to end; the exit codes of those that still ran.</summary>
    public async Task<int[]> StopAsync()
    {
        var codes = await Task.WhenAll(Fronts.Where(front => front.Runs).Select(front => front.StopAsync()));
        return [.. codes, .. await Task.WhenAll(Silos.Where(silo => silo.Runs).Select(silo => silo.StopAsync()))];
    }

    /// <summary>Pays on the chain; the transaction's hash.</summary>
    public Task<string> PayAsync(int account, string address, UInt128 units) => node.TransferAsync(token, node.Accounts[account], address, units);

    /// <summary>How often this text is in what the processes wrote.</summary>
    public int Said(string text) => Silos.Concat(Fronts).Select(member => LogOf(member.Name)).Where(File.Exists).Sum(file => File.ReadLines(file).Count(line => line.Contains(text, StringComparison.Ordinal)));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var member in Fronts.Concat(Silos)) member.Dispose();
        Networks?.Dispose();
        certificates?.Dispose();
        await node.DisposeAsync();
        Server.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task AddAsync(List<Member> members, Member member)
    {
        await member.StartAsync();
        await member.UntilReadyAsync();
        members.Add(member);
    }

    private string LogOf(string name) => Path.Combine(options.Keep ?? folder, $"{name}.log");

    private GatewayPlace Place(string name) => new() { Root = options.From ?? Repository.Root, LogFile = LogOf(name) };

    private Dictionary<string, string> Settings(string role, string name, Credentials credentials)
    {
        var settings = new Dictionary<string, string>
        {
            ["role"] = role,
            ["Data"] = folder,
            ["Database"] = $"{(Networks is null ? Database : Server.BySocket(Database))};Application Name={name}",
            ["AdminKey"] = AdminKey,
            ["MasterKey"] = Convert.ToBase64String(new byte[32]),
            ["LogFormat"] = "text",
            ["Logging:LogLevel:Default"] = options.Fault is null ? "Error" : "Warning",
            ["Callbacks:AllowLoopback"] = "true",
            ["Chains:Bsc:Rpc"] = node.Url.ToString(),
            ["Chains:Bsc:Confirmations"] = "1",
            ["Chains:Bsc:PollInterval"] = "00:00:00.2",
            ["Chains:Bsc:Tokens:USDT:Contract"] = token,
        };
        if (role == "silo") (settings["Cluster:SiloPort"], settings["Cluster:GatewayPort"]) = (Text(PostgresServer.FreePort()), Text(PostgresServer.FreePort()));
        if (credentials == Credentials.Own) certificates?.Set(settings, name);
        if (credentials == Credentials.Foreign) certificates?.SetForeign(settings, name);
        return settings;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
