using Payments.Domain.Identity;
using Payments.Domain.Transfers;

namespace Payments.Domain.Orders;

/// <summary>
/// Payments whose final block a deep reorganisation took back. An order that they completed stays completed, because goods were
/// delivered; the fact is kept on the order until the payment is final again.
/// </summary>
public static partial class OrderRules
{
    /// <summary>Whether a completed order counts a payment of a chain that is in no block any more.</summary>
    public static bool HasRemovedPayment(Order order, ChainId chain) =>
        order.Transfers.Any(counted => counted.RemovedAt is not null && counted.Transfer.Chain == chain);

    /// <summary>Whether an order counts a transfer: by its name, or as a removed payment that is in a block again.</summary>
    public static bool Counts(Order order, Transfer transfer) =>
        RemovedPlace(order, transfer) >= 0 || order.Transfers.Any(counted => counted.Transfer.Id == transfer.Id);

    /// <summary>Confirms transfers by name and block: what nodes have told of together, whatever else the order counts.</summary>
    public static Order Confirm(Order order, ChainId chain, IReadOnlyList<ConfirmedTransfer> confirmed, DateTimeOffset now) =>
        Confirm(order, counted => counted.Transfer.Chain == chain && confirmed.Contains(ConfirmedTransfer.Of(counted.Transfer)), now);

    /// <summary>
    /// Marks final payments in blocks above the ancestor. An open order counts them no longer, as it counts no others of those blocks.
    /// </summary>
    private static Order WithRemoved(Order order, ChainId chain, long ancestorBlock, DateTimeOffset now)
    {
        var next = order;
        for (var i = 0; i < order.Transfers.Count; i++)
        {
            var counted = order.Transfers[i];
            if (counted.Transfer.Chain != chain || counted.Transfer.Block <= ancestorBlock) continue;
            // What was removed, came again and is not final yet is gone again.
            if (counted is { Confirmed: false, RemovedAt: not null })
                next = next with { Transfers = Replaced(next.Transfers, i, counted with { Confirmed = true }) };
            if (counted is not { Confirmed: true, RemovedAt: null }) continue;
            var replaced = IsOpen(order) ? counted with { Confirmed = false } : counted with { RemovedAt = now };
            next = next with { Transfers = Replaced(next.Transfers, i, replaced) };
            if (replaced.RemovedAt is not null) next = Noted(next, now, "payment-removed", counted.Transfer.Transaction);
        }
        return ReferenceEquals(next, order) ? order : WithPending(next, now);
    }

    /// <summary>
    /// The place of a removed payment that is in a block again, or -1. In another block its log may have another place, and with it
    /// another name.
    /// </summary>
    private static int RemovedPlace(Order order, Transfer transfer)
    {
        for (var i = 0; i < order.Transfers.Count; i++)
        {
            if (order.Transfers[i] is not { Confirmed: true, RemovedAt: not null, Transfer: var gone }) continue;
            if (gone.Chain != transfer.Chain || gone.Transaction != transfer.Transaction) continue;
            var isSame = gone.Token == transfer.Token && gone.To == transfer.To && gone.Units == transfer.Units;
            if (gone.Id == transfer.Id || isSame) return i;
        }
        return -1;
    }

    /// <summary>A removed payment is in a block again, and waits for that to be final.</summary>
    private static Order SeenAgain(Order order, int place, Transfer transfer, DateTimeOffset now)
    {
        var known = order.Transfers[place];
        var again = known with { Transfer = transfer, Confirmed = false, SeenAt = known.PaidAt };
        return WithPending(order with { Transfers = Replaced(order.Transfers, place, again) }, now);
    }
}
