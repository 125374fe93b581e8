using Payments.Domain.Identity;
using Payments.Domain.Refunds;
using Payments.Domain.Transfers;
using Payments.Domain.Wallets;

namespace Payments.Domain.Orders;

public static partial class OrderRules
{
    /// <summary>
    /// Whether a transfer returns the money of a refund: the exact amount of its token, to its destination, from the address that was paid,
    /// after it was asked for. In the Bitcoin family a transaction names no sender, and amount and destination decide.
    /// </summary>
    public static bool Returns(Transfer transfer, Refund refund) =>
        refund is { Kind: RefundKind.Chain, IsOpen: true, Transfer: null, Reversal: not RefundReversal.Due } &&
        refund.Chain == transfer.Chain && refund.Currency == transfer.Token && refund.Units == transfer.Units && refund.To == transfer.To &&
        (transfer.From.Length == 0 || transfer.From == refund.From) &&
        transfer.When >= refund.CreatedAt - OpeningRules.ClockSkewOf(transfer.Chain);

    /// <summary>Takes the transfer that returns a refund's money; the same order where it does not.</summary>
    public static Order WithReturn(Order order, int number, Transfer transfer, DateTimeOffset now) =>
        FindRefund(order, number) is { } refund && Returns(transfer, refund)
            ? WithRefund(order, refund with { Status = RefundStatus.Processing, Transfer = transfer }, now)
            : order;

    /// <summary>Ends the refunds whose transfers are in blocks that are final.</summary>
    public static Order ConfirmReturns(Order order, ChainId chain, long finalBlock, DateTimeOffset now)
    {
        foreach (var refund in order.Refunds)
            if (refund is { Status: RefundStatus.Processing, Transfer: { } transfer } &&
                transfer.Chain == chain && transfer.Block <= finalBlock)
                order = WithRefund(order, refund with { Status = RefundStatus.Succeeded, EndedAt = now }, now);
        return order;
    }

    /// <summary>Refunds whose transfers were in blocks above the ancestor wait again, also where these had been final.</summary>
    public static Order RevertReturns(Order order, ChainId chain, long ancestorBlock, DateTimeOffset now)
    {
        foreach (var refund in order.Refunds)
            if (refund.Transfer is { } transfer && transfer.Chain == chain && transfer.Block > ancestorBlock)
                order = WithRefund(order, refund with { Status = RefundStatus.Requested, Transfer = null, EndedAt = null }, now);
        return order;
    }
}
