using Orleans.Runtime;
using Payments.Contracts.Audit;
using Payments.Contracts.PayLinks;
using Payments.Domain.Audit;
using Payments.Domain.PayLinks;
using Payments.Grains.Tests.Refunds;
using Payments.Storage.Audit;

namespace Payments.Grains.Tests.PayLinks;

/// <summary>Payment links with the orders that they open, whatever becomes of the silo in between.</summary>
public sealed class PayLinkGrainTests : RefundHost
{
    private const string Code = "0123456789ab";

    private IPayLinkGrain Link => Host.Grains.GetGrain<IPayLinkGrain>(PayLinkKey.Of(Owner, Code));

    private static PayLinkTerms Terms { get; } = new() { Title = "Tea" };

    [Theory]
    [InlineData(null)]
    [InlineData(70)]
    public async Task A_link_for_any_number_gives_each_visit_its_order_and_stores_nothing(int? money)
    {
        var made = await MakeAsync(money: money);
        (made.Money, made.Currency).Should().Be(((decimal?)money, "CNY"));
        var writes = Host.Storage.Writes;
        var first = await TakeAsync(1);
        (first.Outcome, first.Link!.Title).Should().Be((PayLinkOutcome.Open, "Tea"));
        var second = await TakeAsync(2);
        second.Number.Should().NotBe(first.Number);
        Host.Storage.Writes.Should().Be(writes);
        await DieAndStartAsync(GrainHost.Keys(1));
        (await TakeAsync(1)).Number.Should().Be(first.Number, "a form that was sent twice is one order");
    }

    [Fact]
    public async Task A_link_for_one_payment_is_one_order_that_opens_again_until_it_is_paid()
    {
        await MakeAsync(most: 1);
        var number = (await TakeAsync(1)).Number!;
        await OpenAsync(number);
        (await TakeAsync(2)).Number.Should().Be(number, "all visits share it while it waits");
        Clock.Advance(TimeSpan.FromHours(1));
        (await TakeAsync(3)).Number.Should().Be(number, "it has expired, and opens again");
        await OpenAsync(number);
        await PayAsync(number);
        await DieAndStartAsync(GrainHost.Keys(1));
        (await TakeAsync(4)).Outcome.Should().Be(PayLinkOutcome.UsedUp);
        (await TakeAsync(3)).Number.Should().Be(number, "who has the place sees that it is paid");
    }

    [Fact]
    public async Task As_many_places_as_there_are_are_given_back_by_what_is_over_and_never_beyond_what_is_paid()
    {
        await MakeAsync(most: 2);
        var (first, second) = ((await TakeAsync(1)).Number!, (await TakeAsync(2)).Number!);
        (await TakeAsync(3)).Number.Should().Be(first, "the order of that place was never opened: a process died before");
        await OpenAsync(first);
        await OpenAsync(second);
        (await TakeAsync(4)).Outcome.Should().Be(PayLinkOutcome.AllTaken);
        await Grain(first).CloseAsync();
        var third = (await TakeAsync(5)).Number!;
        new[] { first, second }.Should().NotContain(third, "the number of an order that was closed stays taken");
        await OpenAsync(third);
        (await TakeAsync(6)).Outcome.Should().Be(PayLinkOutcome.AllTaken);
        Clock.Advance(TimeSpan.FromHours(1));
        await DieAndStartAsync(GrainHost.Keys(1));
        var passed = (await TakeAsync(7)).Number!;
        passed.Should().BeOneOf([second, third], "its order expired unpaid");
        foreach (var number in new[] { second, third })
        {
            await OpenAsync(number);
            await PayAsync(number);
        }
        (await TakeAsync(8)).Outcome.Should().Be(PayLinkOutcome.UsedUp);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whether_the_write_or_its_answer_gets_lost_a_visit_has_one_place(bool isStored)
    {
        await MakeAsync(most: 2);
        if (isStored) Host.Storage.LoseNextAnswer = new IOException("the answer is lost");
        else Host.Storage.FailNextWrite = new IOException("the disk is gone");
        (await FluentActions.Awaiting(() => TakeAsync(1)).Should().ThrowAsync<OrleansException>()).WithInnerException<IOException>();
        (await TakeAsync(1)).Number.Should().Be($"link-{Code}-1");
        (await TakeAsync(2)).Number.Should().Be($"link-{Code}-2");
        (await Link.GetAsync())!.Uses.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_link_that_is_switched_off_or_over_or_not_there_opens_nothing()
    {
        (await TakeAsync(1)).Outcome.Should().Be(PayLinkOutcome.NotFound);
        (await Link.ChangeAsync(Terms)).Should().BeNull();
        (await Link.GetAsync()).Should().BeNull();
        await MakeAsync();
        (await Link.ChangeAsync(Terms with { IsOff = true }))!.IsOff.Should().BeTrue();
        await DieAndStartAsync(GrainHost.Keys(1));
        (await TakeAsync(1)).Outcome.Should().Be(PayLinkOutcome.Off);
        await Link.ChangeAsync(Terms with { ExpiresAt = Clock.GetUtcNow().AddMinutes(1) });
        (await TakeAsync(1)).Outcome.Should().Be(PayLinkOutcome.Open);
        Clock.Advance(TimeSpan.FromMinutes(1));
        (await TakeAsync(1)).Outcome.Should().Be(PayLinkOutcome.Expired);
    }

    [Fact]
    public async Task Whoever_makes_changes_or_switches_a_link_is_in_the_audit_log_once_and_who_pays_is_not()
    {
        AuditContext.Set(new AuditActor("person", "anna@example.com", "203.0.113.7"));
        var made = await MakeAsync(most: 1);
        (await MakeAsync(most: 1)).UpdatedAt.Should().Be(made.UpdatedAt, "the same request again is the same link");
        await Link.ChangeAsync(Terms with { Title = "Coffee" });
        await Link.ChangeAsync(Terms with { Title = "Coffee" });
        await TakeAsync(1);
        Host.Storage.FailNextWrite = new IOException("the disk is gone");
        (await FluentActions.Awaiting(() => Link.ChangeAsync(Terms with { IsOff = true })).Should().ThrowAsync<OrleansException>())
            .WithInnerException<IOException>();
        await Link.ChangeAsync(Terms with { Title = "Coffee", IsOff = true });
        await Link.ChangeAsync(Terms with { Title = "Coffee" });

        var rows = (await Host.Get<AuditLog>().PageAsync(Owner, null, 20)).Items;
        var entries = rows.Select(row => AuditChain.Read(row.Entry)!).Where(entry => entry.Chain == PayLinkKey.Of(Owner, Code))
            .OrderBy(entry => entry.Number).ToArray();
        entries.Select(entry => entry.What).Should().Equal("link-made", "link-changed", "link-off", "link-on");
        entries.Should().OnlyContain(entry => entry.By == new AuditActor("person", "anna@example.com", "203.0.113.7"));
        entries[1].Changes.Should().Equal(new AuditChange("title", "Tea", "Coffee"));
        entries[2].Changes.Should().Equal(new AuditChange("isOff", "false", "true"));
        (await Host.Get<AuditChains>().CheckAsync(CancellationToken.None)).Examples.Should().BeEmpty();
    }

    private Task<PayLink> MakeAsync(int? most = null, decimal? money = 70) => Link.MakeAsync(new MakePayLink
    {
        Merchant = Owner,
        Code = Code,
        Terms = Terms,
        Currency = "CNY",
        Money = money,
        MaxPayments = most,
    });

    private Task<PayLinkVisit> TakeAsync(int visit) => Link.TakeAsync(string.Concat($"{visit:x64}".Reverse()));
}
