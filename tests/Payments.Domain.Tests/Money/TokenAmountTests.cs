using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Payments.Domain.Money;

namespace Payments.Domain.Tests.Money;

public class TokenAmountTests
{
    [Theory]
    [InlineData("100", "6.38", 6, 4, "15.68")]
    [InlineData("70", "7", 6, 4, "10")]
    [InlineData("70", "7", 18, 16, "10")]
    [InlineData("0.01", "7", 6, 4, "0.01")]
    [InlineData("1", "3", 18, 12, "0.333334")]
    [InlineData("99999999.99", "0.00000001", 6, 0, "9999999999000000")]
    public void Conversion_rounds_up_to_the_payable_step(string money, string rate, int decimals, int stepDigits, string expected)
    {
        var units = TokenAmount.FromMoney(decimal.Parse(money), decimal.Parse(rate), decimals, TokenAmount.Scale(stepDigits));
        TokenAmount.Format(units, decimals).Should().Be(expected);
    }

    [Fact]
    public void The_payer_never_pays_less_than_the_money_and_never_a_step_more()
    {
        var cases = from cents in Gen.Choose(1, int.MaxValue) from rate in Gen.Choose(1, int.MaxValue) from decimals in Gen.Elements(6, 8, 18) select (cents, rate, decimals);
        Check.QuickThrowOnFailure(Prop.ForAll(cases.ToArbitrary(), sample =>
        {
            var (cents, rateMillionths, decimals) = sample;
            var step = TokenAmount.Scale(decimals - 2);
            var units = TokenAmount.FromMoney(cents / 100m, rateMillionths / 1_000_000m, decimals, step);
            // units * rate >= money and (units - step) * rate < money, over whole numbers.
            var scale = BigInteger.Pow(10, decimals);
            var owed = (BigInteger)cents * 10_000 * scale;
            return units % step == 0 && (BigInteger)units * rateMillionths >= owed && (BigInteger)(units - step) * rateMillionths < owed;
        }));
    }

    [Theory]
    [InlineData("15.67", 6, "15670000")]
    [InlineData("0.000001", 6, "1")]
    [InlineData("340282366920938463463.374607431768211455", 18, "340282366920938463463374607431768211455")]
    public void Decimal_text_is_read_exactly(string text, int decimals, string units)
    {
        TokenAmount.TryParse(text, decimals, out var read).Should().BeTrue();
        read.Should().Be(UInt128.Parse(units));
        TokenAmount.Format(read, decimals).Should().Be(text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("1e3")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("1.2345678")]
    [InlineData("NaN")]
    [InlineData("1 ")]
    [InlineData("999999999999999999999999999999999999999999")]
    public void Anything_but_a_plain_decimal_is_refused(string text) => TokenAmount.TryParse(text, 6, out _).Should().BeFalse();
}
