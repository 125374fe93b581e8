using System.Security.Cryptography;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests.Startup;

/// <summary>The operator's accounts at providers are judged at the start, and serve merchants without one.</summary>
public sealed class ProviderSettingTests : IDisposable
{
    private const string Uuid = "8b03432e-385b-4670-8d06-064591096795";

    private readonly string folder = Directory.CreateTempSubdirectory("payments-keys-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("Providers:Cryptomus:ApiKey", "k", "Providers:Cryptomus:MerchantUuid")]
    [InlineData("Providers:Cryptomus:MerchantUuid", Uuid, "Providers:Cryptomus:ApiKey")]
    [InlineData("Providers:Medogram:Path", "payment", "Providers:Medogram:ApiKey")]
    [InlineData("Providers:Alipay:AppId", "2021000000000001", "Providers:Alipay:PrivateKey")]
    public async Task An_account_that_cannot_work_stops_the_start_and_names_the_setting(string name, string value, string missing)
    {
        var start = () => GatewayHost.StartAsync(new Dictionary<string, string?> { [name] = value });
        (await start.Should().ThrowAsync<Exception>()).Which.Message.Should().Contain(missing);
    }

    [Theory]
    [InlineData("Providers:AllowSandbox")]
    [InlineData("Providers:Alipay:Sandbox")]
    public async Task Sandboxes_are_refused_in_production(string name)
    {
        var settings = new Dictionary<string, string?> { [name] = "true", ["Providers:Environment"] = "Production" };
        var start = () => GatewayHost.StartAsync(settings);
        (await start.Should().ThrowAsync<Exception>()).Which.Message.Should().Contain(name + ": must be false");
    }

    /// <summary>Alipay's own public key cannot be made out of the application's: the document's commands make that one.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Keys_of_Alipay_are_read_from_files_as_the_document_says(bool isOwn)
    {
        using RSA own = RSA.Create(2048), theirs = RSA.Create(2048);
        var settings = new Dictionary<string, string?>
        {
            ["Providers:Alipay:AppId"] = "2021000000000001",
            ["Providers:Alipay:PrivateKeyPath"] = Write("alipay_private_key.pem", own.ExportRSAPrivateKeyPem()),
            ["Providers:Alipay:PublicKeyPath"] = Write("alipay_public_key.pem", (isOwn ? own : theirs).ExportSubjectPublicKeyInfoPem()),
            ["Providers:Alipay:NotifyUrl"] = "https://yourdomain.com/api/payment/alipay/notify",
            ["Providers:Alipay:ReturnUrl"] = "https://yourdomain.com/payment/success",
            ["Providers:Alipay:Sandbox"] = "true",
            ["Providers:Alipay:Sharing"] = isOwn ? "much" : null,
        };
        if (isOwn)
        {
            var start = () => GatewayHost.StartAsync(settings);
            (await start.Should().ThrowAsync<Exception>()).Which.Message
                .Should().Contain("Providers:Alipay:PublicKeyPath").And.Contain("own public key")
                .And.Contain("Providers:Alipay:Sharing: a percentage was expected");
            return;
        }
        await using var gateway = await GatewayHost.StartAsync(settings);
        var (client, _) = await new Api.ApiClient(gateway.Http).RegisterAsync("shop@example.com");
        var shown = (await client.GetAsync("/providers")).Data["providers"]!.AsArray().Single(one =>
            (string)one!["provider"]! == "alipay")!;
        ((string)shown["account"]!, shown["methods"]!.AsArray().Count).Should().Be(("installation", 4));
        var rule = await client.PostAsync("/sharing/rules",
            """{"name":"x","provider":"alipay","receiver_type":"userId","receiver":"2088001","percent":"1"}""");
        rule.Error.Should().Be("provider: payments by the installation's account are not shared; ask its operator");
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

    /// <summary>A file that nobody else may read, as the document's <c>chmod 600</c> leaves it.</summary>
    private string Write(string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }
}
