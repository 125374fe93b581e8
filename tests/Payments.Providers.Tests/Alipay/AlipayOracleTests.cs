using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Payments.Domain.Callbacks;
using Payments.Providers.Alipay;
using Payments.Providers.Alipay.Answers;
using Payments.Providers.Alipay.Keys;
using Payments.Providers.Alipay.Notices;
using Payments.Providers.Alipay.Requests;
using Payments.Providers.Common;
using Payments.Testing;

namespace Payments.Providers.Tests.Alipay;

/// <summary>Against Alipay's own SDK and Node's crypto: what we sign they take, what they sign we take, and nothing else.</summary>
public sealed class AlipayOracleTests
{
    private const int Cases = 120;

    private static readonly AlipayAccount Account = AlipayVectors.Read(AlipayVectors.Account());
    private static readonly DateTimeOffset Now = new(2025, 1, 1, 20, 0, 0, TimeSpan.Zero);
    private static readonly JsonSerializerOptions Raw = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string AppPublic = PublicOf(AlipayVectors.AppKey);

    [Fact]
    public async Task What_we_sign_the_gateway_takes()
    {
        foreach (var text in AlipayTexts.Draw(Cases))
        {
            var parameters = AlipayRequest.Of(Account, "alipay.trade.page.pay", Order(text), Now);

            var (isSigned, read) = await AlipayOracle.ReadRequestAsync(CallbackUrl.Encode(parameters), AppPublic);

            isSigned.Should().BeTrue(text);
            ((string?)JsonNode.Parse((string)read["biz_content"]!)!["subject"]).Should().Be(text);
            var signText = AlipayRequest.SignText(parameters.SkipLast(1));
            (await AlipayOracle.CheckAsync(signText, parameters[^1].Value, AppPublic)).Should().BeTrue();
            (await AlipayOracle.CheckAsync(signText + " ", parameters[^1].Value, AppPublic)).Should().BeFalse();
            (await AlipayOracle.SignAsync(signText, AlipayVectors.AppKey)).Should().Be(parameters[^1].Value);
        }
    }

    /// <summary>The SDK's own order strings and pages sign like ours, so our reader of signed forms finds their signatures.</summary>
    [Theory]
    [InlineData("app", "alipay.trade.app.pay")]
    [InlineData("page", "alipay.trade.page.pay")]
    public async Task What_the_SDK_signs_verifies_by_our_rules(string kind, string method)
    {
        var byApp = AlipayVectors.Read(AlipayVectors.Account(("public_key", AppPublic), ("private_key", AlipayVectors.AlipayKey)));
        foreach (var text in AlipayTexts.Draw(Cases / 4))
        {
            var content = new JsonObject
            {
                ["bizContent"] = new JsonObject { ["out_trade_no"] = "r_1", ["subject"] = text },
                ["notify_url"] = "https://a.example/b?c=d&e",
            };
            var signed = await AlipayOracle.SdkAsync(kind, method, content, AlipayVectors.AppKey);
            var parameters = kind == "page" ? signed[(signed.IndexOf('?') + 1)..] : signed;
            var form = AlipayForm.Find(Encoding.UTF8.GetBytes(parameters), out _)!;

            byApp.Verify(form.SignText([], keepsEmpty: false), form["sign"]!, null).Should().BeTrue(signed);
            form["sign_type"].Should().Be("RSA2");
        }
    }

    [Fact]
    public async Task Notices_that_Node_signs_are_taken_here_and_by_the_SDK_and_changed_ones_by_neither()
    {
        foreach (var text in AlipayTexts.Draw(Cases))
        {
            var fields = AlipayNotices.Paid(("subject", text), ("body", text.Length % 2 == 0 ? "" : text));
            var body = await AlipayOracle.NoticeAsync(fields, AlipayVectors.AlipayKey, keepsType: text.Length % 3 == 0);
            var changed = body.Replace("total_amount=88.88", "total_amount=88.89");

            (await AlipayOracle.CheckNoticeAsync(body, AlipayVectors.AlipayPublic)).Should().BeTrue(body);
            StateOf(body).Should().Be(AlipaySignedState.Genuine, body);
            (await AlipayOracle.CheckNoticeAsync(changed, AlipayVectors.AlipayPublic)).Should().BeFalse();
            StateOf(changed).Should().Be(AlipaySignedState.Forged);
            AlipayForm.Find(Encoding.UTF8.GetBytes(body), out _)!["subject"].Should().Be(text);
        }
    }

    [Fact]
    public async Task Answers_that_Node_signs_are_taken_here_and_by_the_SDK_and_changed_ones_by_neither()
    {
        const string Name = "alipay_trade_precreate_response";
        foreach (var text in AlipayTexts.Draw(Cases))
        {
            // Some with escaped slashes and other letters, as Alipay's servers write them.
            var json = new JsonObject { ["code"] = "10000", ["out_trade_no"] = "r_1", ["qr_code"] = text + "!" };
            var content = text.Length % 2 == 0 ? json.ToJsonString().Replace("/", "\\/") : json.ToJsonString(Raw);
            var raw = await AlipayOracle.AnswerAsync(Name, content, AlipayVectors.AlipayKey);
            var envelope = AlipayEnvelope.Find(Encoding.UTF8.GetBytes(raw), "alipay.trade.precreate")!;

            Encoding.UTF8.GetString(envelope.Signed.Span).Should().Be(content);
            Account.Verify(envelope.Signed.Span, envelope.Sign!, null).Should().BeTrue();
            var changed = Encoding.UTF8.GetBytes(content.Replace("10000", "10001"));
            Account.Verify(changed, envelope.Sign!, null).Should().BeFalse();
            var changedRaw = raw.Replace("10000", "10001");
            (await AlipayOracle.CheckAnswerAsync(changedRaw, Name, envelope.Sign!, AlipayVectors.AlipayPublic)).Should().BeFalse();
        }
    }

    [Fact]
    public async Task Numbers_of_certificates_are_those_of_the_SDK()
    {
        for (var i = 0; i < 3; i++)
        {
            var ca = AlipayCa.New();
            var (app, alipay) = (ca.Issue("CN=app, O=Shop", publicKeyOf: AlipayVectors.AppKey), ca.Issue());
            // Roots of other kinds stand in Alipay's file as well.
            var roots = ca.RootPem + "\n" + AlipayVectors.Text("ali_root_cert.crt");

            var (appNumber, alipayNumber, rootNumber) = await AlipayOracle.NumbersAsync(app.Pem, alipay.Pem, roots, AlipayVectors.AppKey);

            (app.Number, alipay.Number).Should().Be((appNumber, alipayNumber));
            AlipayCertificates.NumberOf(AlipayCertificates.Read(roots)).Should().Be(rootNumber);
        }
    }

    private static AlipaySignedState StateOf(string body) =>
        AlipayNoticeVerifier.Verify(AlipayForm.Find(Encoding.UTF8.GetBytes(body), out _)!, Account);

    private static AlipayOrder Order(string subject) => new()
    {
        Product = AlipayProduct.Page,
        OutTradeNo = "r_1",
        TotalAmount = 88.88m,
        Subject = subject,
        ExpiresAt = Now.AddMinutes(30),
        NotifyUrl = "https://pay.example.com/notify/alipay/7",
        ReturnUrl = "https://pay.example.com/cashier/back/alipay/r_1?a=b&c=%20",
    };

    private static string PublicOf(string pem)
    {
        using var rsa = System.Security.Cryptography.RSA.Create();
        rsa.ImportFromPem(pem);
        return rsa.ExportSubjectPublicKeyInfoPem();
    }
}
