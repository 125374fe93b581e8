using Payments.Domain.Transfers;

namespace Payments.Chains.Reading;

/// <summary>Looks at transactions that wait for a block, on chains where that takes minutes.</summary>
public interface IMempoolReader
{
    /// <summary>All transfers to some addresses that wait for a block, as one node sees them. A node that was just started, or asked for the first time, may take several looks to tell of all.</summary>
    /// <param name="awaited">The addresses, in canonical form.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ChainReadException">No node answers; nothing is known then.</exception>
    Task<IReadOnlyList<Sighting>> LookAsync(IReadOnlyList<string> awaited, CancellationToken cancellationToken);
}
