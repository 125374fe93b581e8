using System.Security.Cryptography;
using System.Text;
using Payments.Domain.Signatures;

namespace Payments.Domain.Tests.Signatures;

public sealed class Pay188SignatureTests
{
    private static readonly KeyValuePair<string, string?>[] Sample =
        [new("merchantOrderId", "ORDER_001"), new("merchantId", "YOUR_ID"), new("notifyUrl", "https://shop.example/cb"), new("coinType", "usdt"), new("amount", "100.50")];

    [Fact]
    public void The_documents_example_is_signed_as_it_is_written_there()
    {
        var expected = Md5("amount=100.50&coinType=usdt&merchantId=YOUR_ID&merchantOrderId=ORDER_001&notifyUrl=https://shop.example/cb&secret_key=K");
        Pay188Signature.Sign(Sample, "K").Should().Be(expected);
        Pay188Signature.Verify(Sample, expected, "K").Should().BeTrue();
        Pay188Signature.Verify(Sample, expected.ToUpperInvariant(), "K").Should().BeTrue();
    }

    [Fact]
    public void Absent_and_empty_fields_are_left_out()
    {
        var expected = Md5("amount=1&secret_key=K");
        Pay188Signature.Verify([new("coinType", ""), new("notifyUrl", null), new("amount", "1")], expected, "K").Should().BeTrue();
    }

    [Fact]
    public void The_text_of_the_number_counts_and_not_its_value()
    {
        var sign = Pay188Signature.Sign([new("amount", "100")], "K");
        Pay188Signature.Verify([new("amount", "100.0")], sign, "K").Should().BeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz")]
    [InlineData("d41d8cd98f00b204e9800998ecf8427e")]
    public void A_wrong_signature_is_refused(string sign) => Pay188Signature.Verify(Sample, sign, "K").Should().BeFalse();

    [Fact]
    public void A_signature_that_is_wrong_in_one_digit_is_refused_wherever_that_is()
    {
        var sign = Pay188Signature.Sign(Sample, "K");
        for (var place = 0; place < sign.Length; place++)
            Pay188Signature.Verify(Sample, OtherDigit.At(sign, place), "K").Should().BeFalse($"digit {place} is another");
    }

    private static string Md5(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
}
