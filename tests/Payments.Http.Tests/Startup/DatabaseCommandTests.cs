using Payments.Domain.Settings;
using Payments.Host;
using Payments.Storage;

namespace Payments.Http.Tests.Startup;

/// <summary>Commands for the database of a wrong folder do not make one there.</summary>
public sealed class DatabaseCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("payments-commands-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("export")]
    [InlineData("reopen")]
    [InlineData("keys")]
    public async Task A_database_that_is_not_there_is_not_read(string command)
    {
        var data = Path.Combine(folder, "elsewhere");
        var run = () => DatabaseCommands.RunAsync([command, folder, $"--Data={data}"], TextWriter.Null);
        (await run.Should().ThrowAsync<DatabaseRefusalException>()).WithMessage($"There is no database to read: {data}/payments.db does not exist.*");
        Directory.Exists(data).Should().BeFalse();
        Directory.GetFiles(folder).Should().BeEmpty();
    }

    [Fact]
    public async Task A_setting_without_its_value_is_not_taken_for_a_file()
    {
        var run = () => DatabaseCommands.RunAsync(["export", "--Data", folder], TextWriter.Null);
        (await run.Should().ThrowAsync<SettingException>()).WithMessage("--Data is not understood: settings of payments export are written --Name=value.");
    }
}
