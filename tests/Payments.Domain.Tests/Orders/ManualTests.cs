using Payments.Domain.Callbacks.Formats;
using Payments.Domain.Orders;
using static Payments.Domain.Tests.Orders.OrderSamples;

namespace Payments.Domain.Tests.Orders;

/// <summary>What a person may decide about an order, in every status.</summary>
public sealed class ManualTests
{
    private const string Reason = "paid within an exchange";
    private static readonly DateTimeOffset Later = Start + TimeSpan.FromMinutes(5);

    [Theory]
    [InlineData(OrderStatus.Pending, ManualOutcome.Done, ManualOutcome.Done, ManualOutcome.Done)]
    [InlineData(OrderStatus.Detected, ManualOutcome.Done, ManualOutcome.Done, ManualOutcome.Done)]
    [InlineData(OrderStatus.Expired, ManualOutcome.Done, ManualOutcome.Done, ManualOutcome.Done)]
    [InlineData(OrderStatus.Closed, ManualOutcome.Done, ManualOutcome.AlreadyDone, ManualOutcome.Over)]
    [InlineData(OrderStatus.Completed, ManualOutcome.Over, ManualOutcome.Over, ManualOutcome.Over)]
    [InlineData(OrderStatus.Failed, ManualOutcome.Over, ManualOutcome.Over, ManualOutcome.Over)]
    [InlineData(OrderStatus.PartiallyRefunded, ManualOutcome.Over, ManualOutcome.Over, ManualOutcome.Over)]
    [InlineData(OrderStatus.Refunded, ManualOutcome.Over, ManualOutcome.Over, ManualOutcome.Over)]
    public void Each_status_has_its_answer(OrderStatus status, ManualOutcome complete, ManualOutcome refuse, ManualOutcome extend)
    {
        var order = Pending() with { Status = status };
        var answers = new[]
        {
            OrderRules.CompleteByHand(order, Reason, Later),
            OrderRules.Refuse(order, Reason, Later),
            OrderRules.Extend(order, Start + Expiry + Expiry, Grace, Reason, Later),
        };
        answers.Select(answer => answer.Outcome).Should().Equal(complete, refuse, extend);
        foreach (var (outcome, next) in answers)
            (outcome == ManualOutcome.Done).Should().Be(!ReferenceEquals(next, order));
        var archived = order with { ArchivedAt = Start };
        OrderRules.CompleteByHand(archived, Reason, Later).Should().Be((ManualOutcome.Archived, archived));
        OrderRules.Refuse(archived, Reason, Later).Should().Be((ManualOutcome.Archived, archived));
        OrderRules.Extend(archived, Later, Grace, Reason, Later).Should().Be((ManualOutcome.Archived, archived));
    }

    [Fact]
    public void A_completion_by_hand_is_marked_told_and_counts_no_money()
    {
        var (_, part) = OrderRules.Accept(Pending(), Pay(400), assigned: false, Later);
        var (_, done) = OrderRules.CompleteByHand(part, Reason, Later);

        (done.Status, done.CompletedAt, done.Outbox.Count, done.Deliveries).Should().Be((OrderStatus.Completed, Later, 1, 1));
        done.Manual.Should().Be(new ManualMark { At = Later, Decision = ManualDecision.Completed, Reason = Reason });
        done.History.Select(entry => (entry.Event, entry.Note)).TakeLast(2).Should().Equal(("completed-by-hand", Reason), ("completed", null));
        PaymentFacts.Of(done)!.Received.Should().Be(400);
        OrderRules.CompleteByHand(done, "again", Later).Should().Be((ManualOutcome.AlreadyDone, done));

        var (outcome, later) = OrderRules.Accept(done, Pay(600, id: "t2"), assigned: false, Later);
        (outcome, later.Transfers.Count, later.Outbox.Count).Should().Be((AcceptOutcome.Counted, 2, 1));
        OrderRules.Confirm(later, later.Quote!.Chain, 99, Later).Outbox.Should().HaveCount(1, "it is told once");
    }

    [Theory]
    [InlineData(true, "10")]
    [InlineData(false, null)]
    public void Every_face_tells_a_completion_by_hand(bool isQuoted, string? actual)
    {
        var order = (isQuoted ? Pending() : Unquoted()) with { Status = OrderStatus.Expired };
        var (_, done) = OrderRules.CompleteByHand(order, Reason, Later);
        foreach (var format in CallbackFormats.All)
            format.Compose(done, done.Outbox[0], "secret", Later).Payload.Should().Contain("N-1");
        var told = System.Text.Json.Nodes.JsonNode.Parse(CallbackFormats.Of(Face.Pay188).Compose(done, done.Outbox[0], "secret", Later).Payload)!;
        told["actual_amount"]?.ToJsonString().Should().Be(actual, "the merchant says that all was paid");
    }

    [Fact]
    public void A_refused_order_keeps_what_came_and_takes_no_more()
    {
        var (_, part) = OrderRules.Accept(Pending(), Pay(400), assigned: false, Later);
        var (_, refused) = OrderRules.Refuse(part, Reason, Later);
        (refused.Status, refused.Transfers.Count, refused.Reservation!.Until).Should().Be((OrderStatus.Closed, 1, Later));
        refused.Manual!.Decision.Should().Be(ManualDecision.Refused);
        refused.History[^1].Note.Should().Be(Reason);
        OrderRules.Accept(refused, Pay(600, id: "t2"), assigned: false, Later).Outcome.Should().Be(AcceptOutcome.OrderClosed);
        OrderRules.Confirm(refused, refused.Quote!.Chain, 99, Later).Status.Should().Be(OrderStatus.Closed);
    }

    [Fact]
    public void An_extension_moves_expiry_quote_and_reservation_together()
    {
        var until = Start + TimeSpan.FromHours(3);
        var expired = OrderRules.Wake(Pending(), null, Start + Expiry);
        expired.Status.Should().Be(OrderStatus.Expired);
        var (_, extended) = OrderRules.Extend(expired, until, Grace, Reason, Start + Expiry);
        (extended.Status, extended.ExpiresAt, extended.WakeAt, extended.Quote!.Until, extended.Reservation!.Until)
            .Should().Be((OrderStatus.Pending, until, until, until + Grace, until + Grace));
        extended.History[^1].Event.Should().Be("extended");

        OrderRules.Extend(Pending(), Start + Expiry, Grace, Reason, Later).Outcome.Should().Be(ManualOutcome.NotLater);
        OrderRules.Extend(expired, Start + Expiry + TimeSpan.FromMinutes(1), Grace, Reason, until).Outcome.Should().Be(ManualOutcome.NotLater, "that is past");
        OrderRules.Extend(expired with { Reservation = null }, until, Grace, Reason, Start + Expiry).Outcome.Should().Be(ManualOutcome.AmountReleased);
    }
}
