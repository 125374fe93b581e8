using Orleans;
using Payments.Contracts.Orders;
using Payments.Contracts.Wallets;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Transfers;
using Payments.Domain.Wallets;
using Payments.Storage;
using Payments.Storage.Queries;

namespace Payments.Grains.Chains;

/// <summary>Brings what a watcher read to the grains: first to the address, which knows whose it is, then to the order.</summary>
public sealed class TransferDispatcher(IGrainFactory grains, OrderQueries orders, TransferStore unmatched)
{
    /// <summary>Orders told at once. A round takes as long as its slowest write, so this and the database's latency are what one chain's watcher carries: docs/scale.md.</summary>
    private const int Parallelism = 256;

    /// <summary>Orders looked up at once.</summary>
    private const int Page = 500;

    /// <summary>Brings transfers to their orders; when it returns, each is counted or stored as unmatched.</summary>
    public async Task DispatchAsync(IReadOnlyList<Transfer> transfers, long finalBlock)
    {
        if (transfers.Count == 0) return;
        var byId = transfers.ToDictionary(transfer => transfer.Id);
        var matched = await Task.WhenAll(transfers.GroupBy(transfer => (transfer.Chain, transfer.To)).Select(group =>
            grains.GetGrain<IWalletAddressGrain>(WalletAddressKey.Of(group.Key.Chain, group.Key.To)).MatchAsync([.. group])));
        var owned = matched.SelectMany(results => results).Where(result => result.Order is not null).ToArray();
        await ForEachAsync(owned, async result =>
        {
            var transfer = byId[result.Transfer];
            var outcome = await Order(result.Order!.Value).AcceptTransferAsync(transfer, finalBlock);
            if (outcome is not (AcceptOutcome.Counted or AcceptOutcome.Duplicate)) await unmatched.AddAsync([transfer], result.Order);
        });
    }

    /// <summary>Brings transfers that wait for a block to their orders.</summary>
    /// <returns>Whose each is, or null for nobody's.</returns>
    public async Task<IReadOnlyDictionary<TransferId, OrderId?>> SightAsync(IReadOnlyList<Sighting> sightings)
    {
        var matched = await Task.WhenAll(sightings.GroupBy(sighting => (sighting.Chain, sighting.To)).Select(group =>
            grains.GetGrain<IWalletAddressGrain>(WalletAddressKey.Of(group.Key.Chain, group.Key.To)).SightAsync([.. group])));
        var owners = matched.SelectMany(results => results).ToDictionary(result => result.Transfer, result => result.Order);
        await ForEachAsync(sightings.Where(sighting => owners[sighting.Id] is not null), sighting => Order(owners[sighting.Id]!.Value).SightAsync(sighting));
        return owners;
    }

    /// <summary>Tells orders that transfers of theirs are gone without a block.</summary>
    public Task UnsightAsync(IEnumerable<(OrderId Order, TransferId Transfer)> gone) => ForEachAsync(gone, item => Order(item.Order).UnsightAsync(item.Transfer));

    /// <summary>What orders wait for that was only sighted, as they have it stored.</summary>
    public async Task<IReadOnlyList<(OrderId Order, TransferId Transfer)>> SightedAsync(ChainId chain)
    {
        var sighted = new List<(OrderId, TransferId)>();
        await ForEachAsync(await orders.UnconfirmedAsync(chain), async key =>
        {
            if (await grains.GetGrain<IOrderGrain>(key).GetAsync() is { } order)
                sighted.AddRange(order.Sightings.Where(sighting => sighting.Chain == chain).Select(sighting => (order.Id, sighting.Id)));
        });
        return sighted;
    }

    /// <summary>Tells every order with a transfer in these blocks that they are final.</summary>
    public async Task ConfirmAsync(ChainId chain, long finalBlock)
    {
        IReadOnlyList<string> keys;
        do
        {
            keys = await orders.ConfirmableAsync(chain, finalBlock, Page);
            await ForEachAsync(keys, key => grains.GetGrain<IOrderGrain>(key).ConfirmAsync(chain, finalBlock));
        }
        while (keys.Count == Page);
    }

    /// <summary>Tells every order with an unconfirmed transfer that blocks above the ancestor are gone.</summary>
    public async Task RevertAsync(ChainId chain, long ancestorBlock)
    {
        await ForEachAsync(await orders.UnconfirmedAsync(chain), key => grains.GetGrain<IOrderGrain>(key).RevertAsync(chain, ancestorBlock));
        await unmatched.RemoveAboveAsync(chain, ancestorBlock);
    }

    private IOrderGrain Order(OrderId id) => grains.GetGrain<IOrderGrain>(id.GrainKey);

    /// <summary>Awaits a body for each item, a bounded number at once, on the caller's own scheduler.</summary>
    private static async Task ForEachAsync<T>(IEnumerable<T> items, Func<T, Task> body)
    {
        foreach (var chunk in items.Chunk(Parallelism)) await Task.WhenAll(chunk.Select(body));
    }
}
