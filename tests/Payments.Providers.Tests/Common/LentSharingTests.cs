using Payments.Domain.Sharing;
using Payments.Providers.Common;

namespace Payments.Providers.Tests.Common;

/// <summary>How much of payments by the operator's account merchants may share, and with whom.</summary>
public sealed class LentSharingTests
{
    [Theory]
    [InlineData(null, 0, false)]
    [InlineData(" ", 0, false)]
    [InlineData("10", 10, true)]
    [InlineData(" 2.5 ", 2.5, true)]
    [InlineData("10:a, b", 10, true)]
    [InlineData("10:b", 10, false)]
    [InlineData("100", 100, true)]
    public void A_setting_names_a_percentage_and_receivers(string? text, double percent, bool allowsA)
    {
        LentSharing.TryParse(text, out var sharing).Should().BeTrue();
        (sharing.Percent, sharing.Allows("a")).Should().Be(((decimal)percent, allowsA));
    }

    [Theory]
    [InlineData("much")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("100.01")]
    [InlineData("1e1")]
    [InlineData("10:")]
    [InlineData("10:a,")]
    [InlineData(":a")]
    public void What_is_none_shares_nothing(string text)
    {
        LentSharing.TryParse(text, out var sharing).Should().BeFalse();
        (sharing.Percent, sharing.Allows("a")).Should().Be((0m, false));
    }

    [Theory]
    [InlineData("10", 10)]
    [InlineData("50", 30)]
    [InlineData("", 0)]
    public void The_lower_of_the_providers_and_the_operators_limit_counts(string text, int most)
    {
        LentSharing.TryParse(text, out var sharing).Should().BeTrue();
        var terms = new ShareTerms(TimeSpan.Zero, TimeSpan.FromDays(30), MostPercent: 30, MostReceivers: 20) { Kinds = [] };
        sharing.Limit(terms).Should().Be(terms with { MostPercent = most });
    }
}
