using Payments.Domain.Settings;
using Payments.Host.Commands;
using Payments.Http.Tests.Api;
using Payments.ProviderSandbox.Cryptomus;
using Payments.ProviderSandbox.Medogram;
using Payments.Testing;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests.Providers;

/// <summary><c>payments provider check</c>: what it finds and says, against the stand-ins and a gateway that runs.</summary>
public sealed class ProviderCheckTests(ApiGateway gateway) : IClassFixture<ApiGateway>, IAsyncLifetime
{
    private CryptomusSandbox cryptomus = null!;
    private MedogramSandbox medogram = null!;

    public async Task InitializeAsync() => (cryptomus, medogram) =
        (await CryptomusSandbox.StartAsync(TimeProvider.System), await MedogramSandbox.StartAsync(TimeProvider.System));

    public async Task DisposeAsync()
    {
        await cryptomus.DisposeAsync();
        await medogram.DisposeAsync();
    }

    [Fact]
    public async Task A_good_account_passes()
    {
        var (code, output) = await CheckAsync("cryptomus", Cryptomus);
        output.Should().Contain("ok   configuration: the settings of Cryptomus are complete")
            .And.Contain("ok   call: the provider took our key and answered")
            .And.MatchRegex("ok   clock: [012] s apart")
            .And.Contain($"/notify/cryptomus/check leads to the gateway, from here")
            .And.NotContain("FAIL").And.NotContain(cryptomus.Account["CRYPTOMUS_API_KEY"]);
        code.Should().Be(0);
        (code, output) = await CheckAsync("medogram", Medogram);
        output.Should().Contain("ok   call: ").And.NotContain("FAIL").And.NotContain("notify URL", "it sends no notices");
        code.Should().Be(0);
    }

    [Fact]
    public async Task What_is_not_set_is_named_by_its_variable_and_its_setting()
    {
        var (code, output) = await CheckAsync("cryptomus", []);
        output.Should().Be(
            "FAIL configuration: Cryptomus not configured: CRYPTOMUS_API_KEY or Providers:Cryptomus:ApiKey: not set\n" +
            "FAIL configuration: Cryptomus not configured: CRYPTOMUS_MERCHANT_UUID or Providers:Cryptomus:MerchantUuid: not set\n");
        code.Should().Be(1);
    }

    [Theory]
    [InlineData("cryptomus", "ApiKey", "another-key", "FAIL call: Cryptomus refuses the call: *Invalid signature*")]
    [InlineData("cryptomus", "BaseUrl", "http://127.0.0.1:9/v1", "FAIL call: no answer that can be read: *")]
    [InlineData("cryptomus", "MerchantUuid", "seven", "FAIL configuration: Cryptomus not configured: *a UUID was expected*")]
    [InlineData("cryptomus", "WebhookUrl", "http://127.0.0.1:9/hook",
        "*FAIL notify URL: http://127.0.0.1:9/hook does not answer from here*")]
    [InlineData("medogram", "ApiKey", "another-key", "FAIL call: Medogram refuses the call: *the API key is not known*")]
    public async Task A_fault_is_named(string provider, string setting, string value, string expected)
    {
        var settings = provider == "cryptomus" ? Cryptomus : Medogram;
        settings[$"Providers:{char.ToUpperInvariant(provider[0])}{provider[1..]}:{setting}"] = value;
        var (code, output) = await CheckAsync(provider, settings);
        string.Join('\n', output.Split('\n').Where(line => line.StartsWith("FAIL", StringComparison.Ordinal))).Should().Match(expected);
        code.Should().Be(1);
    }

    [Fact]
    public async Task A_notify_URL_that_leads_elsewhere_is_found()
    {
        await using var shop = new ShopReceiver();
        var settings = Cryptomus;
        settings["Providers:Cryptomus:WebhookUrl"] = shop.Url;
        (await CheckAsync("cryptomus", settings)).Output.Should()
            .Contain($"FAIL notify URL: {shop.Url} answers 200: webhooks will not be received");
        settings["Providers:Cryptomus:WebhookUrl"] = $"{gateway.Host.Url}nowhere";
        (await CheckAsync("cryptomus", settings)).Output.Should().Contain("/nowhere answers 404: webhooks will not be received");
    }

    [Fact]
    public async Task Without_the_sandbox_switch_nothing_is_sent_to_this_machine()
    {
        var settings = Cryptomus;
        settings["Providers:AllowSandbox"] = "false";
        (await CheckAsync("cryptomus", settings)).Output.Should()
            .Contain("FAIL configuration: Cryptomus not configured: CRYPTOMUS_BASE_URL or Providers:Cryptomus:BaseUrl: ");
    }

    [Fact]
    public async Task Another_name_is_refused_with_those_that_there_are()
    {
        var check = () => CheckAsync("paypal", []);
        (await check.Should().ThrowAsync<SettingException>()).WithMessage("There is no provider 'paypal'; those are *cryptomus*");
        var none = () => GatewayCommands.RunAsync(["provider", "check"], TextWriter.Null, _ => Task.FromResult(0));
        (await none.Should().ThrowAsync<SettingException>())
            .WithMessage("provider check needs a provider: payments provider check cryptomus");
    }

    private Dictionary<string, string> Cryptomus => new()
    {
        ["Providers:AllowSandbox"] = "true",
        ["Providers:Cryptomus:ApiKey"] = cryptomus.Account["CRYPTOMUS_API_KEY"],
        ["Providers:Cryptomus:MerchantUuid"] = cryptomus.Account["CRYPTOMUS_MERCHANT_UUID"],
        ["Providers:Cryptomus:BaseUrl"] = cryptomus.Account["CRYPTOMUS_BASE_URL"],
    };

    private Dictionary<string, string> Medogram => new()
    {
        ["Providers:AllowSandbox"] = "true",
        ["Providers:Medogram:ApiKey"] = medogram.Account["PAYMENT_API_KEY"],
        ["Providers:Medogram:BaseUrl"] = medogram.Account["PAYMENT_GATEWAY_URL"],
    };

    private async Task<(int Code, string Output)> CheckAsync(string provider, Dictionary<string, string> settings)
    {
        using var output = new StringWriter { NewLine = "\n" };
        string[] words =
        [
            "provider", "check", provider, $"--PublicUrl={gateway.Host.Url.ToString().TrimEnd('/')}",
            .. settings.Select(setting => $"--{setting.Key}={setting.Value}"),
        ];
        var code = await GatewayCommands.RunAsync(words, output, _ => throw new InvalidOperationException("nothing is served"));
        return (code, output.ToString());
    }
}
