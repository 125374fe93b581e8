using Payments.Providers.Common;

namespace Payments.Providers.Alipay.Answers;

/// <summary>Where a trade stands, in Alipay's words.</summary>
public enum AlipayTradeStatus
{
    /// <summary>A word that is not known here.</summary>
    Unknown = 0,

    /// <summary><c>WAIT_BUYER_PAY</c>: the payer has opened it.</summary>
    WaitBuyerPay,

    /// <summary><c>TRADE_CLOSED</c>: out of time, closed, or wholly refunded.</summary>
    Closed,

    /// <summary><c>TRADE_SUCCESS</c>: paid, and it can be refunded.</summary>
    Success,

    /// <summary><c>TRADE_FINISHED</c>: paid, and it cannot be refunded any more.</summary>
    Finished,
}

/// <summary>A trade, as <c>alipay.trade.query</c> gives it.</summary>
public sealed record AlipayTrade
{
    /// <summary>Alipay's number.</summary>
    public required string TradeNo { get; init; }

    /// <summary>Our number.</summary>
    public required string OutTradeNo { get; init; }

    /// <summary>Where it stands.</summary>
    public required AlipayTradeStatus Status { get; init; }

    /// <summary>The word for it.</summary>
    public required string StatusWord { get; init; }

    /// <summary>What was asked for, in yuan.</summary>
    public required decimal TotalAmount { get; init; }

    /// <summary>What the payer's account gave; less than asked for where Alipay or the merchant gave a discount.</summary>
    public decimal? BuyerPayAmount { get; init; }

    /// <summary>What the merchant gets before fees.</summary>
    public decimal? ReceiptAmount { get; init; }

    /// <summary>When it was paid; null where nobody paid.</summary>
    public DateTimeOffset? PaidAt { get; init; }

    /// <summary>Whether the money came.</summary>
    public bool IsPaid => Status is AlipayTradeStatus.Success or AlipayTradeStatus.Finished;

    /// <summary>A status by its word.</summary>
    public static AlipayTradeStatus StatusOf(string? word) => word switch
    {
        "WAIT_BUYER_PAY" => AlipayTradeStatus.WaitBuyerPay,
        "TRADE_CLOSED" => AlipayTradeStatus.Closed,
        "TRADE_SUCCESS" => AlipayTradeStatus.Success,
        "TRADE_FINISHED" => AlipayTradeStatus.Finished,
        _ => AlipayTradeStatus.Unknown,
    };

    internal static AlipayTrade Read(JsonFields fields)
    {
        var word = fields.Required("trade_status");
        return new AlipayTrade
        {
            TradeNo = fields.Required("trade_no"),
            OutTradeNo = fields.Required("out_trade_no"),
            Status = StatusOf(word),
            StatusWord = word,
            TotalAmount = fields.RequiredNumber("total_amount"),
            BuyerPayAmount = fields.Number("buyer_pay_amount"),
            ReceiptAmount = fields.Number("receipt_amount"),
            PaidAt = AlipayTime.Find(fields.Text("send_pay_date")),
        };
    }
}

/// <summary>A code to scan, as <c>alipay.trade.precreate</c> gives it.</summary>
/// <param name="OutTradeNo">Our number.</param>
/// <param name="QrCode">What the code must hold; good for two hours.</param>
public sealed record AlipayCode(string OutTradeNo, string QrCode)
{
    internal static AlipayCode Read(JsonFields fields) => new(fields.Required("out_trade_no"), fields.Required("qr_code"));
}

/// <summary>That a trade was closed.</summary>
/// <param name="OutTradeNo">Our number, where the answer repeats it.</param>
/// <param name="TradeNo">Alipay's number.</param>
public sealed record AlipayClosed(string? OutTradeNo, string? TradeNo)
{
    internal static AlipayClosed Read(JsonFields fields) => new(fields.Text("out_trade_no"), fields.Text("trade_no"));
}

/// <summary>What <c>alipay.trade.cancel</c> did.</summary>
/// <param name="Action"><c>close</c> or <c>refund</c>: money that came meanwhile went back; null where nothing was there.</param>
/// <param name="MustRetry">Whether it must be asked for again.</param>
public sealed record AlipayCancelled(string? Action, bool MustRetry)
{
    internal static AlipayCancelled Read(JsonFields fields) => new(fields.Text("action"), fields.Text("retry_flag") == "Y");
}
