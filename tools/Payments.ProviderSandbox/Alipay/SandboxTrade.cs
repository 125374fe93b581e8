namespace Payments.ProviderSandbox.Alipay;

/// <summary>A trade of the stand-in, from the moment in which a payer's device showed it.</summary>
internal sealed class SandboxTrade
{
    /// <summary>The merchant's number.</summary>
    public required string OutTradeNo { get; init; }

    /// <summary>Alipay's number.</summary>
    public required string TradeNo { get; init; }

    /// <summary>Yuan.</summary>
    public required decimal Amount { get; init; }

    /// <summary>The title.</summary>
    public required string Subject { get; init; }

    /// <summary>When it was begun.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Until when it may be paid.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Where notices go, or null.</summary>
    public string? NotifyUrl { get; init; }

    /// <summary>Where the payer comes back, or null.</summary>
    public string? ReturnUrl { get; init; }

    /// <summary>When it was paid; null while it is not.</summary>
    public DateTimeOffset? PaidAt { get; set; }

    /// <summary>Whether it was closed unpaid.</summary>
    public bool IsClosed { get; set; }

    /// <summary>Whether it cannot be refunded any more.</summary>
    public bool IsFinished { get; set; }

    /// <summary>What went back, by the number of the refund, in its order.</summary>
    public Dictionary<string, (decimal Amount, DateTimeOffset At)> Refunds { get; } = [];

    /// <summary>What receivers of shares gave back, by their accounts.</summary>
    public Dictionary<string, decimal> GivenBack { get; } = [];

    /// <summary>What went back in all.</summary>
    public decimal Refunded => Refunds.Values.Sum(refund => refund.Amount);

    /// <summary>The state in Alipay's words.</summary>
    public string Status => this switch
    {
        { IsFinished: true } => "TRADE_FINISHED",
        { PaidAt: not null } when Refunded == Amount => "TRADE_CLOSED",
        { PaidAt: not null } => "TRADE_SUCCESS",
        { IsClosed: true } => "TRADE_CLOSED",
        _ => "WAIT_BUYER_PAY",
    };
}
