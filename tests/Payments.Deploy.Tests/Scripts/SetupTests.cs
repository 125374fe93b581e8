using Payments.Testing;

namespace Payments.Deploy.Tests.Scripts;

/// <summary>Scripts on a machine that has nothing but a shell: what they say and call before they do anything.</summary>
public sealed class SetupTests : IDisposable
{
    private static readonly string[] Basics = ["bash", "env", "dirname", "uname", "id", "ls", "touch"];

    private readonly string checkout = Directory.CreateTempSubdirectory("payments-setup-").FullName;

    public SetupTests()
    {
        foreach (var folder in new[] { "bin", "scripts", "tests/Support/js/node_modules" })
            Directory.CreateDirectory(Path.Combine(checkout, folder));
        foreach (var name in new[] { "run.sh", "setup.sh" })
            File.Copy(Path.Combine(Repository.Root, "scripts", name), Path.Combine(checkout, "scripts", name));
        foreach (var name in Basics)
        {
            var there = new[] { "/bin", "/usr/bin" }.Select(folder => Path.Combine(folder, name)).First(File.Exists);
            File.CreateSymbolicLink(Path.Combine(checkout, "bin", name), there);
        }
    }

    public void Dispose() => Directory.Delete(checkout, recursive: true);

    [Fact]
    public async Task A_first_run_says_that_it_builds_and_then_starts_what_it_built()
    {
        Tell("dotnet");
        var (code, output) = await RunAsync("run.sh", "--Urls=http://127.0.0.1:8081");
        code.Should().Be(0, output);
        output.Should().Contain("run: building the gateway; the first time this takes some minutes");
        output.Split('\n').Where(line => line.StartsWith("dotnet ", StringComparison.Ordinal)).Should().Equal(
            "dotnet build src/Payments.Host -c Release -v quiet -nologo",
            "dotnet src/Payments.Host/bin/Release/net10.0/payments.dll --Urls=http://127.0.0.1:8081");
    }

    /// <summary>The packages of npm are there already, so that nothing is fetched.</summary>
    [Theory]
    [InlineData("--demo", "installing: nodejs npm")]
    [InlineData("", "installing: nodejs npm php-cli chromium fonts-noto-cjk wrk python3 *")]
    public async Task The_demo_has_installed_what_it_needs_and_no_more(string option, string said)
    {
        Tell("apt-get");
        Tell("sudo");
        var js = Path.Combine(checkout, "tests/Support/js");
        await File.WriteAllTextAsync(Path.Combine(js, "package-lock.json"), "{}");
        File.SetLastWriteTimeUtc(Path.Combine(js, "package-lock.json"), DateTime.UnixEpoch);
        await File.WriteAllTextAsync(Path.Combine(js, "node_modules/.installed"), "");

        var (code, output) = await RunAsync("setup.sh", option.Length == 0 ? [] : [option]);

        code.Should().Be(0, output);
        output.Split('\n')[0].Should().Match(said);
    }

    private Task<(int Code, string Output)> RunAsync(string script, params string[] arguments) => Script.RunAsync(
        Path.Combine(checkout, "bin/bash"), [Path.Combine(checkout, "scripts", script), .. arguments],
        [new("PATH", Path.Combine(checkout, "bin")), new("PAYMENTS", null)]);

    /// <summary>A program that only tells how it was called.</summary>
    private void Tell(string name)
    {
        var path = Path.Combine(checkout, "bin", name);
        File.WriteAllText(path, $"#!{Path.Combine(checkout, "bin/bash")}\necho \"{name} $*\"\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
