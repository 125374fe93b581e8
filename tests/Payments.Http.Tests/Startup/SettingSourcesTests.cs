using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Payments.Domain.Settings;
using Payments.Host.Configuration;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests.Startup;

/// <summary>Settings come from the places that are documented, and from nowhere else.</summary>
public sealed class SettingSourcesTests : IDisposable
{
    private readonly List<string> set = [];

    public void Dispose() => set.ForEach(name => Environment.SetEnvironmentVariable(name, null));

    [Fact]
    public async Task Variables_without_the_prefix_are_none_of_the_gateways()
    {
        Set("ROLE", "silo");
        Set("DATABASE", "Host=127.0.0.1;Port=9");
        Set("Orders__Expiry", "nonsense");
        Set("ASPNETCORE_ENVIRONMENT", "Development");
        Set("DOTNET_ENVIRONMENT", "Development");
        await using var gateway = await GatewayHost.StartAsync();

        var configuration = gateway.Services.GetRequiredService<IConfiguration>();
        (configuration["Role"], configuration["Orders:Expiry"]).Should().Be((null, null));
        gateway.Services.GetRequiredService<IHostEnvironment>().IsProduction().Should().BeTrue("elsewhere the framework shows traces to callers");
    }

    [Fact]
    public void A_variable_that_is_set_but_empty_is_as_not_set()
    {
        Set("PAYMENTS_Rates__MaxJumpPercent", "");
        Set("PAYMENTS_Derivation__GapLimit", "20");
        var configuration = SettingSources.Read([]);
        (configuration["Rates:MaxJumpPercent"], configuration["Derivation:GapLimit"]).Should().Be((null, "20"));
    }

    [Fact]
    public void Blank_settings_have_their_defaults()
    {
        var settings = GatewaySettings.Read(SettingSources.Read(["--Urls=", "--Data= ", "--Role=", "--LogFormat="]));
        (settings.Urls, settings.Data, settings.Role, settings.LogFormat).Should().Be(("http://127.0.0.1:8080", "./data", "all", "json"));
    }

    [Fact]
    public void What_Kubernetes_tells_of_a_service_called_payments_is_no_setting()
    {
        Set("PAYMENTS_SERVICE_HOST", "10.0.0.9");
        Set("PAYMENTS_SERVICE_PORT", "8080");
        Set("PAYMENTS_SERVICE_PORT_HTTP", "8080");
        Set("PAYMENTS_PORT", "tcp://10.0.0.9:8080");
        Set("PAYMENTS_PORT_8080_TCP", "tcp://10.0.0.9:8080");
        Set("PAYMENTS_PORT_8080_TCP_ADDR", "10.0.0.9");
        SettingSources.Read([]).AsEnumerable().Should().NotContain(pair => pair.Key.StartsWith("PORT") || pair.Key.StartsWith("SERVICE"));
    }

    [Fact]
    public void Secrets_lie_in_files_and_variables_go_before_them()
    {
        var folder = Directory.CreateTempSubdirectory("payments-secrets-").FullName;
        File.WriteAllText(Path.Combine(folder, "Chains__Tron__ApiKey"), "from-a-file\n");
        SettingSources.Read([$"--Secrets={folder}"])["Chains:Tron:ApiKey"].Should().Be("from-a-file");
        SettingSources.Read([$"--Secrets={folder}", "--Chains:Tron:ApiKey=given"])["Chains:Tron:ApiKey"].Should().Be("given");
        Directory.Delete(folder, recursive: true);
        FluentActions.Invoking(() => SettingSources.Read([$"--Secrets={folder}"])).Should().Throw<SettingException>().WithMessage("Setting Secrets is not valid*");
    }

    private void Set(string name, string value)
    {
        Environment.SetEnvironmentVariable(name, value);
        set.Add(name);
    }
}
