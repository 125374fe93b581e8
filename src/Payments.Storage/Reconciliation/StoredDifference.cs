namespace Payments.Storage.Reconciliation;

/// <summary>A difference as it is stored. Amounts are decimal texts in whole units of their currency, times Unix milliseconds.</summary>
public sealed record StoredDifference
{
    /// <summary>A digest of all that it says: the same difference of a later comparison has the same id.</summary>
    public string Id { get; init; } = "";

    /// <summary>The provider.</summary>
    public string Provider { get; init; } = "";

    /// <summary>The account: a merchant's id, or <c>installation</c>.</summary>
    public string Account { get; init; } = "";

    /// <summary>The day of the statement, <c>yyyy-mm-dd</c>.</summary>
    public string Day { get; init; } = "";

    /// <summary>The word of its kind.</summary>
    public string Kind { get; init; } = "";

    /// <summary><c>payment</c> or <c>refund</c>.</summary>
    public string Entry { get; init; } = "";

    /// <summary>Our number of the charge or refund, as the side that has it writes it.</summary>
    public string Reference { get; init; } = "";

    /// <summary>Whose order it is of; null where that is not known.</summary>
    public string? Merchant { get; init; }

    /// <summary>The provider's number; null where the statement has no line.</summary>
    public string? Number { get; init; }

    /// <summary>The amount here.</summary>
    public string? OurAmount { get; init; }

    /// <summary>The currency here.</summary>
    public string? OurCurrency { get; init; }

    /// <summary>The state here, in our word.</summary>
    public string? OurState { get; init; }

    /// <summary>The time here.</summary>
    public long? OurTime { get; init; }

    /// <summary>The amount there.</summary>
    public string? TheirAmount { get; init; }

    /// <summary>The currency there.</summary>
    public string? TheirCurrency { get; init; }

    /// <summary>The state there, in the provider's word.</summary>
    public string? TheirState { get; init; }

    /// <summary>The time there.</summary>
    public long? TheirTime { get; init; }

    /// <summary>The provider's fee.</summary>
    public string? TheirFee { get; init; }

    /// <summary>When somebody settled it; null while it is open.</summary>
    public long? SettledAt { get; init; }

    /// <summary>Why.</summary>
    public string? SettledReason { get; init; }
}
