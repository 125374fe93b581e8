using System.Text.Json.Nodes;
using Payments.Domain.Callbacks;
using Payments.Domain.Identity;
using Payments.Domain.Merchants;
using Payments.Domain.Orders;
using Payments.Domain.Payouts;
using Payments.Domain.Risk;
using static Payments.Domain.Tests.Risk.RiskSamples;

namespace Payments.Domain.Tests.Payouts;

/// <summary>What people and rules decide of payouts, how long a provider is asked, and what endpoints are told.</summary>
public sealed class PayoutDecisionTests
{
    private const string Why = "seen in the provider's list";

    private static readonly MerchantId Merchant = new(new string('1', 32));

    private static readonly WebhookEndpoint Endpoint = new()
    {
        Id = "5ba1c7d2e3f40617",
        Url = "https://shop.example/events",
        Events = WebhookEvents.All,
        SealedSecret = "s",
        CreatedAt = Start,
    };

    private static readonly Payout Fresh = new()
    {
        Id = "salary-1",
        Number = 1,
        Wish = new PayoutWish { Amount = 10, Coin = "USDT", Network = "tron", Address = "TXyz1234567890" },
        Status = PayoutStatus.Requested,
        By = "till",
        CreatedAt = Start,
        NotifyUrl = "https://pay.test/notify/cryptomus/1",
        AskAt = Start,
        Place = PayoutReference.PlaceOf(Merchant, "salary-1").Value,
    };

    private static PayoutBook Book(Payout payout) => new() { Merchant = Merchant, Count = 1, Payouts = [payout] };

    private static PayoutBook Sent() => PayoutRules.Sent(Book(Fresh), 1, "m at cryptomus", Start);

    private static PayoutNews News(PayoutStatus status) =>
        new() { Reference = "pyo", Status = status, ProviderId = "u-1", Amount = 10, Coin = "USDT", Word = "word" };

    private static Payout Only(PayoutBook book) => book.Payouts.Should().ContainSingle().Subject;

    /// <summary>Asks in vain until nobody is to be asked any more.</summary>
    private static (PayoutBook Book, DateTimeOffset At) InVain(PayoutBook book)
    {
        var now = Only(book).AskAt!.Value;
        for (; Only(book).AskAt is { } due; now = due) book = PayoutRules.Asked(book, 1, "no answer", due);
        return (book, now);
    }

    private static Payout Held(RiskOutcome outcome, bool isInstallation = false)
    {
        var rule = Rule(outcome, subject: RiskSubject.Payout, currency: "USDT", limit: 5);
        return PayoutRules.Judged(Fresh, RiskRules.Decide([new RiskFinding(rule, isInstallation, "10")]), Start);
    }

    [Fact]
    public void A_payout_is_withdrawn_while_the_provider_has_not_heard_of_it_and_the_provider_never_does()
    {
        var (outcome, book) = PayoutRules.Cancel(Book(Fresh), 1, "wrong address", Start);
        outcome.Should().Be(PayoutChange.Done);
        Only(book).Should().Match<Payout>(payout => payout.Standing == PayoutStanding.Cancelled && payout.IsOver && payout.AskAt == null &&
            payout.Word == "withdrawn: wrong address" && payout.EndedAt == Start);
        PayoutRules.Used(book, "USDT", Start).Should().Be(0);
        PayoutRules.Sent(book, 1, "m", Start).Should().BeSameAs(book, "whoever was about to send it finds it gone");
        PayoutRules.Asked(book, 1, "no answer", Start).Should().BeSameAs(book);
        PayoutRules.Refused(book, 1, "no", Start).Should().BeSameAs(book);
        PayoutRules.Cancel(book, 1, "again", Start).Should().Be((PayoutChange.AlreadyDone, book));
        PayoutRules.Cancel(book, 2, "none", Start).Outcome.Should().Be(PayoutChange.NotFound);
    }

    [Fact]
    public void A_payout_that_is_withdrawn_under_review_has_nothing_to_decide_and_keeps_what_the_rules_said()
    {
        var (outcome, book) = PayoutRules.Cancel(Book(Held(RiskOutcome.Review)), 1, "wrong address", Start);
        outcome.Should().Be(PayoutChange.Done);
        Only(book).Risk.Should().Match<OrderRisk>(risk => risk.Review == null && risk.OpenSince == null && risk.Decisions.Count == 1);
        PayoutRules.Review(book, 1, true, Why, isOperator: true, Start).Should().Be((PayoutChange.Over, book));
    }

    [Fact]
    public void What_the_provider_may_have_heard_of_is_withdrawn_no_more()
    {
        PayoutRules.Cancel(Sent(), 1, "late", Start).Outcome.Should().Be(PayoutChange.Sent);
        var over = PayoutRules.Take(Sent(), 1, News(PayoutStatus.Succeeded), Start).Book;
        PayoutRules.Cancel(over, 1, "late", Start).Should().Be((PayoutChange.Over, over));
    }

    [Fact]
    public void After_days_without_an_answer_a_person_must_say_what_became_of_it_and_it_counts_until_then()
    {
        var (book, at) = InVain(Sent());
        (at - Start).Should().BeGreaterThanOrEqualTo(PayoutRules.Patience).And.BeLessThan(PayoutRules.Patience.Add(TimeSpan.FromHours(1)));
        (Only(book).Standing, Only(book).EndedAt).Should().Be((PayoutStanding.Unknown, null), "unknown is never failed");
        PayoutRules.HasWork(book).Should().BeFalse();
        PayoutRules.Used(book, "USDT", at.AddDays(30)).Should().Be(10);

        var (said, sent) = PayoutRules.Resolve(book, 1, PayoutStatus.Succeeded, "ab12", Why, at);
        said.Should().Be(PayoutChange.Done);
        Only(sent).Should().Match<Payout>(payout => payout.Standing == PayoutStanding.Succeeded && payout.Transaction == "ab12" &&
            payout.Word == $"said by a person: {Why}" && payout.EndedAt == at);
        PayoutRules.Used(PayoutRules.Resolve(book, 1, PayoutStatus.Failed, null, Why, at).Book, "USDT", at).Should().Be(0);
        PayoutRules.Resolve(sent, 1, PayoutStatus.Succeeded, null, Why, at).Outcome.Should().Be(PayoutChange.AlreadyDone);
        PayoutRules.Resolve(sent, 1, PayoutStatus.Failed, null, Why, at).Outcome.Should().Be(PayoutChange.Over);
        PayoutRules.Resolve(Sent(), 1, PayoutStatus.Failed, null, Why, at).Outcome.Should().Be(PayoutChange.NotUnknown);
        PayoutRules.Take(book, 1, News(PayoutStatus.Succeeded), at).Book.Payouts[0].Standing.Should()
            .Be(PayoutStanding.Succeeded, "the provider may say it after all");
        Only(PayoutRules.Take(book, 1, News(PayoutStatus.Processing), at).Book).Should().Match<Payout>(payout =>
            payout.Standing == PayoutStanding.Unknown && payout.AskAt == null && payout.ProviderId == "u-1");
    }

    [Fact]
    public void A_person_may_have_the_provider_asked_again_for_as_long_as_before()
    {
        var (book, at) = InVain(Sent());
        var (outcome, asking) = PayoutRules.Resolve(book, 1, null, null, "their support answers", at);
        (outcome, Only(asking).AskAt, Only(asking).Standing).Should().Be((PayoutChange.Done, at, PayoutStanding.Requested));
        var (again, later) = InVain(asking);
        Only(again).Standing.Should().Be(PayoutStanding.Unknown);
        (later - at).Should().BeGreaterThanOrEqualTo(PayoutRules.Patience);
    }

    [Fact]
    public void What_the_provider_has_under_way_for_days_is_a_persons_as_well()
    {
        var (book, now) = (Sent(), Start);
        for (; Only(book).AskAt is { } due; now = due) book = PayoutRules.Take(book, 1, News(PayoutStatus.Processing), due).Book;
        (now - Start).Should().BeGreaterThanOrEqualTo(PayoutRules.Patience);
        Only(book).Should().Match<Payout>(payout => payout.Standing == PayoutStanding.Unknown && payout.Status == PayoutStatus.Processing);
    }

    [Fact]
    public void What_was_never_sent_fails_instead()
    {
        var (book, _) = InVain(Book(Fresh));
        Only(book).Standing.Should().Be(PayoutStanding.Failed);
        Only(book).Word.Should().StartWith("was not sent within 3 days");
        PayoutRules.Used(book, "USDT", Start).Should().Be(0);
    }

    [Theory]
    [InlineData(RiskOutcome.Review, PayoutStanding.Review)]
    [InlineData(RiskOutcome.Allow, PayoutStanding.Requested)]
    public void A_rule_holds_a_payout_and_nobody_is_asked(RiskOutcome outcome, PayoutStanding standing)
    {
        var book = Book(Held(outcome));
        Only(book).Standing.Should().Be(standing);
        (PayoutRules.Due(book, Start.AddDays(9)) is null).Should().Be(standing == PayoutStanding.Review);
        PayoutRules.Used(book, "USDT", Start).Should().Be(10, "it takes of the limit while it waits");
    }

    [Theory]
    [InlineData(false, false, true, PayoutChange.Done)]
    [InlineData(false, false, false, PayoutChange.Done)]
    [InlineData(true, false, true, PayoutChange.OperatorsOnly)]
    [InlineData(true, false, false, PayoutChange.Done)]
    [InlineData(true, true, true, PayoutChange.Done)]
    public void A_person_lets_it_go_or_ends_it(bool byInstallation, bool isOperator, bool isApproved, PayoutChange expected)
    {
        var (outcome, book) = PayoutRules.Review(
            Book(Held(RiskOutcome.Review, byInstallation)), 1, isApproved, "known", isOperator, Start.AddDays(9));
        outcome.Should().Be(expected);
        if (expected != PayoutChange.Done)
        {
            Only(book).Standing.Should().Be(PayoutStanding.Review);
            return;
        }
        Only(book).Standing.Should().Be(isApproved ? PayoutStanding.Requested : PayoutStanding.Failed);
        (PayoutRules.Due(book, Start.AddDays(9)) is not null).Should().Be(isApproved);
        Only(book).Risk!.Decisions.Select(decision => decision.Number).Should().Equal(1, 2);
        PayoutRules.Review(book, 1, isApproved, "again", isOperator, Start).Outcome.Should().Be(PayoutChange.AlreadyDone);
        PayoutRules.Review(book, 1, !isApproved, "other", isOperator: true, Start).Outcome.Should().Be(PayoutChange.Over);
        if (isApproved) Only(InVain(PayoutRules.Sent(book, 1, "m", Start.AddDays(9))).Book).Standing.Should().Be(PayoutStanding.Unknown);
    }

    [Fact]
    public void One_that_waits_for_a_decision_can_be_withdrawn_and_one_that_no_rule_holds_is_not_decided()
    {
        var (outcome, book) = PayoutRules.Cancel(Book(Held(RiskOutcome.Review)), 1, "not needed", Start);
        (outcome, Only(book).Standing).Should().Be((PayoutChange.Done, PayoutStanding.Cancelled));
        PayoutRules.Review(book, 1, true, "late", true, Start).Outcome.Should().Be(PayoutChange.Over);
        PayoutRules.Review(Book(Fresh), 1, true, "none", true, Start).Outcome.Should().Be(PayoutChange.NotReviewed);
    }

    [Fact]
    public void Endpoints_are_told_of_each_change_once_with_the_payout_as_it_stood()
    {
        var told = PayoutEvents.Told(null, Book(Held(RiskOutcome.Review)), [Endpoint], Start);
        var approved = PayoutRules.Review(told, 1, true, "known", false, Start).Book;
        PayoutEvents.Any(told, approved).Should().BeFalse();
        var sent = PayoutRules.Sent(approved, 1, "m", Start);
        var paid = PayoutRules.Take(sent, 1, News(PayoutStatus.Succeeded), Start).Book;
        PayoutEvents.Any(sent, paid).Should().BeTrue();
        var all = PayoutEvents.Told(sent, paid, [Endpoint], Start);

        all.Outbox.Select(notice => (notice.Number, notice.Event)).Should()
            .Equal((1, "payout.created"), (2, "payout.review"), (3, "payout.completed"));
        all.Outbox.Select(notice => (string?)JsonNode.Parse(notice.Data)!["status"]).Should().Equal("review", "review", "succeeded");
        Only(all).Told.Should().Be(3);
        PayoutEvents.Told(all, all, [Endpoint], Start).Should().BeSameAs(all);
        PayoutEvents.Told(sent, paid, [], Start).Should().BeSameAs(paid);
    }

    [Fact]
    public void Each_end_has_its_event()
    {
        PayoutEvents.Of(Fresh, Only(PayoutRules.Cancel(Book(Fresh), 1, "x", Start).Book)).Should().Equal("payout.failed");
        PayoutEvents.Of(Fresh, Only(PayoutRules.Refused(Sent(), 1, "x", Start))).Should().Equal("payout.failed");
        PayoutEvents.Of(Fresh, Only(InVain(Sent()).Book)).Should().Equal("payout.unknown");
        PayoutEvents.Of(Fresh, Only(Sent())).Should().BeEmpty();
    }

    [Fact]
    public void A_callback_of_a_payout_has_a_place_and_an_id_of_its_own()
    {
        var notice = PayoutEvents.Told(null, Book(Fresh), [Endpoint], Start).Outbox[0];
        notice.Place.Should().HaveLength(32).And.NotBe(PayoutReference.PlaceOf(Merchant, "salary-2").Value);
        WebhookEvents.All.Should().Contain(notice.Event);
    }

    [Theory]
    [InlineData(RiskSubject.Payout)]
    [InlineData(RiskSubject.Receiver)]
    public void Rules_about_payouts_are_judged_of_payouts_alone(RiskSubject subject)
    {
        var rule = Rule(RiskOutcome.Block, subject: subject);
        Enum.GetValues<RiskStage>().Where(stage => RiskRules.IsJudgedAt(rule, stage, isCoinKnown: true)).Should().Equal(RiskStage.Payout);
        RiskRules.IsJudgedAt(Rule(RiskOutcome.Block), RiskStage.Payout, isCoinKnown: true).Should().BeFalse();
        RiskRules.IsAbout(rule, Facts, null).Should().BeFalse("an order pays nobody out");
        RiskRules.IsAbout(rule, Facts with { Receiver = "TReceiver" }, null).Should().BeTrue();
    }

    [Fact]
    public void Receivers_are_looked_up_in_lists_of_addresses()
    {
        var list = new RiskList { Id = "l", Name = "bad", Subject = RiskSubject.Address, UpdatedAt = Start };
        var book = RiskBookRules.Apply(null, new RiskChange { List = list }).Book;
        var rule = Rule(RiskOutcome.Block, RiskMeasure.Member, RiskSubject.Receiver, limit: null, currency: null, list: "l");
        RiskRuleCheck.Fault(rule).Should().BeNull();
        RiskBookRules.Apply(book, new RiskChange { Rule = rule }).Outcome.Should().Be(RiskChangeOutcome.Saved);
        var set = new RiskSet(list.Subject, ["TBad"]);
        RiskRules.IsAbout(rule, Facts with { Receiver = "TBad" }, set).Should().BeTrue();
        RiskRules.IsAbout(rule, Facts with { Receiver = "TGood" }, set).Should().BeFalse();
        RiskRuleCheck.Fault(rule with { Subject = RiskSubject.Payout })!.Value.Field.Should().Be("list");
        RiskRuleCheck.Fault(rule with { Subject = RiskSubject.Payout, List = null })!.Value.Field.Should().Be("measure");
    }
}
