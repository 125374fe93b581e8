using Payments.Domain.Limits;

namespace Payments.Domain.Tests.Limits;

public sealed class LeaseRulesTests
{
    [Theory]
    [InlineData(10, 10, 1, 5)]
    [InlineData(10, 5, 1, 2)]
    [InlineData(10, 1, 1, 1)]
    [InlineData(10, 0, 1, 0)]
    [InlineData(10, -3, 1, 0)]
    [InlineData(10, 10, 4, 1)]
    [InlineData(10, 1, 50, 1)]
    [InlineData(1, 1, 1, 1)]
    [InlineData(1000, 1000, 1, 50)]
    [InlineData(1000, 1000, 3, 50)]
    [InlineData(1000, 60, 3, 10)]
    [InlineData(1_000_000, 1_000_000, 2, 50_000)]
    public void A_lease_is_half_of_an_even_share_within_its_limits(int tokens, int left, int fronts, int share) =>
        LeaseRules.Share(tokens, left, fronts).Should().Be(share);

    [Theory]
    [InlineData(10, 1)]
    [InlineData(10, 4)]
    [InlineData(500, 3)]
    [InlineData(1000, 7)]
    public void Leases_spend_a_quota_to_its_end_in_far_fewer_requests_than_tokens(int tokens, int fronts)
    {
        var (left, asks) = (tokens, 0);
        while (LeaseRules.Share(tokens, left, fronts) is > 0 and var share) (left, asks) = (left - share, asks + 1);
        left.Should().Be(0);
        asks.Should().BeLessThan(tokens == 10 ? 11 : tokens / 3);
    }
}
