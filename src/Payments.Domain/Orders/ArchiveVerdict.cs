namespace Payments.Domain.Orders;

/// <summary>Whether an order may be archived, or why it stays: one per rule, in the order in which the rules are tried.</summary>
public enum ArchiveVerdict
{
    /// <summary>It may.</summary>
    Archivable,

    /// <summary>Its row, or that of one of its callbacks, says nothing that this program understands.</summary>
    Unreadable,

    /// <summary>It still waits for something, or holds an amount.</summary>
    NotOver,

    /// <summary>
    /// A transfer is not final, was taken back by a reorganisation, or is unmatched and was probably meant for it: the merchant may still
    /// assign it.
    /// </summary>
    PaymentOpen,

    /// <summary>A callback is under way, or is not where it should be.</summary>
    CallbackOpen,

    /// <summary>Something happened to it, or to a callback of it, since.</summary>
    Recent,
}
