using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Payments.Storage.Sqlite;

/// <summary>
/// The one writer. Jobs that arrive while a commit is under way share the next one, so that many grains' writes cost one
/// fsync; a job is answered only after the commit that holds it.
/// </summary>
internal sealed class SqliteWriter : IDisposable
{
    /// <summary>Jobs in one transaction at most: it bounds how long a caller waits for others.</summary>
    private const int BatchLimit = 1024;

    /// <summary>Jobs that may wait; beyond it the caller is told that storage is overloaded.</summary>
    private const int QueueLimit = 65_536;

    private readonly SqliteConnection connection;
    private readonly Thread thread;
    private readonly object gate = new();
    private readonly Queue<WriteJob> waiting = new();
    private bool isStopping;

    public SqliteWriter(SqliteConnection connection)
    {
        this.connection = connection;
        thread = new Thread(Run) { IsBackground = true, Name = "sqlite-writer" };
        thread.Start();
    }

    public void Enqueue(WriteJob job)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isStopping, this);
            if (waiting.Count >= QueueLimit) throw new InvalidOperationException("Storage is overloaded: too many writes wait.");
            waiting.Enqueue(job);
            if (waiting.Count == 1) Monitor.Pulse(gate);
        }
    }

    /// <summary>Writes what waits, then stops.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            isStopping = true;
            Monitor.Pulse(gate);
        }
        thread.Join();
        connection.Dispose();
    }

    private void Run()
    {
        using var begin = Command("BEGIN IMMEDIATE");
        using var commit = Command("COMMIT");
        using var rollback = Command("ROLLBACK");
        var batch = new List<WriteJob>(BatchLimit);
        while (TakeBatch(batch))
        {
            try
            {
                begin.ExecuteNonQuery();
                foreach (var job in batch)
                {
                    job.Run(connection);
                    // A full disk or an I/O error takes the whole transaction back. What runs after that would commit by itself.
                    if (raw.sqlite3_get_autocommit(connection.Handle) != 0) throw new IOException("SQLite took the transaction back; nothing of it was written.");
                }
                commit.ExecuteNonQuery();
            }
            catch (Exception exception)
            {
                TryRollBack(rollback);
                foreach (var job in batch) job.Fail(exception);
                continue;
            }
            foreach (var job in batch) job.Complete();
        }
    }

    private bool TakeBatch(List<WriteJob> batch)
    {
        batch.Clear();
        lock (gate)
        {
            while (waiting.Count == 0)
            {
                if (isStopping) return false;
                Monitor.Wait(gate);
            }
            while (batch.Count < BatchLimit && waiting.TryDequeue(out var job)) batch.Add(job);
            return true;
        }
    }

    private static void TryRollBack(SqliteCommand rollback)
    {
        try
        {
            rollback.ExecuteNonQuery();
        }
        catch (SqliteException)
        {
            // A failed COMMIT may have rolled back already; then there is nothing left to take back.
        }
    }

    private SqliteCommand Command(string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }
}
