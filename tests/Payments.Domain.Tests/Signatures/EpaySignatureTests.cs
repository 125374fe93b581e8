using System.Security.Cryptography;
using System.Text;
using Payments.Domain.Signatures;

namespace Payments.Domain.Tests.Signatures;

public class EpaySignatureTests
{
    private const string Secret = "k3y";

    private static readonly KeyValuePair<string, string>[] Sample =
    [
        new("pid", "1000"), new("type", ""), new("money", "100"), new("name", @"a\'b & 中文"), new("notify_url", "https://shop.example/cb?x=1&y=2"), new("out_trade_no", "O_1"),
    ];

    private static string Hash(string text, bool sha = false) => Convert.ToHexStringLower(sha ? SHA256.HashData(Encoding.UTF8.GetBytes(text)) : MD5.HashData(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void The_signature_is_MD5_over_sorted_raw_values_with_the_key_appended() =>
        EpaySignature.Sign(Sample, Secret, "MD5").Should().Be(Hash(@"money=100&name=a\'b & 中文&notify_url=https://shop.example/cb?x=1&y=2&out_trade_no=O_1&pid=1000" + Secret));

    [Theory]
    [InlineData(@"money=100&name=a\'b & 中文&notify_url=https://shop.example/cb?x=1&y=2&out_trade_no=O_1&pid=1000", "empty left out")]
    [InlineData(@"money=100&name=a\'b & 中文&notify_url=https://shop.example/cb?x=1&y=2&out_trade_no=O_1&pid=1000&type=", "empty kept")]
    [InlineData(@"money=100&name=a'b & 中文&notify_url=https://shop.example/cb?x=1&y=2&out_trade_no=O_1&pid=1000", "backslashes stripped")]
    [InlineData(@"money=100&name=a'b & 中文&notify_url=https://shop.example/cb?x=1&y=2&out_trade_no=O_1&pid=1000&type=", "V2Board: both")]
    public void Every_variant_of_real_shops_is_accepted(string signed, string because)
    {
        EpaySignature.Verify(Sample, Hash(signed + Secret), "MD5", Secret).Should().BeTrue(because);
        EpaySignature.Verify(Sample, Hash(signed + Secret).ToUpperInvariant(), null, Secret).Should().BeTrue(because);
        EpaySignature.Verify(Sample, Hash(signed + Secret, sha: true), "sha256", Secret).Should().BeTrue(because);
    }

    [Theory]
    [InlineData("")]
    [InlineData("zz")]
    [InlineData("00000000000000000000000000000000")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("not hex at all, but thirty-two c")]
    public void A_wrong_signature_is_refused(string sign) => EpaySignature.Verify(Sample, sign, "MD5", Secret).Should().BeFalse();

    [Fact]
    public void A_parameter_more_or_less_or_another_breaks_the_signature()
    {
        var sign = EpaySignature.Sign(Sample, Secret, "MD5");
        EpaySignature.Verify([.. Sample, new("device", "pc")], sign, "MD5", Secret).Should().BeFalse();
        EpaySignature.Verify(Sample[..^1], sign, "MD5", Secret).Should().BeFalse();
        EpaySignature.Verify([.. Sample[..^1], new("out_trade_no", "O_2")], sign, "MD5", Secret).Should().BeFalse();
        EpaySignature.Verify(Sample, sign, "SHA256", Secret).Should().BeFalse("an MD5 does not pass for a SHA-256");
        EpaySignature.Verify(Sample, sign, "MD5", "other").Should().BeFalse();
    }
}
