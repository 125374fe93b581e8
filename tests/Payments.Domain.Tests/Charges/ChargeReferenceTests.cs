using FsCheck;
using FsCheck.Fluent;
using Payments.Domain.Charges;
using Payments.Domain.Identity;

namespace Payments.Domain.Tests.Charges;

/// <summary>Our number of a charge at its provider.</summary>
public sealed class ChargeReferenceTests
{
    [Theory]
    [InlineData("00000000000000000000000000000000", 1, "aaaaaaaaaaaaaaaaaaaaaaaaaa_1")]
    [InlineData("ffffffffffffffffffffffffffffffff", 32, "h7777777777777777777777777_32")]
    [InlineData("00000000000000000000000000000041", 7, "aaaaaaaaaaaaaaaaaaaaaaaacb_7")]
    public void A_reference_spells_the_order_in_base_32_and_the_number(string order, int number, string text)
    {
        new ChargeReference(new OrderId(order), number).ToString().Should().Be(text);

        ChargeReference.TryParse(text, out var read).Should().BeTrue();
        read.Should().Be(new ChargeReference(new OrderId(order), number));
    }

    [Fact]
    public void Every_reference_is_read_back_and_fits_every_provider()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<Guid>(), Gen.Choose(1, ChargeReference.Last).ToArbitrary(), (id, number) =>
        {
            var reference = new ChargeReference(new OrderId(id.ToString("n")), number);
            var text = reference.ToString();
            return text.Length is >= 6 and <= 32
                && text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '_')
                && ChargeReference.TryParse(text, out var read) && read == reference;
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaa_")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaa_0")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaa_01")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaa_33")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaa_-1")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaa_100")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaa-1")]
    [InlineData("iaaaaaaaaaaaaaaaaaaaaaaaaa_1")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAA_1")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaa1_1")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaa_1")]
    public void What_is_no_reference_names_no_order(string? text) => ChargeReference.TryParse(text, out _).Should().BeFalse();
}
