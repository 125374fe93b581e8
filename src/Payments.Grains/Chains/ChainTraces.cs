using System.Diagnostics;
using Payments.Domain.Identity;
using Payments.Domain.Transfers;
using Payments.Grains.Telemetry;

namespace Payments.Grains.Chains;

/// <summary>Activities of blocks on their way to orders.</summary>
/// <remarks>A block has a trace of its own, because it may pay many orders; each order's trace links to it.</remarks>
internal static class ChainTraces
{
    private static readonly ActivitySource Source = new("Payments.Chains");

    /// <summary>Transfers that a watcher read are brought to their orders.</summary>
    public static Activity? Dispatch(IReadOnlyList<Transfer> transfers) => StoredTrace.Begin(Source, "payments.blocks.dispatch")?
        .SetTag(TraceTags.Chain, transfers[0].Chain.Value)
        .SetTag(TraceTags.FirstBlock, transfers.Min(transfer => transfer.Block))
        .SetTag(TraceTags.LastBlock, transfers.Max(transfer => transfer.Block))
        .SetTag(TraceTags.Transfers, transfers.Count);

    /// <summary>Orders are told that their blocks are final; null where there are none.</summary>
    public static Activity? Confirm(ChainId chain, long finalBlock, int orders)
    {
        if (orders == 0) return null;
        return StoredTrace.Begin(Source, "payments.blocks.confirm")?
            .SetTag(TraceTags.Chain, chain.Value)
            .SetTag(TraceTags.LastBlock, finalBlock)
            .SetTag(TraceTags.Orders, orders);
    }
}
