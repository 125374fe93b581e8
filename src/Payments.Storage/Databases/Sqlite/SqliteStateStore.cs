using Microsoft.Data.Sqlite;
using Payments.Storage.States;

namespace Payments.Storage.Databases.Sqlite;

/// <summary>States in SQLite, written through the group commit.</summary>
internal sealed class SqliteStateStore(SqliteDatabase database) : IStateStore
{
    public ValueTask<StateRow?> ReadAsync(StateTable table, string key)
    {
        var reader = database.Rent();
        try
        {
            return ValueTask.FromResult(reader.Read(table, key));
        }
        finally
        {
            database.Return(reader);
        }
    }

    public Task<int> WriteAsync(StateTable table, string key, ReadOnlyMemory<byte> state, int? expectedVersion)
    {
        var job = new Write(table, key, state, expectedVersion);
        database.Enqueue(job);
        return job.Task;
    }

    public Task ClearAsync(StateTable table, string key, int expectedVersion)
    {
        var job = new Clear(table, key, expectedVersion);
        database.Enqueue(job);
        return job.Task;
    }

    private sealed class Write(StateTable table, string key, ReadOnlyMemory<byte> state, int? expected) : WriteJob<int>
    {
        private const int UniqueViolation = 2067;

        protected override int Execute(SqliteSession session)
        {
            var statement = expected is null ? session.Insert(table) : session.Update(table);
            statement.Bind(1, key);
            statement.Bind(2, state.Span);
            if (expected is { } version) statement.Bind(3, version);
            try
            {
                if (statement.Execute() == 1) return (expected ?? 0) + 1;
            }
            catch (SqliteException exception) when (IsOf(exception, "reserved_units"))
            {
                throw new AmountTakenException(key, exception);
            }
            catch (SqliteException exception) when (IsOf(exception, "entry_key"))
            {
                throw new EntryTakenException(key, exception);
            }
            catch (SqliteException exception) when (IsOf(exception, "order_charges.receipt"))
            {
                throw new ReceiptTakenException(key, exception);
            }
            catch (SqliteException exception) when (IsOf(exception, "order_refunds.transfer_id"))
            {
                throw new TransferTakenException(key, exception);
            }
            throw new StateConflictException(table, key, expected);
        }

        /// <summary>Whether a unique index refused a row, by a column that only that index has.</summary>
        private static bool IsOf(SqliteException exception, string column) => exception.SqliteExtendedErrorCode == UniqueViolation
            && exception.Message.Contains(column, StringComparison.Ordinal);
    }

    private sealed class Clear(StateTable table, string key, int expected) : WriteJob<int>
    {
        protected override int Execute(SqliteSession session)
        {
            var statement = session.Delete(table);
            statement.Bind(1, key);
            statement.Bind(2, expected);
            return statement.Execute() == 1 ? 1 : throw new StateConflictException(table, key, expected);
        }
    }
}
