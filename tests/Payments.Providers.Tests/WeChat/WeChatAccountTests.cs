using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Payments.Domain.Identity;
using Payments.Providers.Common;
using Payments.Providers.WeChat;

namespace Payments.Providers.Tests.WeChat;

/// <summary>What is wrong with an account's settings, keys and files.</summary>
public sealed class WeChatAccountTests : IDisposable
{
    private static readonly PbeParameters Encryption = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 2000);
    private readonly string folder = Directory.CreateTempSubdirectory("wechat-account-").FullName;

    [Theory]
    [InlineData("app_id", "", "app_id")]
    [InlineData("app_id", "wx 1", "app_id")]
    [InlineData("mch_id", "", "mch_id")]
    [InlineData("mch_id", "19000x9191", "mch_id")]
    [InlineData("api_key", "", "api_key")]
    [InlineData("api_key", "0123456789abcdefghijklmnopqrstu", "api_key")]
    [InlineData("api_key", "0123456789abcdefghijklmnopqrstuv ", "api_key")]
    [InlineData("api_key", "0123456789abcdefghijklmnopqrstu ", "api_key")]
    [InlineData("api_key", "0123456789abcdefghijklmnopqrst测", "api_key")]
    [InlineData("cert_serial_no", "5157F09EFDC096DE15EBE81A47057A7232F1B8E1", "cert_serial_no")]
    [InlineData("cert_serial_no", "170515", "cert_serial_no")]
    [InlineData("cert_serial_no", "1dde55ad98ed71d6edd4a4a16996de7b47773a8c")]
    [InlineData("cert_serial_no", "")]
    [InlineData("cert", "")]
    [InlineData("cert", "no certificate", "cert")]
    [InlineData("private_key", "", "private_key")]
    [InlineData("private_key", "no key", "private_key")]
    [InlineData("notify_url", "http://pay.example/n", "notify_url")]
    [InlineData("notify_url", "https://pay.example/n?a=b", "notify_url")]
    [InlineData("notify_url", "https://pay.example/api/payment/wechat/notify")]
    [InlineData("base_url", "http://api.mch.weixin.qq.com", "base_url")]
    [InlineData("second_url", "https://127.0.0.1", "second_url")]
    [InlineData("token_url", "ftp://x", "token_url")]
    [InlineData("public_key_id", "PUB_KEY_ID_1", "public_key")]
    [InlineData("public_key_id", "5157F09E", "public_key_id")]
    public void Faults_are_named_by_the_setting(string name, string value, params string[] faults) =>
        FaultsOf(WeChatVectors.Account((name, value))).Should().Equal(faults);

    [Fact]
    public void A_whole_account_has_none_in_either_mode()
    {
        FaultsOf(WeChatVectors.Account()).Should().BeEmpty();
        FaultsOf(WeChatVectors.PublicKeyAccount()).Should().BeEmpty();
    }

    [Fact]
    public void The_keys_must_be_whose_they_are_said_to_be()
    {
        FaultsOf(WeChatVectors.Account(("cert", WeChatVectors.PlatformCertificate))).Should().Equal("cert");
        FaultsOf(WeChatVectors.Account(("private_key", WeChatVectors.PlatformKey))).Should().Equal("cert");
        FaultsOf(WeChatVectors.Account(("private_key", WeChatVectors.PublicModePublicKey))).Should().Equal("private_key");
        FaultsOf(WeChatVectors.PublicKeyAccount(("public_key", WeChatVectors.MerchantKey))).Should().Equal("public_key");
        using var own = RSA.Create();
        own.ImportFromPem(WeChatVectors.MerchantKey);
        FaultsOf(WeChatVectors.PublicKeyAccount(("public_key", own.ExportSubjectPublicKeyInfoPem()))).Should().Equal("public_key");
        FaultsOf(WeChatVectors.PublicKeyAccount(("public_key_id", ""))).Should().Equal("public_key_id");
        FaultsOf(WeChatVectors.Account(("cert", ""), ("cert_serial_no", ""))).Should().Equal("cert_serial_no");
    }

    [Fact]
    public void A_short_key_is_refused_and_an_encrypted_one_is_read_with_its_password()
    {
        using var shortKey = RSA.Create(1024);
        FaultsOf(WeChatVectors.Account(("cert", ""), ("private_key", shortKey.ExportPkcs8PrivateKeyPem()))).Should().Equal("private_key");
        using var key = RSA.Create();
        key.ImportFromPem(WeChatVectors.MerchantKey);
        var locked = key.ExportEncryptedPkcs8PrivateKeyPem("a password", Encryption);
        FaultsOf(WeChatVectors.Account(("private_key", locked))).Should().Equal("private_key");
        FaultsOf(WeChatVectors.Account(("private_key", locked), ("private_key_password", "another"))).Should().Equal("private_key");
        var opened = WeChatVectors.Account(("private_key", locked), ("private_key_password", "a password"));
        FaultsOf(opened).Should().BeEmpty();
        opened.Read().PrivateKey.ExportParameters(false).Modulus.Should().Equal(key.ExportParameters(false).Modulus);
        FaultsOf(WeChatVectors.Account(("private_key", key.ExportRSAPrivateKeyPem()))).Should().BeEmpty("the older form is one, too");
        FaultsOf(WeChatVectors.Account(("private_key", Convert.ToBase64String(key.ExportPkcs8PrivateKey()))))
            .Should().BeEmpty("so is the bare one");
        const string Legacy =
            "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nAAAA\n-----END RSA PRIVATE KEY-----";
        WeChatAccount.Check(WeChatVectors.Account(("private_key", Legacy)))
            .Should().ContainSingle().Which.Text.Should().Contain("openssl pkcs8");
    }

    [Theory]
    [InlineData("600", "600")]
    [InlineData("640", "644")]
    [InlineData("400", "444")]
    [InlineData("644", "600", "private_key_path")]
    [InlineData("604", "600", "private_key_path")]
    [InlineData("660", "600", "private_key_path")]
    [InlineData("600", "666", "cert_path")]
    [InlineData("600", "664", "cert_path")]
    public void Files_that_others_can_read_or_change_are_refused(string keyMode, string certificateMode, params string[] faults)
    {
        var account = FileAccount(keyMode, certificateMode);

        FaultsOf(account).Should().Equal(faults);
    }

    [Fact]
    public void Files_are_the_operators_alone_and_must_be_there()
    {
        var account = FileAccount("600", "600");
        account.Read().Serial.Should().Be("1DDE55AD98ED71D6EDD4A4A16996DE7B47773A8C");
        account.Read().CertificateUntil.Should().NotBeNull();

        FaultsOf(account with { Owner = new MerchantId("7c9e6679742540de944be07fc1f90ae7") }).Should().Equal("private_key_path");
        FaultsOf(Without(account, "private_key_path", ("private_key_path", Path.Combine(folder, "nothing.pem"))))
            .Should().Equal("private_key_path");
        FaultsOf(Without(account, "", ("private_key", WeChatVectors.MerchantKey))).Should().Equal("private_key_path");
        File.WriteAllText(Path.Combine(folder, "cert.pem"), new string('x', 70_000));
        FaultsOf(account).Should().Equal("cert_path");
    }

    [Theory]
    [InlineData("A1B2C3D4E5F60718293A4B5C6D7E8F9001020304")]
    [InlineData("0A0B0C0D0E0F101112131415161718191A1B1C1D")]
    [InlineData("7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF")]
    public void A_serial_number_keeps_its_zeros_and_has_no_sign(string serial)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=x", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var certificate = request.Create(request.SubjectName,
            X509SignatureGenerator.CreateForRSA(key, RSASignaturePadding.Pkcs1), now,
            now.AddYears(1), Convert.FromHexString(serial));

        WeChatSerial.Of(certificate).Should().Be(serial);
    }

    [Fact]
    public void No_text_form_shows_a_secret()
    {
        var account = WeChatVectors.Account(("app_secret", "s3cret-of-app"));

        foreach (var text in new[] { account.ToString(), account.Read().ToString() })
            text.Should().NotContain(WeChatVectors.ApiKey).And.NotContain("s3cret").And.NotContain("PRIVATE");
        WeChatAccount.Settings.Where(setting => setting.Name is "api_key" or "private_key" or "private_key_password" or "app_secret")
            .Should()
            .OnlyContain(setting => setting.IsSecret);
        WeChatAccount.Settings.Select(setting => setting.Variable).Should().Contain(
            ["WECHAT_APP_ID", "WECHAT_MCH_ID", "WECHAT_API_KEY", "WECHAT_CERT_SERIAL_NO", "WECHAT_PRIVATE_KEY_PATH", "WECHAT_CERT_PATH",
                "WECHAT_NOTIFY_URL", "WECHAT_APP_SECRET"]);
    }

    [Theory]
    [InlineData("0.01", 1L)]
    [InlineData("0.3", 30L)]
    [InlineData("1.10", 110L)]
    [InlineData("1.100000", 110L)]
    [InlineData("100000000", 10_000_000_000)]
    [InlineData("0.001", null)]
    [InlineData("1.005", null)]
    [InlineData("0", null)]
    [InlineData("-1", null)]
    [InlineData("100000000.01", null)]
    public void Yuan_become_whole_fen_or_nothing(string yuan, long? fen)
    {
        var amount = decimal.Parse(yuan, System.Globalization.CultureInfo.InvariantCulture);

        Fen.Of(amount).Should().Be(fen);
        if (fen is { } some) Fen.ToYuan(some).Should().Be(amount);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static IEnumerable<string> FaultsOf(ProviderAccount account) => WeChatAccount.Check(account).Select(fault => fault.Setting);

    private static ProviderAccount Without(ProviderAccount account, string name, params (string Name, string Value)[] more)
    {
        var settings = account.Settings.Where(setting => setting.Key != name).ToDictionary();
        foreach (var (key, value) in more) settings[key] = value;
        return account with { Settings = settings };
    }

    private ProviderAccount FileAccount(string keyMode, string certificateMode) => Without(
        WeChatVectors.Account(("cert", ""), ("private_key", "")), "",
        ("private_key_path", FileOf("key.pem", WeChatVectors.MerchantKey, keyMode)),
        ("cert_path", FileOf("cert.pem", WeChatVectors.MerchantCertificate, certificateMode)));

    private string FileOf(string name, string text, string mode)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, (UnixFileMode)Convert.ToInt32(mode, 8));
        return path;
    }
}
