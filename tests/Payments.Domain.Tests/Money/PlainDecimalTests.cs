using Payments.Domain.Money;

namespace Payments.Domain.Tests.Money;

public sealed class PlainDecimalTests
{
    [Theory]
    [InlineData("100", 100, 0)]
    [InlineData("99.90", 99.9, 1)]
    [InlineData("0.00000001", 0.00000001, 8)]
    public void Digits_and_one_point_are_a_number(string text, double value, int decimals)
    {
        PlainDecimal.TryParse(text, out var read, out var counted).Should().BeTrue();
        (read, counted).Should().Be(((decimal)value, decimals));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("1.2.3")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("1e3")]
    [InlineData("1,5")]
    [InlineData(" 1")]
    [InlineData("٣")]
    [InlineData("99999999999999999999999999999999")]
    public void Nothing_else_is(string text) => PlainDecimal.TryParse(text, out _, out _).Should().BeFalse();
}
