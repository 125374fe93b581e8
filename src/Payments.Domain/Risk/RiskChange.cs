using Orleans;

namespace Payments.Domain.Risk;

/// <summary>One change of a book of rules: exactly one of its first four fields says which.</summary>
[GenerateSerializer, Immutable, Alias("risk-change")]
public sealed record RiskChange
{
    /// <summary>A rule to add, or to put in the place of the one with its id.</summary>
    [Id(0)] public RiskRule? Rule { get; init; }

    /// <summary>The id of a rule to remove.</summary>
    [Id(1)] public string? RemovedRule { get; init; }

    /// <summary>A list to add, or to put in the place of the one with its id.</summary>
    [Id(2)] public RiskList? List { get; init; }

    /// <summary>The id of a list to remove.</summary>
    [Id(3)] public string? RemovedList { get; init; }

    /// <summary>Whether the rule or list must be there already: false adds it, true changes it.</summary>
    [Id(4)] public bool IsKnown { get; init; }

    /// <summary>The edition that a list's next one was made from; null where that does not matter.</summary>
    [Id(5)] public long? FromEdition { get; init; }
}

/// <summary>Named outcomes of a change, one per rule, in the order in which they are tried.</summary>
[GenerateSerializer, Alias("risk-change-outcome")]
public enum RiskChangeOutcome
{
    /// <summary>Done.</summary>
    Saved = 0,

    /// <summary>There is no such rule or list.</summary>
    NotFound = 1,

    /// <summary>There are as many as may be.</summary>
    TooMany = 2,

    /// <summary>The rule names a list that is not there.</summary>
    UnknownList = 3,

    /// <summary>The rule names a list of other subjects than its own.</summary>
    OtherSubject = 4,

    /// <summary>A rule names the list, so it stays.</summary>
    ListInUse = 5,

    /// <summary>The list was written meanwhile.</summary>
    ListChanged = 6,

    /// <summary>There is no such merchant.</summary>
    UnknownMerchant = 7,

    /// <summary>The caller's API key was replaced.</summary>
    KeyReplaced = 8,
}

/// <summary>What became of a change.</summary>
[GenerateSerializer, Immutable, Alias("risk-change-result")]
public sealed record RiskChangeResult
{
    /// <summary>The outcome.</summary>
    [Id(0)] public required RiskChangeOutcome Outcome { get; init; }

    /// <summary>The book as it is now; null where there is none.</summary>
    [Id(1)] public RiskBook? Book { get; init; }
}
