using System.Globalization;
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Nethereum.Hex.HexConvertors.Extensions;
using Nethereum.Hex.HexTypes;

namespace Payments.Chains.Tests;

/// <summary>Hex as the Ethereum JSON-RPC specification writes it.</summary>
public sealed class HexTests
{
    [Theory]
    [InlineData(0, "0x0")]
    [InlineData(65, "0x41")]
    [InlineData(1024, "0x400")]
    [InlineData(255, "0xff")]
    [InlineData(256, "0x100")]
    [InlineData(long.MaxValue, "0x7fffffffffffffff")]
    public void Quantities_have_no_leading_zeros_and_at_least_one_digit(long number, string hex)
    {
        new HexBigInteger(new BigInteger(number)).HexValue.Should().Be(hex);
        new HexBigInteger(hex).Value.Should().Be(number);
        new HexBigInteger(hex).HexValue.Should().Be(hex);
        new HexBigInteger(hex[2..]).HexValue.Should().Be(hex, "a missing prefix is put in front");
    }

    [Fact]
    public void A_256_bit_quantity_is_read_and_written_whole()
    {
        var largest = BigInteger.Pow(2, 256) - 1;
        new HexBigInteger(largest).HexValue.Should().Be("0x" + new string('f', 64));
        new HexBigInteger("0x" + new string('F', 64)).Value.Should().Be(largest);
        new HexBigInteger("0x" + new string('f', 64)).ToString().Should().Be("115792089237316195423570985008687907853269984665640564039457584007913129639935");
    }

    [Fact]
    public void Any_quantity_comes_back_as_it_went()
    {
        var quantities = from bytes in Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf() select new BigInteger(bytes, isUnsigned: true);
        Prop.ForAll(quantities.ToArbitrary(), quantity =>
        {
            var hex = new HexBigInteger(quantity).HexValue!;
            return new HexBigInteger(hex).Value == quantity
                && BigInteger.Parse("0" + hex[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) == quantity
                && (hex == "0x0" || hex[2] != '0');
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_malformed_quantity_shows_when_its_value_is_wanted()
    {
        var read = new HexBigInteger("0xzz");
        read.HexValue.Should().Be("0xzz");
        read.Invoking(quantity => quantity.Value).Should().Throw<FormatException>();
    }

    [Fact]
    public void A_quantity_below_zero_has_no_hex() => FluentActions.Invoking(() => new HexBigInteger(BigInteger.MinusOne)).Should().Throw<Exception>();

    [Theory]
    [InlineData("0x41", new byte[] { 0x41 })]
    [InlineData("0x004200", new byte[] { 0, 0x42, 0 })]
    [InlineData("0x", new byte[0])]
    [InlineData("004200", new byte[] { 0, 0x42, 0 })]
    [InlineData("0xf0f0f", new byte[] { 0x0f, 0x0f, 0x0f })]
    public void Data_are_bytes_of_two_digits(string hex, byte[] bytes)
    {
        hex.HexToByteArray().Should().Equal(bytes);
        if (hex.HasHexPrefix() && hex.Length % 2 == 0) bytes.ToHex(prefix: true).Should().Be(hex);
    }

    [Fact]
    public void Data_that_are_no_hex_are_refused() => FluentActions.Invoking(() => "0x4g".HexToByteArray()).Should().Throw<FormatException>();
}
