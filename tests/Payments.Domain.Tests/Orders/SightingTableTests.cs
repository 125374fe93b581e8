using System.Globalization;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Transfers;
using static Payments.Domain.Tests.Orders.OrderSamples;

namespace Payments.Domain.Tests.Orders;

/// <summary>What becomes of an order over 1,000 units, step by step. A step is a verb, a transaction and its units, 1,000 unless told; <c>@</c> sets the minutes since the opening: expiry is at 30, the end of patience at 1,470.</summary>
public sealed class SightingTableTests
{
    [Theory]
    [InlineData("sight a", "Detected, 1 sighted, 0 counted", "sighted")]
    [InlineData("sight a; sight a", "Detected, 1 sighted, 0 counted", "sighted")]
    [InlineData("sight a; sight a 999", "Detected, 1 sighted, 0 counted", "sighted")]
    [InlineData("sight a 1", "Detected, 1 sighted, 0 counted", "sighted")]
    [InlineData("unsight a", "Pending, 0 sighted, 0 counted", "")]
    [InlineData("sight a; unsight b", "Detected, 1 sighted, 0 counted", "sighted")]
    [InlineData("sight a; unsight a", "Pending, 0 sighted, 0 counted", "sighted, unsighted")]
    [InlineData("sight a; unsight a; unsight a", "Pending, 0 sighted, 0 counted", "sighted, unsighted")]
    [InlineData("sight a; unsight a; sight a", "Detected, 1 sighted, 0 counted", "sighted, unsighted, sighted")]
    [InlineData("sight a; sight b; unsight a", "Detected, 1 sighted, 0 counted", "2 sighted, unsighted")]
    [InlineData("sight a; confirm", "Detected, 1 sighted, 0 counted", "sighted")]
    [InlineData("sight a; pay a", "Detected, 0 sighted, 1 counted", "sighted, detected")]
    [InlineData("sight a; pay a; sight a", "Detected, 0 sighted, 1 counted", "sighted, detected")]
    [InlineData("sight a; pay a; unsight a", "Detected, 0 sighted, 1 counted", "sighted, detected")]
    [InlineData("sight a; unsight a; pay a", "Detected, 0 sighted, 1 counted", "sighted, unsighted, detected")]
    [InlineData("sight a; pay b; unsight a", "Detected, 0 sighted, 1 counted", "sighted, detected, unsighted")]
    [InlineData("sight a; pay b; confirm", "Completed, 1 sighted, 1 counted", "sighted, detected, completed")]
    [InlineData("sight a; pay b; confirm; unsight a", "Completed, 0 sighted, 1 counted", "sighted, detected, completed, unsighted")]
    [InlineData("pay a; confirm; sight b", "Completed, 0 sighted, 1 counted", "detected, completed")]
    [InlineData("close; sight a", "Closed, 0 sighted, 0 counted", "closed")]
    [InlineData("sight a; close", "Detected, 1 sighted, 0 counted", "sighted")]
    [InlineData("sight a; unsight a; close; sight a", "Closed, 0 sighted, 0 counted", "sighted, unsighted, closed")]
    [InlineData("sight 1..16", "Detected, 16 sighted, 0 counted", "16 sighted")]
    [InlineData("sight 1..17", "Detected, 16 sighted, 0 counted", "16 sighted")]
    [InlineData("sight 1..17; unsight 17", "Detected, 16 sighted, 0 counted", "16 sighted")]
    [InlineData("sight 1..17; pay 17", "Detected, 16 sighted, 1 counted", "16 sighted, detected")]
    [InlineData("sight 1..17; unsight 3; sight 17", "Detected, 16 sighted, 0 counted", "16 sighted, unsighted, sighted")]
    [InlineData("sight 1..17; pay 3; sight 17", "Detected, 16 sighted, 1 counted", "16 sighted, detected, sighted")]
    public void What_waits_for_a_block_is_shown_once_until_its_block_or_its_end(string steps, string outcome, string events) => Expect(steps, outcome, events);

    [Theory]
    [InlineData("sight a; @30; wake", "Detected, 1 sighted, 0 counted", "sighted")]
    [InlineData("sight a; @30; unsight a; wake", "Expired, 0 sighted, 0 counted", "sighted, unsighted, expired")]
    [InlineData("@30; wake; sight a", "Detected, 1 sighted, 0 counted", "expired, sighted")]
    [InlineData("@30; wake; sight a 999", "Expired, 1 sighted, 0 counted", "expired, sighted")]
    [InlineData("@30; wake; sight a 400; sight b 600", "Detected, 2 sighted, 0 counted", "expired, 2 sighted")]
    [InlineData("@30; wake; close; sight a", "Closed, 0 sighted, 0 counted", "expired, closed")]
    [InlineData("@30; wake; sight a 999; close", "Expired, 1 sighted, 0 counted", "expired, sighted")]
    [InlineData("@30; wake; sight a 999; unsight a; close", "Closed, 0 sighted, 0 counted", "expired, sighted, unsighted, closed")]
    [InlineData("@1469; sight a", "Detected, 1 sighted, 0 counted", "sighted")]
    [InlineData("@1470; sight a", "Pending, 0 sighted, 0 counted", "")]
    [InlineData("sight a; @1469; wake", "Detected, 1 sighted, 0 counted", "sighted")]
    [InlineData("sight a; @1469; pay a", "Detected, 0 sighted, 1 counted", "sighted, detected")]
    [InlineData("sight a; @1470; wake", "Expired, 0 sighted, 0 counted", "sighted, sighting-given-up, expired")]
    [InlineData("sight a; @1470; wake; sight a", "Expired, 0 sighted, 0 counted", "sighted, sighting-given-up, expired")]
    [InlineData("sight a; @1470; wake; unsight a", "Expired, 0 sighted, 0 counted", "sighted, sighting-given-up, expired")]
    [InlineData("sight a; @1470; wake; pay a", "Detected, 0 sighted, 1 counted", "sighted, sighting-given-up, expired, detected-late")]
    [InlineData("sight a; @1470; unsight a; wake", "Expired, 0 sighted, 0 counted", "sighted, unsighted, expired")]
    public void What_was_sighted_is_waited_for_a_day_beyond_expiry(string steps, string outcome, string events) => Expect(steps, outcome, events);

    private static void Expect(string steps, string outcome, string events)
    {
        var (order, now) = (Pending(), Start);
        foreach (var step in steps.Split("; "))
        {
            if (step[0] == '@') now = Start + TimeSpan.FromMinutes(int.Parse(step[1..], CultureInfo.InvariantCulture));
            else order = After(order, step, now);
        }
        $"{order.Status}, {order.Sightings.Count} sighted, {order.Transfers.Count} counted".Should().Be(outcome);
        Told(order).Should().Be(events);
        order.Transfers.Should().NotContain(counted => order.Sightings.Any(sighting => sighting.Id == counted.Transfer.Id), "a transfer is shown once");
    }

    private static Order After(Order order, string step, DateTimeOffset now)
    {
        var words = step.Split(' ');
        var name = words.ElementAtOrDefault(1) ?? "";
        var units = words.Length > 2 ? UInt128.Parse(words[2], CultureInfo.InvariantCulture) : 1000;
        if (name.Split("..") is [var first, var last])
            return Enumerable.Range(int.Parse(first, CultureInfo.InvariantCulture), int.Parse(last, CultureInfo.InvariantCulture)).Aggregate(order, (known, number) => After(known, $"{words[0]} {number}", now));
        return words[0] switch
        {
            "sight" => OrderRules.Sight(order, Seen(name, units, now), now),
            "unsight" => OrderRules.Unsight(order, Pay(units, id: name).Id, now),
            "pay" => OrderRules.Accept(order, Pay(units, id: name, after: now - Start), assigned: false, now).Order,
            "confirm" => OrderRules.Confirm(order, ChainId.Bsc, long.MaxValue, now),
            "close" => OrderRules.Close(order, null, now).Order,
            "wake" => OrderRules.Wake(order, null, now),
            _ => throw new ArgumentException($"'{words[0]}' is no step.", nameof(step)),
        };
    }

    private static Sighting Seen(string name, UInt128 units, DateTimeOffset now) => new()
    {
        Id = Pay(units, id: name).Id,
        Chain = ChainId.Bsc,
        Token = "USDT",
        Units = units,
        To = Address,
        Transaction = name,
        SeenAt = now,
    };

    /// <summary>The history since the quote; equal entries in a row are counted.</summary>
    private static string Told(Order order)
    {
        var runs = new List<(string Event, int Count)>();
        foreach (var entry in order.History.Skip(Pending().History.Count))
        {
            if (runs.Count > 0 && runs[^1].Event == entry.Event) runs[^1] = (entry.Event, runs[^1].Count + 1);
            else runs.Add((entry.Event, 1));
        }
        return string.Join(", ", runs.Select(run => run.Count == 1 ? run.Event : $"{run.Count} {run.Event}"));
    }
}
