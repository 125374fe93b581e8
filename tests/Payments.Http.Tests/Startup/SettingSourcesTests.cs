using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Payments.Domain.Settings;
using Payments.Grains.Rates;
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

    [Theory]
    [InlineData("USDT_CNY", "USDT-CNY")]
    [InlineData("USDT_CNY", "USDT_CNY")]
    [InlineData("USDT_CNY", "usdt-cny")]
    public void Of_a_pair_in_two_spellings_the_later_source_counts(string variable, string argument)
    {
        var folder = Directory.CreateTempSubdirectory("payments-secrets-").FullName;
        File.WriteAllText(Path.Combine(folder, "Rates__Configured__USDT-CNY"), "7.1");
        Rates($"--Secrets={folder}").Configured.Should().Equal(new Dictionary<string, decimal> { ["USDT-CNY"] = 7.1m });
        Set($"PAYMENTS_Rates__Configured__{variable}", "7.2");
        Rates($"--Secrets={folder}").Configured.Should().Equal(new Dictionary<string, decimal> { ["USDT-CNY"] = 7.2m });
        Rates($"--Secrets={folder}", $"--Rates:Configured:{argument}=7.3").Configured.Should().Equal(new Dictionary<string, decimal> { ["USDT-CNY"] = 7.3m });
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_gateway_itself_takes_a_pairs_later_source()
    {
        Set("PAYMENTS_Rates__Configured__USDT_CNY", "7.2");
        Set("PAYMENTS_Rates__Bounds__USDT_CNY__Min", "6");
        Set("PAYMENTS_Rates__Bounds__USDT_CNY__Max", "8");
        await using var gateway = await GatewayHost.StartAsync(new Dictionary<string, string?> { ["Rates:Configured:USDT-CNY"] = "7.3" });
        var rates = gateway.Services.GetRequiredService<IOptions<RateOptions>>().Value;
        rates.Configured["USDT-CNY"].Should().Be(7.3m);
        (rates.Bounds["USDT-CNY"].Min, rates.Bounds["USDT-CNY"].Max).Should().Be((6m, 8m), "what is set goes before what is built in");
    }

    private static RateOptions Rates(params string[] args) =>
        new ServiceCollection().AddSingleton<IConfiguration>(SettingSources.Read(args)).AddRates().BuildServiceProvider().GetRequiredService<IOptions<RateOptions>>().Value;

    private void Set(string name, string value)
    {
        Environment.SetEnvironmentVariable(name, value);
        set.Add(name);
    }
}
