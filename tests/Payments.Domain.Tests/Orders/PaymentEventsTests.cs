using Payments.Domain.Callbacks;
using Payments.Domain.Identity;
using Payments.Domain.Merchants;
using Payments.Domain.Orders;
using static Payments.Domain.Tests.Orders.OrderSamples;

namespace Payments.Domain.Tests.Orders;

/// <summary>Which events a change of an order is, and which endpoints are told of them.</summary>
public sealed class PaymentEventsTests
{
    private static readonly DateTimeOffset Later = Start + TimeSpan.FromMinutes(2);

    [Fact]
    public void Each_change_has_its_names()
    {
        var open = Pending();
        Names(null, open).Should().Equal("payment.created");
        var seen = Accept(open, 1000);
        Names(open, seen).Should().Equal("payment.detected");
        var paid = OrderRules.Confirm(seen, ChainId.Bsc, 10, Later);
        Names(seen, paid).Should().Equal("payment.completed");
        Names(open, Accept(open, 400)).Should().Equal("payment.underpaid", "payment.detected");
        Names(open, Accept(open, 1500)).Should().Equal("payment.overpaid", "payment.detected");
        Names(open, Accept(open, 1000, Expiry + TimeSpan.FromMinutes(1))).Should().Equal("payment.late", "payment.detected");
        Names(seen, OrderRules.Revert(seen, ChainId.Bsc, 9, Later)).Should().Equal("payment.reorged");
        Names(open, OrderRules.Wake(open, null, open.ExpiresAt)).Should().Equal("payment.expired");
        Names(open, OrderRules.Close(open, null, Later).Order).Should().Equal("payment.failed");
        Names(open, open with { Version = 2 }).Should().BeEmpty();
    }

    [Fact]
    public void A_payment_of_a_completed_order_that_is_gone_is_told_once_and_not_when_it_comes_again_under_another_name()
    {
        var paid = OrderRules.Confirm(Accept(Pending(), 1000), ChainId.Bsc, 10, Later);
        var gone = OrderRules.Revert(paid, ChainId.Bsc, 9, Later);
        Names(paid, gone).Should().Equal("payment.reorged");
        Names(gone, OrderRules.Revert(gone, ChainId.Bsc, 8, Later)).Should().BeEmpty();
        var moved = Pay(1000, block: 12) with { Id = Transfers.TransferId.Of(ChainId.Bsc, "t1", "3") };
        Names(gone, OrderRules.Accept(gone, moved, assigned: false, Later).Order).Should().BeEmpty();
    }

    [Fact]
    public void Endpoints_are_told_of_what_they_take_each_in_its_own_order_and_beside_the_orders_own_callback()
    {
        var endpoints = new[] { Endpoint("a", "payment.detected", "payment.completed"), Endpoint("b", "payment.completed"), Endpoint("c") };
        var seen = OrderRules.Told(Pending(), Accept(Pending(), 1000), endpoints, Later);
        Entries(seen).Should().Equal("1 payment.detected a -");
        var paid = OrderRules.Told(seen, OrderRules.Confirm(seen, ChainId.Bsc, 10, Later), endpoints, Later);
        Entries(paid).Should().Equal("1 payment.detected a -", "1   -", "2 payment.completed a 1", "3 payment.completed b -");
        (paid.Deliveries, paid.Events).Should().Be((1, 3));

        Entries(OrderRules.HandedOver(paid, paid.Outbox[1], Later)).Should()
            .Equal(["1 payment.detected a -", "2 payment.completed a 1", "3 payment.completed b -"], "the two kinds are counted apart");
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(30, true)]
    [InlineData(31, false)]
    public void What_happens_while_an_endpoint_is_off_is_kept_for_it_for_a_month(int days, bool isKept)
    {
        var off = Endpoint("a", "payment.created") with { OffSince = Start - TimeSpan.FromDays(days) };
        OrderRules.Told(null, Pending(), [off], Start).Events.Should().Be(isKept ? 1 : 0);
    }

    [Fact]
    public void Beyond_the_limit_an_endpoint_is_told_of_the_completion_alone_and_others_have_limits_of_their_own()
    {
        var endpoints = new[] { Endpoint("a", "payment.detected", "payment.completed"), Endpoint("b", "payment.detected") };
        var told = new ToldEndpoint { Endpoint = "a", Number = 100, Count = OrderRules.CallbackLimit };
        var flapping = Pending() with { Events = 100, Told = [told] };
        var seen = OrderRules.Told(flapping, Accept(flapping, 1000), endpoints, Later);
        Entries(seen).Should().Equal("101 payment.detected b -");
        var paid = OrderRules.Told(seen, OrderRules.Confirm(seen, ChainId.Bsc, 10, Later), endpoints, Later);
        Entries(paid).Should().EndWith("102 payment.completed a 100");
    }

    [Theory]
    [InlineData("payment.detected", DeliveryStatus.Pending, DeliveryStatus.Superseded, 4)]
    [InlineData("payment.detected", DeliveryStatus.Failed, DeliveryStatus.Failed, 4)]
    [InlineData("payment.detected", DeliveryStatus.Kept, DeliveryStatus.Kept, 4)]
    [InlineData("payment.detected", DeliveryStatus.Delivered, DeliveryStatus.Delivered, null)]
    [InlineData("payment.completed", DeliveryStatus.Pending, DeliveryStatus.Pending, null)]
    [InlineData("payment.completed", DeliveryStatus.Failed, DeliveryStatus.Failed, null)]
    public void News_takes_the_place_of_what_it_outdates_and_of_nothing_that_is_acted_upon(
        string name, DeliveryStatus status, DeliveryStatus then, int? by)
    {
        var entry = new OutboxEntry { Number = 1, Status = OrderStatus.Pending, Event = name, Endpoint = "a" };
        var older = EventDeliveries.Of(Pending(), entry, Shop(Endpoint("a", name)), Later, null) with { Status = status };
        var superseded = DeliveryRules.Supersede(older, 4, isUnderWay: false);
        (superseded.Status, superseded.SupersededBy).Should().Be((then, by));
    }

    [Fact]
    public void An_archived_order_is_told_with_all_its_facts_to_those_who_take_that()
    {
        var paid = OrderRules.Confirm(Accept(Pending(), 1000), ChainId.Bsc, 10, Later) with { Outbox = [], Events = 5 };
        var (tombstone, told) = OrderRules.Archive(paid, Shop(Endpoint("a", "order.archived"), Endpoint("b", "payment.completed")), Later);
        (tombstone.Events, tombstone.Outbox.Count, tombstone.ArchivedAt).Should().Be((6, 0, Later));
        var delivery = told.Should().ContainSingle().Subject;
        (delivery.Id, delivery.Endpoint, delivery.Url, delivery.WakeAt, delivery.After)
            .Should().Be(($"{paid.Id.Value}-e6", "a", "https://shop.example/a", Later, null));
        delivery.Payload.Should().Contain("\"event_type\":\"order.archived\"").And.Contain("\"sequence\":6")
            .And.Contain("\"status\":\"completed\"").And.Contain("\"received_amount\":\"10\"");
        OrderRules.Archive(paid, null, Later).Told.Should().BeEmpty();
    }

    private static Order Accept(Order order, UInt128 units, TimeSpan? after = null) =>
        OrderRules.Accept(order, Pay(units, after: after), assigned: false, Later).Order;

    private static IEnumerable<string> Names(Order? before, Order next) => PaymentEvents.Of(before, next).Select(news => news.Name);

    private static IEnumerable<string> Entries(Order order) =>
        order.Outbox.Select(entry => $"{entry.Number} {entry.Event} {entry.Endpoint} {entry.After?.ToString() ?? "-"}");

    private static WebhookEndpoint Endpoint(string id, params string[] events) =>
        new() { Id = id, Url = "https://shop.example/" + id, Events = events, SealedSecret = "", CreatedAt = Start };

    private static Merchant Shop(params WebhookEndpoint[] endpoints) => new()
    {
        Id = Pending().Merchant,
        Pid = 1000,
        Name = "Shop",
        Email = "shop@example.com",
        ApiKeyHash = "",
        SealedSecret = "",
        CreatedAt = Start,
        UpdatedAt = Start,
        Endpoints = endpoints,
    };
}
