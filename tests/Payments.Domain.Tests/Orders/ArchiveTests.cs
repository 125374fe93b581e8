using Payments.Domain.Callbacks;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Transfers;
using static Payments.Domain.Tests.Orders.OrderSamples;

namespace Payments.Domain.Tests.Orders;

/// <summary>Which orders may be archived, and what a tombstone answers.</summary>
public sealed class ArchiveTests
{
    private static readonly DateTimeOffset Before = Start + TimeSpan.FromDays(7);
    private static readonly DateTimeOffset Now = Before + OrderRules.ArchiveAge;

    private static Order Completed()
    {
        var paid = OrderRules.Confirm(OrderRules.Accept(Pending(), Pay(1000), false, At(1)).Order, ChainId.Bsc, 10, At(2));
        return OrderRules.Wake(OrderRules.HandedOver(paid, paid.Outbox[0], At(3)), At(100), At(100));
    }

    private static Order Expired() => OrderRules.Wake(OrderRules.Wake(Pending(), null, At(30)), At(100), At(100));

    private static Order Closed() => OrderRules.Wake(OrderRules.Close(Pending(), null, At(5)).Order, At(100), At(100));

    private static DateTimeOffset At(int minute) => Start + TimeSpan.FromMinutes(minute);

    private static Delivery Heard()
    {
        var callback = new Delivery
        {
            Order = Completed().Id,
            Number = 1,
            Merchant = Completed().Merchant,
            Url = "https://shop.example/notify",
            Form = CallbackForm.EpayParameters,
            Payload = "x=1",
            CreatedAt = At(3),
        };
        var attempt = new DeliveryAttempt { At = At(3), Method = "POST", Url = callback.Url, DurationMs = 1 };
        return DeliveryRules.Record(DeliveryRules.Begin(callback, At(3), TimeSpan.FromSeconds(30)), [attempt], At(3));
    }

    [Fact]
    public void What_is_over_and_was_told_may_be_archived()
    {
        OrderRules.MayArchive(Completed(), [Heard()], Before).Should().Be(ArchiveVerdict.Archivable);
        OrderRules.MayArchive(Expired(), [], Before).Should().Be(ArchiveVerdict.Archivable);
        OrderRules.MayArchive(Closed(), [], Before).Should().Be(ArchiveVerdict.Archivable);
        var partPaid = OrderRules.Confirm(OrderRules.Accept(Pending(), Pay(600), false, At(1)).Order, ChainId.Bsc, 10, At(2));
        partPaid = OrderRules.Wake(OrderRules.Wake(partPaid, null, At(30)), At(100), At(100));
        (partPaid.Status, OrderRules.MayArchive(partPaid, [], Before)).Should().Be((OrderStatus.Expired, ArchiveVerdict.Archivable));
        foreach (var status in new[] { OrderStatus.Failed, OrderStatus.Refunded, OrderStatus.PartiallyRefunded })
            OrderRules.MayArchive(Completed() with { Status = status }, [Heard()], Before).Should().Be(ArchiveVerdict.Archivable);
    }

    public static TheoryData<string, Order, ArchiveVerdict> Staying => new()
    {
        { "waits", Pending(), ArchiveVerdict.NotOver },
        { "detected", OrderRules.Accept(Pending(), Pay(1000), false, At(1)).Order, ArchiveVerdict.NotOver },
        { "within grace", OrderRules.Wake(Pending(), null, At(30)), ArchiveVerdict.NotOver },
        { "not told", Completed() with { Outbox = [new() { Number = 2, Status = OrderStatus.Completed }] }, ArchiveVerdict.NotOver },
        { "wakes", Completed() with { WakeAt = Before }, ArchiveVerdict.NotOver },
        { "archived", OrderRules.Tombstone(Completed(), Now), ArchiveVerdict.NotOver },
        { "paid twice", OrderRules.Accept(Completed(), Pay(1000, block: 12, id: "t2"), false, At(101)).Order, ArchiveVerdict.PaymentOpen },
        { "removed", OrderRules.Revert(Completed(), ChainId.Bsc, 9, At(101)), ArchiveVerdict.PaymentOpen },
        { "callback gone", Completed() with { Deliveries = 2 }, ArchiveVerdict.CallbackOpen },
        { "opened again", Completed() with { OpenedAt = Before }, ArchiveVerdict.Recent },
        { "noted", Completed() with { History = [new HistoryEntry { At = Before, Event = "payment-returned" }] }, ArchiveVerdict.Recent },
        { "asked", Completed() with { Quotes = [QuoteOf(1000) with { Until = Before }] }, ArchiveVerdict.Recent },
    };

    [Theory]
    [MemberData(nameof(Staying))]
    public void What_is_not_over_or_changed_of_late_stays(string why, Order order, ArchiveVerdict verdict) =>
        OrderRules.MayArchive(order, [Heard()], Before).Should().Be(verdict, why);

    [Fact]
    public void A_callback_that_is_under_way_or_was_sent_again_of_late_holds_its_order()
    {
        var resent = DeliveryRules.Resend(Heard(), At(50));
        OrderRules.MayArchive(Completed(), [resent], Before).Should().Be(ArchiveVerdict.CallbackOpen);
        OrderRules.MayArchive(Completed(), [Heard() with { AttemptedSince = At(50) }], Before).Should().Be(ArchiveVerdict.CallbackOpen);
        OrderRules.MayArchive(Completed(), [], Before).Should().Be(ArchiveVerdict.CallbackOpen);
        OrderRules.MayArchive(Completed(), [Heard() with { DeliveredAt = Before }], Before).Should().Be(ArchiveVerdict.Recent);
        var attempt = Heard().Attempts[0] with { At = Before };
        OrderRules.MayArchive(Completed(), [Heard() with { Attempts = [attempt] }], Before).Should().Be(ArchiveVerdict.Recent);
        var given = Heard() with { Status = DeliveryStatus.Failed, DeliveredAt = null };
        OrderRules.MayArchive(Completed(), [given], Before).Should().Be(ArchiveVerdict.Archivable, "it was given up");
    }

    [Fact]
    public void A_tombstone_keeps_what_an_order_was_and_when()
    {
        var order = Completed() with { Audit = new Domain.Audit.AuditMark { Number = 3, Hash = "3a", Entry = "{}", At = Now } };
        var tombstone = OrderRules.Tombstone(order, Now);
        tombstone.Audit.Should().Be(order.Audit, "the end of its log stays known");
        tombstone.Should().BeEquivalentTo(order, options => options.Including(kept => kept.Id).Including(kept => kept.Merchant)
            .Including(kept => kept.Number).Including(kept => kept.Pid).Including(kept => kept.Status).Including(kept => kept.Money)
            .Including(kept => kept.Currency).Including(kept => kept.CreatedAt).Including(kept => kept.OpenedAt)
            .Including(kept => kept.ExpiresAt).Including(kept => kept.CompletedAt).Including(kept => kept.Deliveries));
        (tombstone.ArchivedAt, tombstone.Terms.MoneyText, tombstone.Terms.Type).Should().Be((Now, "70", "usdt"));
        (tombstone.Terms.Subject, tombstone.Terms.NotifyUrl, tombstone.Transfers.Count, tombstone.Quotes.Count, tombstone.History.Count)
            .Should().Be((null, null, 0, 0, 0));
    }

    [Fact]
    public void A_tombstone_takes_no_request_and_no_payment()
    {
        foreach (var order in new[] { Completed(), Expired(), Closed() })
        {
            var tombstone = OrderRules.Tombstone(order, Now);
            OrderRules.Resubmit(tombstone, order.Money, null, Now).Should().Be(ResubmitOutcome.Archived);
            OrderRules.Resubmit(tombstone, order.Money + 1, "USD", Now).Should().Be(ResubmitOutcome.Archived);
            foreach (var byHand in new[] { false, true })
                OrderRules.Accept(tombstone, Pay(1000), byHand, Now).Should().Be((AcceptOutcome.Archived, tombstone));
            var closing = order.Status == OrderStatus.Closed ? CloseOutcome.AlreadyClosed : CloseOutcome.Archived;
            OrderRules.Close(tombstone, null, Now).Should().Be((closing, tombstone));
            OrderRules.Wake(tombstone, Now, Now).Should().BeSameAs(tombstone);
            OrderRules.Confirm(tombstone, ChainId.Bsc, 99, Now).Should().BeSameAs(tombstone);
            OrderRules.Revert(tombstone, ChainId.Bsc, 0, Now).Should().BeSameAs(tombstone);
            OrderRules.GiveUpAmount(tombstone, Now).Should().BeSameAs(tombstone);
            var sighting = new Sighting
            {
                Id = Pay(1000).Id,
                Chain = ChainId.Bsc,
                Token = "USDT",
                Units = 1000,
                To = Address,
                Transaction = "t1",
                SeenAt = Now,
            };
            OrderRules.Sight(tombstone, sighting, Now).Should().BeSameAs(tombstone);
            OrderRules.NextWake(tombstone, Now).Should().BeNull();
        }
    }
}
