namespace Payments.Chains.Tests.Conformance;

/// <summary>What moves in a payment.</summary>
public enum LabMoney
{
    /// <summary>The token that the reader is told of.</summary>
    Token,

    /// <summary>The chain's own coin.</summary>
    Coin,

    /// <summary>Another contract that calls itself the same.</summary>
    FakeToken,

    /// <summary>Coins that a contract sends on.</summary>
    InternalCoin,
}

/// <summary>One payment on a chain.</summary>
/// <param name="Money">What moves.</param>
/// <param name="To">The receiver, canonical.</param>
/// <param name="Units">Atomic units that arrive.</param>
public sealed record LabPayment(LabMoney Money, string To, UInt128 Units)
{
    /// <summary>What the token keeps for itself: the sender names that much more than arrives.</summary>
    public UInt128 Fee { get; init; }
}

/// <summary>A transaction with one payment, or with several of the token.</summary>
public sealed record LabTransaction(params LabPayment[] Payments)
{
    /// <summary>Whether it is in its block and moved nothing.</summary>
    public bool Failed { get; init; }
}

/// <summary>What is wrong with a node.</summary>
public enum LabFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It answers everything with a server error.</summary>
    Down,

    /// <summary>It lets nobody ask for a second.</summary>
    Limited,

    /// <summary>Its answers about blocks and payments are empty.</summary>
    Empty,

    /// <summary>Its answers end in the middle.</summary>
    Truncated,

    /// <summary>Its answers are whole and leave payments out.</summary>
    Shortened,

    /// <summary>It gives blocks hashes that are not theirs.</summary>
    LyingHash,

    /// <summary>It is twelve blocks behind.</summary>
    Lagging,

    /// <summary>Its lists come backwards, with entries twice; the answer is true all the same.</summary>
    Disordered,

    /// <summary>It has every block and leaves the payments out, however it is asked.</summary>
    Withholding,

    /// <summary>It leaves the last transaction of each block out wherever it should be, so that its answers fit together.</summary>
    Forgetful,

    /// <summary>It tells of the same blocks, and says that it serves another network.</summary>
    OtherNetwork,
}
