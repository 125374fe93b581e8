using Payments.Domain.Orders;

namespace Payments.Domain.Wallets;

/// <summary>Words and origins of <see cref="UnmatchedCause"/>.</summary>
public static class UnmatchedCauses
{
    /// <summary>The word that is stored and shown to merchants.</summary>
    public static string Word(this UnmatchedCause cause) => cause switch
    {
        UnmatchedCause.NoneFits => "none_fits",
        UnmatchedCause.SeveralFit => "several_fit",
        UnmatchedCause.Late => "late",
        UnmatchedCause.BeforeOrder => "before_order",
        UnmatchedCause.SeenBefore => "seen_before",
        UnmatchedCause.OrderClosed => "order_closed",
        UnmatchedCause.OrderFull => "order_full",
        UnmatchedCause.Dust => "dust",
        UnmatchedCause.OtherCoin => "other_coin",
        UnmatchedCause.NoOrder => "no_order",
        UnmatchedCause.OrderArchived => "order_archived",
        UnmatchedCause.OwnTransaction => "own_transaction",
        _ => throw new InvalidOperationException($"Unknown cause {cause}."),
    };

    /// <summary>Whether it says of a transfer that no order asked for its amount, so that dust need not be kept.</summary>
    public static bool IsOfInexact(UnmatchedCause cause) => cause switch
    {
        UnmatchedCause.NoneFits or UnmatchedCause.SeveralFit or UnmatchedCause.Dust or UnmatchedCause.OwnTransaction => true,
        UnmatchedCause.Late or UnmatchedCause.BeforeOrder or UnmatchedCause.SeenBefore or UnmatchedCause.OrderClosed => false,
        UnmatchedCause.OrderFull or UnmatchedCause.OtherCoin or UnmatchedCause.NoOrder or UnmatchedCause.OrderArchived => false,
        _ => throw new InvalidOperationException($"Unknown cause {cause}."),
    };

    /// <summary>
    /// Whether it says nothing of the amount: at an address that an order has alone it is given whatever the amount is, at a shared one for
    /// an amount that was asked. Dust of it need not be kept where nobody asked that very amount there.
    /// </summary>
    public static bool IsOfAnyAmount(UnmatchedCause cause) => cause switch
    {
        UnmatchedCause.Late or UnmatchedCause.BeforeOrder or UnmatchedCause.OrderClosed or UnmatchedCause.OtherCoin => true,
        UnmatchedCause.NoneFits or UnmatchedCause.SeveralFit or UnmatchedCause.Dust or UnmatchedCause.OwnTransaction => false,
        UnmatchedCause.SeenBefore or UnmatchedCause.OrderFull or UnmatchedCause.NoOrder or UnmatchedCause.OrderArchived => false,
        _ => throw new InvalidOperationException($"Unknown cause {cause}."),
    };

    /// <summary>Why what an order refused is unmatched; null where the order has it.</summary>
    public static UnmatchedCause? Of(AcceptOutcome outcome) => outcome switch
    {
        AcceptOutcome.Counted or AcceptOutcome.Duplicate => null,
        AcceptOutcome.NotFound or AcceptOutcome.UnknownTransfer => UnmatchedCause.NoOrder,
        AcceptOutcome.WrongCoin or AcceptOutcome.TakenByOther => UnmatchedCause.OtherCoin,
        AcceptOutcome.TooManyTransfers => UnmatchedCause.OrderFull,
        AcceptOutcome.OrderClosed => UnmatchedCause.OrderClosed,
        AcceptOutcome.Dust => UnmatchedCause.Dust,
        AcceptOutcome.Archived => UnmatchedCause.OrderArchived,
        _ => throw new InvalidOperationException($"Unknown outcome {outcome}."),
    };
}
