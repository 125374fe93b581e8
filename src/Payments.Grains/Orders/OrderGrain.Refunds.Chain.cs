using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Refunds;
using Payments.Domain.Transfers;
using Payments.Grains.Persistence;
using Payments.Storage.States;

namespace Payments.Grains.Orders;

public sealed partial class OrderGrain
{
    /// <inheritdoc />
    public async Task<bool> AcceptReturnAsync(int refund, Transfer transfer)
    {
        if (await stored.FindAsync() is not { } order) return false;
        var next = OrderRules.WithReturn(order, refund, transfer, Now);
        if (ReferenceEquals(next, order)) return false;
        try
        {
            await CommitReturnsAsync(order, next);
            return true;
        }
        catch (Exception exception) when (StorageFaults.IsTransferTaken(exception))
        {
            // It ended another refund, or another activation's.
            return false;
        }
    }

    /// <inheritdoc />
    public async Task ConfirmReturnsAsync(ChainId chain, long finalBlock)
    {
        if (await stored.FindAsync() is { } order)
            await CommitReturnsAsync(order, OrderRules.ConfirmReturns(order, chain, finalBlock, Now));
    }

    /// <inheritdoc />
    public async Task RevertReturnsAsync(ChainId chain, long ancestorBlock)
    {
        if (await stored.FindAsync() is { } order)
            await CommitReturnsAsync(order, OrderRules.RevertReturns(order, chain, ancestorBlock, Now));
    }

    private async Task CommitReturnsAsync(Order before, Order next)
    {
        if (ReferenceEquals(next, before)) return;
        await SaveAsync(next);
        charges.NoteRefunds(before, next);
        foreach (var refund in next.Refunds)
            if (OrderRules.FindRefund(before, refund.Number)!.Status != refund.Status)
                LogRefund(logger, next.Id, refund.Id, refund.AmountText, refund.Currency, refund.Status);
        await HandOverAsync();
    }
}
