using Payments.Domain.Callbacks;
using Payments.Domain.Callbacks.Formats;
using Payments.Domain.Identity;
using Payments.Domain.Orders;

namespace Payments.Domain.Tests.Callbacks;

public sealed class DeliveryRulesTests
{
    private static readonly DateTimeOffset Start = CompletedOrders.Now;

    private static readonly Delivery Fresh = new()
    {
        Order = OrderId.From("0123456789abcdef0123456789abcdef"),
        Number = 1,
        Merchant = MerchantId.From("m1"),
        Url = "https://s.example/n",
        Form = CallbackForm.EpayParameters,
        Payload = "a=1",
        CreatedAt = Start,
    };

    [Fact]
    public void A_callback_whose_endpoint_is_off_or_gone_waits_for_nothing_and_a_resend_begins_it_anew()
    {
        var begun = DeliveryRules.Begin(Fresh, Start, TimeSpan.FromSeconds(25));
        (begun.Status, begun.AttemptedSince, begun.WakeAt).Should().Be((DeliveryStatus.Pending, Start, Start.AddSeconds(25)));
        DeliveryRules.Keep(begun).Should().BeEquivalentTo(
            begun with { Status = DeliveryStatus.Kept, AttemptedSince = null, WakeAt = null });

        var later = Start.AddMinutes(1);
        DeliveryRules.Begin(begun, later, TimeSpan.FromSeconds(25)).Attempts.Should().ContainSingle().Which.Should().BeEquivalentTo(
            new DeliveryAttempt
            {
                At = Start,
                Method = "GET or POST",
                Url = Fresh.Url,
                DurationMs = 0,
                Error = "the gateway died during this attempt: the shop may have heard it",
                AnswerLost = true,
                Interrupted = true,
            });

        var gone = DeliveryRules.GiveUp(begun, "the endpoint was removed", later);
        (gone.Status, gone.AttemptedSince, gone.WakeAt).Should().Be((DeliveryStatus.Failed, null, null));
        gone.Attempts.Should().ContainSingle().Which.Should().BeEquivalentTo(
            new DeliveryAttempt { At = later, Method = "POST", Url = Fresh.Url, DurationMs = 0, Error = "the endpoint was removed" });

        var again = DeliveryRules.Resend(gone with { AttemptsInRound = 3, SupersededBy = 2 }, later);
        (again.Status, again.WakeAt, again.AttemptsInRound, again.SupersededBy).Should().Be((DeliveryStatus.Pending, later, 0, null));
        again.Attempts.Should().ContainSingle("what was tried is kept");
    }

    [Theory]
    [InlineData(200, "success", true)]
    [InlineData(200, "SUCCESS", true)]
    [InlineData(200, "Ok", true)]
    [InlineData(200, " \r\nsuccess\n", true)]
    [InlineData(200, "\uFEFFsuccess", true)]
    [InlineData(200, "\uFEFF\uFEFF\r\n\uFEFFok\n", true)]
    [InlineData(200, "\uFEFFfail", false)]
    [InlineData(200, "\uFEFF", false)]
    [InlineData(201, "success", false)]
    [InlineData(204, "", false)]
    [InlineData(302, "success", false)]
    [InlineData(500, "success", false)]
    [InlineData(200, "", false)]
    [InlineData(200, "fail", false)]
    [InlineData(200, "failed", false)]
    [InlineData(200, "success!", false)]
    [InlineData(200, "unsuccess", false)]
    [InlineData(200, "\"success\"", false)]
    [InlineData(200, "<html><body>success</body></html>", false)]
    [InlineData(200, "{\"code\":\"success\"}", false)]
    public void Only_HTTP_200_with_success_or_ok_is_a_success(int status, string body, bool isSuccess) =>
        new[] { Face.Epay, Face.Pay188 }.Select(CallbackFormats.Of).Should().AllSatisfy(format => (format.ErrorOf(status, body) is null).Should().Be(isSuccess));

    [Fact]
    public void Failed_attempts_are_repeated_by_the_documents_schedule_and_then_wait_for_a_resend()
    {
        var (delivery, now) = (Fresh, Start);
        var pauses = new List<TimeSpan>();
        for (var attempt = 0; attempt < 10; attempt++)
        {
            delivery = DeliveryRules.Record(delivery, [Failure(now)], now);
            if (delivery.WakeAt is not { } due) break;
            delivery.Status.Should().Be(DeliveryStatus.Pending);
            pauses.Add(due - now);
            now = due;
        }
        pauses.Select(pause => pause.TotalSeconds).Should().Equal(15, 60, 300, 600, 1800, 3600);
        delivery.Status.Should().Be(DeliveryStatus.Failed);
        delivery.Attempts.Should().HaveCount(7);
    }

    [Fact]
    public void A_success_ends_the_round_and_keeps_both_tries_of_its_attempt()
    {
        var delivery = DeliveryRules.Record(Fresh, [Failure(Start), Success(Start)], Start);
        delivery.Should().Match<Delivery>(done => done.Status == DeliveryStatus.Delivered && done.DeliveredAt == Start && done.WakeAt == null && done.AttemptsInRound == 1);
        delivery.Attempts.Should().HaveCount(2);
    }

    [Fact]
    public void A_resend_begins_a_new_round_and_keeps_what_was()
    {
        var failed = Fresh;
        for (var i = 0; i < 7; i++) failed = DeliveryRules.Record(failed, [Failure(Start)], Start);
        var resent = DeliveryRules.Resend(failed, Start);
        resent.Should().Match<Delivery>(next => next.Status == DeliveryStatus.Pending && next.WakeAt == Start && next.AttemptsInRound == 0);
        var again = DeliveryRules.Record(resent, [Failure(Start)], Start);
        again.WakeAt.Should().Be(Start + TimeSpan.FromSeconds(15));
        again.Attempts.Should().HaveCount(8);
    }

    [Fact]
    public void Repeats_refused_with_500_after_a_lost_answer_end_as_unconfirmed_when_the_schedule_is_used_up()
    {
        var delivery = DeliveryRules.Record(Fresh, [Failure(Start) with { StatusCode = null, AnswerLost = true }], Start);
        for (var i = 0; i < DeliveryRules.RetryDelays.Count; i++)
        {
            delivery.Status.Should().Be(DeliveryStatus.Pending, "a shop whose database was down answers 500 as well and is called again");
            delivery = DeliveryRules.Record(delivery, [Failure(Start) with { StatusCode = 500 }], Start);
        }
        (delivery.Status, delivery.WakeAt).Should().Be((DeliveryStatus.Unconfirmed, null));
    }

    [Fact]
    public void An_attempt_whose_process_died_is_a_lost_answer_that_uses_up_nothing_and_its_repeats_refused_with_500_end_as_unconfirmed()
    {
        var begun = DeliveryRules.Begin(Fresh, Start, TimeSpan.FromSeconds(25));
        begun.Should().Match<Delivery>(delivery => delivery.AttemptedSince == Start && delivery.WakeAt == Start.AddSeconds(25) && delivery.Attempts.Count == 0);
        var again = DeliveryRules.Begin(begun, Start.AddSeconds(25), TimeSpan.FromSeconds(25));
        again.Attempts.Should().ContainSingle().Which.Should().Match<DeliveryAttempt>(lost => lost.At == Start && lost.AnswerLost && lost.Error != null && lost.StatusCode == null && lost.Method == "GET or POST");
        (again.AttemptsInRound, again.AttemptedSince).Should().Be((0, Start.AddSeconds(25)));
        for (var i = 0; i <= DeliveryRules.RetryDelays.Count; i++) again = DeliveryRules.Record(again, [Failure(Start.AddMinutes(i + 1)) with { StatusCode = 500 }], Start.AddMinutes(i + 1));
        again.Should().Match<Delivery>(delivery => delivery.Status == DeliveryStatus.Unconfirmed && delivery.AttemptedSince == null);
    }

    [Fact]
    public void An_attempt_that_could_not_begin_is_made_a_minute_later_and_is_no_lost_answer()
    {
        var putOff = DeliveryRules.PutOff(DeliveryRules.Begin(Fresh, Start, TimeSpan.FromSeconds(25)), Start);
        putOff.Should().BeEquivalentTo(Fresh with { WakeAt = Start.AddMinutes(1) });
        DeliveryRules.Begin(putOff, Start.AddMinutes(1), TimeSpan.FromSeconds(25)).Attempts.Should().BeEmpty();
    }

    [Theory]
    [InlineData(500, DeliveryStatus.Unconfirmed)]
    [InlineData(404, DeliveryStatus.Failed)]
    public void A_delivered_callback_whose_repeats_are_refused_with_500_was_heard(int answer, DeliveryStatus end)
    {
        var delivered = DeliveryRules.Record(Fresh, [Failure(Start) with { StatusCode = 500 }, Success(Start)], Start.AddSeconds(1));
        var resent = DeliveryRules.Resend(delivered, Start.AddMinutes(1));
        for (var i = 0; i <= DeliveryRules.RetryDelays.Count; i++) resent = DeliveryRules.Record(resent, [Failure(Start.AddMinutes(i + 1)) with { StatusCode = answer }], Start.AddMinutes(i + 1));
        resent.Status.Should().Be(end);
    }

    [Fact]
    public void Repeats_that_fail_otherwise_after_a_lost_answer_end_as_failed()
    {
        var delivery = DeliveryRules.Record(Fresh, [Failure(Start) with { StatusCode = null, AnswerLost = true }], Start);
        for (var i = 0; i < DeliveryRules.RetryDelays.Count; i++) delivery = DeliveryRules.Record(delivery, [Failure(Start) with { StatusCode = 404 }], Start);
        delivery.Status.Should().Be(DeliveryStatus.Failed);
    }

    [Theory]
    [InlineData(500, null, DeliveryStatus.Unconfirmed)]
    [InlineData(302, "", DeliveryStatus.Unconfirmed)]
    [InlineData(303, null, DeliveryStatus.Unconfirmed)]
    [InlineData(200, "{\"code\":0}", DeliveryStatus.Unconfirmed)]
    [InlineData(200, "\uFEFF {\"code\":\"0\",\"msg\":\"done\"}\n", DeliveryStatus.Unconfirmed)]
    [InlineData(200, "{\"code\":1}", DeliveryStatus.Failed)]
    [InlineData(200, "{\"code\":0", DeliveryStatus.Failed)]
    [InlineData(200, "0", DeliveryStatus.Failed)]
    [InlineData(200, "fail", DeliveryStatus.Failed)]
    [InlineData(404, "{\"code\":0}", DeliveryStatus.Failed)]
    [InlineData(301, "", DeliveryStatus.Failed)]
    public void After_a_lost_answer_the_answers_to_repeats_tell_whether_the_shop_had_heard(int status, string? answer, DeliveryStatus end)
    {
        var repeat = Failure(Start) with { StatusCode = status, Answer = answer };
        var delivery = DeliveryRules.Record(Fresh, [Failure(Start) with { StatusCode = null, AnswerLost = true }], Start);
        for (var i = 0; i < DeliveryRules.RetryDelays.Count; i++) delivery = DeliveryRules.Record(delivery, [repeat], Start);
        delivery.Status.Should().Be(end);
        var never = Fresh;
        for (var i = 0; i <= DeliveryRules.RetryDelays.Count; i++) never = DeliveryRules.Record(never, [repeat], Start);
        never.Status.Should().Be(DeliveryStatus.Failed, "no answer was lost");
    }

    [Fact]
    public void A_500_without_a_lost_answer_is_an_ordinary_failure()
    {
        var refused = DeliveryRules.Record(Fresh, [Failure(Start) with { StatusCode = 500 }], Start);
        for (var i = 0; i < DeliveryRules.RetryDelays.Count; i++) refused = DeliveryRules.Record(refused, [Failure(Start) with { StatusCode = 500 }], Start);
        refused.Status.Should().Be(DeliveryStatus.Failed);
    }

    [Fact]
    public void An_interrupted_attempt_is_kept_uses_up_nothing_and_is_due_at_once()
    {
        var failed = DeliveryRules.Record(Fresh, [Failure(Start)], Start);
        var later = Start.AddSeconds(20);
        var interrupted = DeliveryRules.Record(failed, [Failure(later), Failure(later) with { StatusCode = null, Interrupted = true, AnswerLost = true }], later);
        interrupted.Should().BeEquivalentTo(new { Status = DeliveryStatus.Pending, WakeAt = (DateTimeOffset?)later, AttemptsInRound = 1 });
        interrupted.Attempts.Should().HaveCount(3);
        DeliveryRules.Record(interrupted, [Failure(later)], later).WakeAt.Should().Be(later + DeliveryRules.RetryDelays[1]);
    }

    [Fact]
    public void Attempts_are_kept_up_to_the_limit_with_the_first_one()
    {
        var delivery = Fresh;
        for (var i = 0; i < 150; i++) delivery = DeliveryRules.Record(delivery, [Failure(Start.AddMinutes(i))], Start);
        delivery.Attempts.Should().HaveCount(DeliveryRules.AttemptLimit);
        delivery.Attempts[0].At.Should().Be(Start);
        delivery.Attempts[^1].At.Should().Be(Start.AddMinutes(149));
        delivery.Attempts[1].At.Should().Be(Start.AddMinutes(51));
    }

    [Fact]
    public void Methods_follow_the_setting_and_what_was_learned()
    {
        CallbackFormats.Of(Face.Epay).MethodsOf(NotifyMethod.Auto, null).Should().Equal("POST", "GET");
        CallbackFormats.Of(Face.Epay).MethodsOf(NotifyMethod.Auto, NotifyMethod.Post).Should().Equal("POST", "GET");
        CallbackFormats.Of(Face.Epay).MethodsOf(NotifyMethod.Auto, NotifyMethod.Get).Should().Equal("GET", "POST");
        CallbackFormats.Of(Face.Epay).MethodsOf(NotifyMethod.Get, NotifyMethod.Post).Should().Equal("GET");
        CallbackFormats.Of(Face.Epay).MethodsOf(NotifyMethod.Post, NotifyMethod.Get).Should().Equal("POST");
        CallbackFormats.Of(Face.Pay188).MethodsOf(NotifyMethod.Get, NotifyMethod.Get).Should().Equal("POST");
        FluentActions.Invoking(() => CallbackFormats.Of(Face.Epay).MethodsOf((NotifyMethod)9, null)).Should().Throw<ArgumentOutOfRangeException>();
    }

    private static DeliveryAttempt Failure(DateTimeOffset at) => new() { At = at, Method = "POST", Url = "https://s.example/n", DurationMs = 1, StatusCode = 200, Answer = "fail", Error = "no" };

    private static DeliveryAttempt Success(DateTimeOffset at) => new() { At = at, Method = "GET", Url = "https://s.example/n", DurationMs = 1, StatusCode = 200, Answer = "ok" };
}
