namespace Payments.Providers.WeChat.Requests;

/// <summary>The ways in which an order is made, by the last part of its path.</summary>
public enum WeChatKind
{
    /// <summary>A code that the payer scans.</summary>
    Native,

    /// <summary>Within WeChat's browser or a mini program.</summary>
    Jsapi,

    /// <summary>From another browser of the phone.</summary>
    H5,

    /// <summary>From the merchant's own app.</summary>
    App,
}

/// <summary>An order to be made (<c>POST /v3/pay/transactions/{kind}</c>).</summary>
public sealed record WeChatOrderRequest
{
    /// <summary>The way.</summary>
    public required WeChatKind Kind { get; init; }

    /// <summary>What is paid, 1 to 127 characters.</summary>
    public required string Description { get; init; }

    /// <summary>Our number, 6 to 32 of letters, digits and <c>_ - | *</c>.</summary>
    public required string OutTradeNo { get; init; }

    /// <summary>Where notices go: https, no query, up to 255 characters.</summary>
    public required string NotifyUrl { get; init; }

    /// <summary>The price in fen.</summary>
    public required long Total { get; init; }

    /// <summary>Until when it may be paid; a minute ahead at least. Later requests cannot change it.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The payer's <c>openid</c> of this very app; JSAPI alone, where it is required.</summary>
    public string? OpenId { get; init; }

    /// <summary>The payer's network address; H5 alone, where it is required.</summary>
    public string? PayerAddress { get; init; }

    /// <summary>Whether the money is frozen after the payment, to be shared.</summary>
    public bool IsShared { get; init; }
}

/// <summary>A refund to be made (<c>POST /v3/refund/domestic/refunds</c>).</summary>
public sealed record WeChatRefundRequest
{
    /// <summary>Our number of the order.</summary>
    public required string OutTradeNo { get; init; }

    /// <summary>Our number of the refund, up to 64 characters. Another number is another refund.</summary>
    public required string OutRefundNo { get; init; }

    /// <summary>Why, for the payer, up to 80 characters; null for no word.</summary>
    public string? Reason { get; init; }

    /// <summary>Where notices of it go; null for nowhere.</summary>
    public string? NotifyUrl { get; init; }

    /// <summary>How much, in fen.</summary>
    public required long Refund { get; init; }

    /// <summary>What the order was over, in fen.</summary>
    public required long Total { get; init; }
}

/// <summary>Who may get a part of an order.</summary>
public sealed record WeChatReceiver
{
    /// <summary><c>MERCHANT_ID</c> or <c>PERSONAL_OPENID</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The merchant's number, or the <c>openid</c>.</summary>
    public required string Account { get; init; }

    /// <summary>The owner's name, in the clear; it is encrypted on its way. Required for merchants when they are added.</summary>
    public string? Name { get; init; }

    /// <summary>What the receiver is: <c>STORE</c>, <c>PARTNER</c>, <c>SUPPLIER</c> …; needed when it is added.</summary>
    public string? RelationType { get; init; }

    /// <summary>The name without its value.</summary>
    public override string ToString() => $"WeChatReceiver {{ {Type} }}";
}

/// <summary>One part of an order.</summary>
/// <param name="Receiver">Who.</param>
/// <param name="Amount">How much, in fen.</param>
/// <param name="Description">Why, up to 80 characters.</param>
public sealed record WeChatPart(WeChatReceiver Receiver, long Amount, string Description);

/// <summary>Money of an order to be shared (<c>POST /v3/profitsharing/orders</c>).</summary>
public sealed record WeChatShareRequest
{
    /// <summary>The most receivers of a request.</summary>
    public const int MostParts = 50;

    /// <summary>WeChat Pay's number of the order.</summary>
    public required string TransactionId { get; init; }

    /// <summary>Our number of the share, up to 64 characters.</summary>
    public required string OutOrderNo { get; init; }

    /// <summary>Who gets what.</summary>
    public required IReadOnlyList<WeChatPart> Parts { get; init; }

    /// <summary>Whether what is left is the merchant's at once.</summary>
    public required bool UnfreezeUnsplit { get; init; }
}

/// <summary>A part to be taken back (<c>POST /v3/profitsharing/return-orders</c>); of merchants alone.</summary>
public sealed record WeChatReturnRequest
{
    /// <summary>Our number of the share.</summary>
    public required string OutOrderNo { get; init; }

    /// <summary>Our number of the return.</summary>
    public required string OutReturnNo { get; init; }

    /// <summary>The merchant who gives it back.</summary>
    public required string ReturnMchid { get; init; }

    /// <summary>How much, in fen.</summary>
    public required long Amount { get; init; }

    /// <summary>Why, up to 80 characters.</summary>
    public required string Description { get; init; }
}

/// <summary>The end of an order's sharing (<c>POST /v3/profitsharing/orders/unfreeze</c>).</summary>
public sealed record WeChatUnfreezeRequest
{
    /// <summary>WeChat Pay's number of the order.</summary>
    public required string TransactionId { get; init; }

    /// <summary>Our number of it.</summary>
    public required string OutOrderNo { get; init; }

    /// <summary>Why, up to 80 characters.</summary>
    public required string Description { get; init; }
}
