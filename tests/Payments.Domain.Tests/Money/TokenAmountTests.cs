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

    [Theory]
    [InlineData("0.5", 6, "500000")]
    [InlineData("0.0000001", 6, "1")]
    [InlineData("1.0000001", 6, "1000001")]
    [InlineData("7", 0, "7")]
    [InlineData("340.282366920938463463", 36, "340282366920938463463000000000000000000")]
    [InlineData("100000000", 36, "100000000000000000000000000000000000000000000")]
    public void A_bound_is_exact_beyond_128_bits_too(string amount, int decimals, string units) =>
        TokenAmount.Bound(decimal.Parse(amount), decimals).Should().Be(BigInteger.Parse(units));

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
    [InlineData("0", "7", 1)]
    [InlineData("-0.01", "7", 1)]
    [InlineData("70", "0", 1)]
    [InlineData("70", "-7", 1)]
    [InlineData("70", "7", 0)]
    public void Money_rate_and_step_must_be_above_zero(string money, string rate, int step) => FluentActions
        .Invoking(() => TokenAmount.FromMoney(decimal.Parse(money), decimal.Parse(rate), 6, (UInt128)step))
        .Should().Throw<ArgumentOutOfRangeException>();

    [Theory]
    [InlineData("3402823669209384634633", "0.1", 16, false)]
    [InlineData("3402823669209384634633", "0.1", 17, true)]
    [InlineData("79228162514264337593543950335", "0.0000000000000000000000000001", 0, true)]
    [InlineData("340282366920938463463374607.44", "0.000000000001", 0, true)]
    [InlineData("340282366920938463463374607.43", "0.00000000001", 0, false)]
    public void An_amount_beyond_128_bits_overflows_and_never_wraps(string money, string rate, int decimals, bool overflows)
    {
        var invoking = FluentActions.Invoking(() => TokenAmount.FromMoney(decimal.Parse(money), decimal.Parse(rate), decimals, 1));
        if (overflows) invoking.Should().Throw<OverflowException>();
        else invoking.Should().NotThrow();
    }

    [Fact]
    public void The_step_that_rounding_up_adds_may_be_the_one_too_many()
    {
        var step = UInt128.MaxValue / 3 * 2;
        TokenAmount.FromMoney(1, 1, 0, step).Should().Be(step);
        FluentActions.Invoking(() => TokenAmount.FromMoney(decimal.MaxValue, 0.0000000001m, 0, step)).Should().Throw<OverflowException>();
    }

    [Theory]
    [InlineData(1000, 400, 1000, 1, 400)]
    [InlineData(1400, 400, 1000, 1, 560)]
    [InlineData(1400, 400, 1000, 100, 600)]
    [InlineData(1000, 101, 1001, 1, 101)]
    [InlineData(1000, 1, 1000, 10, 10)]
    public void A_share_is_rounded_up_to_the_step(int whole, int missing, int asked, int step, int expected) =>
        TokenAmount.Share((UInt128)whole, (UInt128)missing, (UInt128)asked, (UInt128)step).Should().Be((UInt128)expected);

    [Fact]
    public void A_share_is_reckoned_over_whole_numbers_of_any_size()
    {
        TokenAmount.Share(UInt128.MaxValue, UInt128.MaxValue - 1, UInt128.MaxValue, 1).Should().Be(UInt128.MaxValue - 1);
        FluentActions.Invoking(() => TokenAmount.Share(UInt128.MaxValue, 2, 1, 1)).Should().Throw<OverflowException>();
        FluentActions.Invoking(() => TokenAmount.Share(1, 1, 0, 1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => TokenAmount.Share(1, 1, 1, 0)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Theory]
    [InlineData(1000, "1.5", 15)]
    [InlineData(999, "1.5", 14)]
    [InlineData(1000, "0.01", 0)]
    [InlineData(1000, "10", 100)]
    public void A_percentage_is_rounded_down(int units, string percent, int expected)
    {
        TokenAmount.Percent((UInt128)units, decimal.Parse(percent)).Should().Be((UInt128)expected);
        TokenAmount.Percent(UInt128.MaxValue, 100).Should().Be(UInt128.MaxValue);
        FluentActions.Invoking(() => TokenAmount.Percent(1, 100.01m)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => TokenAmount.Percent(1, -1)).Should().Throw<ArgumentOutOfRangeException>();
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
