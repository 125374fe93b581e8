namespace Payments.Chains.Bitcoin;

/// <summary>A transaction as a node finds it by its id.</summary>
/// <param name="Block">The height of its block; null while it waits for one.</param>
/// <param name="Scripts">Those of its outputs that the node told of.</param>
internal sealed record FoundOutputs(long? Block, IReadOnlyList<byte[]> Scripts);
