using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Payments.Providers.Common;
using Payments.Providers.WeChat;
using Payments.Providers.WeChat.Bills;
using Payments.Providers.WeChat.Keys;

namespace Payments.Providers.Tests.WeChat;

/// <summary>Every vector: what others signed and encrypted is what we sign, take and read.</summary>
public sealed class WeChatVectorTests
{
    private static readonly WeChatAccount Account = WeChatVectors.Account().Read();

    private static readonly WeChatKeyring Keys = new(WeChatVectors.PublicKeyAccount().Read(),
        [KeyOf((string)WeChatVectors.All["platform_serial"]!, WeChatVectors.PlatformCertificate)]);

    [Theory]
    [InlineData("request_post")]
    [InlineData("request_get")]
    public void A_request_is_signed_over_method_target_time_nonce_and_bytes(string name)
    {
        var vector = WeChatVectors.All[name]!;
        var text = WeChatSignature.RequestText((string)vector["method"]!, (string)vector["path"]!, (string)vector["timestamp"]!,
            (string)vector["nonce"]!, Encoding.UTF8.GetBytes((string)vector["body"]!));

        WeChatSignature.Sign(Account.PrivateKey, text).Should().Be((string)vector["signature"]!);
        WeChatSignature.Authorization(Account.Merchant, Account.Serial, "1554208460", "n", "s").Should().Be(
            "WECHATPAY2-SHA256-RSA2048 mchid=\"1900009191\",nonce_str=\"n\",signature=\"s\",timestamp=\"1554208460\"," +
            "serial_no=\"1DDE55AD98ED71D6EDD4A4A16996DE7B47773A8C\"");
    }

    [Theory]
    [InlineData("answer_cert_mode")]
    [InlineData("answer_pubkey_mode")]
    [InlineData("answer_204")]
    [InlineData("notify")]
    [InlineData("certificates")]
    public void What_WeChat_Pay_signed_fits_in_both_modes_and_within_five_minutes(string name)
    {
        var body = Encoding.UTF8.GetBytes((string)WeChatVectors.All[name]!["body"]!);
        var at = WeChatVectors.SignedAt(name);

        Verify(name, body, at).Should().Be(WeChatProof.Fits);
        Verify(name, body, at.AddSeconds(300)).Should().Be(WeChatProof.Fits);
        Verify(name, body, at.AddSeconds(-300)).Should().Be(WeChatProof.Fits);
        Verify(name, body, at.AddSeconds(301)).Should().Be(WeChatProof.Stale);
        Verify(name, body, at.AddSeconds(-301)).Should().Be(WeChatProof.Stale);
        Verify(name, [.. body, (byte)' '], at).Should().Be(WeChatProof.Wrong);
    }

    [Fact]
    public void A_front_end_gets_the_parameters_as_they_are_signed()
    {
        var (jsapi, app) = (WeChatVectors.All["jsapi_pay"]!, WeChatVectors.All["app_pay"]!);
        var at = DateTimeOffset.FromUnixTimeSeconds(1414561699);

        WeChatFront.Jsapi(Account, "wx201410272009395522657a690389285100", at, (string)jsapi["nonceStr"]!).Should().BeEquivalentTo(
            jsapi.AsObject().ToDictionary(field => field.Key, field => (string)field.Value!));
        WeChatFront.App(Account, (string)app["prepayid"]!, at, (string)app["noncestr"]!).Should().BeEquivalentTo(
            app.AsObject().ToDictionary(field => field.Key, field => (string)field.Value!));
    }

    [Fact]
    public void A_notice_is_decrypted()
    {
        using var document = JsonDocument.Parse((string)WeChatVectors.All["notify"]!["body"]!);
        var resource = document.RootElement.GetProperty("resource");
        string Field(string name) => resource.GetProperty(name).GetString()!;

        var plain = WeChatCipher.Open(WeChatVectors.ApiKey, Field("nonce"), Field("associated_data"), Field("ciphertext"))!;

        Encoding.UTF8.GetString(plain).Should().Be((string)WeChatVectors.All["notify"]!["plaintext"]!);
        WeChatCipher.Open("0123456789abcdefghijklmnopqrstuV", Field("nonce"), Field("associated_data"), Field("ciphertext"))
            .Should().BeNull();
        WeChatCipher.Open(WeChatVectors.ApiKey, Field("nonce"), "", Field("ciphertext")).Should().BeNull();
    }

    [Fact]
    public void The_list_of_certificates_is_decrypted_and_its_certificate_verifies_its_own_answer()
    {
        var body = Encoding.UTF8.GetBytes((string)WeChatVectors.All["certificates"]!["body"]!);

        var key = WeChatCertificateList.Read(body, WeChatVectors.ApiKey).Should().ContainSingle().Which;

        key.Id.Should().Be((string)WeChatVectors.All["platform_serial"]!);
        WeChatVerifier.Verify(WeChatVectors.Headers("certificates"), body, new WeChatKeyring(Account, [key]),
            WeChatVectors.SignedAt("certificates"))
            .Should().Be(WeChatProof.Fits);
        FluentActions.Invoking(() => WeChatCertificateList.Read(body, "x123456789abcdefghijklmnopqrstuv")).Should().Throw<FormatException>()
            .WithMessage("*api_key*");
    }

    [Fact]
    public void A_sensitive_field_is_read_by_its_owner_alone()
    {
        using var platform = RSA.Create();
        platform.ImportFromPem(WeChatVectors.PlatformKey);

        WeChatCipher.Unseal(platform, (string)WeChatVectors.All["oaep_sha1"]!["ciphertext"]!).Should().Be("张三");
        WeChatCipher.Unseal(platform, WeChatCipher.Seal(platform, "李四 & Co")).Should().Be("李四 & Co");
        WeChatCipher.Unseal(Account.PrivateKey, (string)WeChatVectors.All["oaep_sha1"]!["ciphertext"]!).Should().BeNull();
        WeChatCipher.Unseal(platform, "no base64").Should().BeNull();
    }

    [Fact]
    public async Task The_trade_bill_is_read_to_its_totals()
    {
        await using var zipped = File.OpenRead(WeChatVectors.PathOf("wx_tradebill.csv.gz"));
        await using var text = new System.IO.Compression.GZipStream(zipped, System.IO.Compression.CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        await text.CopyToAsync(bytes);
        Convert.ToHexStringLower(SHA1.HashData(bytes.ToArray())).Should().Be((string)WeChatVectors.All["tradebill"]!["hash_value"]!);
        bytes.Position = 0;

        var rows = await WeChatBillReader.ReadAsync(bytes, WeChatBillTotals.Trade, CancellationToken.None).ToListAsync();

        rows.Select(row => row.Find("商品名称")).Should().Equal("甲,乙 商品", "甲,乙 商品");
        rows.Select(WeChatStatement.LineOf).Should().Equal(
            new StatementLine("T20250101000001", "4200000985202103031441826014", false, 1.00m, "CNY", 0.006m, true,
                new DateTimeOffset(2025, 1, 1, 12, 0, 0, TimeSpan.FromHours(8)), "SUCCESS"),
            new StatementLine("R1", "50000000382019052709732678859", true, 0.40m, "CNY", -0.0024m, false,
                new DateTimeOffset(2025, 1, 1, 13, 0, 0, TimeSpan.FromHours(8)), "PROCESSING")
            {
                Payment = "T20250101000001",
            });
    }

    private static WeChatProof Verify(string name, byte[] body, DateTimeOffset now) =>
        WeChatVerifier.Verify(WeChatVectors.Headers(name), body, Keys, now);

    private static WeChatKey KeyOf(string serial, string certificate)
    {
        using var read = X509Certificate2.CreateFromPem(certificate);
        return new WeChatKey(serial, read.GetRSAPublicKey()!, null, null);
    }
}
