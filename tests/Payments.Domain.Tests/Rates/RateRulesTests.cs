using Payments.Domain.Rates;

namespace Payments.Domain.Tests.Rates;

public sealed class RateRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly RateBounds Bounds = new(5, 12);
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(10);

    [Theory]
    [InlineData("7.2", 0, ReadingVerdict.Usable)]
    [InlineData("5", 0, ReadingVerdict.Usable)]
    [InlineData("12", 0, ReadingVerdict.Usable)]
    [InlineData("4.9999999999999999999999", 0, ReadingVerdict.OutOfBounds)]
    [InlineData("12.000000000000000000001", 0, ReadingVerdict.OutOfBounds)]
    [InlineData("7.2", 600, ReadingVerdict.Usable)]
    [InlineData("7.2", 601, ReadingVerdict.Stale)]
    [InlineData("7.2", -60, ReadingVerdict.Usable)]
    [InlineData("7.2", -61, ReadingVerdict.FromTheFuture)]
    [InlineData("72", 601, ReadingVerdict.OutOfBounds)]
    public void A_reading_is_judged(string price, int ageSeconds, ReadingVerdict verdict)
    {
        var reading = new PriceReading(decimal.Parse(price, System.Globalization.CultureInfo.InvariantCulture), Now - TimeSpan.FromSeconds(ageSeconds), "okx");
        RateRules.Judge(reading, Bounds, MaxAge, Now).Should().Be(verdict);
    }

    [Theory]
    [InlineData(100, 110, 10, true)]
    [InlineData(100, 110.1, 10, false)]
    [InlineData(100, 90, 10, true)]
    [InlineData(100, 89.9, 10, false)]
    [InlineData(100, 100, 1, true)]
    public void Prices_agree_within_a_percentage_of_the_first(decimal one, decimal other, decimal percent, bool agree) =>
        RateRules.Agree(one, other, percent).Should().Be(agree);

    [Fact]
    public void Prices_with_many_digits_do_not_overflow() =>
        RateRules.Agree(99999999.12345678901234567890m, 0.0000000001m, 10).Should().BeFalse();

    [Fact]
    public void A_pair_has_its_grain_key()
    {
        new RatePair("USDT", "CNY").GrainKey.Should().Be("rate-USDT-CNY");
        RatePair.FromGrainKey("rate-usdt-cny").Should().Be(new RatePair("USDT", "CNY"));
        RatePair.FromGrainKey("rate-A-B-USD").Should().Be(new RatePair("A-B", "USD"));
    }

    [Theory]
    [InlineData("rate-USDT")]
    [InlineData("rate-")]
    [InlineData("rate--CNY")]
    [InlineData("rate-USDT-")]
    [InlineData("USDT-CNY")]
    public void A_key_of_another_form_is_refused(string key) => FluentActions.Invoking(() => RatePair.FromGrainKey(key)).Should().Throw<FormatException>();
}
