namespace Payments.Chains.Reading;

/// <summary>A block whose header lets expect events of which its node told none, though it was asked twice. Such a header may be a coincidence; another node can tell.</summary>
/// <param name="Block">The block.</param>
/// <param name="Contracts">Whose events, as the chain's nodes name contracts.</param>
internal sealed record BlockDoubt(BlockRef Block, IReadOnlyList<string> Contracts);
