using System.Text.Json.Nodes;
using Payments.Contracts;
using Payments.Contracts.Merchants;
using Payments.Contracts.Payouts;
using Payments.Contracts.Risk;
using Payments.Domain.Audit;
using Payments.Domain.Callbacks;
using Payments.Domain.Notices;
using Payments.Domain.Payouts;
using Payments.Domain.Risk;
using Payments.Grains.Notices;
using Payments.Grains.Payouts;
using Payments.Storage.Audit;
using Payments.Storage.Queries;
using Payments.Storage.Risk;
using Payments.Testing.Silo;

namespace Payments.Grains.Tests.Payouts;

/// <summary>Payouts that people withdraw, decide and resolve, and what endpoints and logs hear of it, whatever dies in between.</summary>
public sealed class PayoutDecisionTests : PayoutHost
{
    private const string Why = "looked it up";

    private async Task<string> EndpointAsync(params string[] events)
    {
        var added = await Merchant().AddEndpointAsync(new SaveEndpoint { Url = "https://shop.example/events", Events = events });
        return added.Endpoint!.Id;
    }

    /// <summary>What a shop that wants to be told of an event is told.</summary>
    private async Task<IReadOnlyList<FoundNotice>> NoticesAsync(NoticeEvent happened)
    {
        var now = Host.Time.GetUtcNow();
        var target = new NoticeTarget
        {
            Id = "0123456789abcdef",
            Channel = NoticeChannel.Mail,
            Recipient = "anna@example.com",
            Language = "en",
            Events = [happened],
            ConfirmedAt = now,
            CreatedAt = now,
        };
        var merchant = (await Merchant().GetAsync())!.Merchant with { Notices = [target] };
        return await Host.Get<NoticeSources>().EventsAsync(merchant, now);
    }

    private Task AddRuleAsync(RiskSubject subject, RiskMeasure measure, RiskOutcome outcome, decimal? limit, bool isInstallation = false)
    {
        var rule = new RiskRule
        {
            Id = $"{subject}{measure}",
            Name = "careful",
            Subject = subject,
            Measure = measure,
            Outcome = outcome,
            State = RiskRuleState.Active,
            Currency = measure is RiskMeasure.Amount or RiskMeasure.Sum ? "USDT" : null,
            Limit = limit,
            WindowSeconds = measure is RiskMeasure.Count or RiskMeasure.Sum ? 3600 : null,
            CreatedAt = DateTimeOffset.UnixEpoch,
            UpdatedAt = DateTimeOffset.UnixEpoch,
        };
        var change = new RiskChange { Rule = rule };
        return isInstallation
            ? Host.Grains.GetGrain<IRiskBookGrain>(IRiskBookGrain.Key).ChangeAsync(change)
            : Merchant().ChangeRiskAsync(change);
    }

    private async Task<IReadOnlyList<Delivery>> ToldAsync() =>
        [.. (await Host.Get<DeliveryQueries>().ListAsync(Owner, null, null, 100)).Items.OrderBy(told => told.Number)];

    [Fact]
    public async Task A_withdrawn_payout_never_reaches_the_provider_and_the_audit_log_says_who()
    {
        await BeginAsync();
        await AddRuleAsync(RiskSubject.Payout, RiskMeasure.Amount, RiskOutcome.Review, 5);
        await RequestAsync("held");
        (await Payouts.CancelAsync(1, Why)).Outcome.Should().Be(PayoutChange.Done);
        await PassAsync(TimeSpan.FromHours(1));
        Provider.Made.Should().BeEmpty();
        (await FindAsync("held")).Standing.Should().Be(PayoutStanding.Cancelled);
        await RequestAsync("sent", amount: 1);
        await PassAsync(TimeSpan.FromSeconds(1));
        (await Payouts.CancelAsync(2, Why)).Should().Match<PayoutChanged>(refused =>
            refused.Outcome == PayoutChange.Sent && refused.Payout!.Standing == PayoutStanding.Processing);
        (await Payouts.CancelAsync(3, Why)).Outcome.Should().Be(PayoutChange.NotFound);

        var log = (await Host.Get<AuditLog>().PageAsync(Owner, null, 100)).Items;
        var own = log.Where(row => row.Chain == PayoutReference.GrainKeyOf(Owner)).Select(row => AuditChain.Read(row.Entry)!);
        own.Reverse().Select(entry => (entry.What, entry.Note)).Should()
            .Equal(("payout", null), ("payout-withdrawn", Why), ("payout", null));
        (await Host.Get<AuditChains>().CheckAsync(CancellationToken.None)).Broken.Should().Be(0);
    }

    [Fact]
    public async Task Endpoints_are_told_of_a_payout_once_after_a_death_too()
    {
        await BeginAsync();
        await EndpointAsync(WebhookEvents.PayoutCreated, WebhookEvents.PayoutCompleted);
        await RequestAsync("a");
        Provider.Status = PayoutStatus.Succeeded;
        await DieAndStartAsync(GrainHost.Keys(1));
        await PassAsync(TimeSpan.FromMinutes(3));
        var told = await ToldAsync();
        told.Select(one => one.Event).Should().Equal("payout.created", "payout.completed");
        told.Select(one => one.Order.Value).Distinct().Should().Equal(PayoutReference.PlaceOf(Owner, "a").Value);
        var body = JsonNode.Parse(told[1].Payload)!;
        ((int)body["sequence"]!, (string)body["data"]!["payout_id"]!, (string)body["data"]!["status"]!).Should().Be((2, "a", "succeeded"));
    }

    [Fact]
    public async Task A_provider_that_never_answers_is_asked_no_more_and_a_person_says_what_became_of_it()
    {
        await BeginAsync();
        await EndpointAsync(WebhookEvents.PayoutUnknown);
        Provider.LosesAnswer = true;
        await RequestAsync("a", amount: 60);
        await PassAsync(TimeSpan.FromSeconds(1));
        Provider.Hangs = true;
        await PassAsync(PayoutRules.Patience + TimeSpan.FromHours(1));
        (await FindAsync("a")).Standing.Should().Be(PayoutStanding.Unknown);
        (await Host.Get<PayoutQueries>().ListAsync(Owner, PayoutStanding.Unknown, null, 10)).Items.Should().ContainSingle();
        (await ToldAsync()).Should().ContainSingle().Which.Event.Should().Be("payout.unknown");
        (await NoticesAsync(NoticeEvent.PayoutUnknown)).Should().ContainSingle().Which.Facts.Should().Equal("a", "60", "USDT");
        (await Host.Get<PayoutQueries>().CountUnknownAsync()).Should().Be(1);
        (await RequestAsync("b", amount: 41)).Outcome.Should().Be(PayoutOutcome.OverLimit, "it may have been sent");

        (Provider.Hangs, Provider.Status) = (false, PayoutStatus.Processing);
        await PassAsync(TimeSpan.FromHours(1));
        (await FindAsync("a")).Standing.Should().Be(PayoutStanding.Unknown, "nobody asked");
        await DieAndStartAsync(GrainHost.Keys(1));
        var resolve = new ResolvePayout { Number = 1, End = PayoutStatus.Failed, Reason = Why };
        (await Payouts.ResolveAsync(resolve)).Outcome.Should().Be(PayoutChange.Done);
        (await Payouts.ResolveAsync(resolve)).Outcome.Should().Be(PayoutChange.AlreadyDone);
        (await Payouts.ResolveAsync(resolve with { End = PayoutStatus.Succeeded })).Outcome.Should().Be(PayoutChange.Over);
        (await RequestAsync("b", amount: 41)).Outcome.Should().Be(PayoutOutcome.Created);
    }

    [Fact]
    public async Task What_a_rule_holds_is_sent_once_a_person_approves_and_the_log_of_decisions_has_both()
    {
        await BeginAsync();
        await EndpointAsync(WebhookEvents.PayoutReview, WebhookEvents.PayoutCompleted);
        await AddRuleAsync(RiskSubject.Payout, RiskMeasure.Amount, RiskOutcome.Review, 5);
        await RequestAsync("big");
        await RequestAsync("small", amount: 5);
        await PassAsync(TimeSpan.FromHours(1));
        Provider.Made.Select(made => made.Wish.Amount).Should().Equal(5);
        var waiting = await Host.Get<PayoutQueries>().ReviewsAsync(Owner, null, 10);
        waiting.Items.Should().ContainSingle().Which.Payout.Id.Should().Be("big");
        (await NoticesAsync(NoticeEvent.PayoutReview)).Should().ContainSingle().Which.Facts.Should().Equal("big", "10", "USDT");
        (await Host.Get<ReviewQueue>().CountAsync()).Open.Should().Be(1);

        await DieAndStartAsync(GrainHost.Keys(1));
        (await Payouts.ReviewAsync(1, true, Why, isOperator: false)).Outcome.Should().Be(PayoutChange.Done);
        Provider.Status = PayoutStatus.Succeeded;
        await PassAsync(TimeSpan.FromMinutes(1));
        (await FindAsync("big")).Standing.Should().Be(PayoutStanding.Succeeded);
        var place = PayoutReference.PlaceOf(Owner, "big");
        (await ToldAsync()).Where(told => told.Order == place).Select(told => told.Event).Should().Equal("payout.review", "payout.completed");
        var decisions = (await Host.Get<RiskDecisions>().PageAsync(Owner, null, null, 10)).Items;
        decisions.Select(row => (row.OrderNumber, row.Stage, row.Outcome, row.RuleName, row.Note)).Should().BeEquivalentTo(
            new[] { ("big", "payout", "review", "careful", (string?)null), ("big", "review", "allow", null, Why) });
    }

    [Fact]
    public async Task A_rule_of_the_installation_is_for_operators_and_a_refusal_ends_the_payout()
    {
        await BeginAsync();
        await AddRuleAsync(RiskSubject.Payout, RiskMeasure.Amount, RiskOutcome.Review, 5, isInstallation: true);
        await RequestAsync("a");
        (await Payouts.ReviewAsync(1, true, Why, isOperator: false)).Outcome.Should().Be(PayoutChange.OperatorsOnly);
        (await Payouts.ReviewAsync(1, false, Why, isOperator: false)).Outcome.Should().Be(PayoutChange.Done);
        await PassAsync(TimeSpan.FromHours(1));
        (await FindAsync("a")).Should().Match<Payout>(payout =>
            payout.Standing == PayoutStanding.Failed && payout.Word == $"refused in review: {Why}");
        Provider.Made.Should().BeEmpty();
        (await Payouts.GetLimitsAsync()).Single().Used.Should().Be(0);
    }

    [Fact]
    public async Task What_a_rule_blocks_is_not_taken_on_and_is_not_counted()
    {
        await BeginAsync();
        await AddRuleAsync(RiskSubject.Receiver, RiskMeasure.Count, RiskOutcome.Block, 2);
        (await RequestAsync("a", amount: 1)).Outcome.Should().Be(PayoutOutcome.Created);
        (await RequestAsync("rich", amount: 1000)).Outcome.Should().Be(PayoutOutcome.OverLimit);
        (await RequestAsync("b", amount: 1)).Outcome.Should().Be(PayoutOutcome.Created, "what is not taken on is not counted");
        (await RequestAsync("c", amount: 1)).Should().Match<PayoutResult>(refused =>
            refused.Outcome == PayoutOutcome.Declined && refused.Detail == "was declined by the rule careful" && refused.Payout == null);
        (await RequestAsync("a", amount: 1)).Outcome.Should().Be(PayoutOutcome.Existing, "what is there is not judged again");
        (await Host.Get<PayoutQueries>().FindAsync(Owner, "c")).Should().BeNull();
        (await Host.Get<RiskDecisions>().PageAsync(Owner, null, null, 10)).Items.Should().ContainSingle()
            .Which.Should().Match<RiskDecisionRow>(row => row.OrderNumber == "c" && row.Outcome == "block" && row.Measured == "3");
        await PassAsync(TimeSpan.FromSeconds(5));
        Provider.Made.Should().HaveCount(2);
    }
}
