using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Payments.Domain.Identity;
using Payments.Testing;

namespace Payments.Deploy.Tests.Packaging;

/// <summary>What the Compose file must not get wrong, whoever edits it.</summary>
public sealed class ComposeTests
{
    private static readonly string Deploy = Path.Combine(Repository.Root, "deploy");
    private static readonly string[] Silos = ["silo1", "silo2"];
    private static readonly string[] Fronts = ["front1", "front2"];

    [Theory]
    [InlineData("compose.yml")]
    [InlineData("compose.one.yml")]
    [InlineData("compose.tls.yml")]
    public async Task The_linter_finds_nothing(string file)
    {
        var dclint = Path.Combine(Repository.Root, "tests/Support/js/node_modules/dclint/bin/dclint.cjs");
        var (code, output) = await Script.RunAsync("node",
            [dclint, "-c", Path.Combine(Deploy, ".dclintrc.json"), Path.Combine(Deploy, file)]);
        code.Should().Be(0, output);
    }

    [Fact]
    public async Task The_proxy_shares_no_network_with_silos_or_the_database()
    {
        var services = await ServicesAsync("compose.yml");
        foreach (var inner in Silos.Append("database"))
            NetworksOf(services.GetProperty(inner)).Intersect(NetworksOf(services.GetProperty("proxy"))).Should().BeEmpty($"the ports of {inner} ask nobody who he is");
        NetworksOf(services.GetProperty("database")).Should().Equal("inner");
        foreach (var silo in Silos) NetworksOf(services.GetProperty(silo)).Should().BeEquivalentTo("inner", "egress");
        services.EnumerateObject().Where(service => service.Value.TryGetProperty("ports", out _)).Select(service => service.Name).Should().Equal("proxy");
    }

    [Fact]
    public async Task Both_fronts_have_the_name_that_the_proxy_asks_for()
    {
        var services = await ServicesAsync("compose.yml");
        foreach (var front in Fronts)
            services.GetProperty(front).GetProperty("networks").GetProperty("edge").GetProperty("aliases")[0].GetString().Should().Be("front");
        (await File.ReadAllTextAsync(Path.Combine(Deploy, "nginx/nginx.conf"))).Should().Contain("http://front:8080;");
    }

    [Theory]
    [InlineData("compose.yml")]
    [InlineData("compose.one.yml")]
    public async Task Every_chain_and_every_setting_is_wired(string file)
    {
        var example = await File.ReadAllTextAsync(Path.Combine(Deploy, ".env.example"));
        var compose = await File.ReadAllTextAsync(Path.Combine(Deploy, file));
        var chains = typeof(ChainId).GetFields(System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.Public).Where(field => field.FieldType == typeof(ChainId)).Select(field => field.Name).ToArray();
        chains.Should().HaveCountGreaterThanOrEqualTo(8);
        foreach (var chain in chains) compose.Should().Contain($"PAYMENTS_Chains__{chain}__Rpc: ${{{chain.ToUpperInvariant()}_RPC:-}}");
        foreach (Match variable in Regex.Matches(compose, @"\$\{([A-Z_]+)")) example.Should().Contain($"{variable.Groups[1].Value}=");
    }

    [Fact]
    public async Task PostgreSQL_takes_all_connections_that_processes_may_open()
    {
        var services = await ServicesAsync("compose.yml");
        var allowed = Number(services.GetProperty("database").GetProperty("command")[2].GetString()!, @"max_connections=(\d+)");
        var pool = Number(await File.ReadAllTextAsync(Path.Combine(Deploy, "secrets.sh")), @"Maximum Pool Size=(\d+)");
        var processes = Silos.Length + Fronts.Length;
        // Orleans' providers have a pool, and we have two; of two commands beside them each uses one, and PostgreSQL keeps three connections to itself.
        (processes * 3 * pool + 2 * pool + 3).Should().BeLessThanOrEqualTo(allowed);
    }

    [Fact]
    public async Task Silos_start_on_a_schema_that_is_up_to_date()
    {
        var services = await ServicesAsync("compose.yml");
        services.GetProperty("migrate").GetProperty("command")[0].GetString().Should().Be("migrate");
        foreach (var silo in Silos) services.GetProperty(silo).GetProperty("depends_on").GetProperty("migrate").GetProperty("condition").GetString().Should().Be("service_completed_successfully");
    }

    [Fact]
    public async Task All_members_of_the_cluster_speak_TLS_where_it_is_switched_on()
    {
        var services = await ServicesAsync("compose.tls.yml");
        services.EnumerateObject().Select(service => service.Name).Should().BeEquivalentTo(Silos.Concat(Fronts));
        foreach (var service in services.EnumerateObject())
        {
            var settings = service.Value.GetProperty("environment").EnumerateObject().ToArray();
            settings.Select(setting => setting.Name).Should().BeEquivalentTo("PAYMENTS_Cluster__Tls__Certificate", "PAYMENTS_Cluster__Tls__Key", "PAYMENTS_Cluster__Tls__Authority");
            var files = service.Value.GetProperty("secrets").EnumerateArray().Select(secret => secret.GetProperty("target").GetString()!).ToArray();
            settings.Select(setting => setting.Value.GetString()).Should().BeEquivalentTo(files);
            files.Should().OnlyContain(file => !file.StartsWith("/run/secrets/"), "there each file is a setting");
        }
    }

    private static int Number(string text, string pattern) => int.Parse(Regex.Match(text, pattern).Groups[1].Value, CultureInfo.InvariantCulture);

    private static string[] NetworksOf(JsonElement service) => service.GetProperty("networks") is { ValueKind: JsonValueKind.Array } list
        ? [.. list.EnumerateArray().Select(name => name.GetString()!)]
        : [.. service.GetProperty("networks").EnumerateObject().Select(network => network.Name)];

    private static async Task<JsonElement> ServicesAsync(string file)
    {
        const string program = "console.log(JSON.stringify(require('yaml').parse(require('fs').readFileSync(process.argv[1],'utf8'),{merge:true,maxAliasCount:-1}).services))";
        var (code, output) = await Script.RunAsync("sh", ["-c",
            $"cd {Path.Combine(Repository.Root, "tests/Support/js")} && node -e \"{program}\" {Path.Combine(Deploy, file)}"]);
        code.Should().Be(0, output);
        return JsonSerializer.Deserialize<JsonElement>(output);
    }
}
