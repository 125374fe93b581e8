using Payments.Domain.Identity;

namespace Payments.Domain.Orders;

public static partial class OrderRules
{
    /// <summary>Stands for the block of a transfer that has none: above all that are final.</summary>
    private const long NoBlock = long.MaxValue;

    private static Order WithPending(Order order, DateTimeOffset now) => Scheduled(WithPendingBlocks(order), now);

    /// <summary>Writes down every chain on which the order waits and the lowest block there, by which watchers find it; the same instance where that is so already.</summary>
    private static Order WithPendingBlocks(Order order)
    {
        List<PendingChain>? chains = null;
        foreach (var counted in order.Transfers)
            if (!counted.Confirmed) Lower(ref chains, counted.Transfer.Chain, counted.Transfer.Block);
        foreach (var sighting in order.Sightings) Lower(ref chains, sighting.Chain, NoBlock);
        var first = chains?[0];
        var others = chains is { Count: > 1 } ? chains[1..] : null;
        return order.PendingChain == first?.Chain && order.PendingBlock == first?.Block && AreSame(order.PendingElsewhere, others)
            ? order
            : order with { PendingChain = first?.Chain, PendingBlock = first?.Block, PendingElsewhere = others };
    }

    private static void Lower(ref List<PendingChain>? chains, ChainId chain, long block)
    {
        chains ??= [];
        var known = chains.FindIndex(pending => pending.Chain == chain);
        if (known < 0) chains.Add(new PendingChain { Chain = chain, Block = block });
        else if (block < chains[known].Block) chains[known] = chains[known] with { Block = block };
    }

    private static bool AreSame(IReadOnlyList<PendingChain>? before, List<PendingChain>? after) =>
        before is null || after is null ? before is null && after is null : before.Select(Place).SequenceEqual(after.Select(Place));

    private static (ChainId Chain, long Block) Place(PendingChain pending) => (pending.Chain, pending.Block);
}
