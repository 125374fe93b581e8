using System.Text.Json;
using Payments.Domain.Callbacks;
using Payments.Domain.Callbacks.Formats;
using Payments.Domain.Merchants;
using Payments.Domain.Orders;
using Payments.Domain.Refunds;
using Payments.Domain.Tests.Refunds;
using Payments.Domain.Tests.Sharing;
using static Payments.Domain.Tests.Orders.OrderSamples;

namespace Payments.Domain.Tests.Callbacks.Formats;

/// <summary>What events of refunds and of shares say beside the payment.</summary>
public sealed class EventBodyTests
{
    [Theory]
    [InlineData(RefundStatus.Processing, "\"processing\"", "null")]
    [InlineData(RefundStatus.Succeeded, "\"succeeded\"", "\"2026-01-01T14:00:00Z\"")]
    public void A_refund_is_told_as_it_stands(RefundStatus status, string said, string endedAt)
    {
        var decision = RefundSamples.Ask(RefundSamples.PaidAtProvider(), RefundSamples.Request("r-1", amount: "7.5"));
        var order = OrderRules.ApplyRefund(
            decision.Order, decision.Refund!.Provider!, RefundSamples.News(status, amount: 7.5m), RefundSamples.Later).Order;
        var reference = new RefundReference(order.Id, 1);
        Told(order, RefundOf(1), "refund")
            .Should().Be(
                "{\"refund_id\":\"r-1\",\"status\":" + said + ",\"kind\":\"provider\",\"amount\":\"7.5\",\"currency\":\"CNY\"," +
                $"\"charge\":\"{order.Refunds[0].Charge}\",\"reference\":\"{reference}\",\"transaction_hash\":null,\"reason\":null," +
                $"\"detail\":\"{status}\",\"created_at\":\"2026-01-01T14:00:00Z\",\"ended_at\":" + endedAt + "}");
        Told(order, RefundOf(2), "refund")
            .Should().BeNull("there is no second one");
    }

    [Fact]
    public void A_share_is_told_as_it_stands()
    {
        var order = ShareSamples.Shared(ShareSamples.Rule("anna", percent: 10));
        Told(order, ShareOf(1), "share")
            .Should().Be(
                "{\"share\":1,\"rule_id\":\"rule-anna\",\"status\":\"succeeded\",\"amount\":\"7\",\"returned\":\"0\"," +
                "\"currency\":\"CNY\"," +
                $"\"receiver_type\":\"SHOP\",\"receiver\":\"anna\",\"charge\":\"{order.Shares[0].Charge}\",\"detail\":null," +
                "\"created_at\":\"2026-01-01T14:00:00Z\",\"ended_at\":\"2026-01-01T14:00:00Z\"}");

        var open = ShareSamples.Planned(ShareSamples.Rule("anna", percent: 10));
        Told(open, ShareOf(1), "share")
            .Should().EndWith("\"ended_at\":null}");
    }

    [Fact]
    public void A_signed_test_says_that_it_is_one_and_a_notice_does_not()
    {
        var test = WoPayCallback.SignedTest("payment.completed", "{\"a\":1}", "id-1", new CallbackKeys("secret"), Start);
        test.Payload.Should().Be("""{"event_type":"payment.completed","timestamp":"2026-01-01T12:00:00Z","test":true,"data":{"a":1}}""");
        test.Headers.Should().ContainKey("X-WoPay-Signature").And.Contain("X-WoPay-Webhook-Id", "id-1");

        var notice = WoPayCallback.Notice("delivery.failing", "{\"a\":1}", "id-2", Start);
        notice.Payload.Should().Be("""{"event_type":"delivery.failing","timestamp":"2026-01-01T12:00:00Z","data":{"a":1}}""");
        notice.Headers.Should().Equal(new Dictionary<string, string> { ["X-WoPay-Webhook-Id"] = "id-2" });
    }

    private static OutboxEntry RefundOf(int number) =>
        new() { Number = 3, Status = OrderStatus.Completed, Event = "refund.succeeded", Endpoint = "a", Refund = number };

    private static OutboxEntry ShareOf(int number) =>
        new() { Number = 3, Status = OrderStatus.Completed, Event = "share.succeeded", Endpoint = "a", Share = number };

    private static string? Told(Order order, OutboxEntry entry, string name)
    {
        var merchant = new Merchant
        {
            Id = order.Merchant,
            Pid = 1000,
            Name = "Shop",
            Email = "shop@example.com",
            ApiKeyHash = "",
            SealedSecret = "",
            CreatedAt = Start,
            UpdatedAt = Start,
        };
        var payload = EventDeliveries.Of(order, entry, merchant, RefundSamples.Later, null).Payload;
        var data = JsonDocument.Parse(payload).RootElement.GetProperty("data");
        return data.TryGetProperty(name, out var told) ? told.GetRawText() : null;
    }
}
