using Payments.Domain.Charges;
using Payments.Domain.Identity;
using Payments.Domain.Refunds;

namespace Payments.Domain.Tests.Refunds;

public sealed class RefundReferenceTests
{
    [Theory]
    [InlineData("00000000000000000000000000000000", 1, "aaaaaaaaaaaaaaaaaaaaaaaaaa_r1")]
    [InlineData("ffffffffffffffffffffffffffffffff", 50, "h7777777777777777777777777_r50")]
    public void A_reference_names_its_order_and_fits_every_provider(string order, int number, string text)
    {
        new RefundReference(new OrderId(order), number).ToString().Should().Be(text);
        (RefundReference.TryParse(text, out var read), read).Should().Be((true, new RefundReference(new OrderId(order), number)));
        ChargeReference.TryParse(text, out _).Should().BeFalse("a refund is no charge");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaa_1")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaa_r")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaa_r0")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaa_r01")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaa_r51")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaa_r100")]
    [InlineData("iaaaaaaaaaaaaaaaaaaaaaaaaa_r1")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAA_r1")]
    public void What_is_no_reference_names_no_refund(string? text) => RefundReference.TryParse(text, out _).Should().BeFalse();
}
