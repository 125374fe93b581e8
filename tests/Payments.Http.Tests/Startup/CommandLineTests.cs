using Payments.Domain.Settings;
using Payments.Host.Commands;
using Payments.Storage;

namespace Payments.Http.Tests.Startup;

/// <summary>The command line: what it starts, what it refuses, and that what it refuses leaves nothing behind.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("payments-commands-").FullName;
    private readonly List<string[]> served = [];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("export", "gateway.export")]
    [InlineData("export", "--LogFormat=text", "gateway.export")]
    [InlineData("archive", "archives", "--before=2026-01-31")]
    [InlineData("reopen")]
    [InlineData("keys")]
    [InlineData("check")]
    public async Task A_database_that_is_not_there_is_not_read(params string[] words)
    {
        var data = Path.Combine(folder, "elsewhere");
        var run = () => RunAsync([.. words, $"--Data={data}"]);
        (await run.Should().ThrowAsync<DatabaseRefusalException>())
            .WithMessage($"There is no database to read: {data}/payments.db does not exist.*");
        Directory.Exists(data).Should().BeFalse();
        Directory.GetFiles(folder).Should().BeEmpty();
    }

    [Fact]
    public async Task The_import_of_a_missing_file_touches_nothing_and_says_what_else_must_come_along()
    {
        var data = Path.Combine(folder, "new");
        var run = () => RunAsync("import", Path.Combine(folder, "gone"), $"--Data={data}");
        (await run.Should().ThrowAsync<DatabaseRefusalException>())
            .WithMessage(
                $"There is no file {folder}/gone to import; nothing was touched. The master key is not in the file*bring master.key*");
        Directory.Exists(data).Should().BeFalse();
    }

    [Theory]
    [InlineData("--help", "migrate")]
    [InlineData("-h", "--log-level")]
    [InlineData("--version", "1.")]
    [InlineData("export --help", "--keep")]
    [InlineData("archive --help", "--before")]
    public async Task Help_and_version_are_printed_and_nothing_starts(string line, string expected)
    {
        var (code, output) = await RunAsync(line.Split(' '));
        code.Should().Be(0);
        output.Should().Contain(expected);
        served.Should().BeEmpty();
    }

    [Theory]
    [InlineData("exprot /tmp",
        "'exprot' is no command; those are migrate, export, import, archive, reopen, keys, check, provider, notices, reconcile, console, health.*")]
    [InlineData("--hepl", "--hepl is not understood*payments --help lists the options.")]
    [InlineData("--Data=/tmp --verbose", "--verbose is not understood*")]
    [InlineData("--Data /tmp extra", "'extra' is no command*")]
    [InlineData("/help", "/help is not understood*")]
    [InlineData("migrate now", "now is not understood: settings of payments migrate are written --Name=value.")]
    [InlineData("export --Data folder", "--Data is not understood: settings of payments export are written --Name=value.")]
    [InlineData("export", "export needs the name of a file, or for an export of a folder: payments export FILE")]
    [InlineData("import --Data=x one two", "'two' is not understood: payments import takes one file.")]
    [InlineData("export folder --keep=0", "--keep needs how many exports of a folder stay, from 1*")]
    [InlineData("export folder --keep", "--keep needs how many*")]
    [InlineData("export folder --keep many", "--keep needs how many*")]
    [InlineData("export folder --move --keep 2", "--keep needs how many*")]
    [InlineData("archive --before 2026-01-31", "archive needs a folder and a day: payments archive FOLDER --before 2026-01-31")]
    [InlineData("archive folder", "archive needs a folder and a day*")]
    [InlineData("archive folder --before", "archive needs a folder and a day*")]
    [InlineData("archive folder --before 31.1.2026", "archive needs a folder and a day*")]
    [InlineData("archive folder other --before 2026-01-31", "'other' is not understood: payments archive takes one folder.")]
    [InlineData("--log-level loud", "--log-level is 'loud': expected trace, debug, information, warning, error, critical, none.")]
    public async Task A_line_that_is_not_understood_starts_nothing(string line, string expected)
    {
        var run = () => RunAsync(line.Split(' '));
        (await run.Should().ThrowAsync<SettingException>()).WithMessage(expected);
        served.Should().BeEmpty();
    }

    [Theory]
    [InlineData("--Data=/tmp/x --Urls http://127.0.0.1:9 Role=all", "--Data=/tmp/x|--Urls|http://127.0.0.1:9|Role=all")]
    [InlineData("--log-level debug --Data=x", "--Data=x|--Logging:LogLevel:Default=Debug")]
    [InlineData("--log-level=Warning", "--Logging:LogLevel:Default=Warning")]
    public async Task Settings_go_to_the_gateway_as_they_stand(string line, string expected)
    {
        await RunAsync(line.Split(' '));
        served.Should().ContainSingle().Which.Should().Equal(expected.Split('|'));
    }

    [Theory]
    [InlineData("--keep=2")]
    [InlineData("--keep 2")]
    public async Task Exports_that_stay_are_counted_in_either_form(string keep)
    {
        var backups = Directory.CreateDirectory(Path.Combine(folder, "backups")).FullName;
        foreach (var day in new[] { "01", "02", "03" })
            await File.WriteAllTextAsync(Path.Combine(backups, $"payments-202601{day}T031700Z.export"), "");
        await RunAsync("migrate", $"--Data={folder}");
        var (code, _) = await RunAsync(["export", backups, .. keep.Split(' '), $"--Data={folder}"]);
        code.Should().Be(0);
        Directory.GetFiles(backups).Should().HaveCount(2);
    }

    private async Task<(int Code, string Output)> RunAsync(params string[] args)
    {
        var output = new StringWriter();
        var code = await GatewayCommands.RunAsync(args, output, settings =>
        {
            served.Add(settings);
            return Task.FromResult(0);
        });
        return (code, output.ToString());
    }
}
