using Payments.Domain.Reconciliation;

namespace Payments.Domain.Tests.Reconciliation;

/// <summary>Which day is compared when. The provider's day begins at 16:00 UTC; its statement can be had ten hours after its end.</summary>
public sealed class ReconciliationPlanTests
{
    private static readonly StatementCalendar Calendar = new(TimeSpan.FromHours(8), TimeSpan.FromHours(10), StatementBasis.Paid);
    private static readonly DateTimeOffset Start = new(2026, 3, 10, 3, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Yesterday = new(2026, 3, 9);

    private static ReconciliationState Begun => ReconciliationPlan.Begin(Calendar, Start) with { TryAt = null };

    [Theory]
    [InlineData("2026-03-10T01:59:59Z", "2026-03-08")]
    [InlineData("2026-03-10T02:00:00Z", "2026-03-09")]
    [InlineData("2026-03-10T15:59:59Z", "2026-03-09")]
    [InlineData("2026-03-11T01:59:59Z", "2026-03-09")]
    [InlineData("2026-03-11T02:00:00Z", "2026-03-10")]
    public void The_newest_statement_is_of_the_last_day_that_is_over_and_published(string now, string day) =>
        Calendar.NewestAt(DateTimeOffset.Parse(now)).Should().Be(DateOnly.Parse(day));

    [Fact]
    public void A_day_is_from_midnight_to_midnight_of_the_providers_clock()
    {
        Calendar.BeginningOf(Yesterday).Should().Be(new DateTimeOffset(2026, 3, 8, 16, 0, 0, TimeSpan.Zero));
        Calendar.DayOf(Calendar.BeginningOf(Yesterday)).Should().Be(Yesterday);
        Calendar.DayOf(Calendar.BeginningOf(Yesterday).AddTicks(-1)).Should().Be(Yesterday.AddDays(-1));
        Calendar.PublicationOf(Yesterday).Should().Be(new DateTimeOffset(2026, 3, 10, 2, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void A_new_account_begins_with_the_newest_statement_after_a_pause()
    {
        var state = ReconciliationPlan.Begin(Calendar, Start);
        ReconciliationPlan.Due(state, Calendar, Start).Should().BeNull();
        ReconciliationPlan.Due(state, Calendar, Start + ReconciliationPlan.FirstPause).Should().Be(Yesterday);
    }

    [Fact]
    public void Each_day_is_compared_once_and_the_next_when_it_is_published()
    {
        var state = ReconciliationPlan.Done(Begun, Yesterday, Calendar, Start);
        (state.NextDay, state.DoneAt).Should().Be((Yesterday.AddDays(1), Start));
        ReconciliationPlan.Due(state, Calendar, Start).Should().BeNull();
        ReconciliationPlan.Due(state, Calendar, Start.AddHours(22)).Should().BeNull();
        ReconciliationPlan.Due(state, Calendar, Start.AddHours(23)).Should().Be(Yesterday.AddDays(1));
    }

    [Fact]
    public void A_statement_that_is_late_is_asked_for_again_and_after_days_left_to_an_operator()
    {
        var (state, now, tries) = (Begun, Start, 0);
        while (state.NextDay == Yesterday && tries++ < 1000)
        {
            ReconciliationPlan.Due(state, Calendar, now).Should().Be(Yesterday);
            state = ReconciliationPlan.Failed(state, Yesterday, "not made yet", Calendar, now);
            state.Trouble.Should().Be("not made yet");
            ReconciliationPlan.Due(state, Calendar, now).Should().NotBe(Yesterday);
            now = state.TryAt ?? now;
        }
        state.NextDay.Should().Be(Yesterday.AddDays(1));
        (now - Calendar.PublicationOf(Yesterday)).Should().BeGreaterThanOrEqualTo(TimeSpan.FromDays(3));
        tries.Should().BeInRange(12 + 20, 12 + 30, "half an hour apart at first, then three hours");
    }

    [Fact]
    public void After_a_long_stop_a_month_is_made_up_for()
    {
        var now = Start.AddDays(100);
        var day = ReconciliationPlan.Due(Begun, Calendar, now);
        day.Should().Be(Yesterday.AddDays(100 - ReconciliationPlan.MostBehind));
        ReconciliationPlan.Done(Begun, day!.Value, Calendar, now).NextDay.Should().Be(day.Value.AddDays(1));
        ReconciliationPlan.Failed(Begun, day.Value, "gone", Calendar, now).NextDay.Should().Be(day.Value.AddDays(1));
    }

    [Fact]
    public void What_an_operator_asks_for_goes_first_once_and_is_tried_once()
    {
        var asked = new DateOnly(2026, 2, 1);
        var (outcome, state) = ReconciliationPlan.Ask(Begun, asked, Calendar, Start);
        outcome.Should().Be(AskOutcome.Taken);
        ReconciliationPlan.Ask(state, asked, Calendar, Start).Should().Be((AskOutcome.Taken, state));
        ReconciliationPlan.Due(state, Calendar, Start).Should().Be(asked);
        ReconciliationPlan.Due(ReconciliationPlan.Done(state, asked, Calendar, Start), Calendar, Start).Should().Be(Yesterday);
        var failed = ReconciliationPlan.Failed(state, asked, "no", Calendar, Start);
        (failed.Asked.Count, failed.Tries, failed.NextDay).Should().Be((0, 0, Yesterday));
    }

    [Fact]
    public void Days_without_a_statement_yet_and_too_many_are_refused()
    {
        ReconciliationPlan.Ask(Begun, Yesterday.AddDays(1), Calendar, Start).Outcome.Should().Be(AskOutcome.NotPublished);
        var state = Begun;
        for (var i = 1; i <= ReconciliationPlan.MostAsked; i++)
            state = ReconciliationPlan.Ask(state, Yesterday.AddDays(-i), Calendar, Start).State;
        var (outcome, same) = ReconciliationPlan.Ask(state, Yesterday.AddDays(-1000), Calendar, Start);
        (outcome, same.Asked.Count).Should().Be((AskOutcome.TooMany, ReconciliationPlan.MostAsked));
    }

    [Theory]
    [InlineData("alipay", null, "rec-alipay-installation")]
    [InlineData("wechat", "0000000000000000000000000000000a", "rec-wechat-0000000000000000000000000000000a")]
    public void An_account_has_one_key(string provider, string? merchant, string key)
    {
        var account = new ReconciliationKey(provider, merchant is null ? null : new Domain.Identity.MerchantId(merchant));
        account.GrainKey.Should().Be(key);
        ReconciliationKey.FromGrainKey(key).Should().Be(account);
    }
}
