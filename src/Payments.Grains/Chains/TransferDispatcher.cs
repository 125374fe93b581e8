using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Orleans;
using Payments.Contracts;
using Payments.Contracts.Orders;
using Payments.Contracts.Wallets;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Transfers;
using Payments.Domain.Wallets;
using Payments.Storage;
using Payments.Storage.Queries;

namespace Payments.Grains.Chains;

/// <summary>
/// Brings what a watcher read to the grains: first to the address, which knows whose it is, then to the order. A failure of the world ends the round, and the same blocks come
/// again; one order that fails by itself holds up nobody else (<see cref="OrderFaults"/>).
/// </summary>
public sealed partial class TransferDispatcher(
    IGrainFactory grains,
    OrderQueries orders,
    TransferStore unmatched,
    SetAsides asides,
    TransferMemory memory,
    TransferMetrics metrics,
    ILogger<TransferDispatcher> logger)
{
    /// <summary>Grains told at once. A round takes as long as its slowest write, so this and the database's latency are what one chain's watcher carries: docs/scale.md.</summary>
    private const int Parallelism = 256;

    /// <summary>Orders looked up at once.</summary>
    private const int Page = 500;

    /// <summary>Grains that may fail by themselves when a batch is dispatched. When more do, something else is wrong, and the round fails rather than setting all money aside.</summary>
    public const int FailureLimit = 16;

    /// <summary>Brings transfers to their orders; when it returns, each is counted or stored as unmatched.</summary>
    public async Task DispatchAsync(IReadOnlyList<Transfer> transfers, long finalBlock)
    {
        if (transfers.Count == 0) return;
        using var trace = ChainTraces.Dispatch(transfers);
        await memory.ForgetAsync();
        var failures = new Failures();
        // Readers refuse a transfer that comes twice; if one does all the same, it counts once.
        var byId = transfers.DistinctBy(transfer => transfer.Id).ToDictionary(transfer => transfer.Id);
        var matched = await SelectAsync(byId.Values.GroupBy(transfer => (transfer.Chain, transfer.To)), group => MatchAsync(group.Key.Chain, group.Key.To, [.. group], failures));
        var owned = matched.SelectMany(results => results).Where(result => result.Order is not null);
        var refused = new ConcurrentQueue<SetAside>();
        try
        {
            await ForEachAsync(owned, result => AcceptAsync(byId[result.Transfer], result.Order!.Value, finalBlock, refused, failures));
        }
        finally
        {
            // At once, as dust of one block is counted in one go; and also of a round that fails, so that what was refused stays refused.
            if (!refused.IsEmpty) await asides.AddAsync(refused);
        }
    }

    /// <summary>Brings transfers to their orders that a second look at their block brought up. What is stored as nobody's stays so, though an order may fit it by now.</summary>
    public async Task DispatchLateAsync(IReadOnlyList<Transfer> transfers, long finalBlock)
    {
        var fresh = new List<Transfer>(transfers.Count);
        foreach (var transfer in transfers)
            if (await unmatched.FindAsync(transfer.Id) is null) fresh.Add(transfer);
        await DispatchAsync(fresh, finalBlock);
    }

    /// <summary>Brings transfers that wait for a block to their orders.</summary>
    /// <returns>Whose each is, or null for nobody's.</returns>
    public async Task<IReadOnlyDictionary<TransferId, OrderId?>> SightAsync(IReadOnlyList<Sighting> sightings)
    {
        sightings = [.. sightings.DistinctBy(sighting => sighting.Id)];
        var matched = await SelectAsync(sightings.GroupBy(sighting => (sighting.Chain, sighting.To)), group => Address(group.Key.Chain, group.Key.To).SightAsync([.. group]));
        var owners = matched.SelectMany(results => results).ToDictionary(result => result.Transfer, result => result.Order);
        await ForEachAsync(sightings.Where(sighting => owners[sighting.Id] is not null),
            sighting => TellAsync(sighting.Chain, owners[sighting.Id]!.Value, order => order.SightAsync(sighting)));
        return owners;
    }

    /// <summary>Tells orders that transfers of theirs are gone without a block.</summary>
    public Task UnsightAsync(ChainId chain, IEnumerable<(OrderId Order, TransferId Transfer)> gone) =>
        ForEachAsync(gone, item => TellAsync(chain, item.Order, order => order.UnsightAsync(item.Transfer)));

    /// <summary>What orders wait for that was only sighted, as they have it stored.</summary>
    public async Task<IReadOnlyList<(OrderId Order, TransferId Transfer)>> SightedAsync(ChainId chain)
    {
        var sighted = new List<(OrderId, TransferId)>();
        await ForEachAsync(await orders.UnconfirmedAsync(chain), key => TellAsync(chain, OrderId.FromGrainKey(key), async grain =>
        {
            if (await grain.GetAsync() is { } order)
                sighted.AddRange(order.Sightings.Where(sighting => sighting.Chain == chain).Select(sighting => (order.Id, sighting.Id)));
        }));
        return sighted;
    }

    /// <summary>Tells every order with an unconfirmed transfer that blocks above the ancestor are gone.</summary>
    public async Task RevertAsync(ChainId chain, long ancestorBlock)
    {
        await ForEachAsync(await orders.UnconfirmedAsync(chain), key => TellAsync(chain, OrderId.FromGrainKey(key), order => order.RevertAsync(chain, ancestorBlock)));
        await unmatched.RemoveAboveAsync(chain, ancestorBlock);
    }

    private async Task<IReadOnlyList<MatchResult>> MatchAsync(ChainId chain, string address, IReadOnlyList<Transfer> transfers, Failures failures)
    {
        try
        {
            return await Address(chain, address).MatchAsync(transfers);
        }
        catch (Exception exception) when (OrderFaults.IsOwn(exception))
        {
            failures.Add(exception);
            await unmatched.AddAsync(transfers, null, Reason("address", exception));
            LogAddressFailed(logger, chain, address, transfers.Count, exception);
            return [];
        }
    }

    private async Task AcceptAsync(
        Transfer transfer, OrderId order, long finalBlock, ConcurrentQueue<SetAside> refused, Failures failures)
    {
        AcceptOutcome outcome;
        try
        {
            outcome = await Order(order).AcceptTransferAsync(transfer, finalBlock);
        }
        catch (Exception exception)
        {
            if (!await IsOwnAsync(order, exception)) throw;
            failures.Add(exception);
            await unmatched.AddAsync([transfer], order, Reason("order", exception));
            LogOrderFailed(logger, order, transfer.Id, exception);
            return;
        }
        if (UnmatchedCauses.Of(outcome) is { } cause) refused.Enqueue(new SetAside(transfer, order, cause));
    }

    /// <summary>Tells an order something that its row has already, so that nothing is lost when it fails.</summary>
    internal async Task<bool> TellAsync(ChainId chain, OrderId order, Func<IOrderGrain, Task> what)
    {
        try
        {
            await what(Order(order));
            return true;
        }
        catch (Exception exception)
        {
            if (!await IsOwnAsync(order, exception)) throw;
            metrics.PassedOver(chain);
            LogPassedOver(logger, chain, order, exception);
            return false;
        }
    }

    /// <summary>Whatever a runtime makes of it that a grain cannot be activated, its row tells.</summary>
    private async Task<bool> IsOwnAsync(OrderId order, Exception exception) => OrderFaults.IsOwn(exception) || await orders.IsUnreadableAsync(order);

    private static string Reason(string what, Exception exception) => $"{what} failed: {OrderFaults.Root(exception).GetType().Name}";

    private IOrderGrain Order(OrderId id) => grains.Find<IOrderGrain>(id.GrainKey);

    private IWalletAddressGrain Address(ChainId chain, string address) =>
        grains.Find<IWalletAddressGrain>(WalletAddressKey.Of(chain, address));

    /// <summary>Awaits a body for each item, a bounded number at once, on the caller's own scheduler.</summary>
    private static Task ForEachAsync<T>(IEnumerable<T> items, Func<T, Task> body) => SelectAsync(items, async item =>
    {
        await body(item);
        return true;
    });

    private static async Task<IReadOnlyList<TResult>> SelectAsync<T, TResult>(IEnumerable<T> items, Func<T, Task<TResult>> body)
    {
        var results = new List<TResult>();
        foreach (var chunk in items.Chunk(Parallelism)) results.AddRange(await Task.WhenAll(chunk.Select(body)));
        return results;
    }

    /// <summary>Grains that failed by themselves in one round.</summary>
    private sealed class Failures
    {
        private int count;

        /// <exception cref="InvalidOperationException">Too many fail.</exception>
        public void Add(Exception exception)
        {
            if (Interlocked.Increment(ref count) > FailureLimit)
                throw new InvalidOperationException($"More than {FailureLimit} orders or addresses failed at once: this is not theirs alone.", exception);
        }
    }
}
