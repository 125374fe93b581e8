using Payments.Domain.Wallets;

namespace Payments.Domain.Tests.Wallets;

public class CoinChangesTests
{
    private const int Most = 3;

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly CoinChanges changes = new();

    [Fact]
    public void A_network_has_so_many_changes_within_an_hour_of_its_first()
    {
        for (var i = 0; i < Most; i++) Take("a", 20 * i).Should().BeNull();
        Take("a", 50).Should().Be(TimeSpan.FromMinutes(10));
        Take("a", 59).Should().Be(TimeSpan.FromMinutes(1), "a refusal counts for nothing and puts nothing off");
        for (var i = 0; i < Most; i++) Take("a", 60).Should().BeNull();
        Take("a", 60).Should().Be(CoinChanges.Period);
    }

    [Fact]
    public void Another_network_has_its_own()
    {
        for (var i = 0; i < Most; i++) Take("a", 0);
        Take("b", 0).Should().BeNull();
        Take("a", 0).Should().NotBeNull();
    }

    [Fact]
    public void So_many_networks_are_remembered_and_then_the_one_is_forgotten_whose_hour_ends_first()
    {
        for (var i = 0; i < Most; i++) Take("first", 0);
        for (var i = 0; i < Most; i++) Take("second", 1);
        for (var i = 2; i < CoinChanges.NetworkLimit; i++) Take($"{i}", 2);
        Take("first", 3).Should().NotBeNull("there is room for all of these");

        Take("one more", 3).Should().BeNull();
        Take("second", 3).Should().NotBeNull();
        Take("first", 3).Should().BeNull("it was forgotten");
    }

    private TimeSpan? Take(string network, int minute) => changes.Take(network, Most, Start.AddMinutes(minute));
}
