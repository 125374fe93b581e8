using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Transfers;
using static Payments.Domain.Tests.Orders.OrderSamples;

namespace Payments.Domain.Tests.Orders;

/// <summary>Which changes of an order its callbacks tell, on a face that tells each.</summary>
public sealed class ToldStatusTests
{
    private static readonly DateTimeOffset Later = Start + TimeSpan.FromMinutes(2);

    private static Order Open => Pending() with { Terms = Pending().Terms with { Face = Face.WoPay } };

    private static Order Paid(Order order) => Told(order, OrderRules.Accept(order, Pay(1000), assigned: false, Later).Order);

    [Fact]
    public void From_payment_to_completion_each_word_is_told_once_and_in_order()
    {
        var confirmed = Paid(Open);
        var completed = Told(confirmed, OrderRules.Confirm(confirmed, ChainId.Bsc, 10, Later));
        Words(completed).Should().Equal("1 confirmed after -", "2 completed after 1");
        completed.Deliveries.Should().Be(2);
        completed.WakeAt.Should().Be(Later + OrderRules.OutboxRetry);
    }

    [Fact]
    public void What_goes_through_several_words_in_one_write_tells_the_last()
    {
        var next = OrderRules.Accept(Open, Pay(1000), assigned: false, Later).Order;
        Words(Told(Open, OrderRules.Confirm(next, ChainId.Bsc, 10, Later))).Should().Equal("1 completed after -");
    }

    [Fact]
    public void A_reorganisation_tells_that_the_payment_is_pending_again()
    {
        var confirmed = Paid(Open);
        Words(Told(confirmed, OrderRules.Revert(confirmed, ChainId.Bsc, 9, Later))).Should().Equal("1 confirmed after -", "2 pending after 1");
    }

    [Fact]
    public void Expiry_closing_and_reopening_are_told()
    {
        var late = Open.ExpiresAt;
        var expired = OrderRules.Told(Open, OrderRules.Wake(Open, null, late), [], late);
        Words(expired).Should().Equal("1 expired after -");
        var reopened = OrderRules.Reopen(expired, 70, "CNY", expired.Terms, late, Expiry);
        Words(OrderRules.Told(expired, reopened, [], late)).Should().Equal("1 expired after -", "2 pending after 1");
        Words(Told(Open, OrderRules.Close(Open, null, Later).Order)).Should().Equal("1 failed after -");
    }

    [Fact]
    public void What_waits_for_a_block_is_pending_as_before()
    {
        var sighting = new Sighting
        {
            Id = TransferId.Of(ChainId.Bsc, "t1", "0"),
            Chain = ChainId.Bsc,
            Token = "USDT",
            Units = 1000,
            To = Address,
            Transaction = "t1",
            SeenAt = Later,
        };
        var sighted = Told(Open, OrderRules.Sight(Open, sighting, Later));
        (sighted.Status, sighted.Outbox.Count).Should().Be((OrderStatus.Detected, 0));
    }

    [Fact]
    public void A_new_order_one_without_an_address_and_a_face_that_tells_completions_only_tell_nothing()
    {
        var created = Open;
        OrderRules.Told(null, created, [], Later).Should().BeSameAs(created);
        var deaf = Open with { Terms = Open.Terms with { NotifyUrl = null } };
        Paid(deaf).Outbox.Should().BeEmpty();
        Paid(Pending()).Outbox.Should().BeEmpty();
    }

    [Fact]
    public void Beyond_the_limit_only_the_completion_is_told()
    {
        var full = Open with { Deliveries = OrderRules.CallbackLimit };
        var confirmed = Paid(full);
        confirmed.Outbox.Should().BeEmpty();
        Words(Told(confirmed, OrderRules.Confirm(confirmed, ChainId.Bsc, 10, Later))).Should().Equal("101 completed after 100");
    }

    [Theory]
    [InlineData(OrderStatus.Pending, "pending")]
    [InlineData(OrderStatus.Detected, "pending")]
    [InlineData(OrderStatus.Completed, "completed")]
    [InlineData(OrderStatus.Expired, "expired")]
    [InlineData(OrderStatus.Closed, "failed")]
    [InlineData(OrderStatus.Failed, "failed")]
    [InlineData(OrderStatus.PartiallyRefunded, "completed")]
    [InlineData(OrderStatus.Refunded, "completed")]
    public void Each_status_has_one_of_the_documents_words(OrderStatus status, string word) =>
        PaymentStatus.Of(Open with { Status = status }).Should().Be(word);

    private static Order Told(Order before, Order next) => OrderRules.Told(before, next, [], Later);

    private static IEnumerable<string> Words(Order order) =>
        order.Outbox.Select(entry => $"{entry.Number} {PaymentStatus.Of(entry)} after {entry.After?.ToString() ?? "-"}");
}
