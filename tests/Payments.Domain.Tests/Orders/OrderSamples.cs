using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Transfers;

namespace Payments.Domain.Tests.Orders;

/// <summary>Orders and transfers to begin with.</summary>
internal static class OrderSamples
{
    public const string Address = "0xaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    public static readonly TimeSpan Expiry = TimeSpan.FromMinutes(30);
    public static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    public static Order Unquoted() => new()
    {
        Id = new OrderId(new string('a', 32)),
        Merchant = new MerchantId(new string('b', 32)),
        Pid = 1000,
        Number = "N-1",
        Status = OrderStatus.Pending,
        Currency = "CNY",
        Money = 70m,
        Terms = new OrderTerms { Face = Face.Epay, NotifyUrl = "https://shop.example/notify", MoneyText = "70", Type = "usdt", Subject = "VIP" },
        CreatedAt = Start,
        OpenedAt = Start,
        ExpiresAt = Start + Expiry,
        WakeAt = Start + Expiry,
    };

    public static Order Pending(UInt128? units = null) => OrderRules.WithQuote(Unquoted(), QuoteOf(units ?? 1000), Start, Grace);

    public static Quote QuoteOf(UInt128 units, string wallet = "w1", string token = "USDT", ChainId? chain = null) => new()
    {
        Wallet = wallet,
        Chain = chain ?? ChainId.Bsc,
        Token = token,
        Decimals = 2,
        Address = Address,
        Units = units,
        Rate = 7m,
        RateSource = "wallet",
    };

    public static Transfer Pay(UInt128 units, long block = 10, string id = "t1", TimeSpan? after = null, string token = "USDT", string from = "0xf", ChainId? chain = null) => new()
    {
        Id = TransferId.Of(chain ?? ChainId.Bsc, id, "0"),
        Chain = chain ?? ChainId.Bsc,
        Token = token,
        Units = units,
        From = from,
        To = Address,
        Transaction = id,
        Block = block,
        BlockHash = $"hash-{block}",
        BlockTime = Start + (after ?? TimeSpan.FromMinutes(1)),
    };
}
