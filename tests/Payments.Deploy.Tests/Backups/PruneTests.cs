using Payments.Testing.Databases;
using Payments.Testing.Gateway;

namespace Payments.Deploy.Tests.Backups;

/// <summary>What stays in a folder of backups.</summary>
public sealed class PruneTests : IAsyncLifetime
{
    private readonly string backups = Directory.CreateTempSubdirectory("payments-backups-").FullName;
    private readonly Installation installation = new(null, new Dictionary<string, string> { ["AdminKey"] = "prune-test-admin-key", ["LogFormat"] = "text", ["Logging:LogLevel:Default"] = "Error" });

    public async Task InitializeAsync() => (await Script.RunAsync("dotnet", [GatewayProcess.Program, "migrate"], GatewayProcess.Variables(installation.Settings))).Code.Should().Be(0);

    public Task DisposeAsync()
    {
        installation.Dispose();
        Directory.Delete(backups, recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task The_newest_backups_stay_with_their_checksums_and_a_gateway_tells_how_old_the_last_is()
    {
        foreach (var day in new[] { "20260101T031700Z", "20260102T031700Z", "20260103T031700Z", "20260104T031700Z" })
        {
            Write($"payments-{day}.export");
            Write($"payments-{day}.export.sha256");
        }
        Write("payments-20260103T031500Z.export.partial", TimeSpan.FromDays(2));
        Write("payments-20260104T031500Z.export.partial", TimeSpan.FromHours(1));
        Write("notes.txt", TimeSpan.FromDays(500));

        var (code, output) = await installation.RunAsync("backup.sh", backups, "--keep", "3");
        code.Should().Be(0, output);
        var made = Names().Single(name => name.EndsWith(".export", StringComparison.Ordinal) && !name.Contains("-202601", StringComparison.Ordinal));
        Names().Should().BeEquivalentTo(made, $"{made}.sha256", "payments-20260103T031700Z.export", "payments-20260103T031700Z.export.sha256", "payments-20260104T031700Z.export", "payments-20260104T031700Z.export.sha256",
            "payments-20260104T031500Z.export.partial", "notes.txt");

        var port = PostgresServer.FreePort();
        using var process = await GatewayProcess.StartAsync(port, installation.Settings);
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        (await http.GetStringAsync("/metrics")).Should().MatchRegex(@"\npayments_backup_age_seconds\{\} [0-9]");
    }

    [Fact]
    public async Task An_export_that_fails_leaves_nothing_behind()
    {
        (await installation.RunAsync("backup.sh", backups)).Code.Should().Be(0);
        foreach (var file in Directory.GetFiles(backups)) File.Delete(file);
        installation.Execute("ALTER TABLE sequences RENAME TO elsewhere");
        (await installation.RunAsync("backup.sh", backups, "--keep", "3")).Code.Should().NotBe(0);
        Names().Should().BeEmpty();
    }

    [Fact]
    public async Task Older_backups_stay_until_the_new_one_was_read_back()
    {
        Write("payments-20260101T031700Z.export");
        Write("payments-20260102T031700Z.export");
        // A state that can be written into a file and cannot be read from it: JSON of 64 levels, which the file's line adds one to.
        installation.Execute($"INSERT INTO grain_states (key, version, state) VALUES ('deep', 1, '{new string('[', 64)}{new string(']', 64)}')");
        (await installation.RunAsync("backup.sh", backups, "--keep", "1")).Should().Match<(int Code, string Output)>(ended => ended.Code == 1 && ended.Output.Contains("cannot be read back"));
        Names().Should().BeEquivalentTo("payments-20260101T031700Z.export", "payments-20260102T031700Z.export");
        installation.Strings("SELECT value FROM settings WHERE name = 'last-backup'").Should().BeEmpty("what watches the age of backups must not be told of one");

        installation.Execute("DELETE FROM grain_states WHERE key = 'deep'");
        (await installation.RunAsync("backup.sh", backups, "--keep", "1")).Code.Should().Be(0);
        Names().Should().HaveCount(2).And.NotContain("payments-20260102T031700Z.export");
    }

    [Theory]
    [InlineData("--keep")]
    [InlineData("--keep", "0")]
    [InlineData("--keep", "many")]
    public async Task A_number_that_would_keep_nothing_is_refused(params string[] arguments)
    {
        Write("payments-20260101T031700Z.export");
        (await Script.RunAsync("dotnet", [GatewayProcess.Program, "export", backups, .. arguments], GatewayProcess.Variables(installation.Settings))).Should()
            .Match<(int Code, string Output)>(ended => ended.Code == 1 && ended.Output.Contains("--keep needs how many"));
        Names().Should().Equal("payments-20260101T031700Z.export");
    }

    private string[] Names() => [.. Directory.GetFiles(backups).Select(file => Path.GetFileName(file))];

    private void Write(string name, TimeSpan age = default)
    {
        var file = Path.Combine(backups, name);
        File.WriteAllText(file, "");
        File.SetLastWriteTimeUtc(file, TimeProvider.System.GetUtcNow().UtcDateTime - age);
    }
}
