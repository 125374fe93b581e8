using Payments.Domain.Settings;
using Payments.Host.Configuration;

namespace Payments.Http.Tests.Startup;

/// <summary>Files of variables: how a line is read, and what overrides it.</summary>
/// <remarks>Variables are of the whole process, and gateways of other tests would read these: nothing runs beside this class.</remarks>
[CollectionDefinition(nameof(EnvironmentFileTests), DisableParallelization = true)]
[Collection(nameof(EnvironmentFileTests))]
public sealed class EnvironmentFileTests : IDisposable
{
    private const string Alias = "CRYPTOMUS_API_KEY";
    private const string Setting = "Providers:Cryptomus:ApiKey";

    private readonly string folder = Directory.CreateTempSubdirectory("payments-env-").FullName;

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Alias, null);
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("CRYPTOMUS_API_KEY=abc", "abc")]
    [InlineData("  export CRYPTOMUS_API_KEY = abc  ", "abc")]
    [InlineData("CRYPTOMUS_API_KEY=\"a b\" # the key", "a b")]
    [InlineData("CRYPTOMUS_API_KEY='a\\nb'", "a\\nb")]
    [InlineData("CRYPTOMUS_API_KEY=\"a\\nb\\\"\\\\\"", "a\nb\"\\")]
    [InlineData("CRYPTOMUS_API_KEY=a#b", "a#b")]
    [InlineData("CRYPTOMUS_API_KEY=a=b==", "a=b==")]
    [InlineData("CRYPTOMUS_API_KEY=$HOME", "$HOME")]
    [InlineData("CRYPTOMUS_API_KEY=abc # the key", "abc")]
    [InlineData("CRYPTOMUS_API_KEY=", null)]
    [InlineData("CRYPTOMUS_API_KEY= # none yet", null)]
    [InlineData("# CRYPTOMUS_API_KEY=abc", null)]
    [InlineData("\uFEFFCRYPTOMUS_API_KEY=abc", "abc")]
    [InlineData("CRYPTOMUS_API_KEY=one\r\nCRYPTOMUS_API_KEY=two\r\n", "two")]
    [InlineData("PAYMENTS_Providers__Cryptomus__ApiKey=abc\nHOME=/nowhere\nDatabase=of-another-program", "abc")]
    public void A_line_is_a_variable(string text, string? value) => Read(File("a", text))[Setting].Should().Be(value);

    [Theory]
    [InlineData("CRYPTOMUS_API_KEY", "Line 1 of*expected NAME=value*")]
    [InlineData("\n=abc-secret", "Line 2 of*expected NAME=value*")]
    [InlineData("CRYPTOMUS API KEY=abc-secret", "Line 1 of*expected NAME=value*")]
    [InlineData("CRYPTOMUS_API_KEY=\"abc-secret", "Line 1 of*the quotes of CRYPTOMUS_API_KEY do not end it*")]
    [InlineData("CRYPTOMUS_API_KEY='abc-secret'x", "Line 1 of*the quotes of CRYPTOMUS_API_KEY do not end it*")]
    [InlineData("PAYMENTS_Nonsense=1", "Setting Nonsense is not known*")]
    public void What_is_not_understood_stops_the_start_and_is_not_told(string text, string message) =>
        FluentActions.Invoking(() => Read(File("a", text))).Should().Throw<SettingException>().WithMessage(message)
            .Which.Message.Should().NotContain("abc-secret");

    [Fact]
    public void A_later_file_and_the_environment_override_it()
    {
        var (first, second) = (File("first", $"{Alias}=first"), File("second", $"{Alias}=second"));
        Read($"{first};{second}")[Setting].Should().Be("second");
        Read($"{second}; {first}")[Setting].Should().Be("first");
        Environment.SetEnvironmentVariable(Alias, "of-the-environment");
        Read(first)[Setting].Should().Be("of-the-environment");
        SettingSources.Read([$"--EnvFile={first}", $"--{Setting}=given"])[Setting].Should().Be("given");
    }

    [Fact]
    public void A_file_that_is_named_must_be_there() =>
        FluentActions.Invoking(() => Read(Path.Combine(folder, "none")))
            .Should().Throw<SettingException>().WithMessage("The file*none cannot be read*");

    private static Microsoft.Extensions.Configuration.IConfiguration Read(string files) => SettingSources.Read([$"--EnvFile={files}"]);

    private string File(string name, string text)
    {
        var path = Path.Combine(folder, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }
}
