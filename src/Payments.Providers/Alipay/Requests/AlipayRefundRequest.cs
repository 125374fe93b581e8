using System.Text.Json.Nodes;
using Payments.Providers.Common;

namespace Payments.Providers.Alipay.Requests;

/// <summary>Returns money of a trade, or a part of it. The same <see cref="OutRequestNo"/> and amount again return nothing more.</summary>
public sealed record AlipayRefundRequest : AlipayContent
{
    /// <summary>Our number of the trade.</summary>
    public string? OutTradeNo { get; init; }

    /// <summary>Alipay's number of it.</summary>
    public string? TradeNo { get; init; }

    /// <summary>How much.</summary>
    public required decimal RefundAmount { get; init; }

    /// <summary>Our number of the refund, 1 to 64 characters.</summary>
    public required string OutRequestNo { get; init; }

    /// <summary>Why, at most 256 characters; null for no word.</summary>
    public string? Reason { get; init; }

    /// <summary>Parts that receivers give back; none where nothing was shared.</summary>
    public IReadOnlyList<AlipayRoyalty> Royalties { get; init; } = [];

    /// <inheritdoc />
    internal override void Check(FieldFaults faults)
    {
        AlipayTradeKey.CheckEither(faults, OutTradeNo, TradeNo);
        AlipayMoney.Require(faults, RefundAmount, "refund_amount");
        RequireNumber(faults, OutRequestNo, "out_request_no");
        faults.RequireLength(Reason, "refund_reason", 1, 256);
        foreach (var royalty in Royalties) royalty.Check(faults, "refund_royalty_parameters");
    }

    /// <inheritdoc />
    internal override JsonObject ToJson() => AlipayJson.Of(
        ("out_trade_no", OutTradeNo),
        ("trade_no", TradeNo),
        ("refund_amount", AlipayMoney.Text(RefundAmount)),
        ("out_request_no", OutRequestNo),
        ("refund_reason", Reason),
        ("refund_royalty_parameters", Royalties.Count == 0 ? null : AlipayRoyalty.ToJson(Royalties)));
}

/// <summary>Asks for a refund.</summary>
public sealed record AlipayRefundKey : AlipayContent
{
    /// <summary>Our number of the trade.</summary>
    public string? OutTradeNo { get; init; }

    /// <summary>Alipay's number of it.</summary>
    public string? TradeNo { get; init; }

    /// <summary>Our number of the refund.</summary>
    public required string OutRequestNo { get; init; }

    /// <inheritdoc />
    internal override void Check(FieldFaults faults)
    {
        AlipayTradeKey.CheckEither(faults, OutTradeNo, TradeNo);
        RequireNumber(faults, OutRequestNo, "out_request_no");
    }

    /// <inheritdoc />
    internal override JsonObject ToJson() => AlipayJson.Of(
        ("out_trade_no", OutTradeNo), ("trade_no", TradeNo), ("out_request_no", OutRequestNo));
}
