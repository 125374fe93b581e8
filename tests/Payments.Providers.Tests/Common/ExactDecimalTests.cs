using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Payments.Providers.Common;

namespace Payments.Providers.Tests.Common;

public sealed class ExactDecimalTests
{
    [Theory]
    [InlineData("15", "15")]
    [InlineData("15.00000000", "15.00000000")]
    [InlineData("-1.50", "-1.50")]
    [InlineData("0.000000000000000001", "0.000000000000000001")]
    [InlineData("1e-8", "0.00000001")]
    [InlineData("1.2E3", "1200")]
    [InlineData("1234567890123.123456789012345", "1234567890123.123456789012345")]
    public void Numbers_keep_every_digit(string text, string number)
    {
        ExactDecimal.TryParse(text, out var read).Should().BeTrue();
        read.ToString(CultureInfo.InvariantCulture).Should().Be(number);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" 1")]
    [InlineData("1,5")]
    [InlineData("NaN")]
    [InlineData("0x10")]
    [InlineData("1e400")]
    [InlineData("0.12345678901234567890123456789012")]
    [InlineData("1e-40")]
    [InlineData("19.99e-28")]
    public void What_a_decimal_cannot_hold_exactly_is_refused(string text) => ExactDecimal.TryParse(text, out _).Should().BeFalse();

    [Fact]
    public void Every_decimal_is_read_as_it_was_written() => Prop.ForAll<decimal>(number =>
        ExactDecimal.TryParse(number.ToString(CultureInfo.InvariantCulture), out var read) && read == number).QuickCheckThrowOnFailure();
}
