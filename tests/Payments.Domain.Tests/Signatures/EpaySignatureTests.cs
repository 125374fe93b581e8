using System.Security.Cryptography;
using System.Text;
using Payments.Domain.Signatures;

namespace Payments.Domain.Tests.Signatures;

public sealed class EpaySignatureTests
{
    private const string Key = "YOUR_SECRET_KEY";

    private static readonly KeyValuePair<string, string>[] Sample =
        [new("type", "usdt"), new("pid", "YOUR_PID"), new("out_trade_no", "ORDER_001"), new("notify_url", "https://你的网站/callback"), new("money", "100")];

    [Fact]
    public void The_documents_example_is_signed_as_it_is_written_there()
    {
        var expected = Md5("money=100&notify_url=https://你的网站/callback&out_trade_no=ORDER_001&pid=YOUR_PID&type=usdt" + Key);
        EpaySignature.Sign(Sample, Key, "MD5").Should().Be(expected);
        EpaySignature.Verify(Sample, expected, "MD5", Key).Should().BeTrue();
    }

    [Fact]
    public void An_empty_value_may_be_signed_or_left_out()
    {
        KeyValuePair<string, string>[] given = [new("a", "1"), new("b", ""), new("c", "3")];
        EpaySignature.Sign(given, Key, "MD5").Should().Be(Md5("a=1&c=3" + Key));
        EpaySignature.Verify(given, Md5("a=1&c=3" + Key), null, Key).Should().BeTrue();
        EpaySignature.Verify(given, Md5("a=1&b=&c=3" + Key), null, Key).Should().BeTrue();
        EpaySignature.Verify(given, Md5("a=1" + Key), null, Key).Should().BeFalse();
    }

    [Theory]
    [InlineData(@"a\b", "ab")]
    [InlineData(@"a\\b", @"a\b")]
    [InlineData(@"end\", "end")]
    [InlineData(@"\'quoted\'", "'quoted'")]
    public void Backslashes_may_be_signed_as_sent_or_stripped(string name, string stripped)
    {
        KeyValuePair<string, string>[] given = [new("name", name), new("param", "")];
        EpaySignature.Verify(given, Md5($"name={name}{Key}"), null, Key).Should().BeTrue();
        EpaySignature.Verify(given, Md5($"name={stripped}{Key}"), null, Key).Should().BeTrue();
        EpaySignature.Verify(given, Md5($"name={stripped}&param={Key}"), null, Key).Should().BeTrue();
    }

    [Theory]
    [InlineData(@"money=100&name=a\'b & 中文&pid=1000", "empty left out")]
    [InlineData(@"money=100&name=a\'b & 中文&pid=1000&type=", "empty kept")]
    [InlineData("money=100&name=a'b & 中文&pid=1000", "backslashes stripped")]
    [InlineData("money=100&name=a'b & 中文&pid=1000&type=", "V2Board: both")]
    public void Every_variant_of_real_shops_is_accepted_with_either_digest(string signed, string because)
    {
        KeyValuePair<string, string>[] given = [new("pid", "1000"), new("type", ""), new("money", "100"), new("name", @"a\'b & 中文")];
        EpaySignature.Verify(given, Md5(signed + Key), "MD5", Key).Should().BeTrue(because);
        EpaySignature.Verify(given, Md5(signed + Key).ToUpperInvariant(), null, Key).Should().BeTrue(because);
        EpaySignature.Verify(given, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(signed + Key))), "sha256", Key).Should().BeTrue(because);
    }

    [Theory]
    [InlineData("SHA256")]
    [InlineData("sha256")]
    public void The_sign_type_names_the_digest_in_any_case(string signType)
    {
        var sha = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("a=1" + Key)));
        KeyValuePair<string, string>[] given = [new("a", "1"), new("sign_type", signType)];
        EpaySignature.IsKnown(signType).Should().BeTrue();
        EpaySignature.Sign(given, Key, signType).Should().Be(sha);
        EpaySignature.Verify(given, sha, signType, Key).Should().BeTrue();
        EpaySignature.Verify(given, Md5("a=1" + Key), signType, Key).Should().BeFalse("a digest that was not announced does not count");
        EpaySignature.Verify(given, sha, "MD5", Key).Should().BeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("zz")]
    [InlineData("d41d8cd98f00b204e9800998ecf8427e00")]
    [InlineData("d41d8cd98f00b204e9800998ecf8427g")]
    [InlineData("签名签名签名签名签名签名签名签名")]
    public void A_signature_that_is_no_digest_is_refused(string sign) => EpaySignature.Verify(Sample, sign, "MD5", Key).Should().BeFalse();

    [Theory]
    [InlineData("MD5", 32)]
    [InlineData("SHA256", 64)]
    public void A_signature_that_is_wrong_in_one_digit_is_refused_wherever_that_is(string signType, int digits)
    {
        var sign = EpaySignature.Sign(Sample, Key, signType);
        sign.Should().HaveLength(digits);
        for (var place = 0; place < digits; place++)
            EpaySignature.Verify(Sample, OtherDigit.At(sign, place), signType, Key).Should().BeFalse($"digit {place} is another");
        EpaySignature.Verify(Sample, sign, signType, Key).Should().BeTrue();
    }

    [Fact]
    public void An_overlong_signature_is_refused() => EpaySignature.Verify(Sample, new string('a', 10_000), "MD5", Key).Should().BeFalse();

    [Fact]
    public void Upper_case_hex_is_taken_and_lower_case_is_sent()
    {
        var sign = EpaySignature.Sign(Sample, Key, "MD5");
        sign.Should().MatchRegex("^[0-9a-f]{32}$");
        EpaySignature.Verify(Sample, sign.ToUpperInvariant(), "MD5", Key).Should().BeTrue();
    }

    [Fact]
    public void Every_parameter_is_signed_and_a_changed_added_or_removed_one_is_noticed()
    {
        var sign = EpaySignature.Sign(Sample, Key, "MD5");
        EpaySignature.Verify([.. Sample, new("device", "pc")], sign, "MD5", Key).Should().BeFalse();
        EpaySignature.Verify(Sample[1..], sign, "MD5", Key).Should().BeFalse();
        for (var i = 0; i < Sample.Length; i++)
        {
            var changed = Sample.ToArray();
            changed[i] = new(changed[i].Key, changed[i].Value + "1");
            EpaySignature.Verify(changed, sign, "MD5", Key).Should().BeFalse(changed[i].Key);
        }
        EpaySignature.Verify(Sample, sign, "MD5", Key + "x").Should().BeFalse();
    }

    [Fact]
    public void The_order_in_which_parameters_arrive_does_not_matter()
    {
        var sign = EpaySignature.Sign(Sample, Key, "MD5");
        var random = new Random(7);
        for (var i = 0; i < 100; i++)
        {
            var shuffled = Sample.ToArray();
            random.Shuffle(shuffled);
            EpaySignature.Verify(shuffled, sign, "MD5", Key).Should().BeTrue();
        }
    }

    [Theory]
    [InlineData("MD5", true)]
    [InlineData("md5", true)]
    [InlineData("", true)]
    [InlineData(null, true)]
    [InlineData("RSA", false)]
    public void Only_digests_that_are_known_are_taken(string? signType, bool isKnown) => EpaySignature.IsKnown(signType).Should().Be(isKnown);

    private static string Md5(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
}
