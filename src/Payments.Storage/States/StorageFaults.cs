using Npgsql;

namespace Payments.Storage.States;

/// <summary>Reads the meaning out of storage failures, whichever provider they come through.</summary>
public static class StorageFaults
{
    internal const string OpenAmountIndex = "orders_open_amount";

    private const string EntryKeyIndex = "user_entries_key";

    private const string ReceiptIndex = "order_charges_receipt";

    private const string RefundTransferIndex = "order_refunds_transfer";

    /// <summary>Whether a write failed for what this very row says: another row, or the same one said otherwise, could be written.</summary>
    public static bool IsOfOneRow(Exception? exception) => Causes(exception).Any(cause => cause is PostgresException { SqlState: ['2', '2' or '3', ..] });

    /// <summary>Whether a write failed because somebody else has what it takes; nothing was written, and the storage is well.</summary>
    public static bool IsTaken(Exception? exception) => IsAmountTaken(exception) || IsEntryTaken(exception) || IsReceiptTaken(exception) ||
        IsTransferTaken(exception);

    /// <summary>Whether a write failed because another open order has the amount.</summary>
    public static bool IsAmountTaken(Exception? exception) => IsTaken<AmountTakenException>(exception, OpenAmountIndex);

    /// <summary>Whether a write failed because an entry of the user has the key already; nothing was written.</summary>
    public static bool IsEntryTaken(Exception? exception) => IsTaken<EntryTakenException>(exception, EntryKeyIndex);

    /// <summary>Whether a write failed because another charge was paid by the receipt; nothing was written.</summary>
    public static bool IsReceiptTaken(Exception? exception) => IsTaken<ReceiptTakenException>(exception, ReceiptIndex);

    /// <summary>Whether a write failed because another refund was ended by the transfer; nothing was written.</summary>
    public static bool IsTransferTaken(Exception? exception) => IsTaken<TransferTakenException>(exception, RefundTransferIndex);

    private static bool IsTaken<T>(Exception? exception, string index) where T : Exception => Causes(exception).Any(cause => cause is T ||
        cause is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } violated && violated.ConstraintName == index);

    /// <summary>Providers and runtimes wrap what the database said.</summary>
    private static IEnumerable<Exception> Causes(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException) yield return exception;
    }
}
