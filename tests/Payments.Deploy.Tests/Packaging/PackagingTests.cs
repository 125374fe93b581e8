using System.Text.Json;
using System.Text.RegularExpressions;
using Payments.Testing;

namespace Payments.Deploy.Tests.Packaging;

/// <summary>Image, Compose file and manifests, by the tools that know their languages.</summary>
public sealed class PackagingTests
{
    private static readonly string Node = Path.Combine(Repository.Root, "tests/node");
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

    [Fact]
    public async Task The_compose_file_is_one()
    {
        var (code, output) = await Script.RunAsync("node", [Path.Combine(Node, "node_modules/dclint/bin/dclint.cjs"), "-c", Path.Combine(Deploy, ".dclintrc.json"), Path.Combine(Deploy, "compose.yml")]);
        code.Should().Be(0, output);
    }

    [Theory]
    [InlineData("example", 17)]
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
        pods.Should().HaveCount(3);
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
        var paths = ingress.GetProperty("spec").GetProperty("rules")[0].GetProperty("http").GetProperty("paths").EnumerateArray().Select(path => path.GetProperty("path").GetString()!).ToArray();
        foreach (var inner in new[] { "/ops", "/dashboard", "/metrics", "/health/ready", "/api/v1/admin/rates" })
            paths.Should().NotContain(path => inner == path || path.EndsWith('/') && inner.StartsWith(path, StringComparison.Ordinal) || inner.StartsWith(path + "/", StringComparison.Ordinal) && path != "/health", inner);
        paths.Should().Contain("/submit.php").And.Contain("/cashier").And.Contain("/pay/");
    }

    private static async Task<string> RenderAsync(string folder)
    {
        // The secrets of an installation are no part of the repository: stand-ins for the time of the test, in a copy.
        var copy = Directory.CreateTempSubdirectory("payments-kustomize-");
        var copied = await Script.RunAsync("cp", ["-r", $"{Deploy}/kubernetes/.", copy.FullName]);
        copied.Code.Should().Be(0, copied.Output);
        var secrets = Directory.CreateDirectory(Path.Combine(copy.FullName, "example/secrets"));
        foreach (var name in new[] { "master_key", "admin_key", "database" }) await File.WriteAllTextAsync(Path.Combine(secrets.FullName, name), "stand-in");
        var (code, output) = await Script.RunAsync("sh", ["-c", $"kubectl kustomize {Path.Combine(copy.FullName, folder)} 2>{copy.FullName}/warnings || cat {copy.FullName}/warnings"]);
        copy.Delete(recursive: true);
        code.Should().Be(0, output);
        return output;
    }

    private static async Task<JsonElement[]> DocumentsAsync(string folder)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, await RenderAsync(folder));
        const string program = "const Y=require('yaml');console.log(JSON.stringify(Y.parseAllDocuments(require('fs').readFileSync(process.argv[1],'utf8')).map(d=>d.toJS())))";
        var (code, output) = await Script.RunAsync("sh", ["-c", $"cd {Node} && node -e \"{program}\" {file}"]);
        File.Delete(file);
        code.Should().Be(0, output);
        return JsonSerializer.Deserialize<JsonElement[]>(output)!;
    }

    private static JsonElement? PodOf(JsonElement document) => document.GetProperty("kind").GetString() switch
    {
        "Deployment" => document.GetProperty("spec").GetProperty("template"),
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
