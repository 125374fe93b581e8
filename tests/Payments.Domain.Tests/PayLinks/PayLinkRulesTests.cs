using Payments.Domain.Charges;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.PayLinks;
using Payments.Domain.Tests.Charges;

namespace Payments.Domain.Tests.PayLinks;

/// <summary>Which order a visit to a payment link opens.</summary>
public sealed class PayLinkRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Dictionary<string, PayLinkStanding> Nothing = [];

    private static PayLink Link(int? most = null) => new()
    {
        Merchant = new(new string('a', 32)),
        Code = "0123456789ab",
        Title = "Tea",
        Currency = "CNY",
        MaxPayments = most,
        CreatedAt = Now,
        UpdatedAt = Now,
    };

    private static string Visit(int number) => $"{number:x64}";

    /// <summary>The link after so many visits, each of which took a place.</summary>
    private static PayLink Full(int most) =>
        Enumerable.Range(1, most).Aggregate(Link(most), (link, number) => PayLinkRules.Take(link, Visit(number), null, Now).Link);

    private static Dictionary<string, PayLinkStanding> Orders(params PayLinkStanding[] standings) => standings
        .Select((standing, index) => ($"link-0123456789ab-{index + 1}", standing)).ToDictionary(pair => pair.Item1, pair => pair.standing);

    [Fact]
    public void Without_a_limit_each_visit_has_its_own_number_and_nothing_is_stored()
    {
        var link = Link();
        var visits = Enumerable.Range(1, 3).Select(number => string.Concat(Visit(number).Reverse()));
        var numbers = visits.Select(visit => PayLinkRules.Take(link, visit, null, Now)).ToArray();
        numbers.Should().OnlyContain(taken => taken.Outcome == PayLinkOutcome.Open && ReferenceEquals(taken.Link, link));
        numbers.Select(taken => taken.Number).Should().OnlyHaveUniqueItems()
            .And.OnlyContain(number => number!.StartsWith("link-0123456789ab-") && number.Length <= 64);
        PayLinkRules.Take(link, Visit(1), null, Now).Number.Should().Be(PayLinkRules.Take(link, Visit(1), null, Now).Number);
    }

    [Theory]
    [InlineData(true, -1, PayLinkOutcome.Off)]
    [InlineData(true, 1, PayLinkOutcome.Off)]
    [InlineData(false, 0, PayLinkOutcome.Expired)]
    [InlineData(false, -1, PayLinkOutcome.Expired)]
    [InlineData(false, 1, PayLinkOutcome.Open)]
    public void A_link_that_is_off_or_over_opens_nothing(bool isOff, int secondsLeft, PayLinkOutcome expected)
    {
        var link = Link() with { IsOff = isOff, ExpiresAt = Now.AddSeconds(secondsLeft) };
        PayLinkRules.Take(link, Visit(1), null, Now).Outcome.Should().Be(expected);
    }

    [Fact]
    public void A_visit_keeps_its_place_and_the_places_are_numbered()
    {
        var link = Full(2);
        link.Uses.Select(use => use.Number).Should().Equal("link-0123456789ab-1", "link-0123456789ab-2");
        var again = PayLinkRules.Take(link, Visit(2), null, Now);
        again.Should().Be(new PayLinkDecision(PayLinkOutcome.Open, link, "link-0123456789ab-2"));
        PayLinkRules.Take(link, Visit(3), null, Now).Outcome.Should().Be(PayLinkOutcome.AskOrders);
    }

    [Theory]
    [InlineData(PayLinkStanding.Paid, PayLinkStanding.Paid, PayLinkOutcome.UsedUp, null)]
    [InlineData(PayLinkStanding.Paid, PayLinkStanding.Waiting, PayLinkOutcome.AllTaken, null)]
    [InlineData(PayLinkStanding.Waiting, PayLinkStanding.Lapsed, PayLinkOutcome.Open, "link-0123456789ab-2")]
    [InlineData(PayLinkStanding.Absent, PayLinkStanding.Waiting, PayLinkOutcome.Open, "link-0123456789ab-1")]
    [InlineData(PayLinkStanding.Waiting, PayLinkStanding.Void, PayLinkOutcome.Open, "link-0123456789ab-3")]
    public void A_place_is_free_again_when_its_order_cannot_be_paid(
        PayLinkStanding first, PayLinkStanding second, PayLinkOutcome outcome, string? number)
    {
        var taken = PayLinkRules.Take(Full(2), Visit(3), Orders(first, second), Now);
        (taken.Outcome, taken.Number).Should().Be((outcome, number));
        taken.Link.Uses.Should().HaveCount(2);
        if (number is not null)
        {
            PayLinkRules.Take(taken.Link, Visit(3), null, Now).Number.Should().Be(number, "the place is the visit's now");
            taken.Link.Uses.Should().ContainSingle(use => use.Visit == Visit(3));
        }
    }

    [Fact]
    public void What_was_paid_is_not_asked_again()
    {
        var known = PayLinkRules.Take(Full(2), Visit(3), Orders(PayLinkStanding.Paid, PayLinkStanding.Paid), Now).Link;
        PayLinkRules.Take(known, Visit(4), null, Now).Outcome.Should().Be(PayLinkOutcome.UsedUp);
        PayLinkRules.Take(known, Visit(1), null, Now).Number.Should().Be("link-0123456789ab-1", "the one who paid sees that it is paid");
    }

    [Fact]
    public void A_link_for_one_payment_is_one_order_for_all_who_open_it()
    {
        var link = Full(1);
        PayLinkRules.Take(link, Visit(2), Orders(PayLinkStanding.Waiting), Now)
            .Should().Be(new PayLinkDecision(PayLinkOutcome.Open, link, "link-0123456789ab-1"));
        PayLinkRules.Take(link, Visit(2), Orders(PayLinkStanding.Paid), Now).Outcome.Should().Be(PayLinkOutcome.UsedUp);
        PayLinkRules.Take(link, Visit(2), Orders(PayLinkStanding.Lapsed), Now).Number.Should().Be("link-0123456789ab-1");
    }

    /// <summary>Whatever becomes of the orders, and in whichever order visits come, no more are paid than may be.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Never_more_are_paid_than_may_be(int seed)
    {
        var random = new Random(seed);
        var most = 1 + random.Next(4);
        var link = Link(most);
        var orders = new Dictionary<string, PayLinkStanding>();
        for (var step = 0; step < 400; step++)
        {
            var visit = Visit(random.Next(30));
            var taken = PayLinkRules.Take(link, visit, null, Now);
            if (taken.Outcome == PayLinkOutcome.AskOrders)
            {
                var standings = link.Uses.ToDictionary(use => use.Number, use => orders.GetValueOrDefault(use.Number));
                taken = PayLinkRules.Take(link, visit, standings, Now);
            }
            link = taken.Link;
            // What was paid stays so; what was closed opens no more.
            if (taken.Number is { } number && random.Next(4) > 0 &&
                orders.GetValueOrDefault(number) is not (PayLinkStanding.Paid or PayLinkStanding.Void))
                orders[number] = PayLinkStanding.Waiting;
            foreach (var open in orders.Where(order => order.Value is PayLinkStanding.Waiting or PayLinkStanding.Lapsed).ToArray())
                orders[open.Key] = random.Next(12) switch
                {
                    // A payment comes late, too.
                    0 => PayLinkStanding.Paid,
                    1 when open.Value == PayLinkStanding.Waiting => PayLinkStanding.Lapsed,
                    2 => PayLinkStanding.Void,
                    _ => open.Value,
                };
            orders.Values.Count(order => order == PayLinkStanding.Paid).Should().BeLessThanOrEqualTo(most, $"seed {seed}, step {step}");
            link.Uses.Count.Should().BeLessThanOrEqualTo(most);
        }
    }

    [Theory]
    [InlineData(OrderStatus.Pending, 60, PayLinkStanding.Waiting)]
    [InlineData(OrderStatus.Pending, 0, PayLinkStanding.Lapsed)]
    [InlineData(OrderStatus.Expired, -60, PayLinkStanding.Lapsed)]
    [InlineData(OrderStatus.Detected, -60, PayLinkStanding.Waiting)]
    [InlineData(OrderStatus.Completed, -60, PayLinkStanding.Paid)]
    [InlineData(OrderStatus.PartiallyRefunded, -60, PayLinkStanding.Paid)]
    [InlineData(OrderStatus.Refunded, -60, PayLinkStanding.Paid)]
    [InlineData(OrderStatus.Closed, 60, PayLinkStanding.Void)]
    [InlineData(OrderStatus.Failed, 60, PayLinkStanding.Void)]
    public void What_an_order_is_to_its_place(OrderStatus status, int secondsLeft, PayLinkStanding expected)
    {
        var order = Order(status, secondsLeft);
        PayLinkRules.StandingOf(order, Now).Should().Be(expected);
        if (expected != PayLinkStanding.Lapsed) return;
        PayLinkRules.StandingOf(order with { ArchivedAt = Now }, Now).Should().Be(PayLinkStanding.Void);
    }

    [Theory]
    [InlineData(ChargeState.Seen)]
    [InlineData(ChargeState.Underpaid)]
    [InlineData(ChargeState.Held)]
    public void An_order_with_money_at_a_provider_keeps_its_place_and_its_price(ChargeState state)
    {
        var order = Order(OrderStatus.Expired, -60) with { Charges = [ChargeSamples.At(state)] };
        PayLinkRules.StandingOf(order, Now).Should().Be(PayLinkStanding.Waiting);
        OrderRules.Resubmit(order, 2, null, Now).Should().Be(ResubmitOutcome.ConflictingMoney);
    }

    [Fact]
    public void No_order_is_none() => PayLinkRules.StandingOf(null, Now).Should().Be(PayLinkStanding.Absent);

    [Theory]
    [InlineData("100001-0123456789ab", true)]
    [InlineData("100001-0123456789AB", false)]
    [InlineData("100001-0123456789a", false)]
    [InlineData("-0123456789ab", false)]
    [InlineData("0123456789ab", false)]
    [InlineData(null, false)]
    public void A_links_public_name_is_read(string? name, bool isOne) => PayLinkKey.TryParse(name, out _, out _).Should().Be(isOne);

    private static Order Order(OrderStatus status, int secondsLeft) => new()
    {
        Id = new(new string('1', 32)),
        Merchant = new(new string('a', 32)),
        Pid = 1,
        Number = "link-0123456789ab-1",
        Status = status,
        Currency = "CNY",
        Money = 1,
        Terms = new OrderTerms { Face = Face.WoPay, MoneyText = "1" },
        CreatedAt = Now.AddHours(-1),
        OpenedAt = Now.AddHours(-1),
        ExpiresAt = Now.AddSeconds(secondsLeft),
    };
}
