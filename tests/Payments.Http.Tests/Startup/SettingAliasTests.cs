using Payments.Host.Configuration;

namespace Payments.Http.Tests.Startup;

/// <summary>Variables of published documents are read without the prefix, and every other source of settings overrides them.</summary>
/// <remarks>Variables are of the whole process, and gateways of other tests would read these: nothing runs beside this class.</remarks>
[CollectionDefinition(nameof(SettingAliasTests), DisableParallelization = true)]
[Collection(nameof(SettingAliasTests))]
public sealed class SettingAliasTests : IDisposable
{
    private readonly string secrets = Directory.CreateTempSubdirectory("payments-secrets-").FullName;
    private readonly List<string> set = [];

    public static TheoryData<string, string> Aliases
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (variable, setting) in SettingCatalog.Aliases) data.Add(variable, setting);
            return data;
        }
    }

    public void Dispose()
    {
        set.ForEach(name => Environment.SetEnvironmentVariable(name, null));
        Directory.Delete(secrets, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Aliases))]
    public void An_alias_sets_a_setting_that_there_is(string variable, string setting)
    {
        SettingCatalog.Root.Names.Should().Contain(name => string.Join(':', name) == setting);
        Set(variable, "from-an-alias");
        SettingSources.Read([])[setting].Should().Be("from-an-alias");
        Set(variable, "");
        SettingSources.Read([])[setting].Should().BeNull("a variable that is set but empty is as not set");
    }

    [Theory]
    [MemberData(nameof(Aliases))]
    public void Every_other_source_overrides_an_alias(string variable, string setting)
    {
        var name = setting.Replace(":", "__");
        Set(variable, "from-an-alias");
        File.WriteAllText(Path.Combine(secrets, name), "from-a-file");
        SettingSources.Read([$"--Secrets={secrets}"])[setting].Should().Be("from-a-file");
        Set($"PAYMENTS_{name}", "from-a-variable");
        SettingSources.Read([$"--Secrets={secrets}"])[setting].Should().Be("from-a-variable");
        SettingSources.Read([$"--Secrets={secrets}", $"--{setting}=given"])[setting].Should().Be("given");
    }

    [Fact]
    public void The_base_address_of_the_document_for_WeChat_Pay_and_Alipay_is_the_gateways_own_address()
    {
        Set("SERVER_BASE_URL", "https://pay.example.com");
        GatewaySettings.Read(SettingSources.Read([])).PublicUrl.Should().Be("https://pay.example.com");
    }

    private void Set(string name, string value)
    {
        Environment.SetEnvironmentVariable(name, value);
        set.Add(name);
    }
}
