using Payments.Chains.Reading;
using Payments.Domain.Identity;
using Payments.Domain.Transfers;
using Payments.Storage.Queries;

namespace Payments.Grains.Chains;

/// <summary>What a watcher knows of transfers without a block. It is not stored: after a start it is learnt from the orders and from the mempool.</summary>
internal sealed class MempoolWatch(ChainId chain, IMempoolReader mempool, TransferDispatcher dispatcher, WalletAddressQueries addresses, TimeProvider time)
{
    /// <summary>Looks that must miss a transfer one after the other before it is gone: between two of them every block that may hold it is read.</summary>
    private const int MissedLooks = 2;

    private Dictionary<TransferId, Seen>? known;

    /// <summary>Looks, and tells orders what came and what is gone.</summary>
    /// <param name="isCaughtUp">Whether all blocks up to the head were read: only then a transfer that is missing is not in one of them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ChainReadException">No node answers; what was known stands.</exception>
    public async Task LookAsync(bool isCaughtUp, CancellationToken cancellationToken)
    {
        var present = await mempool.LookAsync(await addresses.AwaitedAsync(chain, time.GetUtcNow()), cancellationToken);
        known ??= (await dispatcher.SightedAsync(chain)).DistinctBy(item => item.Transfer).ToDictionary(item => item.Transfer, item => new Seen(item.Order, 0));
        var fresh = present.Where(sighting => !known.ContainsKey(sighting.Id)).ToArray();
        foreach (var (transfer, order) in await dispatcher.SightAsync(fresh)) known[transfer] = new Seen(order, 0);
        if (isCaughtUp) await ForgetAsync(known, present.Select(sighting => sighting.Id).ToHashSet());
    }

    /// <summary>After a reorganisation, transfers of blocks that are gone may wait again: everything is learnt anew.</summary>
    public void StartOver() => known = null;

    private async Task ForgetAsync(Dictionary<TransferId, Seen> all, HashSet<TransferId> present)
    {
        foreach (var (transfer, seen) in all.ToArray()) all[transfer] = seen with { Missed = present.Contains(transfer) ? 0 : seen.Missed + 1 };
        var gone = all.Where(item => item.Value.Missed >= MissedLooks).ToArray();
        await dispatcher.UnsightAsync(chain, gone.Where(item => item.Value.Order is not null).Select(item => (item.Value.Order!.Value, item.Key)));
        foreach (var (transfer, _) in gone) all.Remove(transfer);
    }

    /// <param name="Order">Whose it is, or null for nobody's.</param>
    /// <param name="Missed">Looks that missed it since it was seen last.</param>
    private readonly record struct Seen(OrderId? Order, int Missed);
}
