using System.Text.Json.Nodes;
using Payments.Providers.Common;

namespace Payments.Providers.Alipay.Requests;

/// <summary>The products by which a trade is begun, each with a method of its own.</summary>
public enum AlipayProduct
{
    /// <summary>A page for a computer's browser: <c>alipay.trade.page.pay</c>.</summary>
    Page,

    /// <summary>A page for a phone's browser: <c>alipay.trade.wap.pay</c>.</summary>
    Wap,

    /// <summary>A code to scan: <c>alipay.trade.precreate</c>.</summary>
    Precreate,

    /// <summary>A call of the shop's own app: <c>alipay.trade.app.pay</c>.</summary>
    App,
}

/// <summary>A trade to be begun.</summary>
public sealed record AlipayOrder : AlipayContent
{
    /// <summary>The longest title.</summary>
    public const int LongestSubject = 256;

    /// <summary>By which product.</summary>
    public required AlipayProduct Product { get; init; }

    /// <summary>Our number, 1 to 64 of <c>[A-Za-z0-9_]</c>.</summary>
    public required string OutTradeNo { get; init; }

    /// <summary>Yuan, 0.01 to 100,000,000.00.</summary>
    public required decimal TotalAmount { get; init; }

    /// <summary>The title that the payer reads.</summary>
    public required string Subject { get; init; }

    /// <summary>Until when it may be paid; the code or link is of no use afterwards, whoever kept it.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Where the payer goes who gives up on a phone; null for nowhere.</summary>
    public string? QuitUrl { get; init; }

    /// <summary>Whether the money is held until it was divided.</summary>
    public bool IsShared { get; init; }

    /// <summary>The method's name.</summary>
    internal string Method => Product switch
    {
        AlipayProduct.Page => "alipay.trade.page.pay",
        AlipayProduct.Wap => "alipay.trade.wap.pay",
        AlipayProduct.Precreate => "alipay.trade.precreate",
        AlipayProduct.App => "alipay.trade.app.pay",
        _ => throw new InvalidOperationException($"Unknown product {Product}."),
    };

    private string ProductCode => Product switch
    {
        AlipayProduct.Page => "FAST_INSTANT_TRADE_PAY",
        AlipayProduct.Wap => "QUICK_WAP_WAY",
        AlipayProduct.Precreate => "FACE_TO_FACE_PAYMENT",
        AlipayProduct.App => "QUICK_MSECURITY_PAY",
        _ => throw new InvalidOperationException($"Unknown product {Product}."),
    };

    /// <inheritdoc />
    internal override void Check(FieldFaults faults)
    {
        AlipayTradeKey.CheckEither(faults, OutTradeNo, null);
        AlipayMoney.Require(faults, TotalAmount, "total_amount");
        faults.RequireLength(Subject, "subject", 1, LongestSubject);
        faults.RequireUrl(NotifyUrl, "notify_url", 8, 256);
        faults.RequireUrl(ReturnUrl, "return_url", 8, 256);
        faults.RequireUrl(QuitUrl, "quit_url", 8, 400);
    }

    /// <inheritdoc />
    internal override JsonObject ToJson() => AlipayJson.Of(
        ("out_trade_no", OutTradeNo),
        ("total_amount", AlipayMoney.Text(TotalAmount)),
        ("subject", Subject),
        ("product_code", ProductCode),
        ("time_expire", AlipayTime.Text(ExpiresAt)),
        ("quit_url", QuitUrl),
        ("extend_params", IsShared ? AlipayJson.Of(("royalty_freeze", "true")) : null));
}
