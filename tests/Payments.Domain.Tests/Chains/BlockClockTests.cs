using System.Globalization;
using Payments.Domain.Chains;
using Payments.Domain.Identity;
using Payments.Domain.Wallets;
using static Payments.Domain.Tests.Orders.OrderSamples;

namespace Payments.Domain.Tests.Chains;

/// <summary>When a block was made, and whether it is older than an order, whatever its stamp says.</summary>
public sealed class BlockClockTests
{
    /// <summary>Minutes of twelve blocks ten minutes apart, up to the present.</summary>
    private static readonly int[] Before = [-120, -110, -100, -90, -80, -70, -60, -50, -40, -30, -20, -10];

    [Theory]
    // A stamp 1 h 55 ahead: no block was made after it was seen, nor after those that follow it.
    [InlineData("115", 2, "2")]
    [InlineData("115 10 20", 30, "10 10 20")]
    // A stamp that lags is held up by the median of eleven.
    [InlineData("-100", 2, "-60")]
    [InlineData("0", 2, "0")]
    [InlineData("0 10", 15, "0 10")]
    // Whatever stamps say, it was seen by then.
    [InlineData("0", -60, "-60")]
    public void A_stamp_is_held_between_the_median_what_follows_and_when_it_was_seen(string stamps, int seen, string times)
    {
        DateTimeOffset[] read = [.. stamps.Split(' ').Select(text => At(int.Parse(text, CultureInfo.InvariantCulture)))];
        var made = BlockClock.Times([.. Before.Select(minutes => At(minutes))], read, At(seen));
        string.Join(' ', made.Select(time => (time - Start).TotalMinutes)).Should().Be(times);
    }

    [Fact]
    public void A_young_chain_has_fewer_stamps() => BlockClock.Times([], [At(3)], At(5)).Should().Equal(At(3));

    [Theory]
    // What was read or seen when the order was opened is older, whatever its stamp; what was read later is not.
    [InlineData("bsc", 100, 100, 5, false)]
    [InlineData("bsc", 100, 101, 5, true)]
    // The gateway's clock is 95 s ahead, or the cluster's lags by minutes.
    [InlineData("bsc", 100, 101, -1.6, true)]
    [InlineData("solana", 100, 101, -30, true)]
    [InlineData("bitcoin", 100, 101, -59, true)]
    [InlineData("bitcoin", 100, 100, 115, false)]
    // Clearly older.
    [InlineData("bsc", 100, 101, -61, false)]
    [InlineData("bitcoin", 100, 101, -181, false)]
    [InlineData("bitcoin", 100, 101, -179, true)]
    // What earlier versions stored goes by the clock, as it did.
    [InlineData("bsc", null, 101, -1.6, false)]
    [InlineData("bsc", null, 101, -0.9, true)]
    [InlineData("bsc", 100, null, -1.6, false)]
    [InlineData("bitcoin", null, null, -59, true)]
    [InlineData("bitcoin", null, null, -61, false)]
    public void The_order_of_reading_says_what_is_older_than_an_order(string chain, int? opened, int? read, double minutes, bool isAfter)
    {
        var transfer = Pay(1000, after: TimeSpan.FromMinutes(minutes), chain: new ChainId(chain)) with { Position = read };
        OpeningRules.IsAfter(Start, opened, Payment.Of(transfer)).Should().Be(isAfter);
    }

    [Fact]
    public void A_reorganisation_gives_no_position_twice()
    {
        var cursor = new ChainCursor { Cursor = 100, CursorTime = Start, Window = [Mark(98), Mark(100)] };
        cursor.Position.Should().Be(100);
        cursor.Seen(105).Position.Should().Be(105, "what a node told of is not younger than an order that is opened now");
        var back = cursor.Seen(105).BackAt(98, "a", Start);
        (back.Cursor, back.Position, back.PositionOf(99)).Should().Be((98, 105, 106));
        back.BackAt(97, "z", Start).PositionOf(98).Should().Be(106, "nothing was read in between");
        cursor.Seen(long.MaxValue).Position.Should().BeLessThan(100_000_000, "a lying node cannot use up the numbers");
    }

    private static BlockMark Mark(long number) => new() { Number = number, Hash = $"{number}" };

    private static DateTimeOffset At(double minutes) => Start.AddMinutes(minutes);
}
