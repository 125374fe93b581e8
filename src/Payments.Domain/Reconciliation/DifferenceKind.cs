namespace Payments.Domain.Reconciliation;

/// <summary>How a statement and this gateway differ about one entry.</summary>
public enum DifferenceKind
{
    /// <summary>The statement has money under a number of ours that no order has.</summary>
    MissingHere,

    /// <summary>This gateway counts money of which the statement says nothing.</summary>
    MissingThere,

    /// <summary>The currencies differ.</summary>
    OtherCurrency,

    /// <summary>The amounts differ.</summary>
    OtherAmount,

    /// <summary>One side says that money moved, and the other that it did not.</summary>
    OtherState,

    /// <summary>The fee is not what was agreed on.</summary>
    Fee,

    /// <summary>The statement has money twice under one number.</summary>
    Duplicate,

    /// <summary>
    /// The statement has it on another day than this gateway. Noted, so that the other day does not miss it; never open.
    /// </summary>
    OtherDay,
}

/// <summary>The words of differences in the API, in the database, and in files.</summary>
public static class DifferenceWords
{
    private static readonly Dictionary<DifferenceKind, string> Words = new()
    {
        [DifferenceKind.MissingHere] = "missing_here",
        [DifferenceKind.MissingThere] = "missing_there",
        [DifferenceKind.OtherCurrency] = "other_currency",
        [DifferenceKind.OtherAmount] = "other_amount",
        [DifferenceKind.OtherState] = "other_state",
        [DifferenceKind.Fee] = "fee",
        [DifferenceKind.Duplicate] = "duplicate",
        [DifferenceKind.OtherDay] = "other_day",
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyCollection<string> All => Words.Values;

    /// <summary>The word of a kind.</summary>
    public static string Word(this DifferenceKind kind) => Words[kind];

    /// <summary>The word of what moved money.</summary>
    public static string Word(this EntryKind kind) => kind switch
    {
        EntryKind.Payment => "payment",
        EntryKind.Refund => "refund",
        EntryKind.Transfer => "transfer",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
