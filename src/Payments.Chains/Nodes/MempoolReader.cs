using Payments.Chains.Reading;
using Payments.Domain.Transfers;

namespace Payments.Chains.Nodes;

/// <summary>A node that tells of transactions without a block.</summary>
internal interface IMempoolNode
{
    /// <summary>See <see cref="IMempoolReader.LookAsync"/>.</summary>
    Task<IReadOnlyList<Sighting>> LookAsync(IReadOnlyList<string> awaited, CancellationToken cancellationToken);
}

/// <summary>Looks at the mempool of whichever node answers.</summary>
internal sealed class MempoolReader(BelievedNodes nodes) : IMempoolReader
{
    public async Task<IReadOnlyList<Sighting>> LookAsync(IReadOnlyList<string> awaited, CancellationToken cancellationToken) =>
        awaited.Count == 0 ? [] : await nodes.RunAsync(node => ((IMempoolNode)node).LookAsync(awaited, cancellationToken), canAskLess: false, cancellationToken);
}
