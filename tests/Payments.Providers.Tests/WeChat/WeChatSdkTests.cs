using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Payments.Providers.WeChat;
using Payments.Providers.WeChat.Bills;

namespace Payments.Providers.Tests.WeChat;

/// <summary>What we sign and encrypt the SDKs take, what they make we take, and what is changed neither takes.</summary>
public sealed class WeChatSdkTests
{
    private static readonly WeChatAccount Account = WeChatVectors.Account().Read();
    private static readonly RSA Platform = KeyOf(WeChatVectors.PlatformKey);

    /// <summary>Texts as bodies have them: other alphabets, quotes, line ends, nothing.</summary>
    private static readonly Gen<string> Bodies = Gen.OneOf(
        ArbMap.Default.GeneratorFor<string>().Select(Clean), Gen.Elements("", "{}", "{\"a\":\"测试/商品 😀\\u0000\"}", "\r\n", "a\nb\n"));

    [Fact]
    public void A_request_gets_the_signature_that_both_SDKs_give_it() => ForAll(Bodies, async body =>
    {
        // One of the SDKs signs no POST without a body, as the API has none.
        var method = body.Length == 0 ? "GET" : "POST";
        var text = WeChatSignature.RequestText(method, "/v3/pay/transactions/native?a=%E6%B5%8B",
            "1554208460", "N0NCE", Encoding.UTF8.GetBytes(body));
        var ours = WeChatSignature.Sign(Account.PrivateKey, text);

        var theirs = await WeChatSdk.AskAsync("request", new JsonObject
        {
            ["method"] = method,
            ["target"] = "/v3/pay/transactions/native?a=%E6%B5%8B",
            ["timestamp"] = "1554208460",
            ["nonce"] = "N0NCE",
            ["body"] = body,
            ["key"] = WeChatVectors.MerchantKey,
            ["certificate"] = WeChatVectors.MerchantCertificate,
        });
        return (string)theirs["axios"]! == ours && (string)theirs["node"]! == ours;
    });

    [Fact]
    public void An_answer_that_an_SDK_signed_fits_and_a_changed_one_does_not() => ForAll(Bodies, async body =>
    {
        var text = $"1665848617\nn0\n{body}\n";
        var signature = (string)(await WeChatSdk.AskAsync("sign",
            new JsonObject { ["text"] = text, ["key"] = WeChatVectors.PlatformKey }))["signature"]!;
        var bytes = WeChatSignature.AnswerText("1665848617", "n0", Encoding.UTF8.GetBytes(body));
        var changed = WeChatSignature.AnswerText("1665848617", "n0", Encoding.UTF8.GetBytes(body + " "));
        return Encoding.UTF8.GetString(bytes) == text && WeChatSignature.Fits(Platform, bytes, signature) &&
            !WeChatSignature.Fits(Platform, changed, signature) && !WeChatSignature.Fits(Account.PrivateKey, bytes, signature);
    });

    [Fact]
    public void An_answer_that_we_sign_both_SDKs_take_and_refuse_when_it_is_changed() => ForAll(Bodies, async body =>
    {
        var signature = WeChatSignature.Sign(Platform, WeChatSignature.AnswerText("1665848617", "n0", Encoding.UTF8.GetBytes(body)));
        async Task<JsonNode> TakesAsync(string what) => await WeChatSdk.AskAsync("answer", new JsonObject
        {
            ["timestamp"] = "1665848617",
            ["nonce"] = "n0",
            ["body"] = what,
            ["serial"] = "5157F09EFDC096DE15EBE81A47057A7232F1B8E1",
            ["signature"] = signature,
            ["certificate"] = WeChatVectors.PlatformCertificate,
        });
        var (right, wrong) = (await TakesAsync(body), await TakesAsync(body + "x"));
        return (bool)right["axios"]! && (bool)right["node"]! && !(bool)wrong["axios"]! && !(bool)wrong["node"]!;
    });

    [Fact]
    public async Task The_parameters_of_a_front_end_fit_what_an_SDK_joins()
    {
        var parameters = WeChatFront.Jsapi(Account, "wx1", DateTimeOffset.FromUnixTimeSeconds(1414561699), "n1");
        var app = WeChatFront.App(Account, "wx1", DateTimeOffset.FromUnixTimeSeconds(1414561699), "n1");

        async Task<bool> AcceptsAsync(string text, string signature) => (bool)(await WeChatSdk.AskAsync("accepts", new JsonObject
        {
            ["text"] = text,
            ["signature"] = signature,
            ["certificate"] = WeChatVectors.MerchantCertificate,
        }))["axios"]!;
        (await AcceptsAsync("wxd678efh567hg6787\n1414561699\nn1\nprepay_id=wx1\n", parameters["paySign"])).Should().BeTrue();
        (await AcceptsAsync("wxd678efh567hg6787\n1414561699\nn1\nprepay_id=wx1", parameters["paySign"]))
            .Should().BeFalse("the last line ends, too");
        (await AcceptsAsync("wxd678efh567hg6787\n1414561699\nn1\nwx1\n", app["sign"])).Should().BeTrue();
    }

    [Fact]
    public void A_notice_that_an_SDK_encrypted_is_opened_and_not_when_a_character_is_another_one() => ForAll(Bodies, async body =>
    {
        var ciphertext = (string)(await WeChatSdk.AskAsync("seal", new JsonObject
        {
            ["text"] = body,
            ["key"] = WeChatVectors.ApiKey,
            ["nonce"] = "pJzPEVj3TKtN",
            ["aad"] = "transaction",
        }))["ciphertext"]!;
        var bytes = Convert.FromBase64String(ciphertext);
        bytes[0] ^= 1;
        var plain = WeChatCipher.Open(WeChatVectors.ApiKey, "pJzPEVj3TKtN", "transaction", ciphertext);
        return plain is not null && Encoding.UTF8.GetString(plain) == body &&
            WeChatCipher.Open(WeChatVectors.ApiKey, "pJzPEVj3TKtN", "transaction", Convert.ToBase64String(bytes)) is null &&
            WeChatCipher.Open(WeChatVectors.ApiKey, "pJzPEVj3TKtM", "transaction", ciphertext) is null &&
            WeChatCipher.Open(WeChatVectors.ApiKey, "pJzPEVj3TKtN", "refund", ciphertext) is null;
    });

    [Fact]
    public async Task Sensitive_fields_go_both_ways()
    {
        var sent = WeChatCipher.Seal(Platform, "张三 & Co");
        var revealed = await WeChatSdk.AskAsync("reveal", new JsonObject { ["ciphertext"] = sent, ["key"] = WeChatVectors.PlatformKey });
        ((string)revealed["text"]!).Should().Be("张三 & Co");
        var hidden = await WeChatSdk.AskAsync("hide",
            new JsonObject { ["text"] = "李四", ["certificate"] = WeChatVectors.MerchantCertificate });
        WeChatCipher.Unseal(Account.PrivateKey, (string)hidden["text"]!).Should().Be("李四");
    }

    [Fact]
    public async Task A_certificates_number_is_the_one_that_an_SDK_reads()
    {
        using var certificate = X509Certificate2.CreateFromPem(WeChatVectors.PlatformCertificate);

        var theirs = await WeChatSdk.AskAsync("serial", new JsonObject { ["certificate"] = WeChatVectors.PlatformCertificate });

        WeChatSerial.Of(certificate).Should().Be(((string)theirs["node"]!).ToUpperInvariant());
    }

    [Fact]
    public async Task A_bill_has_the_values_that_an_SDK_reads()
    {
        const string Text = "\uFEFF交易时间,商品名称,手续费\r\n`2025-01-01 12:00:00,`甲,乙`丙,`0.00600\r\n总交易单数,手续费总金额\r\n`1,`0.00600\r\n";
        var theirs = await WeChatSdk.AskAsync("bill", new JsonObject { ["text"] = WeChatSdk.Base64(Text) });

        var ours = await WeChatBillReader.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(Text)),
            WeChatBillTotals.Trade, CancellationToken.None)
            .ToListAsync();

        foreach (var heading in new[] { "交易时间", "商品名称", "手续费" })
            ours.Single().Find(heading).Should().Be((string)theirs["rows"]![0]![heading]!);
    }

    private static void ForAll(Gen<string> bodies, Func<string, Task<bool>> holds) =>
        Prop.ForAll(bodies.ToArbitrary(), body => holds(body).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    /// <summary>Lone surrogates have no UTF-8 form.</summary>
    private static string Clean(string? text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text ?? ""));

    private static RSA KeyOf(string pem)
    {
        var key = RSA.Create();
        key.ImportFromPem(pem);
        return key;
    }
}
