using System.Diagnostics;
using System.Globalization;

namespace Payments.Cluster.Load.Network;

/// <summary>A network namespace for each silo and a router between them, so that silos can be kept from seeing each other. Needs root; one such run at a time on a machine.</summary>
internal sealed class SiloNetworks : IDisposable
{
    private const string Namespaces = "/run/netns";

    private readonly string prefix = string.Create(CultureInfo.InvariantCulture, $"pay{Environment.ProcessId}");
    private readonly List<SiloNetwork> networks = [];
    private readonly List<NamespaceRelay> relays = [];
    private readonly List<string[]> rules = [];
    private bool isRouted;

    private SiloNetworks()
    {
    }

    private string Router => $"{prefix}-router";

    /// <summary>Makes the namespaces.</summary>
    /// <param name="count">How many silos there will be.</param>
    /// <exception cref="InvalidOperationException">The machine does not let this process make namespaces.</exception>
    public static SiloNetworks Create(int count)
    {
        RemoveLeft();
        var made = new SiloNetworks();
        try
        {
            made.Build(count);
            return made;
        }
        catch
        {
            made.Dispose();
            throw;
        }
    }

    /// <summary>The network of a silo, counted from 0.</summary>
    public SiloNetwork Of(int silo) => networks[silo];

    /// <summary>Lets all silos reach this machine's loopback port as if it were their own.</summary>
    public void Share(int port) => relays.AddRange(networks.Select(network => NamespaceRelay.Open(network.Name, port)));

    /// <summary>Keeps the first silo and the others apart; the database, the fronts and the chain stay in everybody's reach.</summary>
    /// <param name="refuses">Whether senders are told; otherwise packets are dropped without a word.</param>
    /// <param name="oneWay">Whether only packets from the first silo to the others are lost.</param>
    public void Split(bool refuses, bool oneWay)
    {
        foreach (var other in networks.Skip(1))
        {
            Add(networks[0], other);
            if (!oneWay) Add(other, networks[0]);
        }

        void Add(SiloNetwork from, SiloNetwork to)
        {
            string[] rule = ["from", from.Address, "to", to.Address, refuses ? "prohibit" : "blackhole"];
            Run(["-n", Router, "rule", "add", .. rule]);
            rules.Add(rule);
        }
    }

    /// <summary>Ends the split.</summary>
    public void Heal()
    {
        foreach (var rule in rules) Run(["-n", Router, "rule", "del", .. rule]);
        rules.Clear();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var relay in relays) relay.Dispose();
        foreach (var network in networks) Run("netns", "del", network.Name);
        if (isRouted) Run("netns", "del", Router);
    }

    private void Build(int count)
    {
        Run("netns", "add", Router);
        isRouted = true;
        Connect(null, 0);
        // This machine knows the silos by way of the router; it goes when the router goes.
        Run("route", "add", "10.211.0.0/16", "via", "10.211.0.1");
        Run("netns", "exec", Router, "sysctl", "-q", "-w", "net.ipv4.ip_forward=1");
        for (var silo = 1; silo <= count; silo++)
        {
            var network = new SiloNetwork($"{prefix}-{silo}", $"10.211.{silo}.2");
            Run("netns", "add", network.Name);
            networks.Add(network);
            Run("-n", network.Name, "link", "set", "lo", "up");
            Connect(network.Name, silo);
            Run("-n", network.Name, "route", "add", "default", "via", $"10.211.{silo}.1");
        }
    }

    /// <summary>Removes what a run that was killed has left, since its route would be in the way.</summary>
    private static void RemoveLeft()
    {
        foreach (var path in Directory.Exists(Namespaces) ? Directory.GetFiles(Namespaces, "pay*-*") : [])
        {
            var name = Path.GetFileName(path);
            var process = name["pay".Length..name.IndexOf('-', StringComparison.Ordinal)];
            if (!Directory.Exists($"/proc/{process}")) Run("netns", "del", name);
        }
    }

    private void Connect(string? network, int subnet)
    {
        var outside = $"{prefix}-v{subnet}";
        Run(["link", "add", outside, "type", "veth", "peer", "name", $"v{subnet}", "netns", Router]);
        if (network is not null) Run("link", "set", outside, "netns", network);
        string[] there = network is null ? [] : ["-n", network];
        Run([.. there, "addr", "add", $"10.211.{subnet}.2/30", "dev", outside]);
        Run([.. there, "link", "set", outside, "up"]);
        Run("-n", Router, "addr", "add", $"10.211.{subnet}.1/30", "dev", $"v{subnet}");
        Run("-n", Router, "link", "set", $"v{subnet}", "up");
    }

    private static void Run(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"ip {string.Join(' ', arguments)}: {error.Trim()}");
    }
}

/// <summary>One silo's network.</summary>
/// <param name="Name">The namespace's name.</param>
/// <param name="Address">The silo's address.</param>
internal sealed record SiloNetwork(string Name, string Address);
