using System.Text.Json;
using System.Text.RegularExpressions;
using Payments.Testing;

namespace Payments.Deploy.Tests.Packaging;

/// <summary>Image, Compose file and manifests, by the tools that know their languages.</summary>
public sealed class PackagingTests
{
    private static readonly string Node = Path.Combine(Repository.Root, "tests/Support/js");
    private static readonly string Deploy = Path.Combine(Repository.Root, "deploy");

    [Fact]
    public async Task The_image_is_built_from_what_exists_by_a_file_without_faults()
    {
        var (code, output) = await Script.RunAsync("node", [Path.Combine(Node, "node_modules/dockerfile-utils/bin/dockerfile-utils"), "lint", Path.Combine(Deploy, "Dockerfile")]);
        code.Should().Be(0, output);
        output.Should().BeEmpty();

        var text = await File.ReadAllTextAsync(Path.Combine(Deploy, "Dockerfile"));
        File.Exists(Path.Combine(Repository.Root, Regex.Match(text, @"dotnet publish (\S+)").Groups[1].Value)).Should().BeTrue();
        foreach (var kept in (await File.ReadAllLinesAsync(Path.Combine(Deploy, "Dockerfile.dockerignore"))).Where(line => line.StartsWith('!')))
            Directory.GetFileSystemEntries(Repository.Root, kept[1..]).Should().NotBeEmpty(kept);
        text.Should().NotMatchRegex("(?i)(ARG|ENV).*(MasterKey|AdminKey|Password)", "what is in a layer is public");
    }

    [Theory]
    [InlineData("example", 18)]
    [InlineData("mine", 20)]
    [InlineData("monitoring", 1)]
    public async Task Manifests_render_to_what_the_api_of_kubernetes_takes(string folder, int count)
    {
        var manifests = await RenderAsync(folder);
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, manifests);
        var (code, output) = await Script.RunAsync("sh", ["-c", $"node {Path.Combine(Node, "check-manifests.mjs")} <{file}"]);
        File.Delete(file);
        code.Should().Be(0, output);
        output.Should().StartWith("checked:").And.Subject.Count(letter => letter == ',').Should().Be(count - 1);
    }

    [Fact]
    public async Task Every_container_is_bound_and_every_selector_finds_its_pods()
    {
        var documents = await DocumentsAsync("example");
        var pods = documents.Select(PodOf).OfType<JsonElement>().ToArray();
        pods.Should().HaveCount(4);
        foreach (var pod in pods)
        {
            var spec = pod.GetProperty("spec");
            spec.GetProperty("securityContext").GetProperty("runAsNonRoot").GetBoolean().Should().BeTrue();
            spec.GetProperty("automountServiceAccountToken").GetBoolean().Should().BeFalse();
            foreach (var container in spec.GetProperty("containers").EnumerateArray())
            {
                container.GetProperty("image").GetString().Should().StartWith("registry.example/payments:");
                var context = container.GetProperty("securityContext");
                context.GetProperty("readOnlyRootFilesystem").GetBoolean().Should().BeTrue();
                context.GetProperty("allowPrivilegeEscalation").GetBoolean().Should().BeFalse();
                context.GetProperty("capabilities").GetProperty("drop")[0].GetString().Should().Be("ALL");
                container.GetProperty("resources").GetProperty("limits").TryGetProperty("memory", out _).Should().BeTrue();
            }
        }
        foreach (var selector in documents.SelectMany(SelectorsOf).Where(labels => labels.Count > 0))
            pods.Should().Contain(pod => selector.All(label => LabelsOf(pod).Contains(label)), string.Join(',', selector));
    }

    [Fact]
    public async Task Nothing_for_operators_is_reached_from_outside()
    {
        var ingress = (await DocumentsAsync("example")).Single(document => document.GetProperty("kind").GetString() == "Ingress");
        var paths = ingress.GetProperty("spec").GetProperty("rules")[0].GetProperty("http").GetProperty("paths").EnumerateArray()
            .Select(path => (Path: path.GetProperty("path").GetString()!, IsExact: path.GetProperty("pathType").GetString() == "Exact"))
                .ToArray();
        foreach (var inner in new[] { "/ops", "/dashboard", "/metrics", "/health/ready", "/api/v1/admin/rates" })
            paths.Should().NotContain(rule => inner == rule.Path || !rule.IsExact &&
                inner.StartsWith(rule.Path.TrimEnd('/') + "/", StringComparison.Ordinal), inner);
        paths.Select(rule => rule.Path).Should().Contain("/submit.php").And.Contain("/cashier").And.Contain("/pay/");
    }

    [Fact]
    public async Task Pods_are_replaced_when_a_secret_changes_and_all_that_name_it_follow()
    {
        var (before, after) = (await RenderAsync("mine", "one"), await RenderAsync("mine", "two"));
        var names = new[] { before, after }.Select(text => Regex.Matches(text, @"payments-[a-z0-9]{10}\b").Select(match => match.Value).Distinct().Order().ToArray()).ToArray();
        names[0].Should().HaveCount(2, "a ConfigMap and a Secret");
        names[0].Intersect(names[1]).Should().ContainSingle("the ConfigMap is the same");
        foreach (var text in new[] { before, after })
        {
            text.Should().NotMatchRegex(@"secretName: payments\n").And.NotMatchRegex(@"configMapRef:\n\s+name: payments\n");
            Regex.Match(text, @"credentials:\n\s+key: AdminKey\n\s+name: (\S+)").Groups[1].Value.Should().MatchRegex("^payments-[a-z0-9]{10}$", "Prometheus reads the same secret");
        }
    }

    [Fact]
    public async Task Silos_and_fronts_have_a_place_for_their_certificates()
    {
        var deployments = (await DocumentsAsync("mine")).Where(document => document.GetProperty("kind").GetString() == "Deployment").ToArray();
        deployments.Should().HaveCount(2);
        foreach (var deployment in deployments)
        {
            var spec = PodOf(deployment)!.Value.GetProperty("spec");
            spec.GetProperty("volumes").EnumerateArray().Should().Contain(volume => volume.GetProperty("name").GetString() == "cluster-tls");
            var settings = spec.GetProperty("containers")[0].GetProperty("env").EnumerateArray().ToDictionary(setting => setting.GetProperty("name").GetString()!);
            var mounts = spec.GetProperty("containers")[0].GetProperty("volumeMounts").EnumerateArray().Select(mount => mount.GetProperty("mountPath").GetString()!).ToArray();
            foreach (var name in new[] { "Certificate", "Key", "Authority" })
                mounts.Should().Contain(path => settings[$"PAYMENTS_Cluster__Tls__{name}"].GetProperty("value").GetString()!.StartsWith(path + "/", StringComparison.Ordinal));
        }
    }

    private static async Task<string> RenderAsync(string folder, string adminKey = "stand-in")
    {
        // The secrets of an installation are no part of the repository: stand-ins for the time of the test, in a copy.
        var copy = Directory.CreateTempSubdirectory("payments-kustomize-");
        var copied = await Script.RunAsync("cp", ["-r", $"{Deploy}/kubernetes/.", copy.FullName]);
        copied.Code.Should().Be(0, copied.Output);
        var secrets = Directory.CreateDirectory(Path.Combine(copy.FullName, "example/secrets"));
        Directory.CreateDirectory(Path.Combine(secrets.FullName, "cluster"));
        foreach (var name in new[] { "master_key", "admin_key", "database", "cluster/member.crt", "cluster/member.key", "cluster/authority.crt" }) await File.WriteAllTextAsync(Path.Combine(secrets.FullName, name), adminKey);
        // An installation with all that the example offers.
        var mine = Path.Combine(copy.FullName, "mine");
        (await Script.RunAsync("cp", ["-r", Path.Combine(copy.FullName, "example"), mine])).Code.Should().Be(0);
        var lines = (await File.ReadAllLinesAsync(Path.Combine(mine, "kustomization.yaml"))).Select(line => Regex.Replace(line, "^#(?=  - |    |patches)", "")).ToArray();
        lines.Should().Contain("  - ../monitoring").And.Contain("  - tls.yaml");
        await File.WriteAllLinesAsync(Path.Combine(mine, "kustomization.yaml"), lines);
        var (code, output) = await Script.RunAsync("sh", ["-c", $"kubectl kustomize {Path.Combine(copy.FullName, folder)} 2>{copy.FullName}/warnings || cat {copy.FullName}/warnings"]);
        copy.Delete(recursive: true);
        code.Should().Be(0, output);
        return output;
    }

    private static async Task<JsonElement[]> DocumentsAsync(string folder, string adminKey = "stand-in")
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, await RenderAsync(folder, adminKey));
        const string program = "const Y=require('yaml');console.log(JSON.stringify(Y.parseAllDocuments(require('fs').readFileSync(process.argv[1],'utf8')).map(d=>d.toJS())))";
        var (code, output) = await Script.RunAsync("sh", ["-c", $"cd {Node} && node -e \"{program}\" {file}"]);
        File.Delete(file);
        code.Should().Be(0, output);
        return JsonSerializer.Deserialize<JsonElement[]>(output)!;
    }

    private static JsonElement? PodOf(JsonElement document) => document.GetProperty("kind").GetString() switch
    {
        "Deployment" or "Job" => document.GetProperty("spec").GetProperty("template"),
        "CronJob" => document.GetProperty("spec").GetProperty("jobTemplate").GetProperty("spec").GetProperty("template"),
        _ => null,
    };

    private static IEnumerable<IReadOnlyList<string>> SelectorsOf(JsonElement document)
    {
        var spec = document.TryGetProperty("spec", out var found) ? found : default;
        if (document.GetProperty("kind").GetString() == "Service") yield return Pairs(spec.GetProperty("selector"));
        foreach (var name in new[] { "selector", "podSelector" })
            if (spec.ValueKind == JsonValueKind.Object && spec.TryGetProperty(name, out var selector) && selector.TryGetProperty("matchLabels", out var labels)) yield return Pairs(labels);
    }

    private static IReadOnlyList<string> LabelsOf(JsonElement pod) => Pairs(pod.GetProperty("metadata").GetProperty("labels"));

    private static IReadOnlyList<string> Pairs(JsonElement labels) => [.. labels.EnumerateObject().Select(label => $"{label.Name}={label.Value.GetString()}")];
}
