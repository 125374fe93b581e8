namespace Payments.Domain.Reconciliation;

/// <summary>Names an entry on both sides. The order of keys is the order in which two sorted streams are compared.</summary>
/// <param name="Reference">Our number of the charge or the refund, as the side writes it.</param>
/// <param name="Kind">Which of the two it is: providers without numbers of refunds write the payment's number.</param>
public readonly record struct EntryKey(string Reference, EntryKind Kind) : IComparable<EntryKey>
{
    /// <inheritdoc />
    public int CompareTo(EntryKey other)
    {
        var order = string.CompareOrdinal(Reference, other.Reference);
        return order != 0 ? order : Kind.CompareTo(other.Kind);
    }
}
