using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Transfers;

namespace Payments.Grains.Chains;

/// <summary>What becomes of transfers once their blocks are final, or are no more although they were.</summary>
public sealed partial class TransferDispatcher
{
    /// <summary>Tells every order with a transfer in these blocks which of them are final: those that were confirmed.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="finalBlock">The newest block that counts as final.</param>
    /// <param name="opinion">Who confirms transfers.</param>
    public async Task ConfirmAsync(ChainId chain, long finalBlock, ISecondOpinion opinion)
    {
        var over = new HashSet<OrderId>();
        IReadOnlyList<string> keys;
        int asked;
        do
        {
            // Those that failed or wait on are found again, in front of the others.
            asked = Page + over.Count;
            keys = await orders.ConfirmableAsync(chain, finalBlock, asked);
            using var trace = ChainTraces.Confirm(chain, finalBlock, keys.Count);
            OrderId[] found = [.. keys.Select(OrderId.FromGrainKey).Where(id => !over.Contains(id))];
            over.UnionWith(await ConfirmPageAsync(chain, finalBlock, found, opinion));
        }
        while (keys.Count == asked);
    }

    /// <summary>Tells completed orders that a deep reorganisation took back blocks above the ancestor.</summary>
    /// <returns>The orders that count a payment which is in no block any more.</returns>
    public async Task<IReadOnlyList<OrderId>> RemoveAsync(ChainId chain, long ancestorBlock)
    {
        var removed = await SelectAsync(await orders.FinalAboveAsync(chain, ancestorBlock), async id =>
        {
            var isRemoved = false;
            await TellAsync(chain, id, async order =>
            {
                await order.RevertAsync(chain, ancestorBlock);
                isRemoved = await order.GetAsync() is { } after && OrderRules.HasRemovedPayment(after, chain);
            });
            return (id, isRemoved);
        });
        return [.. removed.Where(order => order.isRemoved).Select(order => order.id)];
    }

    /// <summary>Those of some orders that still count a payment which is in no block.</summary>
    public async Task<IReadOnlyList<OrderId>> StillRemovedAsync(ChainId chain, IEnumerable<OrderId> ids)
    {
        var looked = await SelectAsync(ids, async id =>
            (id, IsRemoved: await Order(id).GetAsync() is { } order && OrderRules.HasRemovedPayment(order, chain)));
        return [.. looked.Where(order => order.IsRemoved).Select(order => order.id)];
    }

    /// <summary>Confirms what may be confirmed of a page of orders.</summary>
    /// <returns>The orders that are to be passed over in this round: they failed, or something of them waits.</returns>
    private async Task<IReadOnlyList<OrderId>> ConfirmPageAsync(ChainId chain, long finalBlock, OrderId[] found, ISecondOpinion opinion)
    {
        var read = await SelectAsync(found, async id =>
        {
            Order? order = null;
            return (Id: id, WasRead: await TellAsync(chain, id, async grain => order = await grain.GetAsync()), Order: order);
        });
        var pending = read.Where(item => item.Order is not null)
            .SelectMany(item => Pending(item.Order!, chain, finalBlock).Select(transfer => (item.Order!, transfer))).ToArray();
        var confirmed = pending.Length == 0 ? new HashSet<TransferId>() : await opinion.ConfirmedAsync(pending);
        var over = await SelectAsync(read, async item =>
        {
            if (!item.WasRead) return true;
            if (item.Order is not { } order) return false;
            var transfers = Pending(order, chain, finalBlock).ToArray();
            ConfirmedTransfer[] final = [.. transfers.Where(transfer => confirmed.Contains(transfer.Id)).Select(ConfirmedTransfer.Of)];
            // An order that was found for nothing is told as well: it is written so that it is not found again.
            var isTold = (final.Length == 0 && transfers.Length > 0) ||
                await TellAsync(chain, item.Id, grain => grain.ConfirmTransfersAsync(chain, final));
            return !isTold || final.Length < transfers.Length;
        });
        return [.. found.Where((_, place) => over[place])];
    }

    private static IEnumerable<Transfer> Pending(Order order, ChainId chain, long finalBlock) => order.Transfers
        .Where(counted => !counted.Confirmed && counted.Transfer.Chain == chain && counted.Transfer.Block <= finalBlock)
        .Select(counted => counted.Transfer);
}
