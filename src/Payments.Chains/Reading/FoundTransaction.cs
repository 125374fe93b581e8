namespace Payments.Chains.Reading;

/// <summary>A transaction as one node finds it by its name. Nothing of it was examined: what it pays is read from its block.</summary>
/// <param name="Block">The height of its block; null while it waits for one.</param>
/// <param name="HasFailed">Whether it is in its block and moved nothing.</param>
/// <param name="Payees">Whom it pays by the node's account, each address and asset once; at most <see cref="MostPayees"/>.</param>
public sealed record FoundTransaction(long? Block, bool HasFailed, IReadOnlyList<Payee> Payees)
{
    /// <summary>Payees of one transaction at most: no block has room for one with more that are payments.</summary>
    public const int MostPayees = 20_000;

    /// <summary>A transaction in a block, or without one.</summary>
    /// <exception cref="ChainReadException">It pays more than <see cref="MostPayees"/>.</exception>
    internal static FoundTransaction Of(long? block, bool hasFailed, IEnumerable<Payee> payees)
    {
        Payee[] all = [.. payees.Distinct().Take(MostPayees + 1)];
        return all.Length <= MostPayees
            ? new FoundTransaction(block, hasFailed, all)
            : throw new ChainReadException($"the transaction pays more than {MostPayees} addresses");
    }
}

/// <summary>Whom a transaction pays, and in what.</summary>
/// <param name="Address">The receiver in canonical form.</param>
/// <param name="Asset">The contract, mint or asset as the chain names it; null for the chain's coin.</param>
public readonly record struct Payee(string Address, string? Asset);
