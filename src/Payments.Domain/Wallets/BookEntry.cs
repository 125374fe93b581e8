using Payments.Domain.Identity;

namespace Payments.Domain.Wallets;

/// <summary>One exact amount that one order owns at an address.</summary>
public sealed class BookEntry
{
    /// <summary>The owner; null for an amount that the database refused without telling whose it is.</summary>
    public required OrderId? Order { get; init; }

    /// <summary>The token's symbol.</summary>
    public required string Token { get; init; }

    /// <summary>The exact amount.</summary>
    public required UInt128 Units { get; init; }

    /// <summary>How much of it may be missing; nothing of an amount that is only held.</summary>
    public UInt128 Tolerated { get; init; }

    /// <summary>What names the order in a transaction on this chain, or null where the chain has no place for that.</summary>
    public string? Reference { get; init; }

    /// <summary>Until when it is reserved.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>When the order was opened.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>How far the chain had been read or seen when the amount was quoted, or null; see <see cref="OpeningRules"/>.</summary>
    public long? Position { get; init; }

    /// <summary>Whether the order shows another quote by now and only waits for a payment on its way.</summary>
    public bool IsHeld { get; init; }

    /// <summary>Who has paid part of it so far.</summary>
    public IReadOnlyCollection<string> Senders { get; set; } = [];

    /// <summary>
    /// Whether the order waits for nothing: it is paid, by what was counted or by a payment that was just matched, or it was closed.
    /// </summary>
    public bool IsPaid { get; set; }

    /// <summary>Whether the database is known to say so. What was only proposed to an order may have been refused it, and be another's.</summary>
    public bool IsStored { get; set; }

    /// <summary>
    /// Units that were matched to it and that the order, which asks for the rest as soon as it has them, may not have counted yet.
    /// </summary>
    public UInt128 Matched { get; set; }

    /// <summary>What is still to come of it.</summary>
    public UInt128 Awaited => Units > Matched ? Units - Matched : 0;

    /// <summary>The order's next amount here, for the book to find: orders have one, nearly always, and a list for each would be most of a large book's objects.</summary>
    internal BookEntry? Next { get; set; }

    /// <summary>Whether a payment is in its time: newer than it, and not too late.</summary>
    public bool Takes(Payment payment) => payment.At <= Until && OpeningRules.IsAfter(OpenedAt, Position, payment);
}
