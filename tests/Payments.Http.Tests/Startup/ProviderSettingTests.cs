using Payments.Testing.Gateway;

namespace Payments.Http.Tests.Startup;

/// <summary>The operator's accounts at providers are judged at the start, and serve merchants without one.</summary>
public sealed class ProviderSettingTests
{
    private const string Uuid = "8b03432e-385b-4670-8d06-064591096795";

    [Theory]
    [InlineData("Providers:Cryptomus:ApiKey", "k", "Providers:Cryptomus:MerchantUuid")]
    [InlineData("Providers:Cryptomus:MerchantUuid", Uuid, "Providers:Cryptomus:ApiKey")]
    [InlineData("Providers:Medogram:Path", "payment", "Providers:Medogram:ApiKey")]
    public async Task An_account_that_cannot_work_stops_the_start_and_names_the_setting(string name, string value, string missing)
    {
        var start = () => GatewayHost.StartAsync(new Dictionary<string, string?> { [name] = value });
        (await start.Should().ThrowAsync<Exception>()).Which.Message.Should().Contain(missing);
    }

    [Fact]
    public async Task Sandboxes_are_refused_in_production()
    {
        var start = () => GatewayHost.StartAsync(new Dictionary<string, string?>
        {
            ["Providers:AllowSandbox"] = "true",
            ["Providers:Environment"] = "Production",
        });
        (await start.Should().ThrowAsync<Exception>()).Which.Message.Should().Contain("Providers:AllowSandbox");
    }

    [Theory]
    [InlineData(null, "installation")]
    [InlineData("00000000000000000000000000000000", "none")]
    public async Task The_operators_account_serves_all_merchants_or_those_that_are_named(string? merchants, string account)
    {
        await using var gateway = await GatewayHost.StartAsync(new Dictionary<string, string?>
        {
            ["Providers:Cryptomus:ApiKey"] = "k",
            ["Providers:Cryptomus:MerchantUuid"] = Uuid,
            ["Providers:Cryptomus:Merchants"] = merchants,
        });
        var (client, _) = await new Api.ApiClient(gateway.Http).RegisterAsync("shop@example.com");
        var shown = (await client.GetAsync("/providers")).Data["providers"]!.AsArray().Single(one => (string)one!["provider"]! == "cryptomus")!;
        ((string)shown["account"]!).Should().Be(account);
        shown.ToJsonString().Should().NotContain(Uuid, "the operator's settings are not the merchant's to see");
    }
}
