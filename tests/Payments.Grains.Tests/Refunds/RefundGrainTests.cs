using Payments.Contracts.Refunds;
using Payments.Domain.Orders;
using Payments.Domain.Refunds;
using Payments.Providers.Common;
using Payments.Storage.Queries;

namespace Payments.Grains.Tests.Refunds;

/// <summary>Refunds of orders that were paid at a provider.</summary>
public sealed class RefundGrainTests : RefundHost
{
    [Fact]
    public async Task A_refund_is_asked_for_once_by_its_number_and_stays_what_it_is()
    {
        var order = await PaidAsync("n");
        var result = await RefundAsync("n", amount: "20");
        (result.Outcome, result.Refund!.Status, result.Refund.ProviderId)
            .Should().Be((RefundOutcome.Created, RefundStatus.Succeeded, $"toy-{ReferenceOf(order)}"));
        (Toy.Refunded!.Amount, Toy.Refunded.Reason, Toy.Refunded.Charge.Reference)
            .Should().Be((20m, "returned", order.Charges[0].Reference));
        Toy.Refunded.NotifyUrl.Should().Be($"https://pay.test/notify/toy/{Owner.Value}");

        (await RefundAsync("n", amount: "20")).Outcome.Should().Be(RefundOutcome.Existing);
        (await RefundAsync("n", amount: "21")).Outcome.Should().Be(RefundOutcome.Conflict);
        Toy.Calls.Count(call => call.StartsWith("refund", StringComparison.Ordinal)).Should().Be(1);
        var after = await ReadAsync("n");
        (after.Status, after.WakeAt, after.Refunds.Count).Should().Be((OrderStatus.Completed, null, 1));
        (await Host.Get<RefundQueries>().ListAsync(Owner, null, null, 10)).Items.Select(listed => listed.Refund)
            .Should().BeEquivalentTo(after.Refunds, options => options.ComparingByValue<UInt128>());
    }

    [Fact]
    public async Task Sixteen_equal_requests_are_one_refund()
    {
        var order = await PaidAsync("n");
        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => RefundAsync("n", amount: "70")));
        results.Count(result => result.Outcome == RefundOutcome.Created).Should().Be(1);
        results.Select(result => (result.Refund!.Id, result.Refund.Status)).Distinct().Should().Equal(("r-1", RefundStatus.Succeeded));
        Toy.Refunds.Should().ContainSingle().Which.Should().Be(KeyValuePair.Create(ReferenceOf(order), (RefundState.Done, 70m)));
    }

    [Fact]
    public async Task Sixteen_different_requests_return_no_more_than_was_paid()
    {
        await PaidAsync("n");
        var results = await Task.WhenAll(Enumerable.Range(1, 16).Select(place => RefundAsync("n", $"r-{place}", "10")));
        results.Count(result => result.Outcome == RefundOutcome.Created).Should().Be(7);
        results.Count(result => result.Outcome is RefundOutcome.NothingLeft).Should().Be(9);
        Toy.Refunds.Values.Sum(refund => refund.Amount).Should().Be(70m);
    }

    [Fact]
    public async Task What_the_provider_does_not_answer_is_neither_failed_nor_asked_for_under_another_number()
    {
        var order = await PaidAsync("n");
        for (var i = 0; i < 3; i++) Toy.NextRefund.Enqueue(() => Unknown);
        (await RefundAsync("n", amount: "20")).Refund!
            .Should().Match<Refund>(refund => refund.Status == RefundStatus.Requested && refund.Word == "no answer");
        (await RefundAsync("n", "r-2", "51")).Outcome.Should().Be(RefundOutcome.TooMuch, "what may be returned is not free");
        await PassAsync(TimeSpan.FromSeconds(16), "n");
        await PassAsync(TimeSpan.FromMinutes(1), "n");
        (await ReadRefundAsync("n")).Status.Should().Be(RefundStatus.Requested);
        await PassAsync(TimeSpan.FromMinutes(3), "n");
        (await ReadRefundAsync("n")).Status.Should().Be(RefundStatus.Succeeded);
        Toy.Calls.Where(call => call.Contains("refund")).Distinct().Should().Equal($"refund {ReferenceOf(order)}");
    }

    [Fact]
    public async Task A_process_that_dies_between_the_write_and_the_call_or_after_it_sends_the_same_number_again()
    {
        var order = await PaidAsync("n");
        Toy.NextRefund.Enqueue(() =>
        {
            Host.Storage.FailNextWrite = new InvalidOperationException("the disk is gone");
            return new RefundAnswer(ProviderOutcome.Done, RefundState.Done, null, null);
        });
        await FluentActions.Awaiting(() => RefundAsync("n", amount: "20")).Should().ThrowAsync<Exception>();
        Toy.Refunds.Should().ContainKey(ReferenceOf(order), "the provider had done it");
        await DieAndStartAsync(GrainHost.Keys(1));
        (await ReadRefundAsync("n")).Status.Should().Be(RefundStatus.Requested);

        await PassAsync(TimeSpan.FromSeconds(1), "n");
        (await ReadRefundAsync("n")).Status.Should().Be(RefundStatus.Succeeded);
        Toy.Calls.Where(call => call.StartsWith("refund", StringComparison.Ordinal)).Distinct()
            .Should().Equal($"refund {ReferenceOf(order)}");
        Toy.Refunds.Should().ContainSingle();
    }

    [Fact]
    public async Task What_was_taken_on_is_asked_for_until_it_is_known_and_a_notice_ends_it_at_once()
    {
        var order = await PaidAsync("n");
        Toy.NextRefund.Enqueue(() => new RefundAnswer(ProviderOutcome.Done, RefundState.Processing, "p-1", null));
        (await RefundAsync("n", "r-1", "20")).Refund!.Status.Should().Be(RefundStatus.Processing);
        Toy.BecomeRefund(ReferenceOf(order), RefundState.Processing);
        await PassAsync(TimeSpan.FromMinutes(1), "n");
        Toy.Calls.Last().Should().Be($"query-refund {ReferenceOf(order)}");
        (await ReadRefundAsync("n")).Asked.Should().Be(1);

        (await Grain("n").AcceptRefundAsync("toy", null, News(order, RefundStatus.Succeeded, 20))).Should().Be(RefundNewsOutcome.NotFound);
        (await Grain("n").AcceptRefundAsync("toy", Owner, News(order, RefundStatus.Succeeded, 21))).Should().Be(RefundNewsOutcome.Mismatch);
        (await Grain("n").AcceptRefundAsync("toy", Owner, News(order, RefundStatus.Succeeded, 20))).Should().Be(RefundNewsOutcome.Taken);
        (await Grain("n").AcceptRefundAsync("toy", Owner, News(order, RefundStatus.Succeeded, 20))).Should().Be(RefundNewsOutcome.Known);
        var calls = Toy.Calls.Count;
        await PassAsync(TimeSpan.FromDays(3), "n");
        Toy.Calls.Count.Should().Be(calls, "what is done is not asked for again");
    }

    [Fact]
    public async Task A_refusal_fails_it_says_why_and_frees_the_money()
    {
        await PaidAsync("n");
        Toy.NextRefund.Enqueue(() => new RefundAnswer(ProviderOutcome.Refused, null, null, "too old"));
        var refused = await RefundAsync("n");
        (refused.Outcome, refused.Refund!.Status, refused.Refund.Word).Should().Be((RefundOutcome.Created, RefundStatus.Failed, "too old"));
        (await RefundAsync("n")).Refund!.Status.Should().Be(RefundStatus.Failed, "the same id is the same refund");
        (await RefundAsync("n", "r-2")).Refund!.Status.Should().Be(RefundStatus.Succeeded);
        Toy.Refunds.Values.Sum(refund => refund.Amount).Should().Be(70m);
    }

    [Fact]
    public async Task A_refusal_of_what_was_done_before_does_not_count()
    {
        var order = await PaidAsync("n");
        Toy.NextRefund.Enqueue(() => Unknown);
        await RefundAsync("n", amount: "20");
        Toy.NextRefund.Enqueue(() => new RefundAnswer(ProviderOutcome.Refused, null, null, "a second refund"));
        await PassAsync(TimeSpan.FromMinutes(1), "n");
        (await ReadRefundAsync("n")).Status.Should().Be(RefundStatus.Succeeded);
        Toy.Calls.Last().Should().Be($"query-refund {ReferenceOf(order)}");
    }

    [Theory]
    [InlineData(ProviderAbilities.Query, null, RefundOutcome.NotOffered)]
    [InlineData(ProviderAbilities.Query | ProviderAbilities.Refund, "20", RefundOutcome.PartNotOffered)]
    [InlineData(ProviderAbilities.Query | ProviderAbilities.Refund, null, RefundOutcome.Created)]
    public async Task What_the_provider_cannot_do_is_refused_without_a_call(ProviderAbilities can, string? amount, RefundOutcome outcome)
    {
        await PaidAsync("n");
        Toy.Abilities = can;
        (await RefundAsync("n", amount: amount)).Outcome.Should().Be(outcome);
        Toy.Refunds.Count.Should().Be(outcome == RefundOutcome.Created ? 1 : 0);
    }

    [Fact]
    public async Task A_refund_at_a_provider_cannot_be_withdrawn()
    {
        await PaidAsync("n");
        Toy.NextRefund.Enqueue(() => Unknown);
        await RefundAsync("n");
        (await Grain("n").CancelRefundAsync("r-1")).Should().Be(CancelRefundOutcome.UnderWay);
        (await Grain("n").CancelRefundAsync("r-2")).Should().Be(CancelRefundOutcome.NotFound);
    }
}
