namespace Payments.Chains.Reading;

/// <summary>What the nodes of a chain say of a transfer together.</summary>
public enum VerdictKind
{
    /// <summary>
    /// Too few nodes have answered: one is behind, does not answer, or has another block that is not final there. Ask again.
    /// </summary>
    NotYet,

    /// <summary>Enough nodes tell of the same transfer in the same block.</summary>
    Confirmed,

    /// <summary>Nodes contradict each other, or none tells of the transfer any more.</summary>
    Disputed,
}

/// <summary>The outcome of asking nodes for a transfer.</summary>
/// <param name="Kind">The outcome.</param>
/// <param name="Reason">Why the transfer is not confirmed, in words of ours; null where it is.</param>
public readonly record struct Verdict(VerdictKind Kind, string? Reason = null);
