using Payments.Domain.Money;

namespace Payments.Domain.Tests.Money;

/// <summary>Rials have room for more digits, and nobody else has.</summary>
public sealed class MoneyBoundsTests
{
    [Theory]
    [InlineData("IRR", "1000000000000", 0)]
    [InlineData("IRT", "100000000000", 1)]
    [InlineData("CNY", "100000000", 2)]
    [InlineData("USD", "100000000", 2)]
    [InlineData("USDT", "100000000", 2)]
    [InlineData("irr", "100000000", 2)]
    [InlineData("", "100000000", 2)]
    public void A_currency_has_its_own_bounds(string currency, string most, int decimals) =>
        MoneyBounds.Of(currency).Should()
            .Be(new MoneyBounds(decimal.Parse(most, System.Globalization.CultureInfo.InvariantCulture), decimals));

    [Fact]
    public void A_toman_is_ten_rials_up_to_its_bound() =>
        (MoneyBounds.Of("IRT").Most * MoneyBounds.RialsInToman).Should().Be(MoneyBounds.Of("IRR").Most).And.Be(MoneyBounds.Largest);
}
