using Npgsql;

namespace Payments.Storage.States;

/// <summary>Reads the meaning out of storage failures, whichever provider they come through.</summary>
public static class StorageFaults
{
    internal const string OpenAmountIndex = "orders_open_amount";

    /// <summary>Whether a write failed for what this very row says: another row, or the same one said otherwise, could be written.</summary>
    public static bool IsOfOneRow(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
            if (exception is PostgresException { SqlState: ['2', '2' or '3', ..] }) return true;
        return false;
    }

    /// <summary>Whether a write failed because another open order has the amount.</summary>
    public static bool IsAmountTaken(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is AmountTakenException) return true;
            if (exception is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: OpenAmountIndex }) return true;
        }
        return false;
    }
}
