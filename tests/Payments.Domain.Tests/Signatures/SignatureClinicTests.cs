using System.Security.Cryptography;
using System.Text;
using Payments.Domain.Signatures;
using Payments.Domain.Signatures.Clinic;

namespace Payments.Domain.Tests.Signatures;

/// <summary>How a signature was made is found out, and what the clinic calls accepted is what the gateway accepts.</summary>
public sealed class SignatureClinicTests
{
    private const string Key = "K3y+secret";

    private static readonly NamedSecret[] Secrets = [new("present", Key), new("former", "old"), new("endpoint", "whsec_AAECAwQ=")];

    private const string Fields = @"pid=1000&money=10.50&name=a%20b%5C&type=&zero=0&return_url=https%3A%2F%2Fs.ex%2Fr&sign_type=MD5";

    [Theory]
    [InlineData(@"money=10.50&name=a b\&pid=1000&return_url=https://s.ex/r&zero=0", "", "epay")]
    [InlineData(@"money=10.50&name=a b\&pid=1000&return_url=https://s.ex/r&type=&zero=0", "", "epay-empty")]
    [InlineData("money=10.50&name=a b&pid=1000&return_url=https://s.ex/r&zero=0", "", "epay-stripped")]
    [InlineData("money=10.50&name=a b&pid=1000&return_url=https://s.ex/r&type=&zero=0", "", "epay-empty-stripped")]
    [InlineData("money=10.50&name=a%20b%5C&pid=1000&return_url=https%3A%2F%2Fs.ex%2Fr&zero=0", "", "encoded")]
    [InlineData("money=10.50&name=a+b%5C&pid=1000&return_url=https%3A%2F%2Fs.ex%2Fr&zero=0", "", "encoded")]
    [InlineData(@"money=10.50&name=a b\&pid=1000&return_url=https://s.ex/r&zero=0", "&key=", "key-field")]
    [InlineData(@"money=10.50&name=a b\&pid=1000&return_url=https://s.ex/r&zero=0", "&secret_key=", "secret-field")]
    [InlineData(@"money=10.50&name=a b\&pid=1000&return_url=https://s.ex/r&zero=0", "&", "joined")]
    [InlineData(@"pid=1000&money=10.50&name=a b\&zero=0&return_url=https://s.ex/r", "", "unsorted")]
    [InlineData(@"money=10.50&name=a b\&pid=1000&return_url=https://s.ex/r", "", "zeros")]
    [InlineData(@"money=10.50&name=a b\&pid=1000&return_url=https://s.ex/r&sign_type=MD5&zero=0", "", "sign-type")]
    public void The_way_in_which_epay_was_signed_is_named(string text, string joint, string name)
    {
        var sign = Md5(text + joint + Key);
        var found = SignatureClinic.Examine($"https://pay.example/submit.php?{Fields}&sign={sign}", null, Secrets)!;
        found.Verdict.Should().Be(name.StartsWith("epay") ? SignatureVerdict.Right : SignatureVerdict.Mistaken);
        found.Scheme.Should().Be("epay");
        found.Merchant.Should().Be("1000");
        var reading = found.Readings.Should().ContainSingle().Subject;
        (reading.Name, reading.FittingSecret, reading.Base).Should().Be((name, "present", text + joint + SignatureClinic.Mask));
        EpaySignature.Verify(SentFields(sign), sign, "MD5", Key).Should().Be(reading.IsAccepted, "the clinic and the gateway agree");
    }

    [Theory]
    [InlineData("POST /submit.php HTTP/1.1\r\nHost: pay.example\r\n\r\n{0}")]
    [InlineData("GET /submit.php?{0} HTTP/1.1\r\nHost: pay.example")]
    [InlineData("  {0}\n")]
    [InlineData("https://pay.example/submit.php?{0}#top")]
    public void A_request_is_read_however_it_is_pasted(string form)
    {
        var text = "money=1&out_trade_no=A-1&pid=7";
        var found = SignatureClinic.Examine(form.Replace("{0}", $"{text}&sign={Md5(text + "old").ToUpperInvariant()}"), null, Secrets)!;
        (found.Verdict, found.Readings[0].FittingSecret).Should().Be((SignatureVerdict.Right, "former"));
    }

    [Fact]
    public void The_other_digest_and_a_missing_secret_are_named()
    {
        var sha = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("money=1&pid=7" + Key)));
        SignatureClinic.Examine($"pid=7&money=1&sign={sha}", null, Secrets)!.Readings[0].Name.Should().Be("other-digest");
        SignatureClinic.Examine($"pid=7&money=1&sign_type=SHA256&sign={sha}", null, Secrets)!.Verdict.Should().Be(SignatureVerdict.Right);
        SignatureClinic.Examine($"pid=7&money=1&sign={Md5("money=1&pid=7")}", null, Secrets)!.Readings[0].Name.Should().Be("no-secret");
        SignatureClinic.Examine($"pid=7&money=1&name=+x&sign={Md5("money=1&name=x&pid=7" + Key)}", null, Secrets)!.Readings[0].Name
            .Should().Be("trimmed");
    }

    [Fact]
    public void Where_the_shops_text_differs_is_shown_and_its_secret_is_hidden()
    {
        var found = SignatureClinic.Examine("pid=7&money=1.0&sign=00", $"money=1&pid=7{Key}", Secrets)!;
        found.Verdict.Should().Be(SignatureVerdict.Wrong);
        found.Difference.Should().Be(new TextDifference(8, "money=1", ".0&pid=7{key}", "&pid=7{key}"));
        found.IsTextRight.Should().BeFalse();
        found.Readings[0].Base.Should().Be("money=1.0&pid=7{key}");

        var other = SignatureClinic.Examine($"pid=7&money=1&sign={Md5("money=1&pid=7another")}", "money=1&pid=7{key}", Secrets)!;
        (other.Verdict, other.IsTextRight, other.Difference).Should().Be((SignatureVerdict.Wrong, true, null));
        SignatureClinic.Examine("pid=7&money=1", null, Secrets)!.Verdict.Should().Be(SignatureVerdict.Missing);

        var secret = Uri.EscapeDataString(Key);
        var sent = SignatureClinic.Examine($"pid=7&money=1&token={secret}&sign={secret}", null, Secrets)!;
        (sent.Given + string.Concat(sent.Readings.Select(reading => reading.Base))).Should().NotContain(Key).And.Contain("token={key}");
    }

    [Theory]
    [InlineData("amount=15.60&coinType=usdt&merchantId=7&merchantOrderId=A", "&secret_key=", "188pay")]
    [InlineData("amount=15.6&coinType=usdt&merchantId=7&merchantOrderId=A", "&secret_key=", "amount")]
    [InlineData("amount=15.60&coinType=usdt&merchantId=7&merchantOrderId=A&subject=s", "&secret_key=", "all-fields")]
    [InlineData("merchantId=7&merchantOrderId=A&amount=15.60&coinType=usdt", "&secret_key=", "unsorted")]
    [InlineData("amount=15.60&coinType=usdt&merchantId=7&merchantOrderId=A", "", "epay-joint")]
    [InlineData("amount=15.60&coinType=usdt&merchantId=7&merchantOrderId=A", "&key=", "key-field")]
    public void The_way_in_which_188pay_was_signed_is_named(string text, string joint, string name)
    {
        var sign = Md5(text + joint + Key);
        var json = $$"""{"merchantId":7,"merchantOrderId":"A","amount":15.60,"coinType":"usdt","subject":"s","sign":"{{sign}}"}""";
        var found = SignatureClinic.Examine(json, null, Secrets)!;
        (found.Scheme, found.Readings.Single().Name, found.Merchant).Should().Be(("188pay", name, "7"));
        found.Verdict.Should().Be(name == "188pay" ? SignatureVerdict.Right : SignatureVerdict.Mistaken);
    }

    [Fact]
    public void A_coin_that_was_not_sent_may_be_signed_as_the_documents_default()
    {
        var sign = Md5("amount=1&coinType=usdt&merchantId=7&secret_key=" + Key);
        SignatureClinic.Examine($$"""{"merchantId":7,"amount":1,"sign":"{{sign}}"}""", null, Secrets)!.Readings.Single().Name
            .Should().Be("188pay-coin");
    }

    [Fact]
    public void Webhooks_are_examined_under_every_secret()
    {
        const string body = """{"event_type":"payment.completed","data":{"amount":1.50}}""";
        var at = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);
        string Standard(string signature) =>
            $"webhook-id: msg_1\r\nwebhook-timestamp: 1700000000\r\nwebhook-signature: {signature}\r\n\r\n{body}";
        string WoPay(string signature) => $"X-WoPay-Signature: {signature}\n\n{body}";

        Named(Standard(WebhookSignature.Standard("msg_1", at, body, [Key, Secrets[2].Value]))).Should().Be(("standard", "present"));
        Named(Standard(WebhookSignature.Standard("msg_1", at, body, ["whsec_AAECAwQ="]))).Should().Be(("standard", "endpoint"));
        Named(Standard("v1," + Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Key), Encoding.UTF8.GetBytes(body)))))
            .Should().Be(("body-alone", "present"));
        Named(Standard("v1," + Convert.ToBase64String(
            HMACSHA256.HashData("whsec_AAECAwQ="u8, Encoding.UTF8.GetBytes($"msg_1.1700000000.{body}")))))
            .Should().Be(("key-text", "endpoint"));
        Named(WoPay(WebhookSignature.OfBody(body, Key))).Should().Be(("wopay", "present"));
        Named(WoPay(WebhookSignature.OfBody(body, Key)["sha256=".Length..])).Should().Be(("no-prefix", "present"));
        Named(WoPay(WebhookSignature.OfBody(body + "\n", Key))).Should().Be(("line-end", "present"));
        SignatureClinic.Examine($$"""
            X-WoPay-Signature: {{WebhookSignature.OfBody("""{"a":1}""", Key)}}

            { "a": 1 }
            """, null, Secrets)!.Readings.Single().Name.Should().Be("printed-again");
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("{")]
    [InlineData("[1]")]
    [InlineData("X-Other: 1\n\nbody")]
    [InlineData("{\"a\":")]
    public void A_text_that_is_no_request_is_none(string text) => SignatureClinic.Examine(text, null, Secrets).Should().BeNull();

    [Theory]
    [InlineData("abc", "abc", null)]
    [InlineData("abc", "abd", 3)]
    [InlineData("abc", "ab", 3)]
    [InlineData("", "x", 1)]
    public void Texts_differ_from_a_place_on(string expected, string given, int? place) =>
        (TextDifference.Of(expected, given)?.Place).Should().Be(place);

    [Fact]
    public void A_secrets_text_form_leaves_it_out() => new NamedSecret("present", Key).ToString().Should().NotContain(Key);

    private static (string Name, string? Secret) Named(string text)
    {
        var reading = SignatureClinic.Examine(text, null, Secrets)!.Readings.Single();
        return (reading.Name, reading.FittingSecret);
    }

    private static KeyValuePair<string, string>[] SentFields(string sign) =>
    [
        new("pid", "1000"), new("money", "10.50"), new("name", @"a b\"), new("type", ""), new("zero", "0"),
        new("return_url", "https://s.ex/r"), new("sign_type", "MD5"), new("sign", sign),
    ];

    private static string Md5(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
}
