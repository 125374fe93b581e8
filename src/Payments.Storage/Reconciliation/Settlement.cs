namespace Payments.Storage.Reconciliation;

/// <summary>What one merchant's payments of a day brought, as stored. Amounts are decimal texts in whole units of the currency.</summary>
public sealed record Settlement
{
    /// <summary>The provider.</summary>
    public string Provider { get; init; } = "";

    /// <summary>The account: a merchant's id, or <c>installation</c>.</summary>
    public string Account { get; init; } = "";

    /// <summary>The day of the provider's clock, <c>yyyy-mm-dd</c>.</summary>
    public string Day { get; init; } = "";

    /// <summary>The merchant; empty for what belongs to no order.</summary>
    public string Merchant { get; init; } = "";

    /// <summary>The currency.</summary>
    public string Currency { get; init; } = "";

    /// <summary>Payments that this gateway counts.</summary>
    public long Payments { get; init; }

    /// <summary>What they brought.</summary>
    public string Gross { get; init; } = "";

    /// <summary>What the statement says that payments brought.</summary>
    public string Stated { get; init; } = "";

    /// <summary>The provider's fees.</summary>
    public string Fees { get; init; } = "";

    /// <summary>Refunds of the statement.</summary>
    public long RefundCount { get; init; }

    /// <summary>What they returned.</summary>
    public string Refunds { get; init; } = "";

    /// <summary>What went to receivers of shares; null where the provider does not list it.</summary>
    public string? Shares { get; init; }

    /// <summary>What was paid out to the account's owner; null where the provider does not list it.</summary>
    public string? Payout { get; init; }

    /// <summary>Gross without fees, refunds and shares.</summary>
    public string Net { get; init; } = "";
}
