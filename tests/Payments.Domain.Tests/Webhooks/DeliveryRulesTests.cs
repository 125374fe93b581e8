using Payments.Domain.Identity;
using Payments.Domain.Webhooks;

namespace Payments.Domain.Tests.Webhooks;

public class DeliveryRulesTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Delivery Fresh = new()
    {
        Order = new OrderId("a"),
        Number = 1,
        Merchant = new MerchantId("m"),
        Url = "https://shop.example/cb",
        Form = CallbackForm.EpayParameters,
        Payload = "a=1",
        CreatedAt = Start,
    };

    private static DeliveryAttempt Try(int? status, string? error, bool lost = false) =>
        new() { At = Start, Method = "POST", Url = "u", StatusCode = status, Error = error, AnswerLost = lost, DurationMs = 1 };

    [Fact]
    public void Six_retries_follow_the_published_schedule_and_then_it_waits_for_a_person()
    {
        var delivery = Fresh;
        var pauses = new List<TimeSpan>();
        var now = Start;
        while (true)
        {
            delivery = DeliveryRules.Record(delivery, [Try(200, "not success")], now);
            if (delivery.WakeAt is not { } next) break;
            pauses.Add(next - now);
            now = next;
        }
        pauses.Select(pause => pause.TotalSeconds).Should().Equal(15, 60, 300, 600, 1800, 3600);
        delivery.Status.Should().Be(DeliveryStatus.Failed);
        delivery.Attempts.Should().HaveCount(7);
        var again = DeliveryRules.Resend(delivery, now);
        (again.Status, again.WakeAt, again.Attempts.Count).Should().Be((DeliveryStatus.Pending, now, 7));
        DeliveryRules.Record(again, [Try(200, null)], now).Status.Should().Be(DeliveryStatus.Delivered);
    }

    [Fact]
    public void One_success_among_the_tries_of_an_attempt_is_delivered()
    {
        var delivered = DeliveryRules.Record(Fresh, [Try(405, "HTTP 405"), Try(200, null)], Start);
        (delivered.Status, delivered.WakeAt, delivered.DeliveredAt, delivered.Attempts.Count).Should().Be((DeliveryStatus.Delivered, null, Start, 2));
    }

    [Fact]
    public void A_shop_that_refuses_a_repeat_after_a_lost_answer_is_unconfirmed_and_not_called_for_ever()
    {
        var lost = DeliveryRules.Record(Fresh, [Try(null, "no answer", lost: true)], Start);
        lost.Status.Should().Be(DeliveryStatus.Pending);
        DeliveryRules.Record(lost, [Try(500, "HTTP 500")], Start).Status.Should().Be(DeliveryStatus.Unconfirmed);
        DeliveryRules.Record(Fresh, [Try(500, "HTTP 500")], Start).Status.Should().Be(DeliveryStatus.Pending, "nothing was lost before");
    }

    [Theory]
    [InlineData(200, "success", true)]
    [InlineData(200, " \nSUCCESS\r\n", true)]
    [InlineData(200, "ok", true)]
    [InlineData(200, "OK", true)]
    [InlineData(200, "fail", false)]
    [InlineData(200, "", false)]
    [InlineData(200, "<html>success</html>", false)]
    [InlineData(200, "success!", false)]
    [InlineData(201, "success", false)]
    [InlineData(302, "success", false)]
    [InlineData(500, "success", false)]
    public void Success_is_HTTP_200_and_the_one_word(int status, string body, bool expected) => DeliveryRules.IsSuccess(status, body).Should().Be(expected);

    [Fact]
    public void What_worked_last_is_tried_first()
    {
        DeliveryRules.Methods(CallbackForm.EpayParameters, NotifyMethod.Auto, null).Should().Equal("POST", "GET");
        DeliveryRules.Methods(CallbackForm.EpayParameters, NotifyMethod.Auto, NotifyMethod.Get).Should().Equal("GET", "POST");
        DeliveryRules.Methods(CallbackForm.EpayParameters, NotifyMethod.Get, null).Should().Equal("GET");
        DeliveryRules.Methods(CallbackForm.EpayParameters, NotifyMethod.Post, NotifyMethod.Get).Should().Equal("POST");
        DeliveryRules.Methods(CallbackForm.Json, NotifyMethod.Get, NotifyMethod.Get).Should().Equal("POST");
    }

    [Theory]
    [InlineData("https://a/b", "https://a/b?q=1")]
    [InlineData("https://a/b?x=2", "https://a/b?x=2&q=1")]
    [InlineData("https://a/b?", "https://a/b?q=1")]
    [InlineData("https://a/b?x=2&", "https://a/b?x=2&q=1")]
    [InlineData("https://a/#/order/1", "https://a/?q=1#/order/1")]
    [InlineData("https://a/b?x=2#top", "https://a/b?x=2&q=1#top")]
    public void Parameters_join_a_query_that_is_there_and_stay_before_a_fragment(string url, string expected) => CallbackUrl.WithQuery(url, "q=1").Should().Be(expected);
}
