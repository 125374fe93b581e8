using Orleans.Runtime;
using Payments.Contracts.Audit;
using Payments.Contracts.Payouts;
using Payments.Domain.Audit;
using Payments.Domain.Payouts;
using Payments.Grains.Tests.Merchants;
using Payments.Storage.Audit;
using Payments.Storage.States;
using Payments.Testing.Silo;

namespace Payments.Grains.Tests.Payouts;

/// <summary>
/// Money that leaves a merchant's account: each payout once, whatever gets lost or dies in between, and never more than the limit.
/// </summary>
public sealed class PayoutGrainTests : PayoutHost
{
    [Fact]
    public async Task A_payout_is_made_and_followed_to_its_end_and_the_same_id_is_the_same_payout()
    {
        await BeginAsync();
        (await RequestAsync("a")).Outcome.Should().Be(PayoutOutcome.Created);
        await PassAsync(TimeSpan.FromSeconds(1));
        (await FindAsync("a")).Status.Should().Be(PayoutStatus.Processing);
        (await RequestAsync("a")).Should().Match<PayoutResult>(again =>
            again.Outcome == PayoutOutcome.Existing && again.Payout!.Number == 1);
        (await RequestAsync("a", amount: 11)).Outcome.Should().Be(PayoutOutcome.Conflict);

        Provider.Status = PayoutStatus.Succeeded;
        await PassAsync(TimeSpan.FromMinutes(1));
        (await FindAsync("a")).Should().Match<Payout>(payout => payout.Status == PayoutStatus.Succeeded && payout.ProviderId != null);
        Provider.Made.Should().ContainSingle().Which.NotifyUrl.Should().Be($"https://pay.test/notify/cryptomus/{Owner.Value}");

        await PassAsync(PayoutRules.Window);
        (await RequestAsync("b", amount: 100)).Outcome.Should().Be(PayoutOutcome.Created, "the day is over");
        (await RequestAsync("a")).Outcome.Should().Be(PayoutOutcome.Existing, "an id is known for ever");
        (await Payouts.TakeAsync(Provider.NewsOf(Provider.Made[0].Reference), Owner)).Should().BeTrue("a late notice of it is heard");
    }

    [Fact]
    public async Task Who_asked_for_which_payout_is_in_the_audit_log_once_and_what_was_refused_is_not()
    {
        await BeginAsync();
        AuditContext.Set(new AuditActor("key", "first till", "203.0.113.7"));
        (Host.Storage.FailOnly, Host.Storage.FailNextWrite) = (StateNames.PayoutBook, new IOException("the disk is gone"));
        (await FluentActions.Awaiting(() => RequestAsync("a")).Should().ThrowAsync<OrleansException>()).WithInnerException<IOException>();
        (await RequestAsync("a")).Outcome.Should().Be(PayoutOutcome.Created);
        (await RequestAsync("a")).Outcome.Should().Be(PayoutOutcome.Existing);
        (await RequestAsync("b", amount: 1000)).Outcome.Should().Be(PayoutOutcome.OverLimit);
        Provider.Status = PayoutStatus.Succeeded;
        await DieAndStartAsync(GrainHost.Keys(1));
        await PassAsync(TimeSpan.FromMinutes(5));
        (await FindAsync("a")).Status.Should().Be(PayoutStatus.Succeeded);

        var rows = (await Host.Get<AuditLog>().PageAsync(Owner, null, 20)).Items;
        var entry = rows.Select(row => AuditChain.Read(row.Entry)!).Should()
            .ContainSingle(one => one.Chain == PayoutReference.GrainKeyOf(Owner)).Subject;
        (entry.What, entry.By).Should().Be(("payout", new AuditActor("key", "first till", "203.0.113.7")));
        entry.Changes.Should().Equal(
            new AuditChange("id", null, "a"), new AuditChange("number", null, "1"), new AuditChange("amount", null, "10 USDT"),
            new AuditChange("network", null, "tron"), new AuditChange("address", null, "TReceiver123"));
        (await Host.Get<AuditChains>().CheckAsync(CancellationToken.None)).Examples.Should().BeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whether_the_request_or_the_answer_gets_lost_it_is_made_once_after_a_death_too(bool isMade)
    {
        await BeginAsync();
        (Provider.LosesAnswer, Provider.LosesRequest) = (isMade, !isMade);
        await RequestAsync("a");
        await PassAsync(TimeSpan.FromSeconds(1));
        (await FindAsync("a")).Should().Match<Payout>(payout => payout.Status == PayoutStatus.Requested && payout.SentAt != null);
        (Provider.LosesAnswer, Provider.LosesRequest) = (false, false);
        Provider.Status = PayoutStatus.Succeeded;
        await DieAndStartAsync(GrainHost.Keys(1));
        await PassAsync(TimeSpan.FromMinutes(5));
        (await FindAsync("a")).Status.Should().Be(PayoutStatus.Succeeded, "a reminder goes on");
        Provider.Made.Should().ContainSingle();
    }

    [Fact]
    public async Task What_the_provider_refuses_has_failed_and_counts_no_more_and_what_is_in_doubt_counts()
    {
        await BeginAsync();
        Provider.Refuses = true;
        await RequestAsync("refused", amount: 100);
        await PassAsync(TimeSpan.FromSeconds(1));
        (await FindAsync("refused")).Should().Match<Payout>(payout => payout.Status == PayoutStatus.Failed && payout.Word == "no funds");

        (Provider.Refuses, Provider.LosesRequest) = (false, true);
        (await RequestAsync("doubt", amount: 60)).Outcome.Should().Be(PayoutOutcome.Created);
        await PassAsync(TimeSpan.FromSeconds(1));
        (await RequestAsync("more", amount: 41)).Outcome.Should().Be(PayoutOutcome.OverLimit);
        (await Payouts.GetLimitsAsync()).Should().Equal(new PayoutAllowance("USDT", 100, 60));

        (Provider.Refuses, Provider.LosesRequest) = (true, false);
        await PassAsync(TimeSpan.FromMinutes(1));
        (await FindAsync("doubt")).Status.Should().Be(PayoutStatus.Failed, "the provider does not know it and refuses it");
        (await RequestAsync("more", amount: 41)).Outcome.Should().Be(PayoutOutcome.Created);
    }

    [Fact]
    public async Task What_one_account_may_have_sent_is_sent_by_no_other_and_a_limit_that_is_taken_away_stops_what_waits()
    {
        await BeginAsync();
        Provider.LosesAnswer = true;
        await RequestAsync("a");
        await PassAsync(TimeSpan.FromSeconds(1));
        Provider.Made.Should().ContainSingle();
        await BeginAsync(key: "k-2");
        Provider.Forgets = true;
        await PassAsync(TimeSpan.FromHours(2));
        (await FindAsync("a")).Should().Match<Payout>(payout => payout.Status == PayoutStatus.Requested && payout.Account == "k-1");
        Provider.Made.Should().ContainSingle("by the new account nothing of this number is known, and that proves nothing");

        (Provider.LosesAnswer, Provider.Forgets, Provider.LosesRequest) = (false, false, true);
        await RequestAsync("b");
        await PassAsync(TimeSpan.FromSeconds(1));
        await BeginAsync(limits: null, key: "k-2");
        Provider.LosesRequest = false;
        await PassAsync(TimeSpan.FromHours(2));
        (await FindAsync("b")).Word.Should().Be("payouts of USDT were switched off before it was sent");
        await BeginAsync(key: "k-1");
        await PassAsync(TimeSpan.FromHours(1));
        (await FindAsync("a")).Status.Should().Be(PayoutStatus.Processing, "its own account is back");
        Provider.Made.Should().ContainSingle();
    }

    [Fact]
    public async Task Sixteen_at_once_pay_out_no_more_than_the_limit()
    {
        await BeginAsync();
        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => RequestAsync($"p-{i}", amount: 30)));
        results.Count(result => result.Outcome == PayoutOutcome.Created).Should().Be(3);
        await PassAsync(TimeSpan.FromSeconds(1));
        Provider.Made.Sum(payout => payout.Wish.Amount).Should().Be(90);
    }

    [Fact]
    public async Task A_notice_ends_it_and_one_of_another_account_or_amount_does_not()
    {
        await BeginAsync();
        await RequestAsync("a");
        await PassAsync(TimeSpan.FromSeconds(1));
        Provider.Status = PayoutStatus.Succeeded;
        var news = Provider.NewsOf(Provider.Made[0].Reference);
        (await Payouts.TakeAsync(news, null)).Should().BeFalse("the installation's account has nothing to say");
        (await Payouts.TakeAsync(news with { Amount = 11 }, Owner)).Should().BeTrue();
        (await FindAsync("a")).Status.Should().Be(PayoutStatus.Processing);
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Payouts.TakeAsync(news, Owner)));
        taken.Should().OnlyContain(isOurs => isOurs);
        (await FindAsync("a")).Status.Should().Be(PayoutStatus.Succeeded);
        (await Payouts.TakeAsync(news with { Reference = new PayoutReference(Owner, 2).ToString() }, Owner)).Should().BeFalse();
    }

    [Fact]
    public async Task Without_an_account_of_its_own_or_a_limit_nothing_is_paid_out()
    {
        await Merchant().RegisterAsync(Registration);
        (await RequestAsync("a")).Outcome.Should().Be(PayoutOutcome.NoAccount);
        (await Payouts.GetLimitsAsync()).Should().BeEmpty();
        await BeginAsync(limits: null);
        (await RequestAsync("a")).Outcome.Should().Be(PayoutOutcome.CoinOff);
        await PassAsync(TimeSpan.FromMinutes(2));
        Provider.Made.Should().BeEmpty();
    }
}
