using System.Security.Cryptography;
using Payments.Domain.Identity;
using Payments.Providers.Alipay;
using Payments.Providers.Common;

namespace Payments.Providers.Tests.Alipay;

/// <summary>What is wrong with an account's settings, and in which forms keys are read.</summary>
public sealed class AlipayAccountTests
{
    private static readonly PbeParameters Encryption = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);

    [Theory]
    [InlineData("")]
    [InlineData("app_id=1", "app_id")]
    [InlineData("app_id=", "app_id")]
    [InlineData("private_key=", "private_key")]
    [InlineData("private_key=AAAA", "private_key")]
    [InlineData("public_key=", "public_key")]
    [InlineData("public_key=nothing", "public_key")]
    [InlineData("seller_id=2088", "seller_id")]
    [InlineData("sandbox=yes", "sandbox")]
    [InlineData("sandbox=true")]
    [InlineData("notify_url=http://pay.example.com/n", "notify_url")]
    [InlineData("return_url=back", "return_url")]
    [InlineData("gateway_url=https://openapi.alipay.com/gateway.do?charset=gbk", "gateway_url")]
    [InlineData("gateway_url=https://127.0.0.1/gateway.do", "gateway_url")]
    [InlineData("app_cert=nothing", "app_cert", "alipay_cert", "root_cert")]
    public void Faults_are_named_by_the_setting(string change, params string[] faults)
    {
        var pair = change.Split('=', 2);
        var account = change.Length == 0 ? AlipayVectors.Account() : AlipayVectors.Account((pair[0], pair[1]));

        AlipayAccountKeys.Check(account with { AllowsSandbox = false }).Select(fault => fault.Setting).Should().Equal(faults);
    }

    [Fact]
    public void The_applications_own_public_key_is_not_taken_for_Alipays()
    {
        using var own = RSA.Create();
        own.ImportFromPem(AlipayVectors.AppKey);
        foreach (var form in new[] { own.ExportSubjectPublicKeyInfoPem(), own.ExportRSAPublicKeyPem(),
            Convert.ToBase64String(own.ExportSubjectPublicKeyInfo()) })
        {
            var fault = AlipayAccountKeys.Check(AlipayVectors.Account(("public_key", form))).Should().ContainSingle().Subject;
            (fault.Setting, fault.Text.Contains("own public key")).Should().Be(("public_key", true));
        }
    }

    [Fact]
    public void Certificates_must_be_of_the_key_and_of_the_roots()
    {
        string[] Faults(params (string, string)[] more) =>
            [.. AlipayAccountKeys.Check(AlipayVectors.Certified(more)).Select(fault => fault.Setting)];
        using var other = RSA.Create(2048);

        Faults().Should().BeEmpty();
        Faults(("private_key", other.ExportPkcs8PrivateKeyPem())).Should().Equal("app_cert");
        Faults(("alipay_cert", AlipayVectors.Text("ali_app_cert.crt"))).Should().Contain("alipay_cert");
        Faults(("root_cert", AlipayCa.New().RootPem)).Should().Equal("alipay_cert");
        Faults(("app_cert", "")).Should().Equal("app_cert");
        Faults(("root_cert", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")).Should().Equal("root_cert");
    }

    [Fact]
    public void Keys_are_read_in_every_form_in_which_they_are_handed_out()
    {
        using var key = RSA.Create();
        key.ImportFromPem(AlipayVectors.AppKey);
        (string Key, string? Password)[] forms =
        [
            (key.ExportPkcs8PrivateKeyPem(), null),
            (key.ExportRSAPrivateKeyPem(), null),
            (Convert.ToBase64String(key.ExportPkcs8PrivateKey()), null),
            (Convert.ToBase64String(key.ExportRSAPrivateKey()), null),
            (Convert.ToBase64String(key.ExportPkcs8PrivateKey(), Base64FormattingOptions.InsertLineBreaks) + "\n", null),
            (key.ExportEncryptedPkcs8PrivateKeyPem("secret", Encryption), "secret"),
        ];
        var sign = AlipayVectors.Read(AlipayVectors.Account()).Sign("a"u8);
        foreach (var (text, password) in forms)
        {
            var account = AlipayVectors.Account(("private_key", text), ("private_key_password", password ?? ""));
            AlipayAccountKeys.Check(account).Should().BeEmpty(text);
            AlipayVectors.Read(account).Sign("a"u8).Should().Be(sign);
        }
        foreach (var password in new[] { "", "wrong" })
            AlipayAccountKeys.Check(AlipayVectors.Account(("private_key", forms[^1].Key), ("private_key_password", password)))
                .Should().ContainSingle(fault => fault.Setting == "private_key");
    }

    [Fact]
    public void A_key_that_is_too_short_for_RSA2_is_refused()
    {
        using var weak = RSA.Create(1024);
        AlipayAccountKeys.Check(AlipayVectors.Account(("private_key", weak.ExportPkcs8PrivateKeyPem()))).Should()
            .ContainSingle(fault => fault.Setting == "private_key");
    }

    [Fact]
    public void Files_are_the_operators_and_are_read_from_the_documents_settings()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, AlipayVectors.AppKey);
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            var account = AlipayVectors.Account(
                ("private_key", ""), ("private_key_path", path), ("public_key", ""),
                    ("public_key_path", AlipayVectors.PathOf("ali_alipay_pub.pem")));

            AlipayAccountKeys.Check(account).Should().BeEmpty();
            AlipayAccountKeys.Check(account with { Owner = new MerchantId("0123456789abcdef0123456789abcdef") })
                .Select(fault => fault.Setting)
                .Should().BeEquivalentTo("private_key_path", "public_key_path");
            AlipayAccountKeys.Check(AlipayVectors.Account(("private_key", ""), ("private_key_path", path + ".none"))).Should()
                .ContainSingle(fault => fault.Setting == "private_key_path");
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void The_sandbox_has_a_gateway_of_its_own()
    {
        AlipayVectors.Read(AlipayVectors.Account()).GatewayUrl.Should().Be("https://openapi.alipay.com/gateway.do");
        AlipayVectors.Read(AlipayVectors.Account(("sandbox", "false"))).GatewayUrl.Should().Be("https://openapi.alipay.com/gateway.do");
        AlipayVectors.Read(AlipayVectors.Account(("sandbox", "true"))).GatewayUrl
            .Should().Be("https://openapi-sandbox.dl.alipaydev.com/gateway.do");
        AlipayVectors.Read(AlipayVectors.Account(("sandbox", "true"), ("gateway_url", "https://a.example/gateway.do"))).GatewayUrl.Should()
            .Be("https://a.example/gateway.do");
    }

    [Fact]
    public void Every_variable_of_the_document_is_a_setting_and_no_text_form_shows_a_key()
    {
        AlipayAccountKeys.Settings.Select(setting => setting.Variable).Should().Contain(
            ["ALIPAY_APP_ID", "ALIPAY_PRIVATE_KEY_PATH", "ALIPAY_PUBLIC_KEY_PATH", "ALIPAY_NOTIFY_URL", "ALIPAY_RETURN_URL",
                "ALIPAY_SANDBOX"]);
        AlipayAccountKeys.Settings.Where(setting => setting.Name is "private_key" or "private_key_password" or "app_auth_token").Should()
            .OnlyContain(setting => setting.IsSecret);
        AlipayVectors.Read(AlipayVectors.Account()).ToString().Should().NotContain("MII").And.Contain(AlipayVectors.AppId);
    }

    [Fact]
    public void An_account_that_cannot_be_read_says_which_setting()
    {
        var read = () => AlipayAccount.Of(AlipayVectors.Account(("private_key", "AAAA")));
        read.Should().Throw<InvalidOperationException>().WithMessage("alipay: private_key*");
    }
}
