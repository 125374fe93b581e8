using Payments.Domain.Callbacks;
using Payments.Domain.Identity;

namespace Payments.Domain.Tests.Callbacks;

/// <summary>What becomes of a callback when a newer one tells what is so by now.</summary>
public sealed class SupersededTests
{
    private static readonly DateTimeOffset Now = CompletedOrders.Now;
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(25);

    private static Delivery Waiting => new()
    {
        Order = OrderId.From(new string('a', 32)),
        Number = 1,
        Merchant = MerchantId.From("m"),
        Url = "https://shop.example/n",
        Form = CallbackForm.Json,
        Payload = "{}",
        CreatedAt = Now,
        WakeAt = Now,
    };

    [Fact]
    public void One_that_waits_is_not_tried_again_and_says_which_one_took_its_place()
    {
        var superseded = DeliveryRules.Supersede(Waiting, by: 2, isUnderWay: false);
        (superseded.Status, superseded.SupersededBy, superseded.WakeAt).Should().Be((DeliveryStatus.Superseded, 2, null));
        DeliveryRules.Supersede(superseded, by: 3, isUnderWay: false).Should().BeSameAs(superseded);
    }

    [Theory]
    [InlineData(null, DeliveryStatus.Delivered)]
    [InlineData("HTTP 503", DeliveryStatus.Superseded)]
    public void One_under_way_is_superseded_only_where_it_is_not_heard(string? error, DeliveryStatus status)
    {
        var begun = DeliveryRules.Begin(Waiting, Now, Margin);
        var marked = DeliveryRules.Supersede(begun, by: 2, isUnderWay: true);
        marked.Should().BeEquivalentTo(begun with { SupersededBy = 2 });
        var over = DeliveryRules.Record(marked, [Try(error)], Now);
        (over.Status, over.WakeAt, over.AttemptsInRound).Should().Be((status, null, 1));
    }

    [Fact]
    public void One_that_was_interrupted_or_could_not_begin_is_superseded_as_well()
    {
        var marked = DeliveryRules.Supersede(DeliveryRules.Begin(Waiting, Now, Margin), by: 2, isUnderWay: true);
        DeliveryRules.Record(marked, [Try("interrupted") with { Interrupted = true }], Now).Status.Should().Be(DeliveryStatus.Superseded);
        DeliveryRules.PutOff(marked, Now).Should().Match<Delivery>(put => put.Status == DeliveryStatus.Superseded && put.AttemptedSince == null);
    }

    [Fact]
    public void One_whose_process_died_keeps_the_lost_attempt()
    {
        var superseded = DeliveryRules.Supersede(DeliveryRules.Begin(Waiting, Now, Margin), by: 2, isUnderWay: false);
        (superseded.Status, superseded.AttemptedSince).Should().Be((DeliveryStatus.Superseded, null));
        superseded.Attempts.Should().ContainSingle().Which.AnswerLost.Should().BeTrue();
    }

    [Theory]
    [InlineData(DeliveryStatus.Delivered)]
    [InlineData(DeliveryStatus.Failed)]
    [InlineData(DeliveryStatus.Unconfirmed)]
    public void One_that_is_over_stays_as_it_is(DeliveryStatus status)
    {
        var over = Waiting with { Status = status, WakeAt = null };
        DeliveryRules.Supersede(over, by: 2, isUnderWay: false).Should().BeSameAs(over);
    }

    [Fact]
    public void Sent_by_hand_it_is_tried_like_any_other()
    {
        var resent = DeliveryRules.Resend(DeliveryRules.Supersede(Waiting, by: 2, isUnderWay: false), Now);
        (resent.Status, resent.SupersededBy, resent.WakeAt).Should().Be((DeliveryStatus.Pending, null, Now));
        DeliveryRules.Record(resent, [Try("HTTP 503")], Now).WakeAt.Should().Be(Now + DeliveryRules.RetryDelays[0]);
    }

    private static DeliveryAttempt Try(string? error) =>
        new() { At = Now, Method = "POST", Url = "https://shop.example/n", DurationMs = 1, StatusCode = error is null ? 200 : 503, Error = error };
}
