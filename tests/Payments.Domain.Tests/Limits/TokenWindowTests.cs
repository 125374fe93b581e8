using Payments.Domain.Limits;

namespace Payments.Domain.Tests.Limits;

/// <summary>What one key's or network's counter gives out, on a clock that the test moves.</summary>
public sealed class TokenWindowTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly TokenWindow window = new();

    [Fact]
    public void A_window_gives_its_quota_and_no_more_and_the_next_begins_with_its_first_request()
    {
        Drain(TimeSpan.Zero).Should().Be(10);
        Lease(Second - TimeSpan.FromTicks(1)).Should().BeEquivalentTo(new TokenLease { Granted = 0, Left = 0, EndsIn = TimeSpan.FromTicks(1) });
        var late = Second + TimeSpan.FromMilliseconds(400);
        Lease(late).Should().BeEquivalentTo(new TokenLease { Granted = 5, Left = 5, EndsIn = Second });
        Drain(late).Should().Be(5);
        window.EndsAt.Should().Be(late + Second);
    }

    [Fact]
    public void Several_fronts_share_one_quota_and_a_known_number_of_them_makes_leases_smaller()
    {
        Lease(TimeSpan.Zero, front: 1).Granted.Should().Be(5);
        Lease(TimeSpan.Zero, front: 2).Granted.Should().Be(1);
        Lease(TimeSpan.Zero, front: 3).Granted.Should().Be(1);
        Drain(TimeSpan.Zero).Should().Be(3);
        Lease(Second, front: 1).Granted.Should().Be(1, "three fronts came in the window before");
    }

    [Fact]
    public void What_a_front_let_pass_by_itself_counts()
    {
        Lease(TimeSpan.Zero, spent: 8).Should().BeEquivalentTo(new TokenLease { Granted = 1, Left = 1, EndsIn = Second });
        Lease(TimeSpan.Zero, front: 2, spent: 8).Should().BeEquivalentTo(new TokenLease { Granted = 0, Left = 0, EndsIn = Second });
    }

    [Fact]
    public void A_quota_that_changes_holds_from_the_next_request_on()
    {
        Drain(TimeSpan.Zero).Should().Be(10);
        window.Lease(Ask(1, 0) with { Tokens = 30 }, TimeSpan.Zero).Granted.Should().Be(5);
        Lease(TimeSpan.Zero).Granted.Should().Be(0);
    }

    private int Drain(TimeSpan now)
    {
        var sum = 0;
        while (Lease(now).Granted is > 0 and var granted) sum += granted;
        return sum;
    }

    private TokenLease Lease(TimeSpan now, long front = 1, int spent = 0) => window.Lease(Ask(front, spent), now);

    private static TokenAsk Ask(long front, int spent) => new() { Front = front, Tokens = 10, Window = Second, Spent = spent };
}
