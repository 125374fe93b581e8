namespace Payments.Chains.Reading;

/// <summary>A block as it was read the first time, with what a second look is compared with.</summary>
/// <param name="Block">The block.</param>
/// <param name="Transactions">How many transactions the node told of; null where it was not asked for them.</param>
public sealed record SeenBlock(BlockRef Block, int? Transactions)
{
    /// <summary>What the first look left in doubt although no other node knew more; null for nothing.</summary>
    internal BlockDoubt? Doubt { get; init; }

    /// <summary>Whether it is looked at again however deep it lies: it came without anything in it, or a part of it was left out.</summary>
    public bool IsSuspect { get; init; }
}
