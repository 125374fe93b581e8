using Payments.Domain.Orders;

namespace Payments.Domain.Charges;

/// <summary>Which charge an order shows: one order may have begun several.</summary>
public static class ShownCharge
{
    /// <summary>
    /// The charge by which the order was paid; else one that money is under way in; else the newest that can still be paid. Null where the
    /// order has none of these, or was paid on a chain.
    /// </summary>
    public static Charge? Of(Order order)
    {
        if (order.Charges.Count == 0 || PaymentFacts.Of(order) is { IsPaid: true }) return null;
        return order.Charges.LastOrDefault(charge => charge.State == ChargeState.Paid)
            ?? order.Charges.LastOrDefault(charge => charge.HasMoneyUnderWay)
            ?? order.Charges.LastOrDefault(charge => charge.IsLive);
    }

    /// <summary>The charge by which a completed order was paid; null where it was not paid at a provider.</summary>
    public static Charge? PaidOf(Order order) =>
        order.CompletedAt is not null && Of(order) is { State: ChargeState.Paid } paid ? paid : null;
}
