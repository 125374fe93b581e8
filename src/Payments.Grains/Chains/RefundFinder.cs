using Payments.Chains;
using Payments.Chains.Reading;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Transfers;
using Payments.Storage.Queries;

namespace Payments.Grains.Chains;

/// <summary>
/// Finds on one chain the transfers by which merchants' own wallets return money. Their destinations are watched beside the wallets'
/// addresses; what comes to one that is no wallet's concerns no order but the refund's own.
/// </summary>
internal sealed class RefundFinder(ChainId chain, RefundQueries refunds, ChainCatalog chains, TransferDispatcher dispatcher)
{
    /// <summary>Destinations of refunds that wait, and of those that are not final yet.</summary>
    private HashSet<string> awaited = [];

    /// <summary>Watched addresses that are watched for refunds alone.</summary>
    private readonly HashSet<string> strangers = [];

    /// <summary>How many addresses are watched for refunds alone.</summary>
    public int Strangers => strangers.Count;

    /// <summary>Forgets which addresses are watched: they are watched afresh.</summary>
    public void StartOver() => strangers.Clear();

    /// <summary>That an address is a wallet's, whatever else it is.</summary>
    public void IsWallet(string address) => strangers.Remove(address);

    /// <summary>Watches where refunds go. Called after the wallets' addresses were added.</summary>
    /// <returns>Whether one of them goes in the chain's own coin.</returns>
    public async Task<bool> WatchAsync(IAddressSet watched)
    {
        var found = await refunds.DestinationsAsync(chain);
        awaited = [.. found.Select(place => place.Address)];
        foreach (var address in awaited)
            if (watched.Add(address)) strangers.Add(address);
        return found.Any(place => chains.TryGetToken(chain, place.Token, out var token) && token.IsNative);
    }

    /// <summary>Of some transfers those that may be an order's payment: not to an address that is watched for refunds alone.</summary>
    public IReadOnlyList<Transfer> Payments(IReadOnlyList<Transfer> transfers) =>
        strangers.Count == 0 ? transfers : [.. transfers.Where(transfer => !strangers.Contains(transfer.To))];

    /// <summary>Brings transfers to the refunds that they return, each to one: the one that waits longest.</summary>
    public async Task DispatchAsync(IEnumerable<Transfer> transfers)
    {
        if (awaited.Count == 0) return;
        foreach (var group in transfers.Where(transfer => awaited.Contains(transfer.To)).GroupBy(transfer => transfer.To))
        {
            var waiting = (await refunds.AwaitedAsync(chain, group.Key)).ToList();
            foreach (var transfer in group)
                if (await TakerOfAsync(transfer, waiting) is { } taker) waiting.Remove(taker);
        }
    }

    /// <summary>Ends the refunds whose transfers are final.</summary>
    public async Task ConfirmAsync(long finalBlock)
    {
        if (awaited.Count == 0) return;
        foreach (var order in await refunds.ConfirmableAsync(chain, finalBlock))
            await dispatcher.TellAsync(chain, order, grain => grain.ConfirmReturnsAsync(chain, finalBlock));
    }

    /// <summary>Refunds whose transfers were in blocks above the ancestor wait again.</summary>
    public async Task RevertAsync(long ancestorBlock)
    {
        foreach (var order in await refunds.AboveAsync(chain, ancestorBlock))
            await dispatcher.TellAsync(chain, order, grain => grain.RevertReturnsAsync(chain, ancestorBlock));
    }

    private async Task<OrderRefund?> TakerOfAsync(Transfer transfer, IReadOnlyList<OrderRefund> waiting)
    {
        foreach (var candidate in waiting.Where(candidate => OrderRules.Returns(transfer, candidate.Refund)))
        {
            var isTaken = false;
            await dispatcher.TellAsync(chain, candidate.Order, async order =>
                isTaken = await order.AcceptReturnAsync(candidate.Refund.Number, transfer));
            if (isTaken) return candidate;
        }
        return null;
    }
}
