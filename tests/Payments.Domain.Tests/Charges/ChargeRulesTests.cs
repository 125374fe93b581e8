using FsCheck;
using FsCheck.Fluent;
using Payments.Domain.Charges;
using static Payments.Domain.Tests.Charges.ChargeSamples;
using static Payments.Domain.Tests.Orders.OrderSamples;

namespace Payments.Domain.Tests.Charges;

/// <summary>What a provider's news does to a charge.</summary>
public sealed class ChargeRulesTests
{
    private static readonly DateTimeOffset Now = Start + TimeSpan.FromMinutes(2);

    // Rows: the state before. Columns: what the provider says, Open, Seen, Underpaid, Paid, Ended, Held.
    [Theory]
    [InlineData(ChargeState.Opening, "open seen underpaid paid ended held")]
    [InlineData(ChargeState.Open, "open seen underpaid paid ended held")]
    [InlineData(ChargeState.Seen, "seen seen underpaid paid ended held")]
    [InlineData(ChargeState.Underpaid, "underpaid seen underpaid paid ended held")]
    [InlineData(ChargeState.Paid, "paid paid paid paid paid paid")]
    [InlineData(ChargeState.Ended, "ended seen underpaid paid ended ended")]
    [InlineData(ChargeState.Held, "held held held paid held held")]
    public void Money_that_came_is_never_undone_by_what_is_said_later(ChargeState before, string expected)
    {
        ChargeState[] said = [ChargeState.Open, ChargeState.Seen, ChargeState.Underpaid, ChargeState.Paid, ChargeState.Ended, ChargeState.Held];
        string.Join(' ', said.Select(state => ChargeRules.Apply(At(before), News(state), Now).State.ToString().ToLowerInvariant()))
            .Should().Be(expected);
    }

    [Theory]
    [InlineData(71.0, "CNY", null, "p-1", "the provider was asked for 70 CNY and says 71")]
    [InlineData(69.99, "CNY", null, "p-1", "the provider was asked for 70 CNY and says 69.99")]
    [InlineData(70.0, "USD", null, "p-1", "the provider was asked for CNY and says USD")]
    [InlineData(70.0, "CNY", null, "p-2", "the provider's id is p-2, and this charge's is p-1")]
    [InlineData(70.0, "CNY", 69.99, "p-1", "the provider says it is paid, and that 69.99 of 70 CNY came")]
    public void What_does_not_fit_is_held_where_it_speaks_of_money_and_else_changes_nothing(
        double amount, string currency, double? paid, string id, string why)
    {
        var said = News(ChargeState.Paid, (decimal)amount, currency, (decimal?)paid, id: id);
        ChargeRules.WhyNot(At(ChargeState.Open), said).Should().Be(why);

        var held = ChargeRules.Apply(At(ChargeState.Open), said, Now);
        (held.State, held.Word, held.AskAt).Should().Be((ChargeState.Held, why, null));
        if (paid is null)
            ChargeRules.Apply(At(ChargeState.Open), said with { State = ChargeState.Ended }, Now).State.Should().Be(ChargeState.Open);
        ChargeRules.Apply(At(ChargeState.Paid), said, Now).State.Should().Be(ChargeState.Paid);
    }

    [Theory]
    [InlineData("4.0", "USDT", ChargeState.Seen)]
    [InlineData("10", "USDT", ChargeState.Underpaid)]
    [InlineData("12", "USDT", ChargeState.Underpaid)]
    [InlineData("4.0", "TRX", ChargeState.Underpaid)]
    [InlineData(null, "USDT", ChargeState.Underpaid)]
    public void News_of_a_part_that_comes_late_undoes_nothing(string? told, string currency, ChargeState state)
    {
        var seen = At(ChargeState.Seen) with { PayerAmount = "10.00", PayerCurrency = "USDT" };
        var late = News(ChargeState.Underpaid) with { PayerAmount = told, PayerCurrency = currency };
        ChargeRules.Apply(seen, late, Now).State.Should().Be(state);
    }

    [Fact]
    public void What_is_not_said_is_not_compared_and_more_than_asked_is_paid()
    {
        var paid = ChargeRules.Apply(At(ChargeState.Open), News(ChargeState.Paid, null, null, 75m, id: null), Now);
        (paid.State, paid.Paid, paid.PaidAt, paid.Transaction).Should().Be((ChargeState.Paid, 75m, Now, "tx-1"));
    }

    [Fact]
    public void News_in_any_order_and_number_ends_alike_once_it_is_paid()
    {
        var states = Gen.Elements(ChargeState.Open, ChargeState.Seen, ChargeState.Underpaid, ChargeState.Paid, ChargeState.Ended);
        Prop.ForAll(states.ListOf().ToArbitrary(), said =>
        {
            var charge = said.Aggregate(Begun(), (before, state) => ChargeRules.Apply(before, News(state), Now));
            return charge.State == ChargeState.Paid == said.Contains(ChargeState.Paid);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_provider_is_asked_less_and_less_often_at_the_end_and_for_a_day_after_it()
    {
        var (charge, now, asked) = (At(ChargeState.Open), Start, new List<TimeSpan>());
        for (var turn = 0; turn < 100 && ChargeRules.Scheduled(charge, true, now) is { AskAt: { } at } next; turn++)
        {
            asked.Add(at - Start);
            (charge, now) = (ChargeRules.Asked(next, null), at);
        }
        asked.Take(6).Select(after => after.TotalSeconds).Should().Equal(15, 45, 105, 225, 525, 1125);
        asked.Should().Contain(Expiry).And.BeInAscendingOrder().And.HaveCountLessThan(40);
        asked[^1].Should().BeGreaterThan(Expiry + TimeSpan.FromHours(22)).And.BeLessThanOrEqualTo(Expiry + ChargeRules.AskedAfterEnd);
        ChargeRules.Scheduled(charge, true, now).State.Should().Be(ChargeState.Open);
        ChargeRules.Scheduled(charge with { State = ChargeState.Seen }, true, now).State.Should().Be(ChargeState.Held);
        ChargeRules.Scheduled(At(ChargeState.Open), false, Start).AskAt.Should().BeNull();
        ChargeRules.Scheduled(At(ChargeState.Paid), true, Start).AskAt.Should().BeNull();
    }
}
