namespace Payments.Storage.States;

/// <summary>Rows of states with versions. Writes are durable when they return.</summary>
public interface IStateStore
{
    /// <summary>The row, or null.</summary>
    ValueTask<StateRow?> ReadAsync(StateTable table, string key);

    /// <summary>Writes a row; an expected version of null is a first write. Returns the new version.</summary>
    /// <exception cref="StateConflictException">The stored version is another.</exception>
    /// <exception cref="AmountTakenException">Another open order has this amount at this address.</exception>
    /// <exception cref="TransferTakenException">Another order's refund was ended by a transfer of this state's refunds.</exception>
    /// <exception cref="ReceiptTakenException">Another order's charge was paid by a receipt of this state's charges.</exception>
    /// <exception cref="EntryTakenException">The user's ledger has an entry with a key of this state's entries already.</exception>
    Task<int> WriteAsync(StateTable table, string key, ReadOnlyMemory<byte> state, int? expectedVersion);

    /// <summary>Removes a row of the expected version.</summary>
    /// <exception cref="StateConflictException">The stored version is another.</exception>
    Task ClearAsync(StateTable table, string key, int expectedVersion);
}
