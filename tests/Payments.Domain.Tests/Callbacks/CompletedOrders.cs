using Payments.Domain.Callbacks;
using Payments.Domain.Callbacks.Formats;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Transfers;

namespace Payments.Domain.Tests.Callbacks;

/// <summary>Orders for tests of callbacks.</summary>
internal static class CompletedOrders
{
    public static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private const string Address = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";

    /// <summary>The callback that reports an order, in the format of its face.</summary>
    public static CallbackContent Callback(Order order, string secret) =>
        CallbackFormats.Of(order.Terms.Face).Compose(order, new OutboxEntry { Number = 1, Status = order.Status }, secret, Now);

    /// <summary>A completed order; one transfer paid all of it.</summary>
    public static Order Of(OrderTerms terms, string number = "N-1", UInt128? units = null, int decimals = 6, long pid = 1001, OrderStatus status = OrderStatus.Completed)
    {
        var quote = new Quote { Wallet = "w1", Chain = ChainId.Bsc, Token = "USDT", Decimals = decimals, Address = Address, Units = units ?? 15_670_000, Rate = 7m, RateSource = "wallet" };
        var transfer = new Transfer
        {
            Id = TransferId.Of(ChainId.Bsc, "0xabc", "0"),
            Chain = ChainId.Bsc,
            Token = "USDT",
            Units = quote.Units,
            From = "0x1",
            To = Address,
            Transaction = "0xabc",
            Block = 1,
            BlockHash = "0xb",
            BlockTime = Now,
        };
        return new Order
        {
            Id = OrderId.From("0123456789abcdef0123456789abcdef"),
            Merchant = MerchantId.From("m1"),
            Pid = pid,
            Number = number,
            Status = status,
            Currency = "CNY",
            Money = decimal.Parse(terms.MoneyText, System.Globalization.CultureInfo.InvariantCulture),
            Terms = terms,
            CreatedAt = Now,
            OpenedAt = Now,
            ExpiresAt = Now,
            CompletedAt = Now,
            Quotes = [quote],
            Transfers = [new OrderTransfer { Transfer = transfer, Confirmed = true }],
        };
    }
}
