namespace Payments.Chains.Reading;

/// <summary>
/// A block of which its node told less than is to be expected: no events though the header lets expect some and it was asked twice, or no
/// transactions at all. That may be so; another node can tell.
/// </summary>
/// <param name="Block">The block.</param>
/// <param name="Contracts">Whose events, as the chain's nodes name contracts; none where the whole block is in doubt.</param>
internal sealed record BlockDoubt(BlockRef Block, IReadOnlyList<string> Contracts);
