using Payments.Domain.Charges;

namespace Payments.Domain.Orders;

/// <summary>The one transaction that the WoPay document shows of a payment, in answers and callbacks alike.</summary>
/// <param name="Hash">
/// The newest in the coin that the order is reckoned in, a final one before others, one that waits for a block last; null where none is
/// known.
/// </param>
/// <param name="Confirmations">Blocks from its own to the chain's head; 0 without a block, else at least 1.</param>
public readonly record struct ShownTransaction(string? Hash, long Confirmations)
{
    /// <summary>That of an order.</summary>
    /// <param name="order">The order.</param>
    /// <param name="head">The height of the chain that it is paid on; null where it is not known.</param>
    public static ShownTransaction Of(Order order, long? head)
    {
        if (ShownCharge.Of(order) is { Transaction: { } paid }) return new(paid, 0);
        if (NewestOf(order) is not { } counted) return new(order.Sightings.Count == 0 ? null : order.Sightings[^1].Transaction, 0);
        var (hash, block) = (counted.Transfer.Transaction, counted.Transfer.Block);
        return new(hash, counted.RemovedAt is null ? Math.Max(1, (head ?? block) - block + 1) : 0);
    }

    private static OrderTransfer? NewestOf(Order order)
    {
        if (PaymentFacts.Of(order) is not { Quote: var quote }) return null;
        var fitting = order.Transfers.Where(counted => quote.Takes(counted.Transfer)).ToArray();
        return fitting.LastOrDefault(counted => counted.Confirmed) ?? fitting.LastOrDefault();
    }
}
