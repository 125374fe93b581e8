using Payments.Testing;

namespace Payments.Deploy.Tests.Packaging;

/// <summary>The order in which <c>apply.sh</c> asks Kubernetes for things, seen by a kubectl that only writes down what it is asked.</summary>
public sealed class UpgradeTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("payments-kubectl-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_schema_comes_first_then_silos_then_fronts()
    {
        var (code, asked) = await ApplyAsync("""
            case "$*" in *wait*) [ "$(grep -c wait "$(dirname "$0")/asked")" -ge 3 ] ;; esac
            """);
        code.Should().Be(0);
        asked.Where(line => !line.Contains(" wait ") && !line.Contains(" get ")).Should().Equal(
            "--namespace payments delete job migrate --ignore-not-found",
            "apply -k mine -l app.kubernetes.io/component notin (silo, front)",
            "apply -k mine -l app.kubernetes.io/component!=front",
            "--namespace payments rollout status deployment/silo",
            "apply -k mine",
            "--namespace payments rollout status deployment/front");
        asked.Count(line => line.Contains(" wait ")).Should().Be(3, "a long script is waited for");
    }

    [Fact]
    public async Task A_migration_that_fails_for_good_leaves_silos_and_fronts_alone()
    {
        var (code, asked) = await ApplyAsync("""
            case "$*" in *wait*) exit 1 ;; *"get job"*) echo True ;; esac
            """);
        code.Should().Be(1);
        asked.Should().NotContain(line => line.Contains("!=front") || line == "apply -k mine");
    }

    private async Task<(int Code, string[] Asked)> ApplyAsync(string answer)
    {
        var kubectl = Path.Combine(folder, "kubectl");
        await File.WriteAllTextAsync(kubectl, $"#!/usr/bin/env bash\necho \"$*\" >>\"$(dirname \"$0\")/asked\"\n{answer}\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(kubectl, (UnixFileMode)0b111_101_101);
        var (code, _) = await Script.RunAsync(Path.Combine(Repository.Root, "deploy/kubernetes/apply.sh"), ["mine"], [new("PATH", $"{folder}:{Environment.GetEnvironmentVariable("PATH")}")]);
        return (code, await File.ReadAllLinesAsync(Path.Combine(folder, "asked")));
    }
}
