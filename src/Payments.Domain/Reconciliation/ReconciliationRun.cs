namespace Payments.Domain.Reconciliation;

/// <summary>How the comparison of one day of one account stands.</summary>
public sealed record ReconciliationRun
{
    /// <summary>The account.</summary>
    public required ReconciliationKey Account { get; init; }

    /// <summary>The day, of the provider's clock.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>When the statement was last compared; null while it never was.</summary>
    public DateTimeOffset? DoneAt { get; init; }

    /// <summary>When it was tried first.</summary>
    public required DateTimeOffset FirstTriedAt { get; init; }

    /// <summary>When it was tried last.</summary>
    public required DateTimeOffset TriedAt { get; init; }

    /// <summary>Why the last try brought nothing, so that an earlier result stands; null where it did.</summary>
    public string? Trouble { get; init; }

    /// <summary>Lines of the statement.</summary>
    public long Lines { get; init; }

    /// <summary>Lines under numbers that are not of the form of ours: payments of other systems at the same account.</summary>
    public long Foreign { get; init; }

    /// <summary>Our paid entries of the day.</summary>
    public long Entries { get; init; }

    /// <summary>Lines that agree with an entry of ours.</summary>
    public long Matched { get; init; }

    /// <summary>How many differences there are, notes of other days left out.</summary>
    public long Differences { get; init; }

    /// <summary>How many of the stored differences nobody has settled, notes of other days left out.</summary>
    public long Open { get; init; }

    /// <summary>What could not be had beside the statement, so that shares and payouts are missing; null where nothing is.</summary>
    public string? Note { get; init; }
}
